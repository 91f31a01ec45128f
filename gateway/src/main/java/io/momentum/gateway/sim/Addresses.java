package io.momentum.gateway.sim;

import com.cloudhopper.smpp.type.Address;
import org.jspecify.annotations.Nullable;

/** Our addresses as Cloudhopper's, and back. */
final class Addresses {

    private Addresses() {}

    /** Reads "890123", "+15550100" or "ACME": digits are an international number, a short one a national short code. */
    static io.momentum.store.value.Address parse(String text) {
        String digits = text.startsWith("+") ? text.substring(1) : text;
        boolean number = !digits.isEmpty() && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!number) return new io.momentum.store.value.Address(5, 0, text);
        boolean shortCode = digits.length() <= 6;
        return new io.momentum.store.value.Address(shortCode ? 3 : 1, shortCode ? 0 : 1, digits);
    }

    static Address toPdu(io.momentum.store.value.Address address) {
        return new Address((byte) address.ton(), (byte) address.npi(), address.text());
    }

    static io.momentum.store.value.Address fromPdu(@Nullable Address address) {
        if (address == null) return io.momentum.store.value.Address.EMPTY;
        String text = address.getAddress();
        return new io.momentum.store.value.Address(
                address.getTon() & 0xff, address.getNpi() & 0xff, text == null ? "" : text);
    }
}
