package io.momentum.ops.cli;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/** A number, or all numbers from one to another of the same length: "15550100" or "15550100-15550199". */
record Numbers(int length, long first, long last) {

    private static final Pattern RANGE = Pattern.compile("\\+?([0-9]{1,15})(?:-\\+?([0-9]{1,15}))?");

    static Numbers parse(String text) {
        Matcher matcher = RANGE.matcher(text);
        if (!matcher.matches()) throw new TypeConversionException("'" + text + "' is no number and no range of them");
        String from = matcher.group(1);
        String to = matcher.group(2) == null ? from : matcher.group(2);
        var numbers = new Numbers(from.length(), Long.parseLong(from), Long.parseLong(to));
        if (to.length() != from.length() || numbers.last < numbers.first) {
            throw new TypeConversionException("'" + text + "': from the lower to the higher, both of one length");
        }
        return numbers;
    }

    long count() {
        return last - first + 1;
    }

    /** The number in a place of all these, which begin again behind the last. */
    static String at(List<Numbers> all, long place) {
        long left = place % count(all);
        for (Numbers numbers : all) {
            if (left < numbers.count()) return ("%0" + numbers.length + "d").formatted(numbers.first + left);
            left -= numbers.count();
        }
        throw new IllegalStateException("no numbers");
    }

    static long count(List<Numbers> all) {
        return all.stream().mapToLong(Numbers::count).sum();
    }
}
