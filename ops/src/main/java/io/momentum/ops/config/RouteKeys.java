package io.momentum.ops.config;

import io.momentum.gateway.portability.PortabilityConfig;
import io.momentum.gateway.route.Network;
import io.momentum.gateway.route.NumberPlan;
import io.momentum.gateway.route.RouteConfig;
import io.momentum.gateway.route.RouteConfig.Preference;
import io.momentum.gateway.route.RouteConfig.Way;
import io.momentum.store.value.CarrierId;
import io.momentum.store.value.SystemId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code routes}: which carriers take which messages. */
final class RouteKeys {

    private static final int COST_MAX = 1_000_000;

    private final Accounts accounts;
    private final Carriers carriers;
    private final NumberPlan plan;
    private final boolean looksUp;

    /** Where numbers are looked up, whoever is asked may know networks that no prefix tells. */
    RouteKeys(Accounts accounts, Carriers carriers, NumberPlan plan, PortabilityConfig portability) {
        this.accounts = accounts;
        this.carriers = carriers;
        this.plan = plan;
        looksUp = !portability.equals(PortabilityConfig.NONE);
    }

    List<RouteConfig> read(List<Section> sections) {
        var routes = new ArrayList<RouteConfig>();
        var places = new HashMap<String, String>();
        for (Section section : sections) read(section, places).ifPresent(routes::add);
        return List.copyOf(routes);
    }

    private Optional<RouteConfig> read(Section section, Map<String, String> places) {
        var to = section.required("to", RouteKeys::destination);
        var network = section.optional("network", Network::parse);
        var account = section.optional("account", SystemId::new);
        var from = section.optional("from", Values.visible(1, 21));
        Preference prefer = section.value("prefer", Values.constant(Preference.class), Preference.ORDER);
        List<Way> ways = ways(section);
        section.end();
        account.filter(name -> !accounts.isKnown(name.value()))
                .ifPresent(name -> name.problem("no account has the systemId '" + name.value() + "'"));
        network.filter(code -> !looksUp && !plan.knows(code.value()))
                .ifPresent(code -> code.problem("the number plan knows no network " + code.value()
                        + (plan.size() == 0 ? ": it is empty, see numbering" : "")));
        if (to.isEmpty() || ways.isEmpty()) return Optional.empty();
        var route = new RouteConfig(
                to.get().value(),
                network.map(Placed::value),
                account.map(Placed::value),
                from.map(Placed::value),
                prefer,
                ways);
        String first = places.putIfAbsent(route.condition(), to.get().place());
        if (first != null) to.get().problem("a route %s is there already, at %s".formatted(route.condition(), first));
        return Optional.of(route);
    }

    /** Names of carriers, or of carriers with their weight or cost. */
    private List<Way> ways(Section section) {
        if (!section.has("carriers")) section.problem("'carriers' is missing");
        if (section.isEmptyList("carriers")) section.problem("carriers", "must name at least one carrier");
        var ways = new ArrayList<Way>();
        for (Section.Element element : section.elements("carriers")) {
            Optional<Placed<CarrierId>> name = element.scalar(CarrierId::new);
            int weight = 1;
            int cost = 0;
            if (name.isEmpty() && element.isMapping()) {
                Section way = element.section();
                name = way.required("carrier", CarrierId::new);
                weight = way.value("weight", Values.integer(1, 1000), 1);
                cost = way.value("cost", Values.integer(0, COST_MAX), 0);
                way.end();
            }
            if (name.isEmpty()) continue;
            if (!carriers.isKnown(name.get().value())) unknown(name.get());
            ways.add(new Way(name.get().value(), weight, cost));
        }
        return ways;
    }

    private void unknown(Placed<CarrierId> name) {
        String text = name.value().value();
        String hint = Similar.to(text, carriers.names())
                .map(" (did you mean '%s'?)"::formatted)
                .orElse("");
        name.problem("no carrier has the id '" + text + "'" + hint);
    }

    private static String destination(String text) {
        if (text.equals("*") || text.matches("[0-9]{1,15}")) return text;
        throw Values.bad("'*' or the leading digits of the destination", text);
    }
}
