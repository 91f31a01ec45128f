package io.momentum.ops.followup.classify;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The number of a payment, an order or a vehicle in a reply. */
final class Reference {

    private static final Set<String> NAMES = Set.of(
            "ref",
            "reference",
            "referencia",
            "folio",
            "confirmation",
            "comprobante",
            "guia",
            "order",
            "pedido",
            "ticket",
            "tracking",
            "receipt",
            "recibo",
            "factura",
            "invoice",
            "plate",
            "placa",
            "placas",
            "matricula",
            "case",
            "caso");
    private static final Set<String> BETWEEN = Set.of("number", "numero", "num", "no", "nro", "is", "es", "de", "id");
    private static final int LENGTH_MIN = 4;
    private static final int LENGTH_MAX = 24;
    private static final int DIGITS_ALONE = 5;
    private static final int DIGITS_MIXED = 3;

    private Reference() {}

    /** @param priced one number is an amount, so that digits alone are no reference */
    static Optional<String> in(List<String> words, boolean priced) {
        boolean named = false;
        for (String word : words) {
            if (NAMES.contains(word)) {
                named = true;
                continue;
            }
            if (isReference(word, named, priced)) return Optional.of(word.toUpperCase(Locale.ROOT));
            named &= BETWEEN.contains(word);
        }
        return Optional.empty();
    }

    private static boolean isReference(String word, boolean named, boolean priced) {
        if (word.length() < LENGTH_MIN || word.length() > LENGTH_MAX || word.indexOf('/') >= 0) return false;
        if (word.indexOf(':') >= 0 || word.indexOf(',') >= 0) return false;
        long digits = word.chars().filter(c -> c >= '0' && c <= '9').count();
        if (named) return digits > 0;
        boolean alone = digits == word.length();
        return alone ? digits >= DIGITS_ALONE && !priced : digits >= DIGITS_MIXED;
    }
}
