package io.momentum.store.fact;

import io.momentum.store.value.Address;
import io.momentum.store.value.CarrierId;
import io.momentum.store.value.IdForm;
import io.momentum.store.value.MessageState;
import io.momentum.store.value.SuppressionScope;
import io.momentum.store.value.SystemId;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened, in the order of a message's path. {@code atMicros} is microseconds since 1970, taken at the edge.
 * Arrays inside facts are shared, not copied: nobody writes to them.
 */
public sealed interface Fact
        permits Fact.MtAccepted,
                Fact.MtSplit,
                Fact.MtIntercepted,
                Fact.MtRepeated,
                Fact.MtAttempted,
                Fact.MtRouted,
                Fact.MtLocated,
                Fact.MtSuppressed,
                Fact.MtSubmitted,
                Fact.MtRefused,
                Fact.MtDeferred,
                Fact.MtPassedOn,
                Fact.MtUnknown,
                Fact.MtHeldBack,
                Fact.MtExpired,
                Fact.MtCancelled,
                Fact.MtReplaced,
                Fact.DlrReceived,
                Fact.DlrRematched,
                Fact.ReceiptsForgotten,
                Fact.DlrForwarded,
                Fact.MoSegment,
                Fact.MoJoined,
                Fact.MoReceived,
                Fact.AlertReceived,
                Fact.MoForwarded,
                Fact.OptedOut,
                Fact.OptedIn,
                Fact.OptOutHeld,
                Fact.OptOutReviewed,
                Fact.OptOutUndone,
                Fact.OptOutAnswered,
                PolicyFact,
                RetentionFact,
                CareFact {

    /** What {@code part} says where a message was not cut, or where all of it is meant. */
    int WHOLE = 0;

    /** When it happened, in microseconds since 1970. */
    long atMicros();

    /**
     * A submit_sm passed admission; its ESME is answered once this is durable.
     *
     * @param mtId our message id
     * @param origin the way it came in; receipts of {@link Origin#API} messages are asked for, not pushed
     * @param registeredDelivery as the ESME sent it: bits 0 and 1 ask for a receipt (SMPP 3.4 section 5.2.17)
     * @param destinationDigits the destination as E.164, 0 where it is none
     * @param idempotencyKey the API client's own key, where it gave one
     * @param pdu the submit_sm as received, header included: the evidence, and what is sent on
     */
    record MtAccepted(
            long atMicros,
            long mtId,
            SystemId account,
            Origin origin,
            Address source,
            Address destination,
            long destinationDigits,
            int registeredDelivery,
            @Nullable String idempotencyKey,
            byte[] pdu)
            implements Fact {

        /** The message as its ESME wants it since; accepted when it was. */
        public MtAccepted replacedBy(MtReplaced f) {
            return new MtAccepted(
                    atMicros,
                    mtId,
                    account,
                    origin,
                    source,
                    destination,
                    destinationDigits,
                    f.registeredDelivery,
                    idempotencyKey,
                    f.pdu);
        }
    }

    /**
     * The carrier takes the message otherwise than it came: in parts, or in another alphabet. Its parts are attempted each for
     * itself; suppression, refusal and expiry of one end them all. Where none of them has left and it goes over another carrier,
     * it is cut anew, and only the last cut counts.
     *
     * @param parts how many
     * @param receipts which receipts of the carrier end the message
     * @param pdus what is written instead, one submit_sm behind the other: after a crash the rest must fit what has left
     */
    record MtSplit(long atMicros, long mtId, CarrierId carrier, int parts, PartReceipts receipts, byte[] pdus)
            implements Fact {}

    /**
     * The message was looked at before its acceptance, and something was made of it: by a rule of the configuration, by its account's
     * country, or to fit an alphabet. Its MtAccepted has the result; its addresses are those that the ESME wrote. Goes to the disk
     * together with the MtAccepted, behind it.
     *
     * @param rule the rule's name in the configuration, or {@code country} or {@code gsm7}
     * @param what was decided and changed, in words, without numbers or texts
     * @param carrier over which the rule sends it, where it says so; routes decide where that one is gone or refuses it
     */
    record MtIntercepted(
            long atMicros,
            long mtId,
            String rule,
            String what,
            @Nullable CarrierId carrier) implements Fact {}

    /** The same was submitted again within the account's time, and not sent: told for the first few of a message only. */
    record MtRepeated(long atMicros, long mtId) implements Fact {}

    /**
     * The message is about to be written to a carrier's bind. Without an outcome after it, the outcome is unknown.
     *
     * @param part which part of a message that was cut, from 1; {@link #WHOLE} where it was not
     */
    record MtAttempted(long atMicros, long mtId, CarrierId carrier, int attempt, int part) implements Fact {

        /** Of a whole message. */
        public MtAttempted(long atMicros, long mtId, CarrierId carrier, int attempt) {
            this(atMicros, mtId, carrier, attempt, WHOLE);
        }
    }

    /**
     * The carrier that a message goes to, where the rule alone does not tell: by its share, because others were not well, after
     * the one before it. Written before the first attempt, and again when a message goes another way.
     *
     * @param rule what the rule takes, in the words of the configuration; empty where none was looked at
     * @param reason why it was chosen, in a word: {@code weight}, {@code failover}
     */
    record MtRouted(long atMicros, long mtId, CarrierId carrier, String rule, String reason) implements Fact {}

    /**
     * The network that a message's number is in, where somebody was asked: a file of ported numbers, or a look-up. Written with its
     * acceptance.
     *
     * @param network MCC-MNC; empty where the number plan holds, for nobody knows the number or nobody answered
     * @param by {@code file}, {@code http}, {@code enum}, or {@code unanswered}
     */
    record MtLocated(long atMicros, long mtId, String network, String by) implements Fact {}

    /** The gate refused it: its number opted out after admission. */
    record MtSuppressed(long atMicros, long mtId, SuppressionScope scope) implements Fact {}

    /**
     * The SMSC took it.
     *
     *
     * @param smscId the message_id of submit_sm_resp, byte for byte
     * @param part which part of a message that was cut, from 1; {@link #WHOLE} where it was not
     */
    record MtSubmitted(long atMicros, long mtId, CarrierId carrier, String smscId, int part) implements Fact {

        /** Of a whole message. */
        public MtSubmitted(long atMicros, long mtId, CarrierId carrier, String smscId) {
            this(atMicros, mtId, carrier, smscId, WHOLE);
        }
    }

    /**
     * The SMSC, or our own routing, refused it for good.
     *
     *
     * @param status an SMPP command_status
     * @param part which part of a message that was cut, from 1; {@link #WHOLE} where it was not
     */
    record MtRefused(long atMicros, long mtId, @Nullable CarrierId carrier, int status, int part) implements Fact {

        /** Of a whole message. */
        public MtRefused(long atMicros, long mtId, @Nullable CarrierId carrier, int status) {
            this(atMicros, mtId, carrier, status, WHOLE);
        }
    }

    /**
     * The SMSC refused it for now; it stays in the queue.
     *
     *
     * @param status an SMPP command_status
     * @param part which part of a message that was cut, from 1; {@link #WHOLE} where it was not
     */
    record MtDeferred(long atMicros, long mtId, CarrierId carrier, int status, int part) implements Fact {

        /** Of a whole message. */
        public MtDeferred(long atMicros, long mtId, CarrierId carrier, int status) {
            this(atMicros, mtId, carrier, status, WHOLE);
        }
    }

    /**
     * The SMSC refused it, and what its status means sends the message over another carrier: which, the next {@link MtRouted}
     * tells. It never goes back to this one.
     *
     * @param status an SMPP command_status
     * @param part which part of a message that was cut, from 1, that was refused; {@link #WHOLE} where it was not. All of it goes
     */
    record MtPassedOn(long atMicros, long mtId, CarrierId carrier, int status, int part) implements Fact {

        /** Of a whole message. */
        public MtPassedOn(long atMicros, long mtId, CarrierId carrier, int status) {
            this(atMicros, mtId, carrier, status, WHOLE);
        }
    }

    /**
     * Written, and its outcome is not known: the link dropped or no answer came.
     *
     * @param part which part of a message that was cut, from 1; {@link #WHOLE} where it was not
     */
    record MtUnknown(long atMicros, long mtId, CarrierId carrier, UnknownPolicy policy, int part) implements Fact {

        /** Of a whole message. */
        public MtUnknown(long atMicros, long mtId, CarrierId carrier, UnknownPolicy policy) {
            this(atMicros, mtId, carrier, policy, WHOLE);
        }
    }

    /**
     * The rules for its recipient do not let it leave now. It stays in the queue, and is looked at again when its time comes and
     * after each start.
     *
     * @param untilMicros when it may leave, microseconds since 1970; 0 where it cannot in any time that is worth waiting for, and
     *     is refused
     * @param pack the pack of rules that decided
     * @param version that pack's version
     * @param reason in words
     */
    record MtHeldBack(long atMicros, long mtId, long untilMicros, String pack, int version, String reason)
            implements Fact {}

    /** Its validity ended in our queue; it was not sent. */
    record MtExpired(long atMicros, long mtId) implements Fact {}

    /** Its ESME cancelled it while it waited in our queue; it was not sent. */
    record MtCancelled(long atMicros, long mtId) implements Fact {}

    /**
     * Its ESME replaced it while it waited in our queue, before any attempt: from now on this is what is sent. If it went in
     * parts, it is whole again; an MtSplit behind this says into what it is cut now.
     *
     * @param registeredDelivery as the ESME wants it now
     * @param pdu the submit_sm with what is new in it, header included; its relative times count from the acceptance
     */
    record MtReplaced(long atMicros, long mtId, int registeredDelivery, byte[] pdu) implements Fact {}

    /**
     * A delivery receipt came in.
     *
     * @param dlrId our id of this receipt
     * @param smscId the id by which the carrier names the message, byte for byte
     * @param error the carrier's err or network_error_code, as digits or hex, empty where it gave none
     * @param doneAtMicros when the carrier says it ended, 0 where it does not say
     * @param reading how it was read; since version 2
     */
    record DlrReceived(
            long atMicros,
            long dlrId,
            CarrierId carrier,
            String smscId,
            MessageState state,
            String error,
            long doneAtMicros,
            byte[] pdu,
            Reading reading)
            implements Fact {

        /** A receipt of version 1, whose id was turned into that of submit_sm_resp before it was written. */
        public DlrReceived(
                long atMicros,
                long dlrId,
                CarrierId carrier,
                String smscId,
                MessageState state,
                String error,
                long doneAtMicros,
                byte[] pdu) {
            this(atMicros, dlrId, carrier, smscId, state, error, doneAtMicros, pdu, Reading.PLAIN);
        }
    }

    /**
     * How a receipt was read: what it says beyond its state, and what the carrier's profile said when it came. The rules go
     * with the fact, so that a changed profile does not change what has happened.
     *
     * @param idForm how its id is to be turned into that of submit_sm_resp
     * @param learnFrom pairs in a row from which {@link IdForm#AUTO} learns, 1 to 1000
     * @param sourceDigits its source as E.164, 0 where it is none: the subscriber, with most carriers
     * @param destinationDigits its destination as E.164: the subscriber where a carrier does not swap the two
     * @param stat the carrier's own word for the state, empty where it gave none or the usual one
     * @param intermediate whether it is an intermediate notification (esm_class 0x20), which ends nothing
     * @param conflicting whether message_state and text named different states
     * @param lastWins whether a later final state replaces an earlier one
     * @param suspectMillis a DELIVRD sooner than this after submit_sm_resp is suspect; 0 for none
     * @param optOut what the carrier's code closes once the receipt has its message
     */
    record Reading(
            IdForm idForm,
            int learnFrom,
            long sourceDigits,
            long destinationDigits,
            String stat,
            boolean intermediate,
            boolean conflicting,
            boolean lastWins,
            int suspectMillis,
            ReportedOptOut optOut) {

        /** Of a receipt that reports no opt-out. */
        public Reading(
                IdForm idForm,
                int learnFrom,
                long sourceDigits,
                long destinationDigits,
                String stat,
                boolean intermediate,
                boolean conflicting,
                boolean lastWins,
                int suspectMillis) {
            this(
                    idForm,
                    learnFrom,
                    sourceDigits,
                    destinationDigits,
                    stat,
                    intermediate,
                    conflicting,
                    lastWins,
                    suspectMillis,
                    ReportedOptOut.NONE);
        }

        /** That of version 1. */
        public static final Reading PLAIN = new Reading(IdForm.SAME, 1, 0, 0, "", false, false, false, 0);
    }

    /**
     * A receipt that had found no message was read again, by a corrected profile, and found one.
     *
     * @param mtId the message
     * @param orphanId the id under which it had been kept
     * @param receipt as it is read now; its time and dlrId are those of the day it came, its PDU is empty
     */
    record DlrRematched(long atMicros, long mtId, String orphanId, DlrReceived receipt) implements Fact {}

    /**
     * Receipts that found no message are kept no longer. The journal has them as long as it has their day.
     *
     * @param beforeMicros those that came before this
     */
    record ReceiptsForgotten(long atMicros, long beforeMicros) implements Fact {}

    /**
     * An ESME acknowledged a receipt.
     *
     *
     * @param outboxId the outbox entry that is done.
     *
     * @param status its command_status
     */
    record DlrForwarded(long atMicros, long outboxId, long mtId, SystemId account, int status) implements Fact {}

    /**
     * A segment of a subscriber's message came in; its carrier is answered once this is durable.
     *
     * @param joinId names the message that it belongs to, until that is whole or given up
     * @param number its place, 1 to {@code total}
     * @param pdu the deliver_sm as received: the evidence
     * @param passedTo the ESME account that gets the segment as it came, null where it waits for the whole; since version 2
     */
    record MoSegment(
            long atMicros,
            long joinId,
            CarrierId carrier,
            int total,
            int number,
            byte[] pdu,
            @Nullable SystemId passedTo)
            implements Fact {

        /** One that waits for the whole message. */
        public MoSegment(long atMicros, long joinId, CarrierId carrier, int total, int number, byte[] pdu) {
            this(atMicros, joinId, carrier, total, number, pdu, null);
        }
    }

    /**
     * The segments of a message are one now, or are given up waiting for.
     *
     * @param moId the MoReceived that was made of them
     * @param present how many of the {@code total} had come
     */
    record MoJoined(long atMicros, long joinId, long moId, int present, int total) implements Fact {}

    /**
     * A message from a subscriber came in.
     *
     * @param account the ESME account that owns the number it was sent to, where one does
     * @param sourceDigits the subscriber as E.164, 0 where the address is none
     * @param inSegments whether its ESME got its segments as they came, and so not this; since version 2
     */
    record MoReceived(
            long atMicros,
            long moId,
            CarrierId carrier,
            @Nullable SystemId account,
            Address source,
            Address destination,
            long sourceDigits,
            byte[] pdu,
            boolean inSegments)
            implements Fact {

        /** One that goes to its ESME as it is. */
        public MoReceived(
                long atMicros,
                long moId,
                CarrierId carrier,
                @Nullable SystemId account,
                Address source,
                Address destination,
                long sourceDigits,
                byte[] pdu) {
            this(atMicros, moId, carrier, account, source, destination, sourceDigits, pdu, false);
        }
    }

    /**
     * A carrier says that a subscriber can be reached again.
     *
     * @param source the subscriber
     * @param esme whom the SMSC means to tell
     * @param availability ms_availability_status, -1 where it is not said
     */
    record AlertReceived(long atMicros, CarrierId carrier, Address source, Address esme, int availability)
            implements Fact {}

    /** An ESME acknowledged an MO. */
    record MoForwarded(long atMicros, long outboxId, long moId, SystemId account, int status) implements Fact {}

    /**
     * A number must not be written to any more.
     *
     * @param evidenceId the MO that said so, the MoSegments (joinId) where it was said before the MO was whole, or the receipt or refused message by which a carrier did; 0 where none did
     * @param reason the matched words and the rules that know them, the carrier and its code, or what an operator wrote
     */
    record OptedOut(
            long atMicros, long digits, SuppressionScope scope, OptSource source, long evidenceId, String reason)
            implements Fact {}

    /** A number may be written to again. */
    record OptedIn(long atMicros, long digits, SuppressionScope scope, OptSource source, long evidenceId, String reason)
            implements Fact {}

    /**
     * A subscriber may have asked for no more messages, in words that leave a doubt: advertising to the number is held back
     * until somebody has looked. Whoever does not look in time has agreed.
     *
     * @param evidenceId the MO that said so
     * @param words those of it that gave rise to the doubt, as they were read
     * @param rule the rules that found them and their version, {@code optout-en@1}
     * @param deadlineMicros when the number is closed if nobody has looked, microseconds since 1970
     */
    record OptOutHeld(
            long atMicros,
            long digits,
            SuppressionScope scope,
            long evidenceId,
            String words,
            String rule,
            long deadlineMicros)
            implements Fact {}

    /**
     * What may have been an opt-out, or what was taken for one, has been looked at. What was held back is not any more; where
     * the number is closed, an {@link OptedOut} stands before this, and where it is opened, an {@link OptedIn}.
     *
     * @param evidenceId the MO in question
     * @param actor who looked, {@code system} where nobody did in time
     */
    record OptOutReviewed(
            long atMicros,
            long digits,
            SuppressionScope scope,
            long evidenceId,
            Review review,
            String actor,
            String reason)
            implements Fact {}

    /**
     * What had been taken for an opt-out was none, says somebody who has looked: the number is open again, unless something about
     * it became durable after that look. A STOP that came in between is newer than what is undone, and stays.
     *
     * @param evidenceId the MO in question
     * @param seen the journal's sequence number up to which whoever undoes it knew all about the number
     * @param actor who undoes it
     */
    record OptOutUndone(
            long atMicros, long digits, SuppressionScope scope, long evidenceId, long seen, String actor, String reason)
            implements Fact {

        /**
         * How many facts may lie between the look and this. An older look counts for nothing, so that nobody need remember for
         * longer what has happened since.
         */
        public static final long LOOK_MAX = 1 << 20;

        /** What it makes of the number where it holds. */
        public OptedIn opens() {
            return new OptedIn(atMicros, digits, scope, OptSource.REVIEW, evidenceId, reason);
        }
    }

    /**
     * One text of ours answers an opt-out, an opt-in or a call for help. A confirmation and help may leave although the number
     * is closed: this fact is that permission, for one message, and not for long.
     *
     * @param mtId the message that may leave
     * @param evidenceId the MO that it answers
     * @param language of the text
     * @param untilMicros when the permission ends, microseconds since 1970
     */
    record OptOutAnswered(
            long atMicros, long mtId, long digits, long evidenceId, OptAnswer answer, String language, long untilMicros)
            implements Fact {}

    /** What came of a review. The names are in the journal: never change one. */
    enum Review {
        /** It was an opt-out. */
        CONFIRMED,
        /** It was none. */
        DISMISSED,
        /** Nobody said in time, so it was one. */
        OVERDUE,
        /** What rules had taken for an opt-out was none. */
        UNDONE
    }

    /** What a text of ours answers. The names are in the journal: never change one. */
    enum OptAnswer {
        CONFIRMATION,
        HELP,
        WELCOME;

        /** Whether it may leave for a number that is closed. */
        public boolean passesTheGate() {
            return this != WELCOME;
        }
    }

    /** What a receipt closes by which a carrier reports an opt-out. The codes are in the journal: never change one. */
    enum ReportedOptOut {
        /** It reports none, or the carrier's profile wants nothing closed. */
        NONE,
        /** The number, for the account whose message it was. */
        ACCOUNT,
        /** The number, for everybody. */
        GLOBAL
    }

    /** The way a message came in. The codes are in the journal: never change one. */
    enum Origin {
        SMPP,
        API,
        /** Our answer to an opt-out, an opt-in or a call for help: the gate lets it pass once where an OptOutAnswered says so. */
        OPT_OUT_CONFIRMATION
    }

    /** Which receipts end a message that went out in parts. The codes are in the journal. */
    enum PartReceipts {
        /** Delivered with the last of them, failed with the first that failed. */
        ALL,
        /** The first final receipt of any part: for carriers that send one for all. */
        ANY,
        /** The receipt of the first part. */
        FIRST,
        /** The receipt of the last part. */
        LAST,
        /** As {@link #ALL}, and the ESME is told of each part. */
        EACH
    }

    /** What happens to a message whose outcome is unknown. */
    enum UnknownPolicy {
        /** Keep it as unknown and say so; a late receipt still counts. */
        HOLD,
        /** Send it again: the subscriber may get it twice. */
        RESEND
    }

    /** Who changed a suppression. */
    enum OptSource {
        KEYWORD,
        OPERATOR,
        API,
        IMPORT,
        CARRIER,
        /** The subscriber, in other words than a keyword. */
        FREE_TEXT,
        /** Somebody who read what the subscriber wrote. */
        REVIEW,
        /** Nobody read it in time. */
        OVERDUE,
        /** A list of people who want no advertising. */
        REGISTRY,
        /** A list of numbers that their owner gave up. */
        DEACTIVATED
    }
}
