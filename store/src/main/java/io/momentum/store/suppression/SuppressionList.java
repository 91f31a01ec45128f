package io.momentum.store.suppression;

import io.momentum.store.fact.Fact;
import io.momentum.store.fact.Fact.OptOutHeld;
import io.momentum.store.fact.Fact.OptOutReviewed;
import io.momentum.store.fact.Fact.OptOutUndone;
import io.momentum.store.fact.Fact.OptedIn;
import io.momentum.store.fact.Fact.OptedOut;
import io.momentum.store.value.SuppressionScope;
import io.momentum.store.value.SuppressionScope.Kind;
import io.momentum.store.value.SystemId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The numbers that must not be written to, in memory: the fold of {@link OptedOut} and {@link OptedIn}; and those that may
 * have asked for it, and get no advertising until somebody has looked: the fold of {@link OptOutHeld} and
 * {@link OptOutReviewed}. An {@link OptOutUndone} opens a number only if nothing about it is newer than what it undoes.
 *
 * <p>Any thread reads, without a lock. Writers exclude each other; in the running process the journal thread is the only one,
 * and it writes before an opt-out is acknowledged. A look-up that starts after a write returned sees that write, and a number
 * that stays on the list is never missed, whatever is added, removed or resized meanwhile (see {@link NumberTable}).
 */
public final class SuppressionList {

    static final int SCOPES_MAX = ScopedNumbers.SCOPES_MAX;

    private final ScopedNumbers closed;
    private final ScopedNumbers held;
    private final RecentChanges changes = new RecentChanges();

    public SuppressionList() {
        this(SCOPES_MAX);
    }

    SuppressionList(int scopesMax) {
        closed = new ScopedNumbers(scopesMax);
        held = new ScopedNumbers(scopesMax);
    }

    /**
     * Takes a fact in; all but those about opt-outs change nothing.
     *
     * @param sequence its number in the journal
     */
    public void apply(long sequence, Fact fact) {
        changes.remember(sequence, fact);
        switch (fact) {
            case OptedOut out -> {
                // Closed first: it is never open between the two.
                closed.add(out.digits(), out.scope());
                held.remove(out.digits(), out.scope());
            }
            case OptedIn in -> {
                closed.remove(in.digits(), in.scope());
                held.remove(in.digits(), in.scope());
            }
            case OptOutHeld hold -> hold(hold.digits(), hold.scope());
            case OptOutUndone undone -> {
                if (!changes.hold(sequence, undone)) return;
                closed.remove(undone.digits(), undone.scope());
                held.remove(undone.digits(), undone.scope());
            }
            case OptOutReviewed reviewed -> held.remove(reviewed.digits(), reviewed.scope());
            default -> {
                // Not about opt-outs.
            }
        }
    }

    /** Closes a number within a scope. */
    public void add(long digits, SuppressionScope scope) {
        closed.add(digits, scope);
    }

    /** Opens a number within a scope again; other scopes that close it stay. */
    public void remove(long digits, SuppressionScope scope) {
        closed.remove(digits, scope);
    }

    /** Holds advertising to a number back, within a scope. */
    public void hold(long digits, SuppressionScope scope) {
        held.add(digits, scope);
    }

    /** The widest scope that closes a number for this account and sender; null where an advertisement may go to it. */
    public @Nullable SuppressionScope blocking(long digits, SystemId account, String senderText) {
        return blocking(digits, account, senderText, Purpose.MARKETING);
    }

    /** The widest scope that closes a number for a message, or holds it back; null where it may go. */
    public @Nullable SuppressionScope blocking(long digits, SystemId account, String senderText, Purpose purpose) {
        if (digits <= 0) return null;
        SuppressionScope scope = closed.covering(digits, account, senderText);
        if (scope == null) scope = closed.covering(digits, account, purpose);
        if (scope != null || held.size() == 0 || !purpose.isPromotional()) return scope;
        scope = held.covering(digits, account, senderText);
        return scope == null ? held.covering(digits, account, purpose) : scope;
    }

    /** Whether a number is closed within a scope. */
    public boolean contains(long digits, SuppressionScope scope) {
        return closed.contains(digits, scope);
    }

    /** Whether advertising to a number is held back within a scope. */
    public boolean isHeld(long digits, SuppressionScope scope) {
        return held.contains(digits, scope);
    }

    /** Whether a scope is known or can be given its bits. */
    public boolean hasRoomFor(SuppressionScope scope) {
        return closed.hasRoomFor(scope);
    }

    /** How many pairs of number and scope are closed. */
    public long size() {
        return closed.size();
    }

    /** How many pairs of number and scope wait for somebody to look. */
    public long heldSize() {
        return held.size();
    }

    public Map<Kind, Long> sizes() {
        return closed.sizes();
    }
}
