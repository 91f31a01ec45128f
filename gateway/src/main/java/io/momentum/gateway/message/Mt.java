package io.momentum.gateway.message;

import io.momentum.gateway.message.Parts.Part;
import io.momentum.store.fact.Fact;
import io.momentum.store.fact.Fact.Origin;
import io.momentum.store.value.SystemId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
 * @param part which part of the message it is; null for all of it
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
        byte[] pdu,
        @Nullable Part part) {

    /** A whole message. */
    public Mt(
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
        this(
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
                pdu,
                null);
    }

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

    /** The same message, written so often; for a start that takes it up. */
    public Mt attempted(int times) {
        return with(times, dueAtMillis, trail);
    }

    /** Its parts, in their order, all where the whole stands on the trail. */
    public List<Mt> cut(List<byte[]> pdus) {
        Parts shared = new Parts(this, pdus.size());
        List<Mt> parts = new ArrayList<>(pdus.size());
        for (byte[] piece : pdus) {
            parts.add(with(attempts, dueAtMillis, trail, piece, new Part(parts.size() + 1, shared)));
        }
        return parts;
    }

    /** In how many parts the message goes. */
    public int partCount() {
        return part == null ? 1 : part.of().count();
    }

    /** What it is a part of, where this part stands on the trail; itself where it was not cut. */
    public Mt whole() {
        return part == null ? this : part.of().whole().onTrail(trail);
    }

    /**
     * The message with another text and other times, whole and never written. Where it is to wait for its hour, it stands on no
     * trail.
     */
    public Mt replacedBy(byte[] pdu, boolean timed, long dueAtMillis, long expiresAtMillis) {
        return new Mt(
                mtId,
                account,
                origin,
                source,
                digits,
                expiresAtMillis,
                0,
                priority,
                dueAtMillis,
                timed,
                dueAtMillis == 0 ? trail : 0,
                pdu);
    }

    /** From 1; {@link Fact#WHOLE} for a message that was not cut. */
    public int partNumber() {
        return part == null ? Fact.WHOLE : part.number();
    }

    /** Whether another part has stopped the message. */
    public boolean isStopped() {
        return part != null && part.of().isStopped();
    }

    /** Ends the message with this part. @return whether no other part has done so before */
    public boolean stop() {
        return part == null || part.of().stop();
    }

    /** Whether it waits for one before it, of the same sender to the same recipient. */
    public boolean follows() {
        return trail < 0;
    }

    public boolean isExpired(long nowMillis) {
        return nowMillis >= expiresAtMillis;
    }

    private Mt with(int attempts, long dueAtMillis, int trail) {
        return with(attempts, dueAtMillis, trail, pdu, part);
    }

    private Mt with(int attempts, long dueAtMillis, int trail, byte[] pdu, @Nullable Part part) {
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
                pdu,
                part);
    }
}
