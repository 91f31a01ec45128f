package io.momentum.ops.webhook;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * Which addresses a webhook may go to. A URL is configured, but its name is somebody else's: it may lead to our own network, or
 * to the metadata of the cloud that we run in, and to another place at each look. So what is judged is the address that is
 * connected to, each time.
 */
final class AddressGuard {

    /** What is nobody's on the public Internet (IANA's registries of special-purpose addresses). */
    private static final List<Net> CLOSED = List.of(
            net("this host", 8, 0),
            net("private", 8, 10),
            net("shared by a provider's customers", 10, 100, 64),
            net("loopback", 8, 127),
            net("link-local, where clouds have their metadata", 16, 169, 254),
            net("private", 12, 172, 16),
            net("of a protocol", 24, 192, 0, 0),
            net("for documentation", 24, 192, 0, 2),
            net("an anycast relay", 24, 192, 88, 99),
            net("private", 16, 192, 168),
            net("for benchmarks", 15, 198, 18),
            net("for documentation", 24, 198, 51, 100),
            net("for documentation", 24, 203, 0, 113),
            net("multicast", 4, 224),
            net("reserved", 4, 240),
            net6("unspecified, loopback or an IPv4 address in disguise", 96),
            net6("an IPv4 address in disguise", 96, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff),
            net6("an IPv4 address in disguise", 96, 0, 0x64, 0xff, 0x9b),
            net6("local translation", 48, 0, 0x64, 0xff, 0x9b, 0, 1),
            net6("discarded", 64, 1, 0),
            net6("of a protocol", 23, 0x20, 1),
            net6("for documentation", 32, 0x20, 1, 0x0d, 0xb8),
            net6("an IPv4 address in disguise", 16, 0x20, 2),
            net6("for documentation", 20, 0x3f, 0xff),
            net6("private", 7, 0xfc),
            net6("link-local", 10, 0xfe, 0x80),
            net6("site-local", 10, 0xfe, 0xc0),
            net6("multicast", 8, 0xff));

    private record Net(String kind, byte[] prefix, int bits) {
        boolean holds(byte[] address) {
            if (address.length != prefix.length) return false;
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit % 8);
                if ((address[bit / 8] & mask) != (prefix[bit / 8] & mask)) return false;
            }
            return true;
        }
    }

    private AddressGuard() {}

    private static Net net(String kind, int bits, int... octets) {
        return new Net(kind, octets(4, octets), bits);
    }

    private static Net net6(String kind, int bits, int... octets) {
        return new Net(kind, octets(16, octets), bits);
    }

    private static byte[] octets(int length, int... first) {
        byte[] octets = new byte[length];
        for (int i = 0; i < first.length; i++) octets[i] = (byte) first[i];
        return octets;
    }

    /** Why an address is not for webhooks; empty where it is public. */
    static Optional<String> refusal(InetAddress address) {
        byte[] octets = address.getAddress();
        return CLOSED.stream()
                .filter(net -> net.holds(octets))
                .findFirst()
                .map(net -> address.getHostAddress() + " is " + net.kind());
    }
}
