package io.momentum.ops.followup.classify;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An amount of money that a reply names.
 *
 * @param currency ISO 4217 where the reply says it, else empty
 */
public record Amount(BigDecimal value, String currency) {

    private static final int DIGITS_MAX = 12;

    private static final Map<String, String> UNITS = Map.ofEntries(
            Map.entry("$", ""),
            Map.entry("pesos", ""),
            Map.entry("bucks", ""),
            Map.entry("lucas", ""),
            Map.entry("dollars", "USD"),
            Map.entry("dolares", "USD"),
            Map.entry("usd", "USD"),
            Map.entry("eur", "EUR"),
            Map.entry("euro", "EUR"),
            Map.entry("euros", "EUR"),
            Map.entry("soles", "PEN"),
            Map.entry("reais", "BRL"),
            Map.entry("mxn", "MXN"),
            Map.entry("cop", "COP"),
            Map.entry("clp", "CLP"),
            Map.entry("ars", "ARS"),
            Map.entry("gbp", "GBP"),
            Map.entry("pounds", "GBP"));

    static Optional<Amount> in(List<String> words) {
        for (int i = 0; i < words.size(); i++) {
            String number = words.get(i);
            if (!isNumber(number)) continue;
            String before = i > 0 ? words.get(i - 1) : "";
            String after = i + 1 < words.size() ? words.get(i + 1) : "";
            String unit = UNITS.containsKey(after) ? after : before;
            String currency = UNITS.get(unit);
            if (currency != null) return Optional.of(new Amount(value(number), currency));
        }
        return Optional.empty();
    }

    static boolean isNumber(String word) {
        if (word.isEmpty() || word.length() > DIGITS_MAX) return false;
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if ((c < '0' || c > '9') && c != '.' && c != ',') return false;
        }
        return true;
    }

    /** A point or comma before one or two last digits is a decimal one; others divide thousands. */
    private static BigDecimal value(String number) {
        int mark = Math.max(number.lastIndexOf('.'), number.lastIndexOf(','));
        boolean decimal = mark > 0 && number.length() - mark <= 3;
        String whole = (decimal ? number.substring(0, mark) : number).replaceAll("[.,]", "");
        return new BigDecimal(decimal ? whole + "." + number.substring(mark + 1) : whole);
    }
}
