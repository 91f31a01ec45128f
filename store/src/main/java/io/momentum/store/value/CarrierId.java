package io.momentum.store.value;

/**
 * A carrier: the name by which configuration, metrics and facts know one SMSC.
 *
 * @param value 1 to 63 visible ASCII characters
 */
public record CarrierId(String value) implements Comparable<CarrierId> {

    private static final int MAX = 63;

    public CarrierId {
        if (value.isEmpty() || value.length() > MAX || !value.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new IllegalArgumentException("1 to " + MAX + " visible ASCII characters");
        }
    }

    @Override
    public int compareTo(CarrierId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
