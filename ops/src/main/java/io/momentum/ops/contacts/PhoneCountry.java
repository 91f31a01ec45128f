package io.momentum.ops.contacts;

import io.momentum.gateway.intake.Country;
import io.momentum.store.value.Msisdn;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A country's national numbers by what is known of its numbering plan: its trunk prefix, its lengths, its international prefix.
 *
 * @param name two letters of ISO 3166
 */
public record PhoneCountry(String name) implements Country {

    private static final Map<String, NumberReader> READERS = new ConcurrentHashMap<>();

    /** Throws IllegalArgumentException where there is none. Its plan is read now, so that nobody waits for it later. */
    public PhoneCountry {
        var _ = READERS.computeIfAbsent(name, NumberReader::new).read("0");
    }

    /** By two letters, or by a country code such as 34; throws IllegalArgumentException where there is none. */
    public static PhoneCountry of(String text) {
        String code = text.startsWith("+") ? text.substring(1) : text;
        if (code.matches("[0-9]{1,3}")) return new PhoneCountry(NumberReader.regionOf(Integer.parseInt(code)));
        if (text.length() != 2) throw new IllegalArgumentException("no region " + text);
        return new PhoneCountry(text.toUpperCase(Locale.ROOT));
    }

    @Override
    public long international(String dialled) {
        // Letters on a keypad are no number on the wire.
        if (Msisdn.digitsIn(dialled) == Msisdn.NONE) return Msisdn.NONE;
        NumberReader reader = READERS.get(name);
        return reader == null ? Msisdn.NONE : reader.read(dialled).digits();
    }
}
