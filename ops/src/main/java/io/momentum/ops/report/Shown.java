package io.momentum.ops.report;

import io.momentum.ops.kpi.Figure;
import io.momentum.ops.kpi.Kpi;
import io.momentum.ops.kpi.Kpi.Unit;
import java.text.NumberFormat;
import java.util.Locale;
import java.util.OptionalDouble;

/** Figures as people read them. What has no value is a dash, never 0. */
public final class Shown {

    /** Stands for what has no value. */
    public static final String NOTHING = "–";

    private final Locale locale;

    public Shown(Locale locale) {
        this.locale = locale;
    }

    /** Its value with its unit. */
    public String value(Figure figure) {
        OptionalDouble value = figure.value();
        return value.isEmpty() ? NOTHING : amount(figure.kpi().unit(), value.getAsDouble());
    }

    /** What it is of: "12 / 40", "p90 3 min 20 s". */
    public String basis(Figure figure) {
        Figure.Measured times = figure.times();
        if (times != null) {
            Unit unit = figure.kpi().unit();
            return "p90 %s · p95 %s · n %s"
                    .formatted(amount(unit, times.p90()), amount(unit, times.p95()), count(figure.of()));
        }
        return figure.kpi().unit() == Unit.COUNT || figure.over() == 0
                ? ""
                : count(figure.of()) + " / " + count(figure.over());
    }

    /** How it has changed: percentages in points, all else in its unit. Empty where one of the two has no value. */
    public String change(Figure now, Figure before) {
        OptionalDouble is = now.value();
        OptionalDouble was = before.value();
        if (is.isEmpty() || was.isEmpty() || now.kpi().cohort() == Kpi.Cohort.NOW) return "";
        double by = is.getAsDouble() - was.getAsDouble();
        String sign = by > 0 ? "+" : by < 0 ? "−" : "±";
        Unit unit = now.kpi().unit();
        String size = unit == Unit.PERCENT
                ? number(Math.abs(by), 1) + (locale.getLanguage().equals("es") ? " pp" : " pts")
                : amount(unit, Math.abs(by));
        return sign + size;
    }

    /** A number with its unit. */
    public String amount(Unit unit, double value) {
        return switch (unit) {
            case PERCENT -> number(value, 1) + " %";
            case PER_THOUSAND -> number(value, 1) + " ‰";
            case RATIO -> number(value, 2);
            case COUNT -> number(value, 0);
            case SECONDS -> time(Math.round(value));
            case MILLISECONDS -> value < 10_000 ? number(value, 0) + " ms" : time(Math.round(value / 1000));
        };
    }

    String count(long value) {
        return NumberFormat.getIntegerInstance(locale).format(value);
    }

    String number(double value, int digits) {
        NumberFormat format = NumberFormat.getNumberInstance(locale);
        format.setMinimumFractionDigits(0);
        format.setMaximumFractionDigits(digits);
        return format.format(value);
    }

    /** The two largest parts of a time. */
    static String time(long seconds) {
        long days = seconds / 86_400;
        long hours = seconds / 3_600 % 24;
        long minutes = seconds / 60 % 60;
        if (days > 0) return days + " d" + (hours > 0 ? " " + hours + " h" : "");
        if (hours > 0) return hours + " h" + (minutes > 0 ? " " + minutes + " min" : "");
        if (minutes > 0) return minutes + " min" + (seconds % 60 > 0 ? " " + seconds % 60 + " s" : "");
        return seconds + " s";
    }
}
