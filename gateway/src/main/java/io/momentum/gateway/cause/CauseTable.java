package io.momentum.gateway.cause;

import io.momentum.store.value.MessageState;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The meanings of one carrier's codes. Codes collide between carriers (1 is an unknown subscriber here and no reason at all
 * there), so there is no table for all of them: each carrier's is put together from the files that its profile names.
 */
public record CauseTable(Map<Code, Meaning> meanings) {

    public static final CauseTable EMPTY = new CauseTable(Map.of());

    private static final int CODE_MAX = 64;

    /**
     * A code and its place.
     *
     * @param code a number without leading zeros in decimal, or any other word in upper case
     */
    public record Code(Layer layer, String code) {

        /** The code as a carrier writes it: {@code 0011} and {@code 11} are one, {@code 0x0B} and {@code 00B} are not. */
        public static Code of(Layer layer, String written) {
            return new Code(layer, canonical(written.strip()));
        }

        private static String canonical(String written) {
            if (written.length() > CODE_MAX) return written.substring(0, CODE_MAX);
            int zeros = 0;
            for (int i = 0; i < written.length(); i++) {
                char c = written.charAt(i);
                if (c < '0' || c > '9') return written.toUpperCase(Locale.ROOT);
                if (c == '0' && zeros == i && i < written.length() - 1) zeros++;
            }
            return written.substring(zeros);
        }
    }

    public CauseTable {
        meanings = Map.copyOf(meanings);
    }

    /** What a refusal of submit_sm means. */
    public Meaning ofSubmit(int commandStatus) {
        Meaning meaning = meanings.get(new Code(Layer.SUBMIT, Integer.toUnsignedString(commandStatus)));
        return meaning == null ? Meaning.UNKNOWN : meaning;
    }

    /**
     * What a receipt means: its code where the carrier gave one that is known, else its state.
     *
     * @param error as it came, empty where there is none
     */
    public Meaning ofReceipt(MessageState state, String error) {
        if (state == MessageState.DELIVERED) return Meaning.of(Cause.DELIVERED);
        if (!state.isFinal()) return Meaning.of(Cause.IN_TRANSIT);
        Meaning meaning = find(Layer.RECEIPT, error);
        if (meaning == null) meaning = find(Layer.NEC, error);
        return meaning == null ? ofState(state) : meaning;
    }

    /** What a code means in some place; unknown where no file says. */
    public Meaning of(Layer layer, String code) {
        Meaning meaning = find(layer, code);
        return meaning == null ? Meaning.UNKNOWN : meaning;
    }

    private @Nullable Meaning find(Layer layer, String code) {
        if (code.isEmpty()) return null;
        return meanings.get(Code.of(layer, code));
    }

    private static Meaning ofState(MessageState state) {
        return switch (state) {
            case EXPIRED -> Meaning.of(Cause.EXPIRED);
            case DELETED -> Meaning.of(Cause.CANCELLED);
            default -> Meaning.UNKNOWN;
        };
    }
}
