package io.momentum.ops.api;

import io.momentum.store.fact.Fact;
import io.momentum.store.fact.Fact.OptOutAnswered;
import io.momentum.store.fact.Fact.OptOutHeld;
import io.momentum.store.fact.Fact.OptOutReviewed;
import io.momentum.store.fact.Fact.OptOutUndone;
import io.momentum.store.fact.Fact.OptSource;
import io.momentum.store.fact.Fact.OptedIn;
import io.momentum.store.fact.Fact.OptedOut;
import io.momentum.store.index.Index;
import io.momentum.store.index.Views;
import io.momentum.store.suppression.SuppressionHistory;
import io.momentum.store.value.MessageId;
import io.momentum.store.value.SuppressionScope;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** Why a number might or might not be written to at a moment, out of the facts about it. */
final class SuppressionPast {

    /** Far more than anybody's opt-outs and answers; of more, what is asked is not told wrong, but refused. */
    private static final int FACTS_MAX = 10_000;

    private final Index index;
    private final JournalLookup lookup;

    SuppressionPast(Index index, JournalLookup lookup) {
        this.index = index;
        this.lookup = lookup;
    }

    /** @param asOfMicros microseconds since 1970 */
    JsonObject of(long digits, long asOfMicros, Caller caller) {
        List<Fact> all = index.optOuts().historyOf(digits, FACTS_MAX).stream()
                .map(step -> lookup.at(step.position()))
                .toList();
        if (all.size() == FACTS_MAX)
            throw Problem.unprocessable("TOO_MUCH", "There are too many facts about the number: read its proof.")
                    .refusal();
        SuppressionHistory past = SuppressionHistory.of(all, asOfMicros);
        JsonArray items = new JsonArray();
        past.closed().stream()
                .filter(out -> caller.sees(out.scope()))
                .forEach(out -> items.add(MessageJson.of(closed(out))));
        JsonArray held = new JsonArray();
        past.held().stream().filter(doubt -> caller.sees(doubt.scope())).forEach(doubt -> held.add(step(doubt)));
        JsonArray steps = new JsonArray();
        past.facts().stream()
                .filter(fact -> scopeOf(fact)
                        .map(caller::sees)
                        .orElseGet(() -> caller.account().isEmpty()))
                .forEach(fact -> steps.add(step(fact)));
        return new JsonObject()
                .put("asOf", MessageJson.time(asOfMicros))
                .put("items", items)
                .put("held", held)
                .put("steps", steps);
    }

    private static Views.Suppression closed(OptedOut out) {
        return new Views.Suppression(
                out.digits(),
                out.scope(),
                out.atMicros(),
                MessageJson.word(out.source()),
                out.evidenceId(),
                out.reason());
    }

    private static JsonObject step(Fact fact) {
        JsonObject json = new JsonObject()
                .put("at", MessageJson.time(fact.atMicros()))
                .put("event", fact.getClass().getSimpleName());
        scopeOf(fact).ifPresent(scope -> json.put("scope", scope.toString()));
        return switch (fact) {
            case OptedOut f -> said(json, f.source(), f.reason(), f.evidenceId());
            case OptedIn f -> said(json, f.source(), f.reason(), f.evidenceId());
            case OptOutHeld f ->
                evidence(json.put("reason", f.words()).put("rule", f.rule()), f.evidenceId())
                        .put("deadline", MessageJson.time(f.deadlineMicros()));
            case OptOutReviewed f ->
                evidence(json.put("reason", f.reason()), f.evidenceId())
                        .put("review", MessageJson.word(f.review()))
                        .put("actor", f.actor());
            case OptOutUndone f ->
                evidence(json.put("reason", f.reason()), f.evidenceId()).put("actor", f.actor());
            case OptOutAnswered f ->
                evidence(json.put("reason", MessageJson.word(f.answer())), f.evidenceId())
                        .put("message", MessageId.format(f.mtId()));
            default -> json;
        };
    }

    private static JsonObject said(JsonObject json, OptSource source, String reason, long evidenceId) {
        return evidence(json.put("source", MessageJson.word(source)).put("reason", reason), evidenceId);
    }

    private static JsonObject evidence(JsonObject json, long evidenceId) {
        return evidenceId == 0 ? json : json.put("evidenceId", MessageId.format(evidenceId));
    }

    private static Optional<SuppressionScope> scopeOf(Fact fact) {
        return switch (fact) {
            case OptedOut f -> Optional.of(f.scope());
            case OptedIn f -> Optional.of(f.scope());
            case OptOutHeld f -> Optional.of(f.scope());
            case OptOutReviewed f -> Optional.of(f.scope());
            case OptOutUndone f -> Optional.of(f.scope());
            default -> Optional.empty();
        };
    }
}
