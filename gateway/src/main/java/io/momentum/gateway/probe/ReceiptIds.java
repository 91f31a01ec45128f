package io.momentum.gateway.probe;

import io.momentum.store.value.IdForm;
import java.math.BigInteger;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Finds out how a carrier writes one id in two places. */
final class ReceiptIds {

    private static final int ID_MAX = 64;

    private ReceiptIds() {}

    static Lesson lesson(List<String> given, List<String> named, IdForm inForce) {
        String now = written(inForce);
        if (named.isEmpty() || given.isEmpty()) {
            return Lesson.seen(
                    "ids", "Nothing to compare: %s of submits, %s of receipts.".formatted(given.size(), named.size()));
        }
        Map<IdForm, Integer> matches = new EnumMap<>(IdForm.class);
        for (IdForm format : List.of(IdForm.SAME, IdForm.HEX_THEN_DECIMAL, IdForm.DECIMAL_THEN_HEX)) {
            int count = (int) named.stream()
                    .filter(id -> given.stream().anyMatch(sent -> matches(format, sent, id)))
                    .count();
            matches.put(format, count);
        }
        IdForm best = matches.entrySet().stream()
                .max(Map.Entry.<IdForm, Integer>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey(java.util.Comparator.reverseOrder())))
                .map(Map.Entry::getKey)
                .orElse(inForce);
        int hits = matches.getOrDefault(best, 0);
        String example = "submit_sm_resp %s, receipt %s".formatted(given.getFirst(), named.getFirst());
        if (hits == 0) {
            return Lesson.seen("ids", "No receipt names an id that a submit_sm_resp gave (%s).".formatted(example));
        }
        String sentence = "%d of %d receipts name their message if ids are read as %s (%s)."
                .formatted(hits, named.size(), written(best), example);
        boolean learns = inForce == IdForm.AUTO;
        return Lesson.of("ids", sentence, "ids.format", learns ? now : written(best), now);
    }

    /** Whether a receipt's id is that of a submit, however the carrier writes it. */
    static boolean isOf(String named, String given) {
        for (IdForm format : List.of(IdForm.SAME, IdForm.HEX_THEN_DECIMAL, IdForm.DECIMAL_THEN_HEX)) {
            if (matches(format, given, named)) return true;
        }
        return false;
    }

    private static boolean matches(IdForm format, String given, String named) {
        return switch (format) {
            case HEX_THEN_DECIMAL -> isSame(number(given, 16), number(named, 10));
            case DECIMAL_THEN_HEX -> isSame(number(given, 10), number(named, 16));
            case SAME, AUTO -> plain(given).equals(plain(named));
        };
    }

    private static boolean isSame(Optional<BigInteger> left, Optional<BigInteger> right) {
        return left.isPresent() && left.equals(right);
    }

    private static Optional<BigInteger> number(String id, int radix) {
        if (id.isEmpty() || id.length() > ID_MAX) return Optional.empty();
        for (int i = 0; i < id.length(); i++) {
            if (Character.digit(id.charAt(i), radix) < 0) return Optional.empty();
        }
        return Optional.of(new BigInteger(id, radix));
    }

    private static String plain(String id) {
        return id.toLowerCase(Locale.ROOT).replaceFirst("^0+(?=.)", "");
    }

    private static String written(IdForm format) {
        return format.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
