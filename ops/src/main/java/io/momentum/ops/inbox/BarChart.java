package io.momentum.ops.inbox;

import java.util.List;
import java.util.Locale;

/** Bars beside each other, drawn as SVG by the page; each opens what it counts, and says its number in words too. */
public record BarChart(String title, List<Bar> bars) {

    private static final int FULL = 100;

    /**
     * A bar.
     *
     * @param path what it opens
     */
    public record Bar(String name, long count, String path) {}

    static BarChart none() {
        return new BarChart("", List.of());
    }

    public boolean isEmpty() {
        return bars.isEmpty();
    }

    /** How long a bar is, in percent of the longest; what is not nothing is seen. */
    public String width(Bar bar) {
        long most = Math.max(1, bars.stream().mapToLong(Bar::count).max().orElse(1));
        double width = bar.count() == 0 ? 0 : Math.max(1, (double) FULL * bar.count() / most);
        return String.format(Locale.ROOT, "%.1f%%", width);
    }
}
