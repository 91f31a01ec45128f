package io.momentum.store.suppression;

import io.momentum.store.value.SuppressionScope;
import io.momentum.store.value.SuppressionScope.Kind;
import io.momentum.store.value.SystemId;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * Numbers within scopes, in memory. Any thread reads, without a lock; writers exclude each other.
 *
 * <p>A number of 15 digits takes 50 bits; the 14 bits left name the scope. Scopes get their bits in the order in which they
 * are met and keep them as long as the process runs. The scopes after number 16,383 still work, out of an ordinary set that
 * takes about ten times the memory: whoever lets users invent scopes asks {@link #hasRoomFor} first and refuses.
 */
final class ScopedNumbers {
    static final int SCOPE_BITS = 14;
    static final int SCOPES_MAX = (1 << SCOPE_BITS) - 1;

    private static final int GLOBAL_ID = 0;
    private static final int OVERFLOW_ID = -1;

    private final NumberTable numbers = new NumberTable();
    private final Map<Kind, Map<String, Integer>> ids = new EnumMap<>(Kind.class);
    private final Map<String, Integer> accountIds;
    private final Map<String, Integer> senderIds;

    /** Of the lists of others; a number is looked for in each. */
    private volatile int[] registryIds = {};

    private final Set<ScopedNumber> overflow = ConcurrentHashMap.newKeySet();
    private final AtomicLongArray sizes = new AtomicLongArray(Kind.values().length);
    private final int scopesMax;
    private int scopes;

    private record ScopedNumber(long digits, SuppressionScope scope) {}

    ScopedNumbers(int scopesMax) {
        this.scopesMax = scopesMax;
        for (Kind kind : Kind.values()) ids.put(kind, new ConcurrentHashMap<>());
        accountIds = idsOf(Kind.ACCOUNT);
        senderIds = idsOf(Kind.SENDER);
    }

    synchronized void add(long digits, SuppressionScope scope) {
        if (digits <= 0) return;
        int id = idFor(scope);
        boolean added =
                id == OVERFLOW_ID ? overflow.add(new ScopedNumber(digits, scope)) : numbers.add(packed(digits, id));
        if (added) sizes.incrementAndGet(scope.kind().code());
    }

    synchronized void remove(long digits, SuppressionScope scope) {
        if (digits <= 0) return;
        int id = idOf(scope);
        boolean removed = id == OVERFLOW_ID
                ? overflow.remove(new ScopedNumber(digits, scope))
                : numbers.remove(packed(digits, id));
        if (removed) sizes.decrementAndGet(scope.kind().code());
    }

    /** The scope that a number is in, of those that cover an account and a sender, the widest first; null for none. */
    @Nullable
    SuppressionScope covering(long digits, SystemId account, String senderText) {
        long global = packed(digits, GLOBAL_ID);
        long byAccount =
                has(Kind.ACCOUNT) ? packed(digits, accountIds.getOrDefault(account.value(), GLOBAL_ID)) : global;
        long bySender = has(Kind.SENDER)
                ? packed(digits, senderIds.getOrDefault(SuppressionScope.senderName(senderText), GLOBAL_ID))
                : global;
        return switch (numbers.firstOf(global, byAccount, bySender)) {
            case 1 -> SuppressionScope.GLOBAL;
            case 2 -> SuppressionScope.account(account);
            case 3 -> SuppressionScope.sender(senderText);
            default -> overflow.isEmpty() ? null : coveringOverflow(digits, account, senderText);
        };
    }

    /** Of the programme and the class of an account's message, and of others' lists, the scope that a number is in. */
    @Nullable
    SuppressionScope covering(long digits, SystemId account, Purpose purpose) {
        if (has(Kind.REGISTRY)) {
            SuppressionScope registry = inRegistry(digits, purpose);
            if (registry != null) return registry;
        }
        if (has(Kind.CATEGORY)) {
            SuppressionScope category = SuppressionScope.category(account, purpose.category());
            if (contains(digits, category)) return category;
        }
        if (!has(Kind.PROGRAM) || !purpose.isOfProgram()) return null;
        SuppressionScope program = SuppressionScope.program(account, purpose.program());
        return contains(digits, program) ? program : null;
    }

    private @Nullable SuppressionScope inRegistry(long digits, Purpose purpose) {
        if (contains(digits, SuppressionScope.DEACTIVATED)) return SuppressionScope.DEACTIVATED;
        if (!purpose.isWanted()) {
            for (int id : registryIds) if (numbers.contains(packed(digits, id))) return nameOf(id);
            for (ScopedNumber each : overflow)
                if (each.digits == digits && each.scope.kind() == Kind.REGISTRY) return each.scope;
        }
        return null;
    }

    private SuppressionScope nameOf(int id) {
        for (Map.Entry<String, Integer> each : idsOf(Kind.REGISTRY).entrySet())
            if (each.getValue() == id) return new SuppressionScope(Kind.REGISTRY, each.getKey());
        throw new IllegalStateException("no registry has id " + id);
    }

    boolean contains(long digits, SuppressionScope scope) {
        if (digits <= 0) return false;
        int id = idOf(scope);
        if (id == OVERFLOW_ID) return overflow.contains(new ScopedNumber(digits, scope));
        return numbers.contains(packed(digits, id));
    }

    /** Whether a scope is known or can be given its bits. */
    synchronized boolean hasRoomFor(SuppressionScope scope) {
        return idOf(scope) != OVERFLOW_ID || scopes < scopesMax;
    }

    long size() {
        long sum = 0;
        for (int i = 0; i < sizes.length(); i++) {
            sum += sizes.get(i);
        }
        return sum;
    }

    Map<Kind, Long> sizes() {
        var byKind = new EnumMap<Kind, Long>(Kind.class);
        for (Kind kind : Kind.values()) {
            byKind.put(kind, sizes.get(kind.code()));
        }
        return byKind;
    }

    private boolean has(Kind kind) {
        return sizes.get(kind.code()) > 0;
    }

    private @Nullable SuppressionScope coveringOverflow(long digits, SystemId account, String senderText) {
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
        if (scope.kind() == Kind.REGISTRY) {
            int[] more = Arrays.copyOf(registryIds, registryIds.length + 1);
            more[more.length - 1] = id;
            registryIds = more;
        }
        return id;
    }

    private Map<String, Integer> idsOf(Kind kind) {
        return Objects.requireNonNull(ids.get(kind));
    }

    private static long packed(long digits, int scopeId) {
        return digits << SCOPE_BITS | scopeId;
    }
}
