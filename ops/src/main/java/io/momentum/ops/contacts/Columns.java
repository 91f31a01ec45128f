package io.momentum.ops.contacts;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Which column of a file is the number, and what the others are called. */
public final class Columns {

    public static final int VALUE_MAX = 500;
    private static final int COLUMNS_MAX = 60;
    private static final int NAME_MAX = 64;
    private static final String NUMBER = "number";

    /** What people call the column of numbers. */
    private static final List<String> NUMBER_NAMES = List.of(
            NUMBER, "msisdn", "phone", "mobile", "telephone", "telefono", "teléfono", "celular", "numero", "número");

    /** Those with a meaning here, by how they are written in lower case. */
    private static final Map<String, String> KNOWN = Map.of("externalid", "externalId", "external_id", "externalId");

    private final int number;
    private final List<String> names;

    private Columns(int number, List<String> names) {
        this.number = number;
        this.names = names;
    }

    /**
     * Reads a heading.
     *
     * @param map column to attribute, for columns that are called otherwise; {@code number} for that of numbers, nothing for
     *     one that is left out. Throws IllegalArgumentException where the heading cannot be used.
     */
    public static Columns of(Table table, Map<String, String> map) {
        Set<String> unused = new HashSet<>(map.keySet());
        List<String> names = new ArrayList<>();
        for (String column : table.columns()) {
            unused.removeIf(each -> each.equalsIgnoreCase(column));
            names.add(nameOf(column, map));
        }
        if (!unused.isEmpty()) throw new IllegalArgumentException("no column " + String.join(", ", unused));
        if (names.size() > COLUMNS_MAX) throw new IllegalArgumentException("more than " + COLUMNS_MAX + " columns");
        int number = numberIn(names);
        check(names, number);
        return new Columns(number, List.copyOf(names));
    }

    private static String nameOf(String column, Map<String, String> map) {
        for (Map.Entry<String, String> each : map.entrySet()) {
            if (each.getKey().equalsIgnoreCase(column)) return each.getValue();
        }
        String lower = column.toLowerCase(Locale.ROOT);
        return KNOWN.getOrDefault(
                lower,
                Set.of("name", "zone", "branch", "list", "stage", "language").contains(lower) ? lower : column);
    }

    private static int numberIn(List<String> names) {
        for (String candidate : NUMBER_NAMES) {
            for (int i = 0; i < names.size(); i++) {
                if (names.get(i).toLowerCase(Locale.ROOT).equals(candidate)) return i;
            }
        }
        throw new IllegalArgumentException("no column number; name it with --map COLUMN=number");
    }

    private static void check(List<String> names, int number) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if (i == number || name.isEmpty()) continue;
            if (!name.matches("[\\p{L}\\p{N}_. -]{1," + NAME_MAX + "}"))
                throw new IllegalArgumentException("column " + (i + 1) + " has no name that can be used");
            if (!seen.add(name)) throw new IllegalArgumentException("two columns " + name);
        }
    }

    String numberOf(Table.Row row) {
        return row.cells().get(number);
    }

    /** What a row says besides the number. Empty cells say nothing. Throws IllegalArgumentException. */
    Map<String, String> attributesOf(Table.Row row) {
        Map<String, String> attributes = new TreeMap<>();
        for (int i = 0; i < names.size(); i++) {
            String value = row.cells().get(i);
            if (i == number || names.get(i).isEmpty() || value.isEmpty()) continue;
            if (value.length() > VALUE_MAX)
                throw new IllegalArgumentException(names.get(i) + ": longer than " + VALUE_MAX + " characters");
            attributes.put(names.get(i), value.replaceAll("\\p{Cntrl}", " "));
        }
        return attributes;
    }
}
