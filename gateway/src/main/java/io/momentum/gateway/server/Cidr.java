package io.momentum.gateway.server;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** A network, as in {@code 10.0.0.0/8}. */
public record Cidr(InetAddress network, int prefixBits) {

    private static final int IPV6_OCTETS = 16;

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

    /**
     * Whom an address is counted as: itself, or of IPv6 its network of 64 bits, which is the least that a site is given (RFC 6177). Whoever
     * has one has 2^64 addresses, and must not be as many peers.
     */
    public static InetAddress peer(InetAddress address) {
        byte[] octets = address.getAddress();
        if (octets.length != IPV6_OCTETS) return address;
        Arrays.fill(octets, IPV6_OCTETS / 2, IPV6_OCTETS, (byte) 0);
        try {
            return InetAddress.getByAddress(octets);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e); // 16 octets are an address
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
