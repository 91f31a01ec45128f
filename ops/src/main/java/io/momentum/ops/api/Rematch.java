package io.momentum.ops.api;

import io.momentum.gateway.Gateway;
import io.momentum.gateway.carrier.Carrier;
import io.momentum.gateway.codec.MessagePdu;
import io.momentum.gateway.net.Durable;
import io.momentum.gateway.net.Loop;
import io.momentum.gateway.receipt.Receipt;
import io.momentum.gateway.receipt.ReceiptFacts;
import io.momentum.store.fact.Fact;
import io.momentum.store.fact.Fact.DlrReceived;
import io.momentum.store.fact.Fact.DlrRematched;
import io.momentum.store.index.Index;
import io.momentum.store.index.Views.Orphan;
import io.momentum.store.index.Views.Page;
import io.momentum.store.journal.Journal;
import io.momentum.store.journal.JournalException;
import io.momentum.store.value.CarrierId;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads receipts that found no message again, by the profile that their carrier has now, and gives them to the messages that
 * they turn out to name. One page of them a request: the answer says where the next begins. Repeating it does nothing more.
 */
final class Rematch {

    private static final Logger LOG = LoggerFactory.getLogger(Rematch.class);
    private static final int PAGE = 2_000;
    private static final int DAY_SECONDS = 86_400;
    private static final Duration CATCH_UP = Duration.ofSeconds(5);

    private final Gateway gateway;
    private final Index index;
    private final Journal journal;
    private final JournalLookup lookup;

    Rematch(ApiParts parts, JournalLookup lookup) {
        gateway = parts.gateway();
        index = parts.index();
        journal = parts.journal();
        this.lookup = lookup;
    }

    Answer rematch(Call call) {
        call.caller().mustSeeAll();
        JsonObject body = call.body();
        boolean dryRun = body.getBoolean("dryRun", false);
        long sinceMicros = Loop.clockMicros() - body.getLong("sinceSeconds", (long) DAY_SECONDS) * 1_000_000;
        Waiting.forIndex(index, journal, CATCH_UP);
        Page<Orphan> page = page(carrier(body.getString("carrier")), body.getString("cursor"));
        var facts = new ArrayList<DlrRematched>();
        int read = 0;
        for (Orphan orphan : page.items()) {
            if (orphan.receipt().atMicros() < sinceMicros) continue;
            read++;
            rematched(orphan).ifPresent(facts::add);
        }
        if (!dryRun && !facts.isEmpty()) {
            Waiting.forResult(journalled(facts));
            LOG.info(
                    "{}: {} of {} orphaned receipts found their message",
                    call.caller().name(),
                    facts.size(),
                    read);
        }
        JsonObject answer = new JsonObject()
                .put("read", read)
                .put("matched", facts.size())
                .put("unmatched", read - facts.size())
                .put("dryRun", dryRun);
        if (page.next() != null) answer.put("next", page.next());
        return Answer.json(200, answer);
    }

    private @Nullable CarrierId carrier(@Nullable String name) {
        if (name == null) return null;
        CarrierId id = new CarrierId(name);
        if (gateway.carriers().get(id) != null) return id;
        throw Problem.unprocessable("NO_SUCH_CARRIER", "No such carrier.").refusal();
    }

    private Page<Orphan> page(@Nullable CarrierId carrier, @Nullable String cursor) {
        try {
            return index.orphans(carrier, cursor, PAGE);
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest("cursor: not one of ours").refusal();
        }
    }

    private Optional<DlrRematched> rematched(Orphan orphan) {
        Carrier carrier = gateway.carriers().get(orphan.receipt().carrier());
        if (carrier == null) return Optional.empty();
        DlrReceived again = readAgain(orphan, carrier);
        if (again == null) return Optional.empty();
        OptionalLong mtId = index.messageOf(again);
        if (mtId.isEmpty()) return Optional.empty();
        String orphanId = orphan.receipt().smscId();
        return Optional.of(new DlrRematched(Loop.clockMicros(), mtId.getAsLong(), orphanId, withoutPdu(again)));
    }

    /** Null where it is none by the profile of today, or the journal has let it go. */
    private @Nullable DlrReceived readAgain(Orphan orphan, Carrier carrier) {
        if (!(kept(orphan) instanceof DlrReceived original)) return null;
        MessagePdu message = MessagePdu.parse(original.pdu(), true);
        if (!message.isOk()) return null;
        Receipt receipt = carrier.receipts().scan(message);
        if (receipt == null) return null;
        return ReceiptFacts.of(
                original.atMicros(),
                original.dlrId(),
                carrier.id(),
                carrier.config().profile(),
                receipt,
                message);
    }

    private @Nullable Fact kept(Orphan orphan) {
        try {
            return lookup.at(orphan.position());
        } catch (JournalException e) {
            LOG.debug("The journal has no receipt at {} any more", orphan.position(), e);
            return null;
        }
    }

    private static DlrReceived withoutPdu(DlrReceived f) {
        return new DlrReceived(
                f.atMicros(),
                f.dlrId(),
                f.carrier(),
                f.smscId(),
                f.state(),
                f.error(),
                f.doneAtMicros(),
                new byte[0],
                f.reading());
    }

    /** Completes once all of them are durable, or with a {@link Refusal} when none was taken. */
    private CompletableFuture<Void> journalled(List<DlrRematched> facts) {
        var durable = new CompletableFuture<Void>();
        Loop loop = gateway.loops().any();
        loop.run(() -> {
            if (!loop.stage().hasRoom()) {
                durable.completeExceptionally(full());
                return;
            }
            int last = facts.size() - 1;
            for (int i = 0; i <= last; i++) loop.stage().await(facts.get(i), new Step(i == last, durable));
        });
        return durable;
    }

    private static Refusal full() {
        return Problem.busy("The journal takes nothing now.").refusal();
    }

    private record Step(boolean isLast, CompletableFuture<Void> done) implements Durable {
        @Override
        public void durable() {
            if (isLast) done.complete(null);
        }

        @Override
        public void refused() {
            done.completeExceptionally(full());
        }
    }
}
