package io.momentum.store.value;

/**
 * An account: the system_id with which an ESME binds to us (SMPP 3.4 section 5.2.1).
 *
 * @param value 1 to 15 visible ASCII characters
 */
public record SystemId(String value) implements Comparable<SystemId> {

    private static final int MAX = 15;

    public SystemId {
        if (value.isEmpty() || value.length() > MAX || !value.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new IllegalArgumentException("1 to " + MAX + " visible ASCII characters");
        }
    }

    @Override
    public int compareTo(SystemId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
