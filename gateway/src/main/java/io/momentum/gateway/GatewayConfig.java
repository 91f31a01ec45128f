package io.momentum.gateway;

import io.momentum.gateway.carrier.CarrierConfig;
import io.momentum.gateway.intercept.InterceptConfig;
import io.momentum.gateway.optout.OptOutConfig;
import io.momentum.gateway.policy.PolicyBook;
import io.momentum.gateway.portability.PortabilityConfig;
import io.momentum.gateway.route.MoRouteConfig;
import io.momentum.gateway.route.NumberPlan;
import io.momentum.gateway.route.RouteConfig;
import io.momentum.gateway.server.AccountConfig;
import io.momentum.gateway.server.ServerConfig;
import io.momentum.gateway.session.BindBudget;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/**
 * All that the gateway is told. All but the server's listeners may be replaced while it runs.
 *
 * @param bindBudget binds that all carriers together may try
 * @param interception rules for what is submitted
 * @param portability how the network of a number is found that was ported
 */
public record GatewayConfig(
        ServerConfig server,
        List<AccountConfig> accounts,
        List<CarrierConfig> carriers,
        List<RouteConfig> routes,
        NumberPlan numbers,
        List<MoRouteConfig> moRoutes,
        OptOutConfig optOut,
        PolicyBook policies,
        BindBudget.Rules bindBudget,
        InterceptConfig interception,
        PortabilityConfig portability) {

    /** Where nothing is intercepted, and nobody is asked for the network of a number. */
    public GatewayConfig(
            ServerConfig server,
            List<AccountConfig> accounts,
            List<CarrierConfig> carriers,
            List<RouteConfig> routes,
            NumberPlan numbers,
            List<MoRouteConfig> moRoutes,
            OptOutConfig optOut,
            PolicyBook policies,
            BindBudget.Rules bindBudget) {
        this(
                server,
                accounts,
                carriers,
                routes,
                numbers,
                moRoutes,
                optOut,
                policies,
                bindBudget,
                InterceptConfig.NONE,
                PortabilityConfig.NONE);
    }

    /** What can be told before the start that will not work as it is meant, or not for long, for people; a line each. */
    public List<String> warnings(LocalDate today) {
        return Stream.concat(
                        carriers.stream().flatMap(carrier -> carrier.warnings().stream()),
                        policies.warnings(today).stream())
                .toList();
    }

    /** Where no account keeps to packs of rules, with the usual budget of binds. */
    public GatewayConfig(
            ServerConfig server,
            List<AccountConfig> accounts,
            List<CarrierConfig> carriers,
            List<RouteConfig> routes,
            NumberPlan numbers,
            List<MoRouteConfig> moRoutes,
            OptOutConfig optOut) {
        this(server, accounts, carriers, routes, numbers, moRoutes, optOut, PolicyBook.NONE, BindBudget.Rules.DEFAULT);
    }

    /** Where subscribers' messages go to the accounts whose numbers they were sent to, and nowhere else. */
    public GatewayConfig(
            ServerConfig server,
            List<AccountConfig> accounts,
            List<CarrierConfig> carriers,
            List<RouteConfig> routes,
            NumberPlan numbers,
            OptOutConfig optOut) {
        this(server, accounts, carriers, routes, numbers, List.of(), optOut);
    }

    /** As that, without a number plan. */
    public GatewayConfig(
            ServerConfig server,
            List<AccountConfig> accounts,
            List<CarrierConfig> carriers,
            List<RouteConfig> routes,
            OptOutConfig optOut) {
        this(server, accounts, carriers, routes, NumberPlan.EMPTY, optOut);
    }
}
