package io.momentum.gateway.message;

import io.momentum.gateway.codec.MessagePdu;
import io.momentum.gateway.message.Parts.Part;
import io.momentum.gateway.route.Network;
import io.momentum.store.fact.Fact;
import io.momentum.store.fact.Fact.Origin;
import io.momentum.store.suppression.Purpose;
import io.momentum.store.value.Address;
import io.momentum.store.value.CarrierId;
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
 * @param held whether it is a rule for recipients that keeps it until then
 * @param timed whether the PDU has times, which must be written anew when it leaves
 * @param trail its place among the messages of its sender to its recipient: 0 for none, over 0 where it is its turn, under 0
 *     where it waits for one before it
 * @param pdu the submit_sm, header included; nobody writes to it
 * @param part which part of the message it is; null for all of it
 * @param refusedBy the carriers that refused it and passed it on, mostly none: it does not go back to them
 * @param altered what it was before our rules changed it; null where they did not
 * @param traits what routes, rates, bills and opt-outs go by besides
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
        boolean held,
        boolean timed,
        int trail,
        byte[] pdu,
        @Nullable Part part,
        List<CarrierId> refusedBy,
        @Nullable Altered altered,
        Traits traits) {

    /**
     * What the ESME wrote where something else leaves, and the way that a rule has chosen.
     *
     * @param source the sender's address text as submitted: suppressions of it hold as well
     * @param destination the address text as submitted
     * @param carrier where it goes as long as that exists and has not refused it; null for where routes lead
     */
    public record Altered(
            String source, String destination, @Nullable CarrierId carrier) {

        /** What became of the addresses as submitted; null where they and the way are the ESME's own. */
        public static @Nullable Altered of(
                Address source, Address destination, MessagePdu now, @Nullable CarrierId carrier) {
            boolean same = source.text().equals(now.source().text())
                    && destination.text().equals(now.destination().text());
            return same && carrier == null ? null : new Altered(source.text(), destination.text(), carrier);
        }
    }

    /**
     * What is known of a message that does not stand in it.
     *
     * @param campaign that it belongs to, empty for none
     * @param network of its recipient, where it was looked up; null where the number plan is to say
     * @param purpose what opt-outs tell it by
     */
    public record Traits(String campaign, @Nullable Network network, Purpose purpose) {
        public static final Traits NONE = new Traits("", null, Purpose.MARKETING);
    }

    /** An advertisement of no campaign, whole, that nobody has refused. */
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
                false,
                timed,
                trail,
                pdu,
                null,
                List.of(),
                null,
                Traits.NONE);
    }

    /** The same message, of which this is known besides. */
    public Mt with(Traits known) {
        return with(attempts, dueAtMillis, held, trail, pdu, part, refusedBy, altered, known);
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
        return with(attempts, millis, false, trail, pdu, part, refusedBy, altered, traits);
    }

    /** The same message, which a rule for recipients does not let go before. */
    public Mt heldUntil(long millis) {
        return with(attempts, millis, true, trail, pdu, part, refusedBy, altered, traits);
    }

    /** The same message, at another place in the order of its trail. */
    public Mt onTrail(int place) {
        return place == trail ? this : with(attempts, dueAtMillis, place);
    }

    /** The same message, written so often; for a start that takes it up. */
    public Mt attempted(int times) {
        return with(times, dueAtMillis, trail);
    }

    /** The same message, which a carrier has refused and passed on. */
    public Mt refusedBy(CarrierId carrier) {
        List<CarrierId> carriers = new ArrayList<>(refusedBy);
        carriers.add(carrier);
        return refusedBy(carriers);
    }

    /** The same message, which these carriers have refused; for a start that takes it up. */
    public Mt refusedBy(List<CarrierId> carriers) {
        return with(attempts, dueAtMillis, trail, pdu, part, List.copyOf(carriers));
    }

    public boolean isRefusedBy(CarrierId carrier) {
        return !refusedBy.isEmpty() && refusedBy.contains(carrier);
    }

    /** Its parts for a carrier, in their order, all where the whole stands on the trail. */
    public List<Mt> cut(List<byte[]> pdus, CarrierId carrier) {
        Parts shared = new Parts(this, pdus.size(), carrier);
        List<Mt> parts = new ArrayList<>(pdus.size());
        for (byte[] piece : pdus) {
            parts.add(with(attempts, dueAtMillis, trail, piece, new Part(parts.size() + 1, shared), refusedBy));
        }
        return parts;
    }

    /** In how many parts the message goes. */
    public int partCount() {
        return part == null ? 1 : part.of().count();
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
                false,
                timed,
                dueAtMillis == 0 ? trail : 0,
                pdu,
                null,
                List.of(),
                altered,
                traits);
    }

    /** The same message, which our rules have made of another. */
    public Mt altered(@Nullable Altered from) {
        return with(attempts, dueAtMillis, held, trail, pdu, part, refusedBy, from, traits);
    }

    public Purpose purpose() {
        return traits.purpose();
    }

    /** The carrier that a rule has chosen, unless it has refused the message; null where routes decide. */
    public @Nullable CarrierId wantedCarrier() {
        CarrierId wanted = altered == null ? null : altered.carrier();
        return wanted == null || isRefusedBy(wanted) ? null : wanted;
    }

    /** From 1; {@link Fact#WHOLE} for a message that was not cut. */
    public int partNumber() {
        return part == null ? Fact.WHOLE : part.number();
    }

    /** What it was before it was cut, in the place of this part. */
    public Mt whole() {
        return part == null
                ? this
                : with(attempts, dueAtMillis, trail, part.of().whole().pdu(), null, refusedBy);
    }

    /** Whether another part has stopped the message, or the parts are not wanted any more. */
    public boolean isStopped() {
        return part != null && part.of().isStopped();
    }

    /** It is about to be attempted. @return false where it must not be any more */
    public boolean begin() {
        return part == null || part.of().begin();
    }

    /**
     * What was begun has come to something.
     *
     * @param left whether the subscriber may get it
     */
    public Parts.Verdict landed(boolean left) {
        return part == null ? Parts.Verdict.GO_ON : part.of().landed(left);
    }

    /** What was begun is refused, and another carrier may take the message. */
    public Parts.Verdict refusedForAnother(int status) {
        return part == null ? Parts.Verdict.PASS_ON : part.of().refusedForAnother(status);
    }

    /** A carrier has taken it, and it is not to be sent again. */
    public void taken() {
        if (part != null) part.of().taken();
    }

    /** Whether others of its parts are on their way to a carrier or were taken: this one goes with them. */
    public boolean hasSetOut() {
        return part != null && part.of().haveSetOut();
    }

    /** Whether its subscriber may get some part of it, as far as anybody knows by now. */
    public boolean mayArriveInPart() {
        return part != null && part.of().mayArrive();
    }

    /** What was begun is refused for good, and the message with it. */
    public void refused() {
        if (part != null) part.of().refused();
    }

    /** Others of its parts have left: for a start that takes the rest up. */
    public void othersHaveLeft() {
        if (part != null) part.of().haveLeft();
    }

    /** Whether all of it could go over another carrier now: nothing of it has left, or may leave. */
    public boolean mayLeave() {
        return part == null || part.of().mayLeave();
    }

    /** Takes all of it away from its carrier: its other parts are not wanted any more. @return false where that cannot be */
    public boolean leave() {
        return part == null || part.of().leave();
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
        return with(attempts, dueAtMillis, trail, pdu, part, refusedBy);
    }

    private Mt with(
            int attempts, long dueAtMillis, int trail, byte[] pdu, @Nullable Part part, List<CarrierId> refusedBy) {
        return with(attempts, dueAtMillis, held, trail, pdu, part, refusedBy, altered, traits);
    }

    private Mt with(
            int attempts,
            long dueAtMillis,
            boolean held,
            int trail,
            byte[] pdu,
            @Nullable Part part,
            List<CarrierId> refusedBy,
            @Nullable Altered altered,
            Traits traits) {
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
                held,
                timed,
                trail,
                pdu,
                part,
                refusedBy,
                altered,
                traits);
    }
}
