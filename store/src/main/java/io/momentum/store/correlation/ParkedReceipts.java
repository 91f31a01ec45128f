package io.momentum.store.correlation;

import io.momentum.store.fact.Fact.DlrReceived;
import io.momentum.store.journal.Position;
import io.momentum.store.value.CarrierId;
import io.momentum.store.value.IdForm;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Receipts whose message is not known, in the order in which they came. A message that is submitted within an hour after its
 * receipt takes it; what stays is an orphan. Bounded: {@link #trim} lets the oldest go, and from then on
 * {@link #mayBeElsewhere} says for how long the index has to be asked too. Owned by one thread.
 */
public final class ParkedReceipts {

    /** A carrier gives an id to another message after days at the earliest; a submit_sm_resp is given up after minutes. */
    public static final long MATCH_MICROS = 3_600_000_000L;

    /** Facts are not strictly in the order of their times, so a receipt stays for longer than it may be matched. */
    public static final long KEPT_MICROS = 2 * MATCH_MICROS;

    private final LongTable<Parked> byId = new LongTable<>();
    private final ArrayDeque<Parked> order = new ArrayDeque<>();
    private final int max;
    private int size;
    private int turnable;
    private long elsewhereUntilMicros = Long.MIN_VALUE;

    /** One parked receipt. */
    public static final class Parked {
        private final DlrReceived fact;
        private final Position position;
        private @Nullable Parked older;
        private @Nullable Parked newer;
        private boolean stored;
        private boolean gone;

        public Parked(DlrReceived fact, Position position, boolean stored) {
            this.fact = fact;
            this.position = position;
            this.stored = stored;
        }

        public DlrReceived fact() {
            return fact;
        }

        public Position position() {
            return position;
        }

        /** Whether the index has it. */
        public boolean isStored() {
            return stored;
        }

        public void markStored() {
            stored = true;
        }
    }

    public ParkedReceipts(int max) {
        this.max = max;
    }

    public void park(Parked parked) {
        long hash = hashOf(parked);
        Parked newest = byId.get(hash);
        parked.older = newest;
        if (newest != null) newest.newer = parked;
        byId.put(hash, parked);
        order.addLast(parked);
        size++;
        if (isTurnable(parked)) turnable++;
    }

    /** Whether any has an id that may be in another base than that of submit_sm_resp. */
    public boolean hasTurnable() {
        return turnable > 0;
    }

    /**
     * Takes out what waited for this id, oldest first.
     *
     * @param smscId as receipts write it
     * @param fits whether one of them is the message's
     */
    public List<Parked> take(CarrierId carrier, String smscId, long submittedAtMicros, Predicate<DlrReceived> fits) {
        if (size == 0) return List.of();
        Parked newest = byId.get(SmscIds.hash(carrier, smscId));
        if (newest == null) return List.of();
        var taken = new ArrayList<Parked>(1);
        for (Parked p = newest; p != null; p = p.older) {
            if (isFor(p.fact, carrier, smscId, submittedAtMicros) && fits.test(p.fact)) taken.add(p);
        }
        taken.forEach(this::unlink);
        return taken.reversed();
    }

    /** Takes out one receipt; null where it is not here. */
    public @Nullable Parked remove(CarrierId carrier, String smscId, long dlrId) {
        for (Parked p = byId.get(SmscIds.hash(carrier, smscId)); p != null; p = p.older) {
            if (p.fact.dlrId() != dlrId || !p.fact.carrier().equals(carrier)) continue;
            unlink(p);
            return p;
        }
        return null;
    }

    private static boolean isTurnable(Parked p) {
        return p.fact.reading().idForm() != IdForm.SAME;
    }

    /** Whether a receipt may belong to a message that got this id at this time. */
    public static boolean isFor(DlrReceived receipt, CarrierId carrier, String smscId, long submittedAtMicros) {
        return submittedAtMicros - receipt.atMicros() <= MATCH_MICROS
                && receipt.carrier().equals(carrier)
                && SmscIds.same(receipt.smscId(), smscId);
    }

    /** Whether receipts that fit a message submitted now may have been let go from memory. */
    public boolean mayBeElsewhere(long submittedAtMicros) {
        return submittedAtMicros <= elsewhereUntilMicros;
    }

    /** One is in the index alone. */
    public void leave(Parked p) {
        elsewhereUntilMicros = Math.max(elsewhereUntilMicros, p.fact.atMicros() + MATCH_MICROS);
    }

    /** Lets go what is too old to be matched, and the oldest above the limit. All must be stored. */
    public void trim(long nowMicros) {
        for (Parked p = order.peekFirst(); p != null; p = order.peekFirst()) {
            boolean old = nowMicros - p.fact.atMicros() > KEPT_MICROS;
            if (!p.gone && !old && size <= max) return;
            order.removeFirst();
            if (p.gone) continue;
            if (!old) leave(p);
            unlink(p);
        }
    }

    /** Shows what the index does not have yet. */
    public void forEachUnstored(Consumer<Parked> action) {
        for (var newest = order.descendingIterator(); newest.hasNext(); ) {
            Parked p = newest.next();
            if (p.stored) return;
            if (!p.gone) action.accept(p);
        }
    }

    public int size() {
        return size;
    }

    private void unlink(Parked p) {
        Parked older = p.older;
        Parked newer = p.newer;
        if (older != null) older.newer = newer;
        if (newer != null) {
            newer.older = older;
        } else if (older != null) {
            byId.put(hashOf(p), older);
        } else {
            byId.remove(hashOf(p));
        }
        p.gone = true;
        size--;
        if (isTurnable(p)) turnable--;
    }

    private static long hashOf(Parked p) {
        return SmscIds.hash(p.fact.carrier(), p.fact.smscId());
    }
}
