package io.momentum.ops.config;

import io.momentum.gateway.policy.Place;
import io.momentum.gateway.policy.Places;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads where numbers are from: {@code prefix,country,region,zones} a line, lines with {@code #} are remarks. A later file is
 * stronger than an earlier one, and any is stronger than the shipped one.
 */
final class NumberZones {

    private static final String HEAD = "prefix,country,region,zones";
    private static final int FIELDS = 4;

    private NumberZones() {}

    /** The shipped ones, and those of these files. */
    static Places read(List<Placed<Path>> files) {
        Map<String, Place> places = new HashMap<>();
        add(Shipped.file("numbering/zones.csv").lines().toList(), places);
        for (Placed<Path> file : files) {
            try {
                add(Files.readAllLines(file.value()), places);
            } catch (IOException e) {
                file.problem(FileProblems.explain(file.value(), e));
            } catch (IllegalArgumentException e) {
                file.problem(file.value() + ":" + e.getMessage());
            }
        }
        return new Places(places);
    }

    private static void add(List<String> lines, Map<String, Place> places) {
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#") || line.equals(HEAD)) continue;
            try {
                String[] fields = line.split(",", -1);
                if (fields.length != FIELDS) throw new IllegalArgumentException("must be " + HEAD);
                if (!fields[0].matches("[0-9]{1," + Places.PREFIX_MAX + "}"))
                    throw new IllegalArgumentException("a prefix has 1 to %d digits".formatted(Places.PREFIX_MAX));
                places.put(fields[0], new Place(fields[1], fields[2], zones(fields[3])));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("%d: %s".formatted(i + 1, e.getMessage()), e);
            }
        }
    }

    private static List<ZoneId> zones(String text) {
        List<ZoneId> zones = new ArrayList<>();
        for (String name : text.split(" ", -1)) {
            try {
                if (!name.isBlank()) zones.add(ZoneId.of(name));
            } catch (DateTimeException e) {
                throw new IllegalArgumentException("no time zone is called '%s'".formatted(name), e);
            }
        }
        return zones;
    }
}
