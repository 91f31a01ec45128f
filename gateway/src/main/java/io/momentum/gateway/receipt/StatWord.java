package io.momentum.gateway.receipt;

import io.momentum.store.value.MessageState;
import org.jspecify.annotations.Nullable;

/** The words and numbers by which carriers name a message's state. */
enum StatWord {
    // By beginning, in any case: DELIVRD, DELIVERED and DELIV are one; DELET comes first to stay apart from them.
    DELET(MessageState.DELETED),
    DELIV(MessageState.DELIVERED),
    DLVRD(MessageState.DELIVERED),
    SUCCE(MessageState.DELIVERED),
    UNDEL(MessageState.UNDELIVERABLE),
    EXPIR(MessageState.EXPIRED),
    REJ(MessageState.REJECTED),
    ACC(MessageState.ACCEPTED),
    UNK(MessageState.UNKNOWN),
    ENR(MessageState.ENROUTE),
    FAIL(MessageState.UNDELIVERABLE),
    // mBlox: ACKED and BUFFRED on the way.
    ACK(MessageState.ACCEPTED),
    BUFF(MessageState.ENROUTE),
    SCHED(MessageState.ENROUTE),
    CANCEL(MessageState.DELETED),
    SKIP(MessageState.UNDELIVERABLE),
    BLOCK(MessageState.REJECTED),
    // Sent on, not arrived.
    SENT(MessageState.ENROUTE),
    SUBMIT(MessageState.ENROUTE),
    PEND(MessageState.ENROUTE),
    QUEUE(MessageState.ENROUTE);

    private static final StatWord[] WORDS = values();
    private static final MessageState[] BY_CODE = {
        MessageState.ENROUTE, // 0 SCHEDULED (SMPP 5.0 section 4.7.15)
        MessageState.ENROUTE,
        MessageState.DELIVERED,
        MessageState.EXPIRED,
        MessageState.DELETED,
        MessageState.UNDELIVERABLE,
        MessageState.ACCEPTED,
        MessageState.UNKNOWN,
        MessageState.REJECTED,
        MessageState.UNDELIVERABLE // 9 SKIPPED
    };

    private static final int DIGITS_MAX = 3;

    private final MessageState state;

    StatWord(MessageState state) {
        this.state = state;
    }

    /** The state behind a word, null where nobody knows it. */
    static @Nullable MessageState known(byte[] bytes, int from, int to) {
        for (StatWord word : WORDS) {
            if (word.begins(bytes, from, to)) return word.state;
        }
        return null;
    }

    /** The state behind a message_state, as a number or as its digit; null for all others. */
    static @Nullable MessageState ofCode(int octet) {
        int code = octet >= '0' && octet <= '9' ? octet - '0' : octet;
        return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    }

    /** The state behind a message_state in decimal digits, with or without zeros before it; null for all others. */
    static @Nullable MessageState ofDigits(byte[] bytes, int from, int to) {
        if (to - from < 1 || to - from > DIGITS_MAX || bytes[to - 1] < '0' || bytes[to - 1] > '9') return null;
        for (int i = from; i < to - 1; i++) {
            if (bytes[i] != '0') return null;
        }
        return ofCode(bytes[to - 1]);
    }

    private boolean begins(byte[] bytes, int from, int to) {
        String upperCase = name();
        if (to - from < upperCase.length()) return false;
        for (int i = 0; i < upperCase.length(); i++) {
            if ((bytes[from + i] & 0xDF) != upperCase.charAt(i)) return false;
        }
        return true;
    }
}
