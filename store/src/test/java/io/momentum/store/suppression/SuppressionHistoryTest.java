package io.momentum.store.suppression;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.momentum.store.fact.Fact;
import io.momentum.store.fact.Fact.OptOutHeld;
import io.momentum.store.fact.Fact.OptOutReviewed;
import io.momentum.store.fact.Fact.OptSource;
import io.momentum.store.fact.Fact.OptedIn;
import io.momentum.store.fact.Fact.OptedOut;
import io.momentum.store.fact.Fact.Review;
import io.momentum.store.value.SuppressionScope;
import io.momentum.store.value.SystemId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SuppressionHistoryTest {

    private static final long NUMBER = 15550100;
    private static final List<SuppressionScope> SCOPES =
            List.of(SuppressionScope.GLOBAL, SuppressionScope.account(new SystemId("acme")));

    /** Whatever happens, the past says what the list in memory said then. */
    @Test
    void itSaysWhatTheListSaidThen() {
        for (long seed = 0; seed < 200; seed++) {
            var chance = new Random(seed);
            var list = new SuppressionList();
            List<Fact> facts = new ArrayList<>();
            List<List<Boolean>> said = new ArrayList<>();
            for (int i = 1; i <= 12; i++) {
                Fact fact = any(i * 1_000_000L, SCOPES.get(chance.nextInt(2)), chance);
                facts.add(fact);
                list.apply(i, fact);
                said.add(state(list));
            }
            for (int i = 0; i < facts.size(); i++) {
                assertEquals(
                        said.get(i),
                        state(SuppressionHistory.of(facts, facts.get(i).atMicros())),
                        "seed " + seed + " after " + facts.subList(0, i + 1));
                assertEquals(
                        i,
                        SuppressionHistory.of(facts, facts.get(i).atMicros() - 1)
                                .facts()
                                .size());
            }
        }
    }

    private static Fact any(long at, SuppressionScope scope, Random chance) {
        return switch (chance.nextInt(4)) {
            case 0 -> new OptedOut(at, NUMBER, scope, OptSource.API, 0, "r");
            case 1 -> new OptedIn(at, NUMBER, scope, OptSource.API, 0, "r");
            case 2 -> new OptOutHeld(at, NUMBER, scope, 1, "stop calling", "rule", at + 1);
            default -> new OptOutReviewed(at, NUMBER, scope, 1, Review.DISMISSED, "user:maria", "r");
        };
    }

    private static List<Boolean> state(SuppressionList list) {
        return SCOPES.stream()
                .flatMap(scope -> List.of(list.contains(NUMBER, scope), list.isHeld(NUMBER, scope)).stream())
                .toList();
    }

    private static List<Boolean> state(SuppressionHistory past) {
        return SCOPES.stream()
                .flatMap(scope -> List.of(
                        past.closed().stream().anyMatch(each -> each.scope().equals(scope)),
                        past.held().stream().anyMatch(each -> each.scope().equals(scope)))
                        .stream())
                .toList();
    }
}
