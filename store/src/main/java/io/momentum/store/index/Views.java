package io.momentum.store.index;

import io.momentum.store.fact.Fact;
import io.momentum.store.fact.Fact.DlrReceived;
import io.momentum.store.fact.Fact.Origin;
import io.momentum.store.journal.Position;
import io.momentum.store.suppression.Purpose;
import io.momentum.store.value.Address;
import io.momentum.store.value.CarrierId;
import io.momentum.store.value.MessageState;
import io.momentum.store.value.SuppressionScope;
import io.momentum.store.value.SystemId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the index answers. */
public final class Views {

    private Views() {}

    /**
     * A message to a subscriber, with all that happened to it.
     *
     * @param status where it stands, one word of {@link MessageStatus}
     * @param smscId its carrier's id of it, of its first part where it went in parts
     * @param parts how many it was sent in
     * @param campaign that it belongs to, null for none
     */
    public record Message(
            long mtId,
            SystemId account,
            Origin origin,
            Address source,
            Address destination,
            long destinationDigits,
            MessageStatus status,
            @Nullable CarrierId carrier,
            @Nullable String smscId,
            int parts,
            @Nullable String campaign,
            List<Event> timeline) {}

    /** Where a message stands, for people. */
    public enum MessageStatus {
        QUEUED,
        ATTEMPTED,
        SUBMITTED,
        DELIVERED,
        FAILED,
        REFUSED,
        SUPPRESSED,
        EXPIRED,
        UNKNOWN,
        CANCELLED;

        /** Whether a message that stands there is done with, though a late receipt may still say otherwise. */
        public boolean isEnd() {
            return this != QUEUED && this != ATTEMPTED && this != SUBMITTED;
        }
    }

    /**
     * Where a message stands, for a query_sm.
     *
     * @param state by the numbers of SMPP
     * @param endedAtMicros when it ended, 0 while it has not
     * @param error the carrier's code, or the command_status with which it was refused; empty for none
     */
    public record Outcome(
            long mtId, SystemId account, Address source, MessageState state, long endedAtMicros, String error) {}

    /**
     * One step of a message.
     *
     * @param kind the fact's name, {@code MtAccepted}
     * @param detail what the step says, for people: carrier, SMSC id, status, state
     * @param position where the journal keeps the whole fact, its PDU included
     * @param fact as far as the index keeps it: without its PDU
     */
    public record Event(long atMicros, String kind, String detail, Position position, Fact fact) {}

    /**
     * One line of a contact's history, newest first.
     *
     *
     * @param position where the journal keeps the MtAccepted or MoReceived
     */
    public record ContactLine(long messageId, boolean inbound, Position position) {}

    /**
     * A receipt that has no message.
     *
     * @param receipt as it was read when it came, without its PDU
     * @param position where the journal keeps it with its PDU
     */
    public record Orphan(DlrReceived receipt, Position position) {}

    /** One closed door. */
    public record Suppression(
            long digits, SuppressionScope scope, long sinceMicros, String source, long evidenceId, String reason) {}

    /**
     * A message that was accepted and has not ended.
     *
     * @param accepted where the journal keeps its MtAccepted
     * @param replaced where it keeps what the message was replaced by last; null where it was not
     * @param attemptedCarrier where its last attempt went, if it was attempted
     * @param refusedBy carriers that refused it and passed it on: it does not go back to them
     * @param wantedCarrier over which a rule sends it; null where routes decide
     * @param campaign that it belongs to, null for none
     * @param parts of a message that goes in parts; null where it goes as one
     * @param campaign that it belongs to, empty for none
     * @param network that its number was looked up in, empty where nobody told
     * @param purpose what it is for; null where its account says so
     */
    public record Pending(
            long mtId,
            Position accepted,
            @Nullable Position replaced,
            int attempts,
            @Nullable CarrierId attemptedCarrier,
            List<CarrierId> refusedBy,
            @Nullable CarrierId wantedCarrier,
            @Nullable PendingParts parts,
            String campaign,
            String network,
            @Nullable Purpose purpose) {}

    /**
     * How far a message has come that goes in parts.
     *
     * @param split where the journal keeps its MtSplit
     * @param parts each of them, in their order
     */
    public record PendingParts(Position split, List<PendingPart> parts) {}

    /**
     * One part.
     *
     * @param open whether it still has to be sent
     * @param attemptedCarrier where its last attempt went, if that has no answer
     */
    public record PendingPart(
            boolean open, int attempts, @Nullable CarrierId attemptedCarrier) {}

    /** A page and where the next one begins; null at the end. */
    public record Page<T>(List<T> items, @Nullable String next) {}
}
