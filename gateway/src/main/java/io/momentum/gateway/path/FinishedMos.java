package io.momentum.gateway.path;

import io.momentum.gateway.codec.MessagePdu;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Messages that were whole not long ago, for segments that come again: four octets of each segment, and nothing that takes the
 * room of a message that is not whole. Bounded: the oldest is forgotten first. Guarded by {@link Reassembly}.
 *
 * @param <K> what makes segments one message
 */
final class FinishedMos<K> {

    static final int MESSAGES_MAX = 10_000;
    static final long KNOWN_MILLIS = 300_000;

    private final Map<K, Finished> finished = new LinkedHashMap<>();

    private record Finished(int[] hashes, long untilMillis) {}

    void add(K key, int[] hashes, long nowMillis) {
        forgetOld(nowMillis);
        finished.remove(key);
        if (finished.size() >= MESSAGES_MAX)
            finished.remove(finished.keySet().iterator().next());
        finished.put(key, new Finished(hashes, nowMillis + KNOWN_MILLIS));
    }

    /** Whether a segment is one of them. One with another text begins another message, and the one before is forgotten. */
    boolean knows(K key, int number, MessagePdu segment, long nowMillis) {
        forgetOld(nowMillis);
        Finished known = finished.get(key);
        if (known == null) return false;
        if (known.hashes[number - 1] == PartialMo.hash(segment)) return true;
        finished.remove(key);
        return false;
    }

    int size() {
        return finished.size();
    }

    private void forgetOld(long nowMillis) {
        Iterator<Finished> oldest = finished.values().iterator();
        while (oldest.hasNext() && oldest.next().untilMillis <= nowMillis) oldest.remove();
    }
}
