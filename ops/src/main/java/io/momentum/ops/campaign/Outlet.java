package io.momentum.ops.campaign;

import io.momentum.gateway.Gateway;
import io.momentum.gateway.codec.CommandStatus;
import io.momentum.gateway.intake.Repeated;
import io.momentum.gateway.intercept.Action;
import io.momentum.gateway.net.Loop;
import io.momentum.gateway.path.CampaignTag;
import io.momentum.gateway.path.Purposes;
import io.momentum.gateway.path.SubmitPath.Submission;
import io.momentum.gateway.server.Account;
import io.momentum.gateway.server.SubmitSink;
import io.momentum.store.fact.Fact.Origin;
import io.momentum.store.index.Index;
import io.momentum.store.suppression.Purpose;
import io.momentum.store.suppression.SuppressionList;
import io.momentum.store.value.Address;
import io.momentum.store.value.SuppressionScope;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands the messages of campaigns to the path that all others take. */
final class Outlet {

    /** Why a recipient is left out whose message could not be made, or not be handed on. */
    static final String FAILED = "failed";

    /** No status of SMPP: the path has thrown. Not sent again, for how far it came nobody knows. */
    static final int BROKEN = -1;

    private static final Logger LOG = LoggerFactory.getLogger(Outlet.class);

    private final Gateway gateway;
    private final SuppressionList suppressions;
    private final Index index;

    Outlet(Gateway gateway, SuppressionList suppressions, Index index) {
        this.gateway = gateway;
        this.suppressions = suppressions;
        this.index = index;
    }

    @Nullable
    Account account(String name) {
        return gateway.accounts().get(name);
    }

    /** Why a number gets nothing of a campaign: {@code opted_out}, or {@code opt_out_review}; empty where it may. */
    String closedBy(long digits, Account account, Address from, Purpose campaign) {
        Purpose purpose = Purposes.of(account.config().policies().category(), campaign);
        SuppressionScope scope = suppressions.blocking(digits, account.id(), from.text(), purpose);
        if (scope == null) return "";
        return suppressions.contains(digits, scope) ? "opted_out" : "opt_out_review";
    }

    /** The message that an earlier run has sent to a recipient. */
    OptionalLong earlier(Account account, String campaign, int place) {
        return index.byIdempotencyKey(account.id(), key(campaign, place));
    }

    private static String key(String campaign, int place) {
        return CampaignKeys.PREFIX + campaign + "/" + place;
    }

    /** Answers on a loop, once: accepted with the id when it is durable, or refused with a status. */
    void submit(Account account, CampaignTag tag, byte[] pdu, Consumer<Long> accepted, IntConsumer refused) {
        Loop loop = gateway.loops().any();
        String key = key(tag.name(), tag.recipient());
        loop.run(() -> {
            account.counters().submits.increment();
            var submission = new Submission(Origin.API, key, loop::nextId, pdu, tag, false);
            var reply = new Reply(account, accepted, refused);
            try {
                gateway.submitPath().submit(loop, account, submission, reply);
            } catch (RuntimeException e) {
                LOG.error("A message of campaign {} is left out", tag.name(), e);
                reply.refused(BROKEN);
            }
        });
    }

    /** Passes one answer on: whoever waits for it counts on exactly one. Owned by the loop. */
    private static final class Reply implements SubmitSink.Reply {

        private final Account account;
        private final Consumer<Long> accepted;
        private final IntConsumer refused;
        private boolean answered;

        Reply(Account account, Consumer<Long> accepted, IntConsumer refused) {
            this.account = account;
            this.accepted = accepted;
            this.refused = refused;
        }

        private boolean isFirst(int status) {
            if (answered) return false;
            answered = true;
            account.counters().responses.add(status);
            return true;
        }

        @Override
        public void accepted(long mtId) {
            if (isFirst(CommandStatus.ESME_ROK)) accepted.accept(mtId);
        }

        @Override
        public void refused(int status) {
            if (isFirst(status)) refused.accept(status);
        }
    }

    /** Whether it may be taken later. */
    static boolean isForNow(int status) {
        return CommandStatus.isThrottle(status) || CommandStatus.isTemporary(status);
    }

    /** Why a recipient is left out, in a word. */
    static String reason(int status) {
        return switch (status) {
            case CommandStatus.ESME_RINVDSTADR -> "no_route";
            case CommandStatus.ESME_RINVMSGLEN -> "too_long";
            case BROKEN -> FAILED;
            case Repeated.STATUS -> "duplicate";
            case Action.STATUS -> "intercepted";
            default -> CommandStatus.name(status).toLowerCase(Locale.ROOT);
        };
    }
}
