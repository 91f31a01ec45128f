package io.momentum.store.value;

/** Where a message ended, by the numbers of the message_state TLV (SMPP 3.4 section 5.2.28) and the words of Appendix B. */
public enum MessageState {
    ENROUTE(1, "ENROUTE", false),
    DELIVERED(2, "DELIVRD", true),
    EXPIRED(3, "EXPIRED", true),
    DELETED(4, "DELETED", true),
    UNDELIVERABLE(5, "UNDELIV", true),
    ACCEPTED(6, "ACCEPTD", false),
    UNKNOWN(7, "UNKNOWN", true),
    REJECTED(8, "REJECTD", true);

    private final int code;
    private final String stat;
    private final boolean last;

    MessageState(int code, String stat, boolean last) {
        this.code = code;
        this.stat = stat;
        this.last = last;
    }

    public int code() {
        return code;
    }

    /** The seven characters of the receipt text's stat field. */
    public String stat() {
        return stat;
    }

    /** Whether no other state is to be expected. */
    public boolean isFinal() {
        return last;
    }

    public static MessageState of(int code) {
        for (MessageState state : values()) {
            if (state.code == code) return state;
        }
        throw new IllegalArgumentException("no message_state has code " + code);
    }
}
