package io.momentum.ops.api;

import io.momentum.gateway.net.Loop;
import io.momentum.store.fact.Fact;
import io.momentum.store.fact.Fact.MoReceived;
import io.momentum.store.fact.FactJson;
import io.momentum.store.index.Index;
import io.momentum.store.index.OptOuts;
import io.momentum.store.index.Views;
import io.momentum.store.journal.Journal;
import io.momentum.store.value.MessageId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;

/**
 * All that the journal says about whether a number may be written to: each fact with its place in the journal, what the
 * subscriber wrote, and what became of every message since. It is for whoever has to show that an opt-out was kept to.
 */
final class OptOutProofs {

    private static final Duration CATCH_UP = Duration.ofSeconds(5);
    private static final int FACTS_MAX = 10_000;
    private static final int MESSAGES_MAX = 1_000;

    private final Index index;
    private final Journal journal;
    private final JournalLookup lookup;

    OptOutProofs(ApiParts parts, JournalLookup lookup) {
        index = parts.index();
        journal = parts.journal();
        this.lookup = lookup;
    }

    Answer get(Call call) {
        call.caller().mustSeeAll();
        long digits = call.msisdn();
        Waiting.forIndex(index, journal, CATCH_UP);
        JsonArray closed = new JsonArray();
        index.suppressionsOf(digits).forEach(each -> closed.add(MessageJson.of(each)));
        List<OptOuts.Step> history = index.optOuts().historyOf(digits, FACTS_MAX);
        Views.Page<Views.ContactLine> messages = index.contact(digits, null, MESSAGES_MAX);
        return Answer.json(
                200,
                new JsonObject()
                        .put("msisdn", Long.toString(digits))
                        .put("asOf", MessageJson.time(Loop.clockMicros()))
                        .put("journalSequence", index.lastSequence())
                        .put("closed", closed)
                        .put("facts", facts(history))
                        .put("messages", messages(messages.items()))
                        .put("complete", history.size() < FACTS_MAX && messages.next() == null));
    }

    private JsonArray facts(List<OptOuts.Step> history) {
        JsonArray facts = new JsonArray();
        for (OptOuts.Step step : history) {
            Fact fact = lookup.at(step.position());
            facts.add(new JsonObject(FactJson.toJson(step.sequence(), fact, false)));
        }
        return facts;
    }

    /** The oldest first, as facts are. */
    private JsonArray messages(List<Views.ContactLine> lines) {
        JsonArray messages = new JsonArray();
        for (Views.ContactLine line : lines.reversed()) {
            if (!line.inbound())
                index.message(line.messageId()).map(MessageJson::of).ifPresent(messages::add);
            else if (lookup.at(line.position()) instanceof MoReceived mo) messages.add(received(mo));
        }
        return messages;
    }

    private static JsonObject received(MoReceived mo) {
        var json = new JsonObject()
                .put("id", MessageId.format(mo.moId()))
                .put("direction", "in")
                .put("at", MessageJson.time(mo.atMicros()))
                .put("carrier", mo.carrier().value())
                .put("from", mo.source().text())
                .put("to", mo.destination().text());
        Said.put(json, mo);
        return json;
    }
}
