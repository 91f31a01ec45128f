package io.momentum.gateway.path;

import io.momentum.gateway.codec.Concatenation;
import io.momentum.gateway.codec.MessagePdu;
import io.momentum.gateway.codec.TextDecoder;
import io.momentum.gateway.message.Mt;
import io.momentum.gateway.optout.OptOutWords;
import io.momentum.gateway.session.Swapped;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Which keywords the last message to a number offered as answers, by the number and the sender's: such an answer is no opt-out at
 * once. Only messages that offer one are remembered, which few do, from when they are written to a carrier until another one
 * is. What is not remembered, because it is old, too much, or from before a restart, offers nothing: then a keyword is one.
 *
 * <p>At most {@code 2 * YOUNG_MAX}, in two tables: the young one becomes the old one when it is full. Any thread; nobody waits.
 */
final class OfferedAnswers {

    static final int YOUNG_MAX = 50_000;
    static final long REMEMBERED_MILLIS = TimeUnit.DAYS.toMillis(7);

    private record Key(long digits, String sender) {}

    private record Offer(long atMillis, Set<String> words) {}

    private record Tables(Map<Key, Offer> young, Map<Key, Offer> old) {}

    private final Swapped<Tables> tables = new Swapped<>(new Tables(new ConcurrentHashMap<>(), Map.of()));

    /** A message is written to a carrier. */
    void write(Mt mt, OptOutWords words, long nowMillis) {
        // The first part speaks for all of them.
        if (mt.digits() == 0 || mt.partNumber() > 1) return;
        Set<String> offered = offeredBy(mt.whole().pdu(), words);
        Tables now = tables.get();
        if (!offered.isEmpty()) put(now, key(mt.digits(), mt.source()), new Offer(nowMillis, offered));
        else if (!now.young.isEmpty() || !now.old.isEmpty()) forget(now, key(mt.digits(), mt.source()));
    }

    /** What a segment offers is not known: the rest of it may say otherwise. */
    private static Set<String> offeredBy(byte[] pdu, OptOutWords words) {
        if (!words.mayOffer(pdu)) return Set.of();
        MessagePdu message = MessagePdu.parse(pdu);
        return Concatenation.of(message) == null ? words.offered(TextDecoder.decode(message)) : Set.of();
    }

    private void put(Tables now, Key key, Offer offer) {
        now.young.put(key, offer);
        if (now.young.size() < YOUNG_MAX) return;
        tables.replace(now, new Tables(new ConcurrentHashMap<>(), now.young));
    }

    private static void forget(Tables now, Key key) {
        now.young.remove(key);
        if (now.old.containsKey(key)) now.old.remove(key);
    }

    /** What was offered to whoever answers; empty where nothing is known. */
    Set<String> to(long digits, String sender, long nowMillis) {
        Tables now = tables.get();
        Key key = key(digits, sender);
        @Nullable Offer offer = now.young.get(key);
        if (offer == null) offer = now.old.get(key);
        if (offer == null || nowMillis - offer.atMillis >= REMEMBERED_MILLIS) return Set.of();
        return offer.words;
    }

    /** A plus makes no other number. */
    private static Key key(long digits, String sender) {
        return new Key(digits, sender.startsWith("+") ? sender.substring(1) : sender);
    }
}
