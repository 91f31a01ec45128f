package io.momentum.gateway.message;

import io.momentum.store.fact.Fact.Origin;
import io.momentum.store.value.SystemId;

/**
 * An accepted message on its way to a carrier. What goes out is the submit_sm that came in, byte for byte but for its
 * sequence number.
 *
 * @param source the sender's address text, for suppressions of one sender
 * @param digits the destination as E.164, 0 where it is none
 * @param expiresAtMillis when it must not be sent any more, milliseconds since 1970
 * @param attempts how often it was written to a carrier so far
 * @param pdu the submit_sm, header included; nobody writes to it
 */
public record Mt(
        long mtId,
        SystemId account,
        Origin origin,
        String source,
        long digits,
        long expiresAtMillis,
        int attempts,
        byte[] pdu) {

    /** The same message, once more written to a carrier. */
    public Mt attempted() {
        return new Mt(mtId, account, origin, source, digits, expiresAtMillis, attempts + 1, pdu);
    }

    public boolean isExpired(long nowMillis) {
        return nowMillis >= expiresAtMillis;
    }
}
