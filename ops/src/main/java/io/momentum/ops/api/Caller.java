package io.momentum.ops.api;

import io.momentum.ops.access.Access;
import io.momentum.ops.access.Matter;
import io.momentum.ops.access.Right;
import io.momentum.ops.access.Role;
import io.momentum.ops.access.Scope;
import io.momentum.ops.followup.Conversation;
import io.momentum.store.value.SuppressionScope;
import io.momentum.store.value.SystemId;
import java.util.Optional;

/**
 * Who asks.
 *
 * @param name of the token, or the id of the person
 * @param account the one account whose messages and suppressions the caller may see and change; empty for all
 * @param scope where its rights hold
 * @param isPerson whether a person asks, and no program
 */
public record Caller(String name, Role role, Optional<SystemId> account, Scope scope, boolean isPerson) {

    /** A program of which nothing but its configuration is known. */
    Caller(String name, Role role, Optional<SystemId> account) {
        this(name, role, account, Scope.EVERYWHERE, false);
    }

    /** As facts name who did it. */
    public String actor() {
        return (isPerson ? "user:" : "token:") + name;
    }

    /** Whether it is the same one, whatever may have changed about it. */
    public boolean isSameAs(Caller other) {
        return actor().equals(other.actor());
    }

    // ---- rights

    public boolean mayAny(Right right) {
        return Access.mayAny(role, scope, right);
    }

    public boolean may(Right right, Conversation c) {
        boolean ours = account.isEmpty() || account.get().equals(c.account());
        return ours && Access.may(role, scope, isPerson ? name : "", right, matter(c));
    }

    private static Matter matter(Conversation c) {
        return new Matter(
                c.contact().getOrDefault("zone", ""),
                c.contact().getOrDefault("branch", ""),
                c.ownership().team(),
                c.ownership().owner());
    }

    /** Whether texts and numbers are shown to it at all; of a conversation, {@link #may} says. */
    public boolean seesTexts() {
        return mayAny(Right.SEE);
    }

    boolean seesEverything() {
        return account.isEmpty() && scope.isEverywhere();
    }

    // ---- accounts

    boolean sees(SystemId other) {
        return account.isEmpty() || account.get().equals(other);
    }

    /** A global opt-out concerns every account, and so does a registry; whose sender is closed, only those who see all. */
    boolean sees(SuppressionScope which) {
        boolean concernsAll = which.equals(SuppressionScope.GLOBAL) || which.kind() == SuppressionScope.Kind.REGISTRY;
        return account.isEmpty() || concernsAll || changes(which);
    }

    boolean changes(SuppressionScope which) {
        return account.isEmpty() || account.get().value().equals(which.account());
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
