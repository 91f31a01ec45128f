package io.momentum.store.correlation;

import io.momentum.store.value.CarrierId;

/**
 * When two message ids of a carrier are the same. Carriers drop leading zeros or change the case of hexadecimal digits between
 * submit_sm_resp and receipt, so both are compared without; whether one of them is decimal and the other hexadecimal is for
 * the carrier's profile to say, before a fact is written.
 */
public final class SmscIds {

    private SmscIds() {}

    public static boolean same(String one, String other) {
        int i = start(one);
        int j = start(other);
        int length = one.length() - i;
        if (length != other.length() - j) return false;
        for (int k = 0; k < length; k++) {
            if (folded(one.charAt(i + k)) != folded(other.charAt(j + k))) return false;
        }
        return true;
    }

    /** Where the id begins behind its leading zeros; an id of zeros keeps one. */
    public static int start(String id) {
        int last = id.length() - 1;
        int i = 0;
        while (i < last && id.charAt(i) == '0') {
            i++;
        }
        return i;
    }

    public static char folded(char c) {
        return c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
    }

    static long hash(CarrierId carrier, String id) {
        long hash = carrier.value().hashCode();
        for (int i = start(id); i < id.length(); i++) {
            hash = (hash ^ folded(id.charAt(i))) * 0x100000001b3L;
            hash ^= hash >>> 29;
        }
        return hash;
    }
}
