package io.momentum.gateway.server;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** A network, as in {@code 10.0.0.0/8}. */
public record Cidr(InetAddress network, int prefixBits) {

    public Cidr {
        int most = network.getAddress().length * 8;
        if (prefixBits < 0 || prefixBits > most) throw new IllegalArgumentException("prefix: 0.." + most);
    }

    /** Parses {@code address/bits}, or an address alone. */
    public static Cidr parse(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        if (!address.matches("[0-9a-fA-F.:]+")) throw new IllegalArgumentException("not a network: '" + text + "'");
        try {
            InetAddress network = InetAddress.getByName(address);
            int bits = slash < 0 ? network.getAddress().length * 8 : Integer.parseInt(text.substring(slash + 1));
            return new Cidr(network, bits);
        } catch (UnknownHostException | NumberFormatException e) {
            throw new IllegalArgumentException("not a network: '" + text + "'", e);
        }
    }

    public boolean contains(InetAddress address) {
        byte[] ours = network.getAddress();
        byte[] theirs = address.getAddress();
        if (ours.length != theirs.length) return false;
        for (int bit = 0; bit < prefixBits; bit++) {
            int mask = 0x80 >> (bit & 7);
            if ((ours[bit >> 3] & mask) != (theirs[bit >> 3] & mask)) return false;
        }
        return true;
    }
}
