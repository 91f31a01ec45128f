package io.momentum.store.correlation;

import io.momentum.store.fact.Fact.DlrReceived;
import io.momentum.store.fact.Fact.Origin;
import io.momentum.store.value.MessageState;
import org.jspecify.annotations.Nullable;

/** What a receipt means for its message, and whether the ESME wants to hear of it. */
public final class ReceiptRules {

    private static final int FINAL_MASK = 0x03;
    private static final int ALWAYS = 1;
    private static final int ON_FAILURE = 2;
    private static final int ON_SUCCESS = 3;
    private static final int INTERMEDIATE = 0x10;
    private static final long CLOCK_MICROS = 300_000_000L;

    /** What one more receipt adds. */
    public enum Verdict {
        /** The message is on its way. */
        UNDER_WAY,
        /** The message has ended: the first receipt that says so wins, unless all it said was that nothing is known. */
        ENDED,
        /** The message has ended otherwise than was said, by a carrier whose last word counts. */
        REVISED,
        /** Says again what is known, or that an ended message is on its way. */
        REPEATED,
        /** Says that a message that has ended, ended otherwise. */
        CONTRADICTORY
    }

    private ReceiptRules() {}

    /**
     * Judges one receipt.
     *
     * @param known the final state the message is in, null before it has one
     */
    public static Verdict judge(@Nullable MessageState known, DlrReceived receipt) {
        MessageState said = receipt.state();
        boolean ends = ends(receipt);
        if (known == null) return ends ? Verdict.ENDED : Verdict.UNDER_WAY;
        if (known == said || !ends || said == MessageState.UNKNOWN) return Verdict.REPEATED;
        if (known == MessageState.UNKNOWN) return Verdict.ENDED;
        return receipt.reading().lastWins() ? Verdict.REVISED : Verdict.CONTRADICTORY;
    }

    /** Whether a receipt tells an end; an intermediate notification does not, whatever state it names. */
    public static boolean ends(DlrReceived receipt) {
        return receipt.state().isFinal() && !receipt.reading().intermediate();
    }

    /**
     * Whether a message was delivered sooner than a phone can have got it: the carrier, or someone behind it, answers for
     * the phone.
     *
     * @param submittedAtMicros when submit_sm_resp came
     */
    public static boolean isSuspect(DlrReceived receipt, long submittedAtMicros) {
        if (receipt.state() != MessageState.DELIVERED || submittedAtMicros == 0) return false;
        return receipt.atMicros() - submittedAtMicros < receipt.reading().suspectMillis() * 1_000L;
    }

    /**
     * Whether the carrier's date cannot be: a message does not end before it was taken, nor in the future. Five minutes are
     * given to clocks.
     */
    public static boolean isClockWrong(DlrReceived receipt, long submittedAtMicros) {
        long done = receipt.doneAtMicros();
        if (done == 0) return false;
        return done > receipt.atMicros() + CLOCK_MICROS
                || (submittedAtMicros != 0 && done < submittedAtMicros - CLOCK_MICROS);
    }

    /**
     * Whether registered_delivery asks for this state (SMPP 3.4 section 5.2.17; 3, success only, is of SMPP 5.0 section
     * 4.7.21). Only an ESME is pushed to.
     */
    public static boolean wants(Origin origin, int registeredDelivery, MessageState state) {
        if (origin != Origin.SMPP) return false;
        if (!state.isFinal()) return (registeredDelivery & INTERMEDIATE) != 0;
        return switch (registeredDelivery & FINAL_MASK) {
            case ALWAYS -> true;
            case ON_FAILURE -> state != MessageState.DELIVERED;
            case ON_SUCCESS -> state == MessageState.DELIVERED;
            default -> false;
        };
    }

    /** Whether any receipt at all may be wanted. */
    public static boolean wantsAny(Origin origin, int registeredDelivery) {
        return origin == Origin.SMPP && (registeredDelivery & (FINAL_MASK | INTERMEDIATE)) != 0;
    }
}
