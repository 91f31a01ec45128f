package io.momentum.ops.config;

import io.momentum.gateway.route.Network;
import io.momentum.gateway.route.NumberPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads number plans: {@code prefix,mcc,mnc,country,operator} a line, lines with {@code #} are remarks. A later file is stronger
 * than an earlier one.
 */
final class NumberPlans {

    private static final String HEAD = "prefix,mcc,mnc,country,operator";
    private static final int FIELDS = 5;

    private NumberPlans() {}

    /** @param files where the configuration names them */
    static NumberPlan read(List<Placed<Path>> files) {
        var entries = new ArrayList<NumberPlan.Entry>();
        for (Placed<Path> file : files) read(file, entries);
        return new NumberPlan(entries);
    }

    private static void read(Placed<Path> file, List<NumberPlan.Entry> entries) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file.value());
        } catch (IOException e) {
            file.problem(FileProblems.explain(file.value(), e));
            return;
        }
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#") || line.equals(HEAD)) continue;
            try {
                entries.add(entry(line));
            } catch (IllegalArgumentException e) {
                file.problem("%s:%d: %s".formatted(file.value(), i + 1, e.getMessage()));
                return;
            }
        }
    }

    private static NumberPlan.Entry entry(String line) {
        String[] fields = line.split(",", FIELDS);
        if (fields.length != FIELDS) throw new IllegalArgumentException("must be " + HEAD);
        return new NumberPlan.Entry(
                fields[0].strip(),
                new Network(fields[1].strip(), fields[2].strip()),
                fields[3].strip(),
                fields[4].strip());
    }
}
