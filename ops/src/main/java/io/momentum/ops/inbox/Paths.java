package io.momentum.ops.inbox;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Parts of URLs. */
final class Paths {

    private Paths() {}

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** The parameters that are not empty, one more behind them, beginning with {@code ?}; empty where there are none. */
    static String query(Map<String, String> parameters, String name, String value) {
        var query = new StringBuilder();
        parameters.forEach((each, text) -> add(query, each, text));
        add(query, name, value);
        return query.toString();
    }

    private static void add(StringBuilder query, String name, String value) {
        if (value.isEmpty()) return;
        query.append(query.isEmpty() ? '?' : '&')
                .append(encoded(name))
                .append('=')
                .append(encoded(value));
    }
}
