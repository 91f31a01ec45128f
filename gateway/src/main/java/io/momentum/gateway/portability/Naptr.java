package io.momentum.gateway.portability;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A NAPTR record (RFC 3403 section 4.1).
 *
 * @param service such as E2U+pstn:tel
 * @param regexp a substitution: its delimiter, what it takes, and what it gives
 */
record Naptr(int order, int preference, String flags, String service, String regexp) {

    /** Reads the RDATA; empty where it is none. */
    static Optional<Naptr> read(ByteBuf data) {
        ByteBuf in = data.slice();
        if (in.readableBytes() < 4) return Optional.empty();
        int order = in.readUnsignedShort();
        int preference = in.readUnsignedShort();
        String[] texts = new String[3];
        for (int i = 0; i < texts.length; i++) {
            if (!in.isReadable()) return Optional.empty();
            int length = in.readUnsignedByte();
            if (in.readableBytes() < length) return Optional.empty();
            texts[i] = in.readCharSequence(length, StandardCharsets.UTF_8).toString();
        }
        return Optional.of(new Naptr(order, preference, texts[0], texts[1], texts[2]));
    }

    /**
     * The URI that it gives for a number, where it is an ENUM record that ends the search (RFC 6116 section 3.4). What its expression
     * takes is not looked at: it came over the network, and what it gives names the network whatever it takes.
     */
    Optional<String> uri() {
        boolean ends = flags.equalsIgnoreCase("u") && service.regionMatches(true, 0, "E2U", 0, 3);
        if (!ends || regexp.length() < 3) return Optional.empty();
        char delimiter = regexp.charAt(0);
        int second = regexp.indexOf(delimiter, 1);
        int third = second < 0 ? -1 : regexp.indexOf(delimiter, second + 1);
        return third < 0 ? Optional.empty() : Optional.of(regexp.substring(second + 1, third));
    }
}
