package io.momentum.ops.report;

import io.momentum.ops.kpi.Backlog;
import java.util.List;
import java.util.Locale;

/** Charts as SVG in the page: they print, need no script, and say their figures in words too. */
final class Charts {

    private static final int WIDTH = 720;
    private static final int HEIGHT = 220;
    private static final int BASE = 180;
    private static final int LEFT = 44;
    private static final int[] TOPS = {4, 8, 12, 16, 20, 24, 32, 40};
    private static final List<String> AGES = List.of("#9ecae1", "#6baed6", "#fdae6b", "#e6550d", "#a50f15");

    private final Shown shown;
    private final Locale locale;

    Charts(Shown shown, Locale locale) {
        this.shown = shown;
        this.locale = locale;
    }

    /** Two bars a day. */
    String days(List<WeeklyReport.Day> days, List<String> names) {
        long most = Math.max(
                1,
                days.stream()
                        .mapToLong(day -> Math.max(day.replies(), day.closed()))
                        .max()
                        .orElse(1));
        long top = rounded(most);
        var svg = begin(HEIGHT, Words.DAYS.in(locale));
        for (int line = 0; line <= 4; line++) {
            double y = BASE - 150.0 * line / 4;
            svg.raw("<line x1=\"%d\" x2=\"%d\" y1=\"%s\" y2=\"%s\" class=\"grid\"/>"
                    .formatted(LEFT, WIDTH, at(y), at(y)));
            svg.raw("<text x=\"%d\" y=\"%s\" class=\"axis\" text-anchor=\"end\">".formatted(LEFT - 6, at(y + 4)))
                    .text(shown.number((double) top * line / 4, 1))
                    .raw("</text>");
        }
        double each = (WIDTH - LEFT) / (double) Math.max(1, days.size());
        for (int i = 0; i < days.size(); i++) {
            WeeklyReport.Day day = days.get(i);
            double x = LEFT + i * each + each * 0.16;
            bar(svg, x, each * 0.32, 150.0 * day.replies() / top, "in", Words.RECEIVED.in(locale), day.replies());
            bar(
                    svg,
                    x + each * 0.36,
                    each * 0.32,
                    150.0 * day.closed() / top,
                    "out",
                    Words.CLOSED.in(locale),
                    day.closed());
            svg.raw("<text x=\"%s\" y=\"%d\" class=\"axis\" text-anchor=\"middle\">"
                            .formatted(at(x + each * 0.34), BASE + 18))
                    .text(names.get(i))
                    .raw("</text>");
            svg.raw("<text x=\"%s\" y=\"%d\" class=\"sub\" text-anchor=\"middle\">"
                            .formatted(at(x + each * 0.34), BASE + 34))
                    .text(shown.value(day.firstAction()))
                    .raw("</text>");
        }
        return svg.raw("</svg>").toString();
    }

    private void bar(Html svg, double x, double width, double height, String kind, String what, long count) {
        svg.raw("<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" class=\"%s\">"
                        .formatted(at(x), at(BASE - height), at(width), at(height), kind))
                .element("title", what + ": " + shown.count(count))
                .raw("</rect>");
        if (count == 0) return;
        svg.raw("<text x=\"%s\" y=\"%s\" class=\"value\" text-anchor=\"middle\">"
                        .formatted(at(x + width / 2), at(BASE - height - 4)))
                .text(shown.count(count))
                .raw("</text>");
    }

    /** One bar for each owner, its ages beside each other. */
    String backlog(List<Backlog.Load> loads) {
        int rows = Math.min(loads.size(), 12);
        long most = loads.stream().mapToLong(Backlog.Load::total).max().orElse(1);
        var svg = begin(rows * 26 + 34, Words.BACKLOG.in(locale));
        for (int i = 0; i < rows; i++) {
            Backlog.Load load = loads.get(i);
            int y = i * 26;
            svg.raw("<text x=\"150\" y=\"%d\" class=\"name\" text-anchor=\"end\">".formatted(y + 16))
                    .text(shortened(load.owner().isEmpty() ? Words.NONE.in(locale) : load.owner()))
                    .raw("</text>");
            double x = 158;
            for (int age = 0; age < AGES.size(); age++) {
                long count = load.byAge().get(age);
                if (count == 0) continue;
                double width = 500.0 * count / most;
                svg.raw("<rect x=\"%s\" y=\"%d\" width=\"%s\" height=\"18\" fill=\"%s\">"
                                .formatted(at(x), y + 2, at(width), AGES.get(age)))
                        .element("title", Words.AGES.get(age).in(locale) + ": " + shown.count(count))
                        .raw("</rect>");
                x += width;
            }
            svg.raw("<text x=\"%s\" y=\"%d\" class=\"value\">".formatted(at(x + 6), y + 16))
                    .text(shown.count(load.total()))
                    .raw("</text>");
        }
        legend(svg, rows * 26 + 22);
        return svg.raw("</svg>").toString();
    }

    private void legend(Html svg, int y) {
        int x = 158;
        for (int age = 0; age < AGES.size(); age++) {
            svg.raw("<rect x=\"%d\" y=\"%d\" width=\"10\" height=\"10\" fill=\"%s\"/>"
                    .formatted(x, y - 9, AGES.get(age)));
            svg.raw("<text x=\"%d\" y=\"%d\" class=\"axis\">".formatted(x + 15, y))
                    .text(Words.AGES.get(age).in(locale))
                    .raw("</text>");
            x += 104;
        }
    }

    private static Html begin(int height, String title) {
        return new Html()
                .raw("<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"".formatted(WIDTH, height))
                .text(title)
                .raw("\">");
    }

    private static String shortened(String name) {
        return name.length() <= 20 ? name : name.substring(0, 19) + "…";
    }

    /** The next number that an axis likes to end with. */
    private static long rounded(long most) {
        for (long ten = 1; ; ten *= 10) {
            for (int top : TOPS) {
                if (top * ten >= most) return top * ten;
            }
        }
    }

    private static String at(double place) {
        return String.format(Locale.ROOT, "%.1f", place);
    }
}
