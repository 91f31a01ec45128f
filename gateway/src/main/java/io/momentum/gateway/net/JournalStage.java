package io.momentum.gateway.net;

import io.momentum.store.fact.CareFact;
import io.momentum.store.fact.Fact;
import io.momentum.store.fact.Fact.OptSource;
import io.momentum.store.fact.FactCodec;
import io.momentum.store.fact.PolicyFact;
import io.momentum.store.fact.RetentionFact;
import io.momentum.store.journal.FactBatch;
import io.momentum.store.journal.Journal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The facts of one turn of an event loop, handed to the journal as one batch when the turn ends: the hand-over costs two
 * thread switches, so it must never be paid for each message. Owned by its loop.
 *
 * <p>Facts that an acknowledgement waits for may be refused by a full journal. Facts that only tell what already happened
 * (an SMSC's answer, say) are kept here until the journal takes them; while any is kept, new awaited facts are refused, so
 * what is kept is bounded by the windows that were open at that moment.
 */
public final class JournalStage {

    private static final Logger LOG = LoggerFactory.getLogger(JournalStage.class);

    private final Loop loop;
    private final Journal journal;
    private List<Fact> facts = new ArrayList<>();
    private List<Durable> awaiting = new ArrayList<>();
    private boolean full;

    JournalStage(Loop loop, Journal journal) {
        this.loop = loop;
        this.journal = journal;
    }

    /** Whether new work is taken. */
    public boolean hasRoom() {
        return !full && journal.isOpen();
    }

    /** Stages a fact that somebody waits for. */
    public void await(Fact fact, Durable then) {
        loop.assertOwner();
        facts.add(fact);
        awaiting.add(then);
    }

    /** Stages a fact that rides along. */
    public void note(Fact fact) {
        loop.assertOwner();
        facts.add(fact);
    }

    /** Hands over what the turn staged. */
    void handOver() {
        if (facts.isEmpty()) {
            full = false;
            return;
        }
        List<Durable> waiting = awaiting;
        FactBatch batch = waiting.isEmpty()
                ? FactBatch.riding(facts)
                : FactBatch.awaited(facts, loop.turns(), () -> each(waiting, Durable::durable));
        if (isTaken(batch)) {
            full = false;
            facts = new ArrayList<>(facts.size());
            awaiting = new ArrayList<>(waiting.size());
            return;
        }
        full = true;
        awaiting = new ArrayList<>();
        refuse(waiting);
    }

    /** A fact that the journal can never take is dropped: kept, it would hold up all that this loop has to say from then on. */
    private boolean isTaken(FactBatch batch) {
        try {
            return journal.offer(batch);
        } catch (IllegalArgumentException e) {
            LOG.error("Facts cannot be journalled; what is too large is dropped, the rest comes again", e);
            facts = new ArrayList<>(facts);
            facts.removeIf(fact -> FactCodec.estimatedBytes(fact) > FactCodec.FACT_MAX_BYTES);
            return false;
        }
    }

    /** One fault must not cost the others their answer. */
    private static void each(List<Durable> waiting, Consumer<Durable> step) {
        for (Durable next : waiting) {
            try {
                step.accept(next);
            } catch (RuntimeException e) {
                LOG.error("What follows a fact failed; the others go on", e);
            }
        }
    }

    /**
     * Nothing of the batch was taken: forget the awaited facts, and with an acceptance or a new text what tells of its way; keep those
     * that tell of the past for the next turn.
     */
    private void refuse(List<Durable> waiting) {
        List<Fact> offered = facts;
        Set<Long> notOurs = new HashSet<>();
        for (Fact fact : offered) {
            if (fact instanceof Fact.MtAccepted accepted) notOurs.add(accepted.mtId());
            if (fact instanceof Fact.MtReplaced replaced) notOurs.add(replaced.mtId());
        }
        facts = new ArrayList<>();
        for (Fact fact : offered) {
            if (!isAwaitedKind(fact) && !notOurs.contains(wayOf(fact))) facts.add(fact);
        }
        each(waiting, Durable::refused);
    }

    /** The message of whose way a fact tells; 0 for none. */
    private static long wayOf(Fact fact) {
        return switch (fact) {
            case Fact.MtSplit f -> f.mtId();
            case Fact.MtRouted f -> f.mtId();
            case Fact.MtIntercepted f -> f.mtId();
            case Fact.MtRefused f -> f.mtId();
            case Fact.MtLocated f -> f.mtId();
            case Fact.OptOutAnswered f -> f.mtId();
            case PolicyFact.MtPurposed f -> f.mtId();
            case PolicyFact.MtAllowed f -> f.mtId();
            default -> 0;
        };
    }

    /** Which facts can be refused: those that are written before what they tell of takes effect. */
    private static boolean isAwaitedKind(Fact fact) {
        return switch (fact) {
            case Fact.MtAccepted _ -> true;
            case Fact.MtAttempted _ -> true;
            case Fact.MtCancelled _ -> true;
            case Fact.MtReplaced _ -> true;
            case Fact.DlrReceived _ -> true;
            case Fact.DlrRematched _ -> true;
            case Fact.MoReceived _ -> true;
            case Fact.MoSegment _ -> true;
            case Fact.MoJoined _ -> true;
            case Fact.OptedOut f -> f.source() != OptSource.CARRIER;
            case Fact.OptedIn _ -> true;
            case Fact.OptOutHeld _ -> true;
            case Fact.OptOutReviewed _ -> true;
            case Fact.OptOutUndone _ -> true;
            case PolicyFact.PolicyWaived _ -> true;
            case CareFact _ -> true;
            case RetentionFact _ -> true;
            case PolicyFact.MtPurposed _ -> false;
            case PolicyFact.MtAllowed _ -> false;
            case Fact.OptOutAnswered _ -> false;
            case Fact.MtSuppressed _ -> false;
            case Fact.MtSubmitted _ -> false;
            case Fact.MtRefused _ -> false;
            case Fact.MtSplit _ -> false;
            case Fact.MtRouted _ -> false;
            case Fact.MtIntercepted _ -> false;
            case Fact.MtRepeated _ -> false;
            case Fact.MtLocated _ -> false;
            case Fact.MtDeferred _ -> false;
            case Fact.MtPassedOn _ -> false;
            case Fact.MtUnknown _ -> false;
            case Fact.MtHeldBack _ -> false;
            case Fact.MtExpired _ -> false;
            case Fact.AlertReceived _ -> false;
            case Fact.ReceiptsForgotten _ -> false;
            case Fact.DlrForwarded _ -> false;
            case Fact.MoForwarded _ -> false;
        };
    }
}
