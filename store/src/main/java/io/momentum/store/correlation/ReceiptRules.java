package io.momentum.store.correlation;

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

    /** What one more receipt adds. */
    public enum Verdict {
        /** The message is on its way. */
        UNDER_WAY,
        /** The message has ended: the first receipt that says so wins. */
        ENDED,
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
    public static Verdict judge(@Nullable MessageState known, MessageState said) {
        if (known == null) return said.isFinal() ? Verdict.ENDED : Verdict.UNDER_WAY;
        return known == said || !said.isFinal() ? Verdict.REPEATED : Verdict.CONTRADICTORY;
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
