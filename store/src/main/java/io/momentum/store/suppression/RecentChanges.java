package io.momentum.store.suppression;

import io.momentum.store.fact.Fact;
import io.momentum.store.fact.Fact.OptOutAnswered;
import io.momentum.store.fact.Fact.OptOutHeld;
import io.momentum.store.fact.Fact.OptOutReviewed;
import io.momentum.store.fact.Fact.OptOutUndone;
import io.momentum.store.fact.Fact.OptedIn;
import io.momentum.store.fact.Fact.OptedOut;
import java.util.ArrayDeque;

/**
 * Whose opt-outs have changed lately: as long as an {@link OptOutUndone} may reach back, and no longer. It keeps 40 octets for
 * each change among the last {@link OptOutUndone#LOOK_MAX} facts: nearly nothing, or 40 MB while a list of a million numbers is
 * taken in. Owned by whoever applies facts to the list.
 */
final class RecentChanges {

    private record Change(long sequence, long digits) {}

    private final ArrayDeque<Change> changes = new ArrayDeque<>();

    /** Takes a fact in; an undo is remembered only where it holds. */
    void remember(long sequence, Fact fact) {
        long digits = digitsOf(fact);
        if (digits > 0) add(sequence, digits);
    }

    /** Whether an undo opens its number: nothing about it is newer than what was seen. */
    boolean hold(long sequence, OptOutUndone undone) {
        if (sequence - undone.seen() > OptOutUndone.LOOK_MAX) return false;
        for (var newest = changes.descendingIterator(); newest.hasNext(); ) {
            Change change = newest.next();
            if (change.sequence <= undone.seen()) break;
            if (change.digits == undone.digits()) return false;
        }
        add(sequence, undone.digits());
        return true;
    }

    private void add(long sequence, long digits) {
        changes.addLast(new Change(sequence, digits));
        while (sequence - changes.getFirst().sequence >= OptOutUndone.LOOK_MAX) changes.removeFirst();
    }

    private static long digitsOf(Fact fact) {
        return switch (fact) {
            case OptedOut f -> f.digits();
            case OptedIn f -> f.digits();
            case OptOutHeld f -> f.digits();
            case OptOutReviewed f -> f.digits();
            case OptOutAnswered f -> f.digits();
            default -> 0;
        };
    }
}
