package io.momentum.store.correlation;

import io.momentum.store.value.CarrierId;
import java.util.ArrayDeque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * The messages in memory by the id that their carrier gave them. A carrier with a short counter gives an id again while its
 * first message is still open; then the subscriber's number tells them apart. As large as its owner lets it be: it holds what
 * was added and not forgotten. Owned by one thread.
 */
public final class Correlation<M extends Correlation.Sent> {

    /** So many messages of one id are told apart in memory; those before them are for the index. */
    private static final int NAMESAKES_MAX = 64;

    /** A message that a carrier took, as one or in parts with an id each. */
    public interface Sent {
        boolean isCalled(CarrierId carrier, String smscId);

        /** The subscriber as E.164, 0 where the address is none. */
        long digits();

        /** Whether its end is known. */
        boolean hasEnded();
    }

    private final LongTable<M> byId = new LongTable<>();
    private final LongTable<ArrayDeque<M>> older = new LongTable<>();

    /** Takes a message in; where its carrier used the id before, the newer message comes first. */
    public void add(M message, CarrierId carrier, String smscId) {
        long hash = SmscIds.hash(carrier, smscId);
        M before = byId.get(hash);
        byId.put(hash, message);
        if (before == null || before.equals(message) || !before.isCalled(carrier, smscId)) return;
        ArrayDeque<M> namesakes = older.get(hash);
        if (namesakes == null) {
            namesakes = new ArrayDeque<>();
            older.put(hash, namesakes);
        }
        namesakes.addFirst(before);
        if (namesakes.size() > NAMESAKES_MAX) namesakes.removeLast();
    }

    /**
     * The message of an id: of several, the newest to this subscriber that is still open, or else the newest to this
     * subscriber, or else the newest.
     *
     * @param numbers those in the receipt, one of which may be the subscriber's
     */
    public @Nullable M find(CarrierId carrier, String smscId, Numbers numbers) {
        long hash = SmscIds.hash(carrier, smscId);
        M newest = byId.get(hash);
        if (newest == null || !newest.isCalled(carrier, smscId)) return null;
        ArrayDeque<M> namesakes = older.get(hash);
        if (namesakes == null || (numbers.have(newest.digits()) && !newest.hasEnded())) return newest;
        M best = numbers.have(newest.digits()) ? newest : null;
        for (M namesake : namesakes) {
            if (!numbers.have(namesake.digits())) continue;
            if (!namesake.hasEnded()) return namesake;
            if (best == null) best = namesake;
        }
        return best == null ? newest : best;
    }

    public void forget(M message, CarrierId carrier, String smscId) {
        long hash = SmscIds.hash(carrier, smscId);
        ArrayDeque<M> namesakes = older.get(hash);
        if (message.equals(byId.get(hash))) {
            M next = namesakes == null ? null : namesakes.pollFirst();
            if (next == null) byId.remove(hash);
            else byId.put(hash, next);
        } else if (namesakes != null) {
            remove(namesakes, message);
        }
        if (namesakes != null && namesakes.isEmpty()) older.remove(hash);
    }

    private static <M> void remove(ArrayDeque<M> namesakes, M message) {
        for (Iterator<M> all = namesakes.iterator(); all.hasNext(); ) {
            if (!all.next().equals(message)) continue;
            all.remove();
            return;
        }
    }

    /** How many ids are known. */
    public int size() {
        return byId.size();
    }
}
