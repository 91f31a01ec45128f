package io.momentum.gateway.codec;

import org.jspecify.annotations.Nullable;

/** Reads delivery receipts. */
public final class ReceiptScanner {

    private ReceiptScanner() {}

    /** What the receipt says, or null where the message is none. */
    public static @Nullable Receipt scan(MessagePdu deliverSm) {
        return null;
    }
}
