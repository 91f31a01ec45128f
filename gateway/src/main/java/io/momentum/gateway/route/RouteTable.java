package io.momentum.gateway.route;

import io.momentum.store.value.SystemId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which rule takes a message. The destination decides first: the longest prefix, where a rule for a network counts as the prefix
 * by which the number plan knows that network, and where the number itself was looked up, as the whole number. Among equals a rule for an account goes before one for all, then one for a
 * sender before one for any, then the first that is written. Any thread.
 */
public final class RouteTable {

    /** More specific rules first; those of one length are kept together. */
    private static final Comparator<Route> STRICTER = Comparator.<Route>comparingInt(
                    route -> route.config().account().isPresent() ? 0 : 1)
            .thenComparingInt(route -> route.config().from().isPresent() ? 0 : 1)
            .thenComparingInt(Route::index);

    private static final Route[] NONE = new Route[0];

    private final DigitTrie<Route[]> byPrefix = new DigitTrie<>();
    private final Map<Network, Route[]> byNetwork = new HashMap<>();
    private final List<Route> routes = new ArrayList<>();
    private final NumberPlan plan;
    private final boolean simple;
    private final @Nullable Route only;

    public RouteTable(List<RouteConfig> configs, NumberPlan plan) {
        this.plan = plan;
        Map<String, List<Route>> prefixes = new HashMap<>();
        Map<Network, List<Route>> networks = new HashMap<>();
        for (RouteConfig config : configs) {
            Route route = new Route(config, routes.size());
            routes.add(route);
            if (config.network().isEmpty()) {
                prefixes.computeIfAbsent(config.prefix(), p -> new ArrayList<>())
                        .add(route);
            } else {
                networks.computeIfAbsent(config.network().get(), n -> new ArrayList<>())
                        .add(route);
            }
        }
        prefixes.forEach((prefix, all) -> byPrefix.put(prefix, sorted(all)));
        networks.forEach((network, all) -> byNetwork.put(network, sorted(all)));
        simple = byNetwork.isEmpty();
        only = configs.size() == 1 && routes.getFirst().takesAll() ? routes.getFirst() : null;
    }

    /** A table without a number plan. */
    public RouteTable(List<RouteConfig> configs) {
        this(configs, NumberPlan.EMPTY);
    }

    private static Route[] sorted(List<Route> routes) {
        return routes.stream().sorted(STRICTER).toArray(Route[]::new);
    }

    public NumberPlan plan() {
        return plan;
    }

    public List<Route> routes() {
        return List.copyOf(routes);
    }

    /**
     * The rule that takes a message, null where none does.
     *
     * @param digits the destination as E.164, 0 where it is no number: then only a rule for any takes it
     * @param known the destination's network, where it was looked up; null where the number plan is to say
     */
    public @Nullable Route match(long digits, @Nullable Network known, String sender, SystemId account) {
        if (only != null) return only;
        Search search = new Search(sender, account);
        byPrefix.visit(Math.max(0, digits), search);
        if (!simple) searchNetworks(search, digits, known);
        return search.found;
    }

    /** As that, by the number plan. */
    public @Nullable Route match(long digits, String sender, SystemId account) {
        return match(digits, null, sender, account);
    }

    private void searchNetworks(Search search, long digits, @Nullable Network known) {
        NumberPlan.Entry entry = known == null ? plan.lookUp(digits) : null;
        if (known == null && entry == null) return;
        int length =
                entry == null ? Long.toString(digits).length() : entry.prefix().length();
        Network network = entry == null ? Objects.requireNonNull(known) : entry.network();
        searchNetwork(search, byNetwork.getOrDefault(new Network(network.mcc(), ""), NONE), digits, length);
        if (!network.mnc().isEmpty()) searchNetwork(search, byNetwork.getOrDefault(network, NONE), digits, length);
    }

    private static void searchNetwork(Search search, Route[] routes, long digits, int planLength) {
        for (Route route : routes) {
            String prefix = route.config().prefix();
            int length = Math.max(planLength, prefix.length());
            if (search.isBehind(length, route) && Long.toString(digits).startsWith(prefix)) search.take(length, route);
        }
    }

    /** Goes from the shortest prefix to the longest and keeps the best. */
    private static final class Search implements DigitTrie.Visitor<Route[]> {
        private final String sender;
        private final SystemId account;
        private int length = -1;

        @Nullable
        Route found;

        Search(String sender, SystemId account) {
            this.sender = sender;
            this.account = account;
        }

        @Override
        public void at(int prefixLength, Route[] routes) {
            for (Route route : routes) {
                if (!takes(route)) continue;
                take(prefixLength, route);
                return;
            }
        }

        /** Whether a rule for a network is better than what was found so far; of two for one network the first is. */
        boolean isBehind(int prefixLength, Route route) {
            boolean sameNetwork = found != null
                    && found.config().network().equals(route.config().network());
            return (sameNetwork ? prefixLength > length : prefixLength >= length) && takes(route);
        }

        private boolean takes(Route route) {
            return route.config().takesAccount(account) && route.config().takesSender(sender);
        }

        void take(int prefixLength, Route route) {
            found = route;
            length = prefixLength;
        }
    }

    // ---- for people

    /** How a rule fared. */
    public record Tried(RouteConfig rule, boolean chosen, String why) {}

    /**
     * Why a message takes its way.
     *
     * @param place where the destination belongs by the number plan
     * @param tried all rules, the chosen first
     */
    public record Explanation(Optional<NumberPlan.Entry> place, Optional<RouteConfig> chosen, List<Tried> tried) {}

    /** The same as {@link #match}, with every rule and why it is not the one. */
    public Explanation explain(long digits, @Nullable Network known, String sender, SystemId account) {
        Route chosen = match(digits, known, sender, account);
        Optional<NumberPlan.Entry> place = plan.find(digits);
        List<Tried> tried = new ArrayList<>();
        if (chosen != null) tried.add(new Tried(chosen.config(), true, "takes it"));
        for (Route route : routes) {
            if (route == chosen) continue;
            Optional<Network> network = known != null ? Optional.of(known) : place.map(NumberPlan.Entry::network);
            String why = obstacle(route.config(), digits, sender, account, network);
            tried.add(new Tried(route.config(), false, why == null ? "another is more specific" : why));
        }
        return new Explanation(place, Optional.ofNullable(chosen).map(Route::config), List.copyOf(tried));
    }

    private static @Nullable String obstacle(
            RouteConfig rule, long digits, String sender, SystemId account, Optional<Network> place) {
        if (!rule.prefix().isEmpty() && (digits <= 0 || !Long.toString(digits).startsWith(rule.prefix()))) {
            return "the destination does not begin with " + rule.prefix();
        }
        if (rule.network().isPresent()) {
            if (place.isEmpty()) return "the number plan does not know the destination's network";
            Network network = place.get();
            if (!rule.network().get().covers(network)) return "the destination's network is " + network;
        }
        if (!rule.takesAccount(account)) return "the account is " + account;
        return rule.takesSender(sender) ? null : "the sender is " + sender;
    }
}
