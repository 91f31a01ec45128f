package io.momentum.gateway.path;

import io.momentum.gateway.codec.MessagePdu;
import io.momentum.gateway.path.Reassembly.Source;
import io.momentum.gateway.path.Reassembly.Whole;
import io.momentum.store.value.SystemId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The segments of one message that are here. It is whole when all of them are, and on the disk. Guarded by {@link Reassembly}. */
final class PartialMo {

    /** A keyword stands in one SMS: what is longer says nothing before it is whole. */
    private static final int BEGINNING_OCTETS_MAX = 400;

    final long joinId;
    final Source source;
    final @Nullable SystemId passTo;
    long deadlineMillis;
    boolean joining;
    private final @Nullable MessagePdu[] segments;
    private final BitSet durable = new BitSet();
    private int present;
    private long bytes;

    PartialMo(long joinId, Source source, int total, @Nullable SystemId passTo, long deadlineMillis) {
        this.joinId = joinId;
        this.source = source;
        this.passTo = passTo;
        this.deadlineMillis = deadlineMillis;
        segments = new MessagePdu[total];
    }

    static int hash(MessagePdu segment) {
        return Arrays.hashCode(segment.text());
    }

    boolean has(int number) {
        return segments[number - 1] != null;
    }

    /** Whether a place has a segment of another text. */
    boolean isAnother(int number, MessagePdu segment) {
        MessagePdu before = segments[number - 1];
        return before != null && !Arrays.equals(before.text(), segment.text());
    }

    void put(int number, MessagePdu segment) {
        if (has(number)) return;
        segments[number - 1] = segment;
        present++;
        bytes += segment.bytes().length;
    }

    /** The journal did not take it. */
    void takeOut(int number) {
        MessagePdu segment = segments[number - 1];
        if (segment == null) return;
        segments[number - 1] = null;
        present--;
        bytes -= segment.bytes().length;
    }

    void durable(int number) {
        durable.set(number);
    }

    boolean isDurable(int number) {
        return durable.get(number);
    }

    /** Whether what is here is on the disk, so that nothing of it can come behind what tells its end. */
    boolean isSettled() {
        return durable.cardinality() == present;
    }

    boolean isWhole() {
        return present == segments.length && isSettled();
    }

    boolean isEmpty() {
        return present == 0;
    }

    long bytes() {
        return bytes;
    }

    /** The segments from the first one on without a gap, if this one is among them and others are missing. */
    List<MessagePdu> beginningWith(int number) {
        List<MessagePdu> beginning = new ArrayList<>();
        int octets = 0;
        for (MessagePdu segment : segments) {
            if (segment == null) return beginning.size() < number ? List.of() : beginning;
            octets += segment.textLength();
            if (octets > BEGINNING_OCTETS_MAX) return List.of();
            beginning.add(segment);
        }
        return List.of();
    }

    int[] hashes() {
        int[] hashes = new int[segments.length];
        for (int i = 0; i < hashes.length; i++) {
            MessagePdu segment = segments[i];
            hashes[i] = segment == null ? 0 : hash(segment);
        }
        return hashes;
    }

    Whole take() {
        joining = true;
        List<MessagePdu> there = new ArrayList<>(present);
        for (MessagePdu segment : segments) {
            if (segment != null) there.add(segment);
        }
        return new Whole(joinId, source, there, segments.length, passTo != null);
    }
}
