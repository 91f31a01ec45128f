package io.momentum.ops.api;

import io.momentum.store.value.SuppressionScope;
import io.momentum.store.value.SystemId;
import java.util.Optional;

/**
 * Who asks.
 *
 * @param account the one account whose messages and suppressions the caller may see and change; empty for all
 */
record Caller(String name, Role role, Optional<SystemId> account) {

    boolean sees(SystemId other) {
        return account.isEmpty() || account.get().equals(other);
    }

    /** A global opt-out concerns every account, and so does a registry; whose sender is closed, only those who see all. */
    boolean sees(SuppressionScope scope) {
        boolean concernsAll = scope.equals(SuppressionScope.GLOBAL) || scope.kind() == SuppressionScope.Kind.REGISTRY;
        return account.isEmpty() || concernsAll || changes(scope);
    }

    boolean changes(SuppressionScope scope) {
        return account.isEmpty() || account.get().value().equals(scope.account());
    }

    /** What is meant where the caller names no scope. */
    SuppressionScope usualScope() {
        return account.map(SuppressionScope::account).orElse(SuppressionScope.GLOBAL);
    }

    void mustSeeAll() {
        if (account.isPresent())
            throw Problem.forbidden("The token is of one account.").refusal();
    }
}
