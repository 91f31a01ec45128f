package io.momentum.gateway.path;

import io.momentum.gateway.codec.MessagePdu;
import io.momentum.gateway.message.Mt.Altered;
import io.momentum.gateway.path.SubmitPath.Submission;
import io.momentum.gateway.server.Account;
import io.momentum.store.fact.Fact.MtIntercepted;
import io.momentum.store.value.Address;
import io.momentum.store.value.CarrierId;
import io.momentum.store.value.SystemId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A message on its way through {@link Intake}: what it was, and what it has become. Owned by the loop on which it came in. */
final class Taken {

    private record Change(
            String rule, String what, @Nullable CarrierId carrier) {}

    private final Account account;
    private final Submission submission;
    private final MessagePdu submitted;
    private MessagePdu message;
    private @Nullable CarrierId carrier;
    private @Nullable List<Change> changes;
    private boolean dropped;

    Taken(Account account, Submission submission, MessagePdu message) {
        this.account = account;
        this.submission = submission;
        submitted = message;
        this.message = message;
    }

    Account account() {
        return account;
    }

    SystemId accountId() {
        return account.id();
    }

    Submission submission() {
        return submission;
    }

    /** As it is to be sent. */
    MessagePdu message() {
        return message;
    }

    /** As its ESME wrote it. */
    Address source() {
        return submitted.source();
    }

    Address destination() {
        return submitted.destination();
    }

    /** The carrier that a rule has chosen; null where routes decide. */
    @Nullable
    CarrierId carrier() {
        return carrier;
    }

    /** Whether it ends here. */
    boolean isDropped() {
        return dropped;
    }

    /** It becomes another PDU. @return the status with which that is refused; ESME_ROK where it is a message */
    int become(byte[] pdu, String rule, String what, @Nullable CarrierId way) {
        MessagePdu next = MessagePdu.parse(pdu);
        if (!next.isOk()) return next.status();
        message = next;
        if (way != null) carrier = way;
        note(rule, what, way);
        return next.status();
    }

    void drop(String rule) {
        dropped = true;
        note(rule, "dropped", null);
    }

    /** Something was decided that leaves it as it is. */
    void note(String rule, String what, @Nullable CarrierId way) {
        List<Change> all = changes;
        if (all == null) changes = all = new ArrayList<>(2);
        all.add(new Change(rule, what, way));
    }

    /** What our rules have made another of what the ESME wrote; null where the addresses and the way are its own. */
    @Nullable
    Altered altered() {
        if (changes == null) return null;
        return Altered.of(submitted.source(), submitted.destination(), message, carrier);
    }

    /** What tells of it, to stand behind its acceptance. */
    List<MtIntercepted> facts(long atMicros, long mtId) {
        List<Change> all = changes;
        if (all == null) return List.of();
        return all.stream()
                .map(each -> new MtIntercepted(atMicros, mtId, each.rule(), each.what(), each.carrier()))
                .toList();
    }
}
