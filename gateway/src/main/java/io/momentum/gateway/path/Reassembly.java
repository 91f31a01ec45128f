package io.momentum.gateway.path;

import io.momentum.gateway.carrier.CarrierCounters;
import io.momentum.gateway.codec.Concatenation;
import io.momentum.gateway.codec.MessagePdu;
import io.momentum.gateway.codec.TextForm;
import io.momentum.store.value.CarrierId;
import io.momentum.store.value.SystemId;
import java.util.ArrayList;
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
 * another message. A message is whole with the last segment that becomes durable, whichever loop that is on: so no segment
 * stands in the journal behind the fact that they are one. Bounded in all and for each subscriber: the oldest message gives
 * way, and is delivered as far as it has come, as is one whose time is over. Any thread; what is done under the lock is a look-up.
 */
final class Reassembly {

    static final int MESSAGES_MAX = 10_000;
    static final long BYTES_MAX = 32L << 20;
    static final int OF_ONE_SUBSCRIBER_MAX = 20;

    private static final long RETRY_MILLIS = 1_000;

    private final Map<Key, PartialMo> messages = new LinkedHashMap<>();
    private final Map<Long, Key> keys = new HashMap<>();
    private final Map<Subscriber, LinkedHashSet<Key>> ofSubscriber = new HashMap<>();
    private final FinishedMos<Key> finished = new FinishedMos<>();
    private long bytes;

    /** Where segments come from, and how they are to be read. */
    record Source(CarrierId carrier, TextForm form, long timeoutMillis, CarrierCounters counters) {}

    /** What makes segments one message; {@code era} is 0, and another for one that had to make room for its namesake. */
    private record Key(Subscriber from, String to, Concatenation.Form form, int reference, int total, long era) {}

    private record Subscriber(CarrierId carrier, String number) {}

    /** What came of a segment. */
    enum Arrival {
        /** It is to be journalled, under the step's id; {@link #settled} or {@link #refused} must follow. */
        TAKEN,
        /** It is journalled, or its message is: it only wants its answer again. */
        KNOWN,
        /** It is known, and its message is among those that are ready: the answer is that message's. */
        LAST,
        /** It or its message is on its way to the disk: nobody can tell yet. */
        TOO_EARLY
    }

    /**
     * A segment that came.
     *
     * @param passTo the account that gets its message's segments as they come
     * @param beginning of its message as far as it goes without a gap, where this segment is in it and others are missing
     * @param ready messages that are to be delivered now
     */
    record Step(
            Arrival arrival, long joinId, @Nullable SystemId passTo, List<MessagePdu> beginning, List<Whole> ready) {}

    /**
     * A message that waits no more. {@link #joined} or {@link #retry} must follow.
     *
     * @param segments those that came, in their order
     * @param passed whether its ESME has got them as they came
     */
    record Whole(long joinId, Source source, List<MessagePdu> segments, int total, boolean passed) {}

    /** Takes a segment. {@code joinId} and {@code passTo} are for its message if it is the first. */
    synchronized Step add(
            Source source,
            MessagePdu segment,
            Concatenation place,
            long joinId,
            @Nullable SystemId passTo,
            long nowMillis) {
        List<Whole> ready = new ArrayList<>(1);
        Key key = key(source, segment, place, 0);
        PartialMo mo = messages.get(key);
        if (mo == null && finished.knows(key, place.number(), segment, nowMillis)) return step(Arrival.KNOWN, ready);
        if (mo != null && mo.isAnother(place.number(), segment)) {
            giveWay(key, mo, ready);
            mo = null;
        }
        if (mo != null && (mo.joining || mo.has(place.number()))) return step(again(mo, place.number(), ready), ready);
        if (mo == null) {
            makeRoom(key.from, ready);
            mo = new PartialMo(joinId, source, place.total(), passTo, nowMillis + source.timeoutMillis);
            put(key, mo);
        }
        take(mo, place.number(), segment);
        return new Step(Arrival.TAKEN, mo.joinId, mo.passTo, mo.beginningWith(place.number()), ready);
    }

    private static Step step(Arrival arrival, List<Whole> ready) {
        return new Step(arrival, 0, null, List.of(), ready);
    }

    private static Arrival again(PartialMo mo, int number, List<Whole> ready) {
        if (mo.joining || !mo.isDurable(number)) return Arrival.TOO_EARLY;
        if (!mo.isWhole()) return Arrival.KNOWN;
        ready.add(mo.take());
        return Arrival.LAST;
    }

    /** A segment is durable. @return its message, if that is whole now */
    synchronized @Nullable Whole settled(long joinId, int number) {
        PartialMo mo = find(joinId);
        if (mo == null) return null;
        mo.durable(number);
        return mo.isWhole() && !mo.joining ? mo.take() : null;
    }

    /** The journal had no room for a segment: it will come again. */
    synchronized void refused(long joinId, int number) {
        Key key = keys.get(joinId);
        PartialMo mo = find(joinId);
        if (key == null || mo == null || mo.isDurable(number)) return;
        bytes -= mo.bytes();
        mo.takeOut(number);
        bytes += mo.bytes();
        if (mo.isEmpty()) remove(key);
    }

    /** Takes a segment that an earlier process has journalled; {@link #expired} gives what is whole or too old. */
    synchronized void restore(
            Source source,
            MessagePdu segment,
            Concatenation place,
            long joinId,
            @Nullable SystemId passedTo,
            long atMillis) {
        Key key = key(source, segment, place, 0);
        PartialMo mo = messages.get(key);
        if (mo != null && mo.joinId != joinId) {
            key = key(source, segment, place, joinId);
            mo = messages.get(key);
        }
        if (mo == null) {
            mo = new PartialMo(joinId, source, place.total(), passedTo, atMillis + source.timeoutMillis);
            put(key, mo);
        }
        take(mo, place.number(), segment);
        mo.durable(place.number());
        if (mo.isWhole()) mo.deadlineMillis = 0;
    }

    /** Messages that wait no longer: to be delivered as far as they have come. */
    synchronized List<Whole> expired(long nowMillis) {
        List<Whole> expired = new ArrayList<>();
        for (PartialMo mo : messages.values()) {
            if (!mo.joining && mo.isSettled() && mo.deadlineMillis <= nowMillis) expired.add(mo.take());
        }
        return expired;
    }

    /** It is durable as one message. One of an earlier era or with a gap is nothing that a segment could belong to. */
    synchronized void joined(Whole whole, long nowMillis) {
        Key key = keys.get(whole.joinId);
        PartialMo mo = find(whole.joinId);
        if (key == null || mo == null) return;
        remove(key);
        if (key.era == 0 && mo.isWhole()) finished.add(key, mo.hashes(), nowMillis);
    }

    /** The journal had no room for it. */
    synchronized void retry(Whole whole, long nowMillis) {
        PartialMo mo = find(whole.joinId);
        if (mo == null) return;
        mo.joining = false;
        mo.deadlineMillis = nowMillis + RETRY_MILLIS;
    }

    /** Messages that wait for a segment. */
    synchronized int waiting() {
        return messages.size();
    }

    /** The octets that they take. */
    synchronized long bytes() {
        return bytes;
    }

    private @Nullable PartialMo find(long joinId) {
        Key key = keys.get(joinId);
        return key == null ? null : messages.get(key);
    }

    private static Key key(Source source, MessagePdu segment, Concatenation place, long era) {
        var from = new Subscriber(source.carrier, segment.source().text());
        String to = segment.destination().text();
        return new Key(from, to, place.form(), place.reference(), place.total(), era);
    }

    private void put(Key key, PartialMo mo) {
        messages.put(key, mo);
        keys.put(mo.joinId, key);
        ofSubscriber.computeIfAbsent(key.from, from -> new LinkedHashSet<>()).add(key);
        bytes += mo.bytes();
    }

    private void remove(Key key) {
        PartialMo gone = messages.remove(key);
        if (gone == null) return;
        keys.remove(gone.joinId);
        bytes -= gone.bytes();
        LinkedHashSet<Key> others = ofSubscriber.get(key.from);
        if (others == null) return;
        others.remove(key);
        if (others.isEmpty()) ofSubscriber.remove(key.from);
    }

    private void take(PartialMo mo, int number, MessagePdu segment) {
        long before = mo.bytes();
        mo.put(number, segment);
        bytes += mo.bytes() - before;
    }

    /** Its place is needed: it is delivered as it is, as soon as that is durable. */
    private void giveWay(Key key, PartialMo mo, List<Whole> ready) {
        remove(key);
        put(new Key(key.from, key.to, key.form, key.reference, key.total, mo.joinId), mo);
        mo.deadlineMillis = 0;
        if (!mo.joining && mo.isSettled()) ready.add(mo.take());
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
            PartialMo mo = messages.get(key);
            if (mo == null || mo.joining || key.era != 0) continue;
            giveWay(key, mo, ready);
            return;
        }
    }
}
