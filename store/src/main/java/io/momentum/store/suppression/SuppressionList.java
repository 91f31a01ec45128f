package io.momentum.store.suppression;

import io.momentum.store.fact.Fact;
import io.momentum.store.fact.Fact.OptedIn;
import io.momentum.store.fact.Fact.OptedOut;
import io.momentum.store.value.SuppressionScope;
import io.momentum.store.value.SuppressionScope.Kind;
import io.momentum.store.value.SystemId;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * The numbers that must not be written to, in memory: the fold of {@link OptedOut} and {@link OptedIn}.
 *
 * <p>Any thread reads, without a lock. Writers exclude each other; in the running process the journal thread is the only one,
 * and it writes before an opt-out is acknowledged. A look-up that starts after a write returned sees that write, and a number
 * that stays on the list is never missed, whatever is added, removed or resized meanwhile (see {@link NumberTable}).
 *
 * <p>A number of 15 digits takes 50 bits; the 14 bits left name the scope. Scopes get their bits in the order in which they
 * are met and keep them as long as the process runs. The scopes after number 16,383 still work, out of an ordinary set that
 * takes about ten times the memory: whoever lets users invent scopes asks {@link #hasRoomFor} first and refuses.
 */
public final class SuppressionList {

    static final int SCOPE_BITS = 14;
    static final int SCOPES_MAX = (1 << SCOPE_BITS) - 1;

    private static final int GLOBAL_ID = 0;
    private static final int OVERFLOW_ID = -1;

    private final NumberTable numbers = new NumberTable();
    private final Map<String, Integer> accountIds = new ConcurrentHashMap<>();
    private final Map<String, Integer> senderIds = new ConcurrentHashMap<>();
    private final Set<ScopedNumber> overflow = ConcurrentHashMap.newKeySet();
    private final AtomicLongArray sizes = new AtomicLongArray(Kind.values().length);
    private final int scopesMax;
    private int scopes;

    private record ScopedNumber(long digits, SuppressionScope scope) {}

    public SuppressionList() {
        this(SCOPES_MAX);
    }

    SuppressionList(int scopesMax) {
        this.scopesMax = scopesMax;
    }

    /** Takes a fact in; all but opt-outs and opt-ins change nothing. */
    public void apply(Fact fact) {
        if (fact instanceof OptedOut out) {
            add(out.digits(), out.scope());
        } else if (fact instanceof OptedIn in) {
            remove(in.digits(), in.scope());
        }
    }

    /** Closes a number within a scope. */
    public synchronized void add(long digits, SuppressionScope scope) {
        if (digits <= 0) return;
        int id = idFor(scope);
        boolean added =
                id == OVERFLOW_ID ? overflow.add(new ScopedNumber(digits, scope)) : numbers.add(packed(digits, id));
        if (added) sizes.incrementAndGet(scope.kind().code());
    }

    /** Opens a number within a scope again; other scopes that close it stay. */
    public synchronized void remove(long digits, SuppressionScope scope) {
        if (digits <= 0) return;
        int id = idOf(scope);
        boolean removed = id == OVERFLOW_ID
                ? overflow.remove(new ScopedNumber(digits, scope))
                : numbers.remove(packed(digits, id));
        if (removed) sizes.decrementAndGet(scope.kind().code());
    }

    /** The widest scope that closes a number for this account and sender; null where it may be written to. */
    public @Nullable SuppressionScope blocking(long digits, SystemId account, String senderText) {
        if (digits <= 0) return null;
        long global = packed(digits, GLOBAL_ID);
        long byAccount =
                has(Kind.ACCOUNT) ? packed(digits, accountIds.getOrDefault(account.value(), GLOBAL_ID)) : global;
        long bySender = has(Kind.SENDER) ? packed(digits, senderIds.getOrDefault(senderText, GLOBAL_ID)) : global;
        return switch (numbers.firstOf(global, byAccount, bySender)) {
            case 1 -> SuppressionScope.GLOBAL;
            case 2 -> SuppressionScope.account(account);
            case 3 -> SuppressionScope.sender(senderText);
            default -> overflow.isEmpty() ? null : blockedByOverflow(digits, account, senderText);
        };
    }

    public boolean contains(long digits, SuppressionScope scope) {
        if (digits <= 0) return false;
        int id = idOf(scope);
        if (id == OVERFLOW_ID) return overflow.contains(new ScopedNumber(digits, scope));
        return numbers.contains(packed(digits, id));
    }

    /** Whether a scope is known or can be given its bits. */
    public synchronized boolean hasRoomFor(SuppressionScope scope) {
        return idOf(scope) != OVERFLOW_ID || scopes < scopesMax;
    }

    /** How many pairs of number and scope are closed. */
    public long size() {
        long sum = 0;
        for (int i = 0; i < sizes.length(); i++) {
            sum += sizes.get(i);
        }
        return sum;
    }

    public Map<Kind, Long> sizes() {
        var byKind = new EnumMap<Kind, Long>(Kind.class);
        for (Kind kind : Kind.values()) {
            byKind.put(kind, sizes.get(kind.code()));
        }
        return byKind;
    }

    private boolean has(Kind kind) {
        return sizes.get(kind.code()) > 0;
    }

    private @Nullable SuppressionScope blockedByOverflow(long digits, SystemId account, String senderText) {
        SuppressionScope byAccount = SuppressionScope.account(account);
        if (overflow.contains(new ScopedNumber(digits, byAccount))) return byAccount;
        if (senderText.isEmpty()) return null;
        SuppressionScope bySender = SuppressionScope.sender(senderText);
        return overflow.contains(new ScopedNumber(digits, bySender)) ? bySender : null;
    }

    private int idOf(SuppressionScope scope) {
        if (scope.kind() == Kind.GLOBAL) return GLOBAL_ID;
        return idsOf(scope.kind()).getOrDefault(scope.name(), OVERFLOW_ID);
    }

    private int idFor(SuppressionScope scope) {
        int known = idOf(scope);
        if (known != OVERFLOW_ID || scopes == scopesMax) return known;
        int id = ++scopes;
        idsOf(scope.kind()).put(scope.name(), id);
        return id;
    }

    private Map<String, Integer> idsOf(Kind kind) {
        return kind == Kind.ACCOUNT ? accountIds : senderIds;
    }

    private static long packed(long digits, int scopeId) {
        return digits << SCOPE_BITS | scopeId;
    }
}
