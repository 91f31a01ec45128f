package io.momentum.gateway.route;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Single numbers that were ported, and the network that each is in now. Eight octets a number: its digits above the number of its
 * network in a table, all sorted. Any thread.
 */
public final class PortedNumbers {

    public static final PortedNumbers NONE = new Builder().build();

    /** Networks in all. */
    public static final int NETWORKS_MAX = 1 << 14;

    private static final int NETWORK_BITS = 14;

    private final long[] sorted;
    private final List<Network> networks;

    private PortedNumbers(long[] sorted, List<Network> networks) {
        this.sorted = sorted;
        this.networks = networks;
    }

    public int size() {
        return sorted.length;
    }

    /** The network that a number was ported to, null where it is not among them. */
    public @Nullable Network find(long digits) {
        if (digits <= 0) return null;
        int at = Arrays.binarySearch(sorted, digits << NETWORK_BITS);
        int place = at < 0 ? -at - 1 : at;
        if (place == sorted.length || sorted[place] >>> NETWORK_BITS != digits) return null;
        return networks.get((int) (sorted[place] & (NETWORKS_MAX - 1)));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PortedNumbers numbers
                && Arrays.equals(sorted, numbers.sorted)
                && networks.equals(numbers.networks);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(sorted) + networks.hashCode();
    }

    /** Takes numbers in any order. */
    public static final class Builder {
        private static final long DIGITS_MAX = 999_999_999_999_999L;

        private final Map<Network, Integer> places = new HashMap<>();
        private final List<Network> networks = new ArrayList<>();
        private long[] packed = new long[1024];
        private int size;

        /** One number. @throws IllegalArgumentException where it is no E.164 number, or its network is one too many */
        public void add(long digits, Network network) {
            if (digits <= 0 || digits > DIGITS_MAX) throw new IllegalArgumentException("a number has 1 to 15 digits");
            int place = places.computeIfAbsent(network, this::place);
            if (size == packed.length) packed = Arrays.copyOf(packed, size + (size >> 1));
            packed[size++] = digits << NETWORK_BITS | place;
        }

        private int place(Network network) {
            if (networks.size() == NETWORKS_MAX)
                throw new IllegalArgumentException("more than " + NETWORKS_MAX + " networks");
            networks.add(network);
            return networks.size() - 1;
        }

        /** All of them. @throws IllegalArgumentException where a number is there twice, with different networks */
        public PortedNumbers build() {
            long[] sorted = Arrays.copyOf(packed, size);
            Arrays.sort(sorted);
            int kept = 0;
            for (long each : sorted) {
                if (kept > 0 && sorted[kept - 1] == each) continue;
                if (kept > 0 && sorted[kept - 1] >>> NETWORK_BITS == each >>> NETWORK_BITS) {
                    throw new IllegalArgumentException(
                            "number %d is there twice, in different networks".formatted(each >>> NETWORK_BITS));
                }
                sorted[kept++] = each;
            }
            return new PortedNumbers(kept == size ? sorted : Arrays.copyOf(sorted, kept), List.copyOf(networks));
        }
    }
}
