package io.momentum.gateway.path;

import io.momentum.gateway.carrier.Carrier;
import io.momentum.gateway.codec.MessagePdu;
import io.momentum.gateway.codec.Segmenter;
import io.momentum.gateway.codec.Segments;
import io.momentum.gateway.flow.Trails;
import io.momentum.gateway.message.Mt;
import io.momentum.gateway.net.Loop;
import io.momentum.store.fact.Fact.MtSplit;
import io.momentum.store.fact.Fact.Origin;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Makes of one message what its carrier takes: parts, or another alphabet. Most messages go as they are and cost one look at
 * where their text lies. Any thread.
 */
public final class LongMessages {

    /** The next reference. Begins with the clock, so that a new start does not go on with those of the last one. */
    private final AtomicInteger references = new AtomicInteger((int) Loop.nowMillis());

    /** What a message becomes for a carrier; null where it goes as it is. */
    @Nullable
    Segments of(Carrier carrier, MessagePdu message, Origin origin) {
        boolean ours = origin != Origin.SMPP;
        if (!Segmenter.concerns(message, carrier.segmentRules(), ours)) return null;
        Segments segments = Segmenter.of(message, carrier.segmentRules(), ours, references.getAndIncrement());
        return segments.isUnchanged() ? null : segments;
    }

    /**
     * Its parts, each behind the one before it where its carrier keeps order: from here on each must be ended. The first has
     * the place of the whole.
     */
    static List<Mt> parts(Loop loop, Carrier carrier, Mt whole, Segments segments) {
        List<Mt> parts = whole.cut(segments.pdus(), carrier.id());
        if (whole.trail() == Trails.NONE) return parts;
        for (int i = 1; i < parts.size(); i++) {
            int place = carrier.enterTrail(loop, whole.account(), whole.source(), whole.digits(), whole.priority());
            parts.set(i, parts.get(i).onTrail(place));
        }
        return parts;
    }

    /** The fact that tells of it: with it a start can go on where the last one ended. */
    static MtSplit fact(Loop loop, Carrier carrier, Mt whole, Segments segments) {
        int length = segments.pdus().stream().mapToInt(pdu -> pdu.length).sum();
        byte[] pdus = new byte[length];
        int at = 0;
        for (byte[] pdu : segments.pdus()) {
            System.arraycopy(pdu, 0, pdus, at, pdu.length);
            at += pdu.length;
        }
        carrier.counters().cutMessages.increment();
        carrier.counters().cutParts.add(segments.count());
        var receipts = carrier.config().profile().parts().receipt();
        return new MtSplit(loop.nowMicros(), whole.mtId(), carrier.id(), segments.count(), receipts, pdus);
    }

    /** The PDUs of a fact: each begins with its length. */
    static List<byte[]> pdus(MtSplit split) {
        byte[] all = split.pdus();
        List<byte[]> pdus = new ArrayList<>(split.parts());
        for (int at = 0; at + 4 <= all.length; ) {
            int length = (all[at] & 0xFF) << 24
                    | (all[at + 1] & 0xFF) << 16
                    | (all[at + 2] & 0xFF) << 8
                    | (all[at + 3] & 0xFF);
            if (length < 16 || length > all.length - at) break;
            pdus.add(Arrays.copyOfRange(all, at, at + length));
            at += length;
        }
        return pdus;
    }
}
