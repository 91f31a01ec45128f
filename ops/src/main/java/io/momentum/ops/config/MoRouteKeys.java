package io.momentum.ops.config;

import io.momentum.gateway.route.MoRouteConfig;
import io.momentum.store.value.SystemId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads which account receives what subscribers send, besides the numbers that accounts call their own. */
final class MoRouteKeys {

    private MoRouteKeys() {}

    static List<MoRouteConfig> read(List<Section> sections, Accounts accounts) {
        List<MoRouteConfig> routes = new ArrayList<>();
        Map<String, String> places = new HashMap<>();
        for (Section section : sections) {
            var to = section.required("to", MoRouteKeys::numbers);
            String keyword = section.value("keyword", MoRouteKeys::keyword, "");
            var account = section.required("account", SystemId::new);
            section.end();
            if (to.isEmpty() || account.isEmpty()) continue;
            SystemId name = account.get().value();
            if (!accounts.isKnown(name)) account.get().problem("no account has the systemId '" + name + "'");
            String first = places.putIfAbsent(
                    to.get().value() + " " + keyword, to.get().place());
            if (first != null) to.get().problem("the same numbers and keyword are there already, at " + first);
            if (keyword.isEmpty() && accounts.ownsSender(to.get().value()))
                to.get().problem("'" + to.get().value() + "' is a sender of an account already");
            routes.add(new MoRouteConfig(to.get().value(), keyword, name));
        }
        return List.copyOf(routes);
    }

    /** A number, or a beginning of numbers, in the form in which addresses are compared. */
    static String numbers(String text) {
        String digits = text.startsWith("+") ? text.substring(1) : text;
        if (digits.matches("[0-9]{1,15}") || digits.matches("[0-9]{0,15}[*]")) return digits;
        throw Values.bad("a number, or the first digits of numbers and '*'", text);
    }

    private static String keyword(String text) {
        if (text.matches("[\\p{L}\\p{N}]{1,40}")) return text.toUpperCase(Locale.ROOT);
        throw Values.bad("one word of letters and digits", text);
    }
}
