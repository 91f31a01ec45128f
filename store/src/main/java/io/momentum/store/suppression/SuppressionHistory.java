package io.momentum.store.suppression;

import io.momentum.store.fact.Fact;
import io.momentum.store.fact.Fact.OptOutHeld;
import io.momentum.store.fact.Fact.OptOutReviewed;
import io.momentum.store.fact.Fact.OptOutUndone;
import io.momentum.store.fact.Fact.OptedIn;
import io.momentum.store.fact.Fact.OptedOut;
import io.momentum.store.value.SuppressionScope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Why a number might or might not be written to at a moment: what {@link SuppressionList} and the index had made by then of the
 * facts about it.
 *
 * @param closed the opt-out that stood, of each scope that was closed, in the order in which they were closed
 * @param held the doubt that stood, of each scope in which advertising was held back
 * @param facts all that had happened, the oldest first
 */
public record SuppressionHistory(List<OptedOut> closed, List<OptOutHeld> held, List<Fact> facts) {

    /**
     * Folds what is known of a number.
     *
     * @param all in the order of the journal, without an {@link OptOutUndone} that came too late
     * @param asOfMicros what happened later is left out
     */
    public static SuppressionHistory of(List<Fact> all, long asOfMicros) {
        Map<SuppressionScope, OptedOut> closed = new LinkedHashMap<>();
        Map<SuppressionScope, OptOutHeld> held = new LinkedHashMap<>();
        List<Fact> facts = new ArrayList<>();
        for (Fact fact : all) {
            if (fact.atMicros() > asOfMicros) continue;
            facts.add(fact);
            switch (fact) {
                case OptedOut out -> {
                    closed.put(out.scope(), out);
                    held.remove(out.scope());
                }
                case OptedIn in -> open(in.scope(), closed, held);
                case OptOutUndone undone -> open(undone.scope(), closed, held);
                case OptOutHeld doubt -> held.putIfAbsent(doubt.scope(), doubt);
                case OptOutReviewed reviewed -> held.remove(reviewed.scope());
                default -> {
                    // It tells what we answered.
                }
            }
        }
        return new SuppressionHistory(List.copyOf(closed.values()), List.copyOf(held.values()), List.copyOf(facts));
    }

    private static void open(
            SuppressionScope scope, Map<SuppressionScope, OptedOut> closed, Map<SuppressionScope, OptOutHeld> held) {
        closed.remove(scope);
        held.remove(scope);
    }
}
