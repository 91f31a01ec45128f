package io.momentum.ops.api;

import io.momentum.gateway.Gateway;
import io.momentum.gateway.GatewayConfig;
import io.momentum.gateway.carrier.Carrier;
import io.momentum.gateway.carrier.Carriers;
import io.momentum.gateway.portability.Located;
import io.momentum.gateway.portability.Located.By;
import io.momentum.gateway.route.Network;
import io.momentum.gateway.route.PortedNumbers;
import io.momentum.gateway.route.Route;
import io.momentum.gateway.route.RouteTable;
import io.momentum.gateway.route.RouteTable.Explanation;
import io.momentum.gateway.route.RouteTable.Tried;
import io.momentum.store.value.Msisdn;
import io.momentum.store.value.SystemId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Why a message takes its way, as JSON: every rule and what spoke for or against it. */
public final class RouteJson {

    private RouteJson() {}

    /** By a configuration alone: as if every carrier were well. */
    public static String offline(GatewayConfig config, String from, String to, String account) {
        var table = new RouteTable(config.routes(), config.numbers());
        long digits = digits(to);
        Located located = filed(config, digits);
        return of(table.explain(digits, located.network(), from, new SystemId(account)), located)
                .encode();
    }

    /** Nobody is asked: what the files of ported numbers say. */
    private static Located filed(GatewayConfig config, long digits) {
        for (PortedNumbers numbers : config.portability().ported()) {
            Network network = numbers.find(digits);
            if (network != null) return new Located(network, By.FILE);
        }
        return Located.PLANNED;
    }

    /** As it is now; waits for the look-up of the number, where there is one. */
    static JsonObject live(Gateway gateway, String from, String to, String account) {
        long digits = digits(to);
        Carriers carriers = gateway.carriers();
        Located located = gateway.portability().ask(digits).join();
        Explanation explanation = carriers.routes().explain(digits, located.network(), from, new SystemId(account));
        JsonObject json = of(explanation, located);
        explanation.chosen().ifPresent(rule -> {
            JsonArray ways = new JsonArray();
            for (var way : rule.carriers()) {
                JsonObject each = new JsonObject().put("carrier", way.carrier().value());
                Carrier carrier = carriers.get(way.carrier());
                if (carrier != null) stands(carrier, each);
                ways.add(each);
            }
            json.put("carriers", ways);
        });
        Route.Choice choice = carriers.choose(digits, located.network(), from, new SystemId(account), null);
        if (choice != null) {
            json.put("carrier", choice.carrier().value())
                    .put("reason", choice.reason().word());
        }
        return json;
    }

    private static void stands(Carrier carrier, JsonObject json) {
        json.put("bound", carrier.isBound())
                .put("circuit", MessageJson.word(carrier.flow().circuit()))
                .put("throttled", carrier.flow().isThrottled())
                .put("queued", carrier.queuedMessages());
    }

    private static long digits(String to) {
        return Math.max(0, Msisdn.digitsOf(to));
    }

    private static JsonObject of(Explanation explanation, Located located) {
        JsonObject json = new JsonObject();
        if (located.by() != By.PLAN) {
            JsonObject found = new JsonObject().put("by", located.by().word());
            if (located.network() != null)
                found.put("network", located.network().toString());
            json.put("portability", found);
        }
        explanation
                .place()
                .ifPresent(place -> json.put(
                        "destination",
                        new JsonObject()
                                .put("network", place.network().toString())
                                .put("country", place.country())
                                .put("operator", place.operator())
                                .put("prefix", place.prefix())));
        explanation.chosen().ifPresent(rule -> json.put("rule", rule.condition()));
        JsonArray tried = new JsonArray();
        for (Tried each : explanation.tried()) {
            tried.add(new JsonObject()
                    .put("rule", each.rule().condition())
                    .put("carriers", each.rule().carrierNames())
                    .put("prefer", MessageJson.word(each.rule().prefer()))
                    .put("chosen", each.chosen())
                    .put("why", each.why()));
        }
        return json.put("tried", tried);
    }
}
