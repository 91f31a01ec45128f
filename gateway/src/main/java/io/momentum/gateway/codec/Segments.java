package io.momentum.gateway.codec;

import io.momentum.gateway.codec.DataCoding.Alphabet;
import java.util.List;

/**
 * What a message becomes for one peer.
 *
 * @param pdus what is written instead of it, one submit_sm each with sequence number 0; empty where it goes as it is, or is
 *     too long
 * @param count how many segments it takes
 * @param max how many the peer takes; 0 where the message's TLVs are too large to go with each of them
 * @param alphabet the alphabet that was chosen
 */
public record Segments(List<byte[]> pdus, int count, int max, Alphabet alphabet) {

    /** Whether the peer does not take so many. */
    public boolean isTooLong() {
        return count > max;
    }

    /** Whether it goes as it came. */
    public boolean isUnchanged() {
        return pdus.isEmpty() && !isTooLong();
    }
}
