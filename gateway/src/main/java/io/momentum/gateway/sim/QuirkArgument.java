package io.momentum.gateway.sim;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What stands after the "=" of a chosen quirk, read as the quirk needs it. */
record QuirkArgument(String quirk, String text) {

    private static final Pattern TIME = Pattern.compile("([0-9]{1,7})(ms|s|m)");
    private static final Pattern SHARE = Pattern.compile("(.+):([0-9]{1,3}(?:\\.[0-9]+)?)%?");

    /** A part of the hundred that gets something. */
    record Share(String what, double percent) {}

    /** 500ms, 30s or 5m. */
    int millis() {
        Matcher time = TIME.matcher(text);
        if (!time.matches()) throw wrong("no time such as 500ms, 30s or 5m");
        long unit = switch (time.group(2)) {
            case "ms" -> 1;
            case "s" -> 1_000;
            default -> 60_000;
        };
        long millis = Long.parseLong(time.group(1)) * unit;
        if (millis > Integer.MAX_VALUE) throw wrong("longer than 20 days");
        return (int) millis;
    }

    /** 1 or more. */
    int count() {
        long count = number();
        if (count < 1 || count > Integer.MAX_VALUE) throw wrong("no count of 1 or more");
        return (int) count;
    }

    /** A number of 32 bits, decimal or 0x58. */
    int code() {
        long code = number();
        if (code < 0 || code > 0xFFFF_FFFFL) throw wrong("no number of 32 bits");
        return (int) code;
    }

    double percent() {
        try {
            return requirePercent(Double.parseDouble(text.endsWith("%") ? text.substring(0, text.length() - 1) : text));
        } catch (NumberFormatException e) {
            throw wrong("no percentage", e);
        }
    }

    /** "0x58:5": something and its percentage. */
    Share share() {
        Matcher share = SHARE.matcher(text);
        if (!share.matches()) throw wrong("no share in percent such as 0x58:5");
        return new Share(share.group(1), requirePercent(Double.parseDouble(share.group(2))));
    }

    /** The part before the first ":", or after it; without one, the whole is the first part. */
    QuirkArgument part(int which) {
        String[] parts = text.split(":", 2);
        if (which >= parts.length) throw wrong("has too few parts");
        return new QuirkArgument(quirk, parts[which]);
    }

    boolean hasParts() {
        return text.indexOf(':') >= 0;
    }

    QuirkArgument with(String other) {
        return new QuirkArgument(quirk, other);
    }

    IllegalArgumentException wrong(String why) {
        return new IllegalArgumentException("quirk %s: '%s' is %s".formatted(quirk, text, why));
    }

    private IllegalArgumentException wrong(String why, Exception cause) {
        return new IllegalArgumentException("quirk %s: '%s' is %s".formatted(quirk, text, why), cause);
    }

    private long number() {
        try {
            return Long.decode(text);
        } catch (NumberFormatException e) {
            throw wrong("no number such as 88 or 0x58", e);
        }
    }

    private double requirePercent(double percent) {
        if (!(percent >= 0 && percent <= 100)) throw wrong("not 0 to 100 percent");
        return percent;
    }
}
