package io.momentum.ops.api;

import io.vertx.core.json.JsonObject;

/** Evidence and contacts as the command line sends and shows them. */
public final class HumanEvidence {

    private HumanEvidence() {}

    /** The keys that sign, in PEM, each under a line that names it. */
    public static String keys(String answer) {
        var text = new StringBuilder();
        for (Object each : new JsonObject(answer).getJsonArray("items")) {
            var key = (JsonObject) each;
            text.append("# %s since %s%s%n"
                    .formatted(
                            key.getString("id"),
                            key.getString("since"),
                            key.getBoolean("current") ? ", in force" : ""));
            text.append(key.getString("pem"));
        }
        return text.toString();
    }

    /** A body that says why. */
    public static String reason(String why) {
        return new JsonObject().put("reason", why).encode();
    }
}
