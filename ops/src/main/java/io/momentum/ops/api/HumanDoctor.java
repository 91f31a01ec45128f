package io.momentum.ops.api;

import io.momentum.ops.doctor.Finding;
import io.momentum.ops.doctor.Finding.Grade;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;

/** What the doctor has found, for people at a terminal and for programs. */
public final class HumanDoctor {

    private HumanDoctor() {}

    /** One line for each look, what to do below it, and the sum. */
    public static String table(List<Finding> findings) {
        var text = new StringBuilder();
        int width = findings.stream()
                .mapToInt(finding -> finding.check().length())
                .max()
                .orElse(0);
        for (Finding finding : findings) {
            text.append("%-5s %s%s  %s%n"
                    .formatted(
                            word(finding.grade()),
                            finding.check(),
                            " ".repeat(width - finding.check().length()),
                            finding.said()));
            if (!finding.todo().isEmpty()) text.append("      -> %s%n".formatted(finding.todo()));
        }
        long wrong = count(findings, Grade.FAIL);
        long doubtful = count(findings, Grade.WARN);
        return text.append("%n%d wrong, %d to look at, %d looks%n".formatted(wrong, doubtful, findings.size()))
                .toString();
    }

    public static String json(List<Finding> findings) {
        JsonArray items = new JsonArray();
        for (Finding finding : findings) {
            items.add(new JsonObject()
                    .put("grade", finding.grade().name().toLowerCase(Locale.ROOT))
                    .put("check", finding.check())
                    .put("said", finding.said())
                    .put("todo", finding.todo()));
        }
        return new JsonObject()
                        .put("ok", count(findings, Grade.FAIL) == 0)
                        .put("items", items)
                        .encodePrettily()
                + System.lineSeparator();
    }

    private static long count(List<Finding> findings, Grade grade) {
        return findings.stream().filter(finding -> finding.grade() == grade).count();
    }

    private static String word(Grade grade) {
        return switch (grade) {
            case FAIL -> "FAIL";
            case WARN -> "warn";
            case OK -> "ok";
            case SKIPPED -> "-";
        };
    }
}
