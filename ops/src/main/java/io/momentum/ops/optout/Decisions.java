package io.momentum.ops.optout;

import io.momentum.store.fact.Fact;
import io.momentum.store.fact.Fact.OptOutHeld;
import io.momentum.store.fact.Fact.OptOutReviewed;
import io.momentum.store.fact.Fact.OptOutUndone;
import io.momentum.store.fact.Fact.OptSource;
import io.momentum.store.fact.Fact.OptedIn;
import io.momentum.store.fact.Fact.OptedOut;
import io.momentum.store.fact.Fact.Review;
import io.momentum.store.index.Views.Suppression;
import io.momentum.store.value.SuppressionScope;
import java.util.ArrayList;
import java.util.List;

/**
 * The facts that a decision about an opt-out makes. A number is closed before what held it back is lifted, so that it is open
 * at no moment between the two.
 */
public final class Decisions {

    private static final String SYSTEM = "system";

    private Decisions() {}

    /** It was an opt-out. */
    public static List<Fact> confirmed(OptOutHeld held, String actor, String reason, long nowMicros) {
        String why = held.words() + " (" + held.rule() + "), confirmed by " + actor + ": " + reason;
        return closed(held, OptSource.REVIEW, why, Review.CONFIRMED, actor, reason, nowMicros);
    }

    /** It was none. */
    public static List<Fact> dismissed(OptOutHeld held, String actor, String reason, long nowMicros) {
        return List.of(reviewed(held, Review.DISMISSED, actor, reason, nowMicros));
    }

    /** Nobody has looked in time. */
    public static List<Fact> overdue(OptOutHeld held, long nowMicros) {
        String why = held.words() + " (" + held.rule() + "), not looked at in time";
        return closed(held, OptSource.OVERDUE, why, Review.OVERDUE, SYSTEM, "not looked at in time", nowMicros);
    }

    /**
     * What was taken for an opt-out was none. It opens the number unless something newer stands against it.
     *
     * @param seen the sequence number up to which the index had been read
     */
    public static OptOutUndone undone(Suppression closed, long seen, String actor, String reason, long nowMicros) {
        return new OptOutUndone(nowMicros, closed.digits(), closed.scope(), closed.evidenceId(), seen, actor, reason);
    }

    /** Whether a person may undo it: only what rules, a person or time took for an opt-out, never a keyword or a list of others. */
    public static boolean mayBeUndone(OptSource source) {
        return switch (source) {
            case FREE_TEXT, REVIEW, OVERDUE -> true;
            case KEYWORD, OPERATOR, API, IMPORT, CARRIER, REGISTRY, DEACTIVATED -> false;
        };
    }

    /**
     * The opt-outs of a number that stand within a scope: each since it was opened there last. A later one in doubtful words does
     * not make an earlier one in a word undone.
     *
     * @param history what the journal says about the number, the oldest first
     */
    public static List<OptedOut> standing(SuppressionScope scope, List<Fact> history) {
        List<OptedOut> standing = new ArrayList<>();
        for (Fact fact : history) {
            switch (fact) {
                case OptedOut out when out.scope().equals(scope) -> standing.add(out);
                case OptedIn in when in.scope().equals(scope) -> standing.clear();
                case OptOutUndone undone when undone.scope().equals(scope) -> standing.clear();
                default -> {
                    // It says nothing about whether the number is closed here.
                }
            }
        }
        return standing;
    }

    private static List<Fact> closed(
            OptOutHeld held, OptSource source, String why, Review review, String actor, String reason, long nowMicros) {
        return List.of(
                new OptedOut(nowMicros, held.digits(), held.scope(), source, held.evidenceId(), why),
                reviewed(held, review, actor, reason, nowMicros));
    }

    private static OptOutReviewed reviewed(
            OptOutHeld held, Review review, String actor, String reason, long nowMicros) {
        return new OptOutReviewed(nowMicros, held.digits(), held.scope(), held.evidenceId(), review, actor, reason);
    }
}
