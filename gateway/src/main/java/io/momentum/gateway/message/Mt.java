package io.momentum.gateway.message;

import io.momentum.store.fact.Fact.Origin;
import io.momentum.store.value.SystemId;

/**
 * An accepted message on its way to a carrier. What goes out is the submit_sm that came in, byte for byte but for its
 * sequence number and its times.
 *
 * @param source the sender's address text, for suppressions of one sender
 * @param digits the destination as E.164, 0 where it is none
 * @param expiresAtMillis when it must not be sent any more, milliseconds since 1970
 * @param attempts how often it was written to a carrier so far; an answer that only asks us to slow down does not count
 * @param priority what it goes before, and what goes before it
 * @param dueAtMillis not to be sent before, milliseconds since 1970; 0 for as soon as it can be
 * @param timed whether the PDU has times, which must be written anew when it leaves
 * @param trail its place among the messages of its sender to its recipient: 0 for none, over 0 where it is its turn, under 0
 *     where it waits for one before it
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
        Priority priority,
        long dueAtMillis,
        boolean timed,
        int trail,
        byte[] pdu) {

    /** The same message, once more written to a carrier. */
    public Mt attempted() {
        return with(attempts + 1, dueAtMillis, trail);
    }

    /** The same message, as if it had not been written the last time: the carrier took no notice of it. */
    public Mt unattempted() {
        return with(attempts - 1, dueAtMillis, trail);
    }

    /** The same message, not to be sent before. */
    public Mt dueAt(long millis) {
        return with(attempts, millis, trail);
    }

    /** The same message, at another place in the order of its trail. */
    public Mt onTrail(int place) {
        return place == trail ? this : with(attempts, dueAtMillis, place);
    }

    /** Whether it waits for one before it, of the same sender to the same recipient. */
    public boolean follows() {
        return trail < 0;
    }

    public boolean isExpired(long nowMillis) {
        return nowMillis >= expiresAtMillis;
    }

    private Mt with(int attempts, long dueAtMillis, int trail) {
        return new Mt(
                mtId,
                account,
                origin,
                source,
                digits,
                expiresAtMillis,
                attempts,
                priority,
                dueAtMillis,
                timed,
                trail,
                pdu);
    }
}
