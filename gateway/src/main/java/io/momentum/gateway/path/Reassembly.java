package io.momentum.gateway.path;

import io.momentum.gateway.carrier.CarrierCounters;
import io.momentum.gateway.codec.Concatenation;
import io.momentum.gateway.codec.MessagePdu;
import io.momentum.gateway.codec.TextForm;
import io.momentum.store.value.CarrierId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The segments of subscribers' messages, until they are whole. They come in any order, over any bind of their carrier, twice,
 * and among those of other handsets with the same reference. A segment with a new text under a place that is taken begins
 * another message. Bounded in all and for each subscriber: the oldest message gives way, and is delivered as far as it has
 * come, as is one whose time is over. Any thread; what is done under the lock is a look-up.
 */
final class Reassembly {

    static final int MESSAGES_MAX = 10_000;
    static final long BYTES_MAX = 32L << 20;
    static final int OF_ONE_SUBSCRIBER_MAX = 20;

    /** How long a message that is whole is known, for segments that come again. */
    private static final long KNOWN_MILLIS = 300_000;

    private static final long RETRY_MILLIS = 1_000;

    private final Map<Key, Waiting> messages = new LinkedHashMap<>();
    private final Map<Long, Key> keys = new HashMap<>();
    private final Map<Subscriber, LinkedHashSet<Key>> ofSubscriber = new HashMap<>();
    private long bytes;

    /** Where segments come from, and how they are to be read. */
    record Source(CarrierId carrier, TextForm form, long timeoutMillis, CarrierCounters counters) {}

    /** What makes segments one message; {@code era} is 0, and another for one that had to make room for its namesake. */
    private record Key(Subscriber from, String to, Concatenation.Form form, int reference, int total, long era) {}

    private record Subscriber(CarrierId carrier, String number) {}

    /** What came of a segment. */
    enum Arrival {
        /** It is to be journalled, under the step's id. */
        TAKEN,
        /** Its message is whole and journalled: it only wants its answer again. */
        KNOWN,
        /** Its message is on its way to the disk: nobody can tell yet. */
        TOO_EARLY
    }

    /**
     * A segment that came.
     *
     * @param ready messages that are to be delivered now: its own where it was the last, and such as had to give way
     */
    record Step(Arrival arrival, long joinId, List<Whole> ready) {}

    /**
     * A message that waits no more. {@link #joined} or {@link #retry} must follow.
     *
     * @param segments those that came, in their order
     */
    record Whole(long joinId, Source source, List<MessagePdu> segments, int total) {}

    private static final class Waiting {
        private final long joinId;
        private final Source source;
        private final @Nullable MessagePdu[] segments;
        private final int[] hashes;
        private int present;
        private long bytes;
        private long deadlineMillis;
        private boolean joining;
        private boolean known;

        Waiting(long joinId, Source source, int total, long deadlineMillis) {
            this.joinId = joinId;
            this.source = source;
            this.deadlineMillis = deadlineMillis;
            segments = new MessagePdu[total];
            hashes = new int[total];
        }

        boolean isAnother(int number, MessagePdu segment) {
            MessagePdu before = segments[number - 1];
            if (known) return hashes[number - 1] != hash(segment);
            return before != null && !Arrays.equals(before.text(), segment.text());
        }

        void put(int number, MessagePdu segment) {
            if (segments[number - 1] != null) return;
            segments[number - 1] = segment;
            hashes[number - 1] = hash(segment);
            present++;
            bytes += segment.bytes().length;
        }

        private static int hash(MessagePdu segment) {
            return Arrays.hashCode(segment.text());
        }

        boolean isWhole() {
            return present == segments.length;
        }

        Whole take() {
            joining = true;
            List<MessagePdu> there = new ArrayList<>(present);
            for (MessagePdu segment : segments) {
                if (segment != null) there.add(segment);
            }
            return new Whole(joinId, source, there, segments.length);
        }
    }

    /** Takes a segment. {@code joinId} is for its message if it is the first. */
    synchronized Step add(Source source, MessagePdu segment, Concatenation place, long joinId, long nowMillis) {
        List<Whole> ready = new ArrayList<>(1);
        Key key = key(source, segment, place, 0);
        Waiting waiting = messages.get(key);
        if (waiting != null && waiting.isAnother(place.number(), segment)) {
            giveWay(key, waiting, ready);
            waiting = null;
        }
        if (waiting != null && waiting.known) return new Step(Arrival.KNOWN, waiting.joinId, ready);
        if (waiting != null && waiting.joining) return new Step(Arrival.TOO_EARLY, waiting.joinId, ready);
        if (waiting == null) {
            makeRoom(key.from, ready);
            waiting = new Waiting(joinId, source, place.total(), nowMillis + source.timeoutMillis);
            put(key, waiting);
        }
        take(waiting, place.number(), segment);
        if (waiting.isWhole()) ready.add(waiting.take());
        return new Step(Arrival.TAKEN, waiting.joinId, ready);
    }

    /** Takes a segment that an earlier process has journalled; {@link #expired} gives what is whole or too old. */
    synchronized void restore(Source source, MessagePdu segment, Concatenation place, long joinId, long atMillis) {
        Key key = key(source, segment, place, 0);
        Waiting waiting = messages.get(key);
        if (waiting != null && waiting.joinId != joinId) {
            key = key(source, segment, place, joinId);
            waiting = messages.get(key);
        }
        if (waiting == null) {
            waiting = new Waiting(joinId, source, place.total(), atMillis + source.timeoutMillis);
            put(key, waiting);
        }
        take(waiting, place.number(), segment);
        if (waiting.isWhole()) waiting.deadlineMillis = 0;
    }

    /** Messages that wait no longer: to be delivered as far as they have come. */
    synchronized List<Whole> expired(long nowMillis) {
        List<Whole> expired = new ArrayList<>();
        List<Key> forgotten = new ArrayList<>();
        messages.forEach((key, waiting) -> {
            if (waiting.joining || waiting.deadlineMillis > nowMillis) return;
            if (waiting.known) forgotten.add(key);
            else expired.add(waiting.take());
        });
        forgotten.forEach(this::remove);
        return expired;
    }

    /** It is durable as one message. */
    synchronized void joined(Whole whole, long nowMillis) {
        Key key = keys.get(whole.joinId);
        Waiting waiting = key == null ? null : messages.get(key);
        if (key == null || waiting == null) return;
        // One of an earlier era or with a gap is nothing that a segment could belong to.
        if (key.era != 0 || !waiting.isWhole()) {
            remove(key);
            return;
        }
        bytes -= waiting.bytes;
        waiting.bytes = 0;
        waiting.joining = false;
        waiting.known = true;
        waiting.deadlineMillis = nowMillis + KNOWN_MILLIS;
        Arrays.fill(waiting.segments, null);
    }

    /** The journal had no room for it. */
    synchronized void retry(Whole whole, long nowMillis) {
        Key key = keys.get(whole.joinId);
        Waiting waiting = key == null ? null : messages.get(key);
        if (waiting == null) return;
        waiting.joining = false;
        waiting.deadlineMillis = nowMillis + RETRY_MILLIS;
    }

    /** Messages that wait for a segment. */
    synchronized int waiting() {
        int waiting = 0;
        for (Waiting one : messages.values()) {
            if (!one.known) waiting++;
        }
        return waiting;
    }

    private static Key key(Source source, MessagePdu segment, Concatenation place, long era) {
        var from = new Subscriber(source.carrier, segment.source().text());
        String to = segment.destination().text();
        return new Key(from, to, place.form(), place.reference(), place.total(), era);
    }

    private void put(Key key, Waiting waiting) {
        messages.put(key, waiting);
        keys.put(waiting.joinId, key);
        ofSubscriber.computeIfAbsent(key.from, from -> new LinkedHashSet<>()).add(key);
        bytes += waiting.bytes;
    }

    private void remove(Key key) {
        Waiting gone = messages.remove(key);
        if (gone == null) return;
        keys.remove(gone.joinId);
        bytes -= gone.bytes;
        LinkedHashSet<Key> others = ofSubscriber.get(key.from);
        if (others == null) return;
        others.remove(key);
        if (others.isEmpty()) ofSubscriber.remove(key.from);
    }

    private void take(Waiting waiting, int number, MessagePdu segment) {
        long before = waiting.bytes;
        waiting.put(number, segment);
        bytes += waiting.bytes - before;
    }

    /** Its place is needed: it is delivered as it is, or forgotten where it was delivered before. */
    private void giveWay(Key key, Waiting waiting, List<Whole> ready) {
        remove(key);
        if (waiting.known) return;
        put(new Key(key.from, key.to, key.form, key.reference, key.total, waiting.joinId), waiting);
        if (!waiting.joining) ready.add(waiting.take());
    }

    private void makeRoom(Subscriber from, List<Whole> ready) {
        LinkedHashSet<Key> own = ofSubscriber.get(from);
        if (own != null && own.size() >= OF_ONE_SUBSCRIBER_MAX) giveWayOldest(own.iterator(), ready);
        if (messages.size() >= MESSAGES_MAX || bytes >= BYTES_MAX) {
            giveWayOldest(messages.keySet().iterator(), ready);
        }
    }

    private void giveWayOldest(Iterator<Key> oldestFirst, List<Whole> ready) {
        while (oldestFirst.hasNext()) {
            Key key = oldestFirst.next();
            Waiting waiting = messages.get(key);
            if (waiting == null || waiting.joining) continue;
            giveWay(key, waiting, ready);
            return;
        }
    }
}
