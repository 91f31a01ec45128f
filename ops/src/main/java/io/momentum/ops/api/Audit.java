package io.momentum.ops.api;

import io.momentum.gateway.net.Loop;
import io.momentum.store.fact.CareFact.ChangeAudited;
import io.momentum.store.journal.FactBatch;
import io.momentum.store.journal.Journal;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Journals who changed what, and who took what along. A change is answered once its entry is durable; so whoever was told that something is changed can
 * find who did it. Where the journal takes nothing for {@value #TRIES} tries the change stands and the log says so.
 */
final class Audit {

    private static final Logger LOG = LoggerFactory.getLogger(Audit.class);
    private static final int TRIES = 20;
    private static final int TRY_MILLIS = 50;

    /** Longer texts of an entry are cut. */
    private static final int TEXT_MAX = 8_000;

    private static final String COMMON = "/v1/";

    private final Journal journal;

    Audit(Journal journal) {
        this.journal = journal;
    }

    /** Journals what a request has changed. Blocks until it is durable. */
    void changed(Call call, String operation, Answer answer) {
        if (answer.status() >= 300) return;
        JsonObject after = call.changes().after();
        journal(call, operation, answer.status(), after.isEmpty() ? body(call, answer) : after.encode());
    }

    /** Journals what a request is about to take along, as its changes tell. Blocks until it is durable. */
    void taken(Call call, String operation) {
        journal(call, operation, 200, call.changes().after().encode());
    }

    private void journal(Call call, String operation, int status, String after) {
        JsonObject before = call.changes().before();
        var fact = new ChangeAudited(
                Loop.clockMicros(),
                call.caller().actor(),
                operation,
                cut(call.origin().uri().replaceFirst("^" + COMMON, "")),
                status,
                call.origin().address(),
                call.caller().role().word(),
                before.isEmpty() ? "" : cut(before.encode()),
                cut(after));
        try {
            append(fact);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What was asked for; of a file, what came of it. */
    private static String body(Call call, Answer answer) {
        try {
            if (call.hasBody()) return call.body().encode();
            return answer.body().length() == 0 ? "" : new JsonObject(answer.body()).encode();
        } catch (DecodeException | ClassCastException e) {
            return "";
        }
    }

    private void append(ChangeAudited fact) throws InterruptedException {
        var durable = new CompletableFuture<Boolean>();
        FactBatch batch = FactBatch.awaited(List.of(fact), Runnable::run, () -> durable.complete(true));
        for (int tries = 0; !journal.offer(batch); tries++) {
            if (tries == TRIES) {
                LOG.error("{} by {} is not in the audit: the journal takes nothing", fact.operation(), fact.actor());
                return;
            }
            TimeUnit.MILLISECONDS.sleep(TRY_MILLIS);
        }
        Waiting.forResult(durable);
    }

    private static String cut(String text) {
        return text.length() <= TEXT_MAX ? text : text.substring(0, TEXT_MAX) + "…";
    }
}
