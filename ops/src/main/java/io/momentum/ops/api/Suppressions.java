package io.momentum.ops.api;

import io.momentum.gateway.net.Loop;
import io.momentum.gateway.policy.Category;
import io.momentum.gateway.server.Accounts;
import io.momentum.ops.optout.SuppressionChanges;
import io.momentum.store.fact.Fact.OptSource;
import io.momentum.store.fact.Fact.OptedIn;
import io.momentum.store.fact.Fact.OptedOut;
import io.momentum.store.index.Index;
import io.momentum.store.index.Views;
import io.momentum.store.journal.Journal;
import io.momentum.store.suppression.SuppressionList;
import io.momentum.store.value.Msisdn;
import io.momentum.store.value.SuppressionScope;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Operations on the suppression list, but for those that stream. */
final class Suppressions {

    private static final Logger LOG = LoggerFactory.getLogger(Suppressions.class);
    /** A submit that is under way may use up its carrier's whole response time-out, 10 s unless configured. */
    private static final Duration IN_FORCE = Duration.ofSeconds(30);

    private static final SortedSet<String> CATEGORIES =
            Arrays.stream(Category.values()).map(MessageJson::word).collect(Collectors.toCollection(TreeSet::new));

    private static final Duration CATCH_UP = Duration.ofSeconds(1);

    private final Accounts accounts;
    private final SuppressionList list;
    private final SuppressionChanges changes;
    private final Index index;
    private final Journal journal;
    private final SuppressionPast past;

    Suppressions(ApiParts parts, SuppressionChanges changes, JournalLookup lookup) {
        accounts = parts.gateway().accounts();
        list = parts.suppressions();
        index = parts.index();
        journal = parts.journal();
        this.changes = changes;
        past = new SuppressionPast(index, lookup);
    }

    Answer put(Call call) {
        long digits = call.msisdn();
        JsonObject body = call.body();
        SuppressionScope scope = scopeToChange(call.caller(), Optional.ofNullable(body.getString("scope")));
        if (list.contains(digits, scope)) {
            Waiting.forResult(changes.settle(digits), IN_FORCE);
        } else {
            var fact = new OptedOut(Loop.clockMicros(), digits, scope, OptSource.API, 0, body.getString("reason"));
            Waiting.forResult(changes.enforce(digits, List.of(fact)), IN_FORCE);
            LOG.info("{} closed {} in {}", call.caller().name(), Msisdn.masked(digits), scope);
        }
        return Answer.json(
                200, new JsonObject().put("msisdn", Long.toString(digits)).put("scope", scope.toString()));
    }

    Answer delete(Call call) {
        long digits = call.msisdn();
        SuppressionScope scope = scopeToChange(call.caller(), call.query("scope"));
        if (list.contains(digits, scope)) {
            String reason = call.query("reason").orElseThrow();
            var fact = new OptedIn(Loop.clockMicros(), digits, scope, OptSource.API, 0, reason);
            Waiting.forResult(changes.enforce(digits, List.of(fact)), IN_FORCE);
            LOG.info("{} opened {} in {}", call.caller().name(), Msisdn.masked(digits), scope);
        }
        return Answer.empty();
    }

    Answer get(Call call) {
        Waiting.forIndex(index, journal, CATCH_UP);
        OptionalLong asOf = call.asOfMicros();
        if (asOf.isPresent()) return Answer.json(200, past.of(call.msisdn(), asOf.getAsLong(), call.caller()));
        JsonArray items = new JsonArray();
        for (Views.Suppression each : index.suppressionsOf(call.msisdn())) {
            if (call.caller().sees(each.scope())) items.add(MessageJson.of(each));
        }
        return Answer.json(200, new JsonObject().put("items", items));
    }

    Answer list(Call call) {
        Waiting.forIndex(index, journal, CATCH_UP);
        Views.Page<Views.Suppression> page =
                page(index, scopeToSee(call), call.query("cursor").orElse(null), call.limit());
        JsonArray items = new JsonArray();
        page.items().forEach(each -> items.add(MessageJson.of(each)));
        JsonObject json = new JsonObject().put("items", items);
        if (page.next() != null) json.put("next", page.next());
        return Answer.json(200, json);
    }

    static Views.Page<Views.Suppression> page(
            Index index, @Nullable SuppressionScope scope, @Nullable String cursor, int limit) {
        try {
            return index.suppressions(scope, cursor, limit);
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest("cursor: not one of ours").refusal();
        }
    }

    /** The scope that a list is asked for; null for all. A token of one account gets its own unless it names another it sees. */
    static @Nullable SuppressionScope scopeToSee(Call call) {
        Optional<SuppressionScope> named = call.query("scope").map(SuppressionScope::parse);
        if (named.isEmpty()) {
            return call.caller().account().map(SuppressionScope::account).orElse(null);
        }
        if (!call.caller().sees(named.get())) {
            throw Problem.forbidden("The scope is of another account.").refusal();
        }
        return named.get();
    }

    /** The scope that is to be changed, if the caller may and there is such a thing. */
    SuppressionScope scopeToChange(Caller caller, Optional<String> named) {
        SuppressionScope scope = named.map(SuppressionScope::parse).orElseGet(caller::usualScope);
        if (!caller.changes(scope)) {
            throw Problem.forbidden("The token is of one account and changes that one's scope only.")
                    .refusal();
        }
        String wrong = whatIsWrongWith(scope);
        if (wrong != null) throw Problem.unprocessable("BAD_SCOPE", wrong).refusal();
        return scope;
    }

    /** Why nothing can be closed within a scope; null where it can. */
    @Nullable
    String whatIsWrongWith(SuppressionScope scope) {
        if (!scope.account().isEmpty() && accounts.get(scope.account()) == null) {
            return "no account has this system_id";
        }
        if (scope.kind() == SuppressionScope.Kind.CATEGORY) {
            String category = scope.name().substring(scope.account().length() + 1);
            if (!CATEGORIES.contains(category)) return "a class is one of " + CATEGORIES;
        }
        return list.hasRoomFor(scope) ? null : "there are too many scopes already";
    }
}
