package io.momentum.gateway.intake;

import io.momentum.store.value.Address;
import io.momentum.store.value.Msisdn;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Addresses in national form: of type 2 (SMPP 3.4 section 5.2.5), or of unknown type with the trunk prefix 0. No country code
 * begins with 0, so that nothing else is meant; other trunk prefixes do begin one and are left alone where the type is unknown.
 */
public final class NationalForm {

    private static final int UNKNOWN = 0;
    private static final int INTERNATIONAL = 1;
    private static final int NATIONAL = 2;
    private static final int ISDN = 1;

    private NationalForm() {}

    /** Whether an address of this type, or one that begins so, has to be looked at. */
    public static boolean mayBe(int ton, boolean beginsWithZero) {
        return ton == NATIONAL || (ton == UNKNOWN && beginsWithZero);
    }

    /** Whether the address itself says that it is national. */
    public static boolean isSaid(int ton) {
        return ton == NATIONAL;
    }

    /**
     * The address in international form; the very same where it is in no national one; null where it is, and nobody can tell
     * which number is meant.
     *
     * @param country where it was written
     */
    public static @Nullable Address international(Address address, Optional<Country> country) {
        String text = address.text();
        boolean unknown = address.ton() == UNKNOWN && country.isPresent() && text.startsWith("0");
        long plain = Msisdn.digitsIn(text);
        if ((address.ton() != NATIONAL && !unknown) || plain == Msisdn.NONE) return address;
        long digits = country.isPresent() ? country.get().international(text) : Msisdn.NONE;
        boolean saysInternational = text.startsWith("+") || text.startsWith("00");
        if (digits == Msisdn.NONE && saysInternational) digits = plain;
        return digits == Msisdn.NONE ? null : new Address(INTERNATIONAL, ISDN, Long.toString(digits));
    }
}
