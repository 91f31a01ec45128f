package io.momentum.ops.inbox;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/** Why something was not done, in the reader's language; what has no words of its own is said as the operation said it. */
final class Problems {

    private Problems() {}

    static String text(Visit visit, JsonObject problem) {
        String code = problem.getString("code", "");
        String key = "common.problem." + code;
        String detail = problem.getString("detail", problem.getString("title", ""));
        if (!visit.site().texts().has(key)) return detail.isEmpty() ? visit.t("common.problem") : detail;
        String by = problem.getString("by", problem.getString("owner", ""));
        return visit.t(key, People.name(visit.site(), by), time(visit, problem.getString("since", "")), detail);
    }

    private static String time(Visit visit, String at) {
        try {
            return at.isEmpty()
                    ? ""
                    : Times.when(
                            Instant.parse(at),
                            Instant.now(),
                            visit.session().zone(),
                            visit.session().language());
        } catch (DateTimeParseException e) {
            return at;
        }
    }
}
