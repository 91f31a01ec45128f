package io.momentum.store.index;

import io.momentum.store.correlation.Correlation;
import io.momentum.store.correlation.ReceiptRules;
import io.momentum.store.correlation.ReceiptRules.Verdict;
import io.momentum.store.correlation.SmscIds;
import io.momentum.store.fact.CareFact.MtTagged;
import io.momentum.store.fact.Fact;
import io.momentum.store.fact.Fact.DlrReceived;
import io.momentum.store.fact.Fact.DlrRematched;
import io.momentum.store.fact.Fact.MtAccepted;
import io.momentum.store.fact.Fact.MtAttempted;
import io.momentum.store.fact.Fact.MtCancelled;
import io.momentum.store.fact.Fact.MtDeferred;
import io.momentum.store.fact.Fact.MtExpired;
import io.momentum.store.fact.Fact.MtIntercepted;
import io.momentum.store.fact.Fact.MtLocated;
import io.momentum.store.fact.Fact.MtPassedOn;
import io.momentum.store.fact.Fact.MtRefused;
import io.momentum.store.fact.Fact.MtReplaced;
import io.momentum.store.fact.Fact.MtSplit;
import io.momentum.store.fact.Fact.MtSubmitted;
import io.momentum.store.fact.Fact.MtSuppressed;
import io.momentum.store.fact.Fact.MtUnknown;
import io.momentum.store.fact.Fact.Origin;
import io.momentum.store.fact.Fact.UnknownPolicy;
import io.momentum.store.fact.PolicyFact.MtPurposed;
import io.momentum.store.index.Bytes.Reader;
import io.momentum.store.index.Views.MessageStatus;
import io.momentum.store.journal.Position;
import io.momentum.store.suppression.Purpose;
import io.momentum.store.value.Address;
import io.momentum.store.value.CarrierId;
import io.momentum.store.value.MessageState;
import io.momentum.store.value.SystemId;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What a message's facts add up to. The same whether they come from the journal one by one or out of the message's row, so a
 * message that has left memory is brought back by folding its row. Owned by the projector; readers fold their own.
 */
final class MessageFold extends Messages.Kept implements Correlation.Sent {

    final long mtId;
    final SystemId account;
    final Origin origin;
    final Address source;
    final Address destination;
    final long destinationDigits;
    final long acceptedAtMicros;
    final Position accepted;

    int registeredDelivery;
    byte[] text;

    MessageStatus status = MessageStatus.QUEUED;
    int attempts;
    int receipts;
    /** When a carrier took it last, 0 for not yet. */
    long submittedAtMicros;
    /** Whether a receipt told another end than the one that stands. */
    boolean isContradicted;

    /** Of a message that was replaced: what is sent instead of what was accepted. */
    @Nullable
    Position replaced;

    @Nullable
    CarrierId attemptedCarrier;

    @Nullable
    MessageState finalState;

    /** Of a message that was cut. */
    @Nullable
    PartsFold parts;

    /** Over which a rule sends it; null where routes decide. */
    @Nullable
    CarrierId wantedCarrier;

    /** The campaign that it belongs to. */
    @Nullable
    String campaign;

    /** The network that its number was looked up in; empty where nobody told. */
    String network = "";

    /** What it is for; null where its account says so. */
    @Nullable
    Purpose purpose;

    private @Nullable CarrierId carrier;
    private @Nullable String smscId;

    MessageFold(MtAccepted f, Position accepted, byte[] text) {
        mtId = f.mtId();
        account = f.account();
        origin = f.origin();
        source = f.source();
        destination = f.destination();
        destinationDigits = f.destinationDigits();
        registeredDelivery = f.registeredDelivery();
        acceptedAtMicros = f.atMicros();
        this.accepted = accepted;
        this.text = text;
    }

    /** Folds a row; null where its beginning is missing. */
    static @Nullable MessageFold of(long mtId, byte[] row) {
        var in = new Reader(row);
        MessageRow.Step first = MessageRow.read(in, mtId);
        if (!(first.fact() instanceof MtAccepted acceptance)) return null;
        var message = new MessageFold(acceptance, first.position(), first.text());
        while (in.hasMore()) {
            message.apply(MessageRow.read(in, mtId));
        }
        return message;
    }

    /** Takes in a step of its row. */
    void apply(MessageRow.Step step) {
        if (step.fact() instanceof MtReplaced f) replace(f, step.position(), step.text());
        else apply(step.fact(), step.position());
    }

    /** Takes in a fact of the journal. */
    void apply(Fact fact, Position position) {
        PartsFold cut = parts;
        if (cut != null && applyToParts(cut, fact)) return;
        switch (fact) {
            case MtReplaced f -> replace(f, position, SubmitText.of(f.pdu()));
            case MtSplit f -> parts = new PartsFold(f, position);
            case MtTagged f -> {
                campaign = f.campaign();
                isPendingChanged = true;
            }
            case MtIntercepted f -> {
                if (f.carrier() != null) wantedCarrier = f.carrier();
            }
            case MtLocated f -> network = f.network();
            case MtPurposed f -> purpose = new Purpose(f.category(), f.program());
            case MtAttempted f -> {
                status = MessageStatus.ATTEMPTED;
                attempts = f.attempt();
                attemptedCarrier = f.carrier();
            }
            case MtDeferred _, MtPassedOn _ -> {
                status = MessageStatus.QUEUED;
                attemptedCarrier = null;
            }
            case MtSubmitted f -> {
                status = MessageStatus.SUBMITTED;
                submittedAtMicros = f.atMicros();
                carrier = f.carrier();
                smscId = f.smscId();
            }
            case MtUnknown f
            when f.policy() == UnknownPolicy.RESEND -> {
                status = MessageStatus.QUEUED;
                attemptedCarrier = null;
            }
            case MtUnknown _ -> status = MessageStatus.UNKNOWN;
            case MtRefused _ -> status = MessageStatus.REFUSED;
            case MtSuppressed _ -> status = MessageStatus.SUPPRESSED;
            case MtExpired _ -> status = MessageStatus.EXPIRED;
            case MtCancelled _ -> status = MessageStatus.CANCELLED;
            case DlrReceived f -> applyReceipt(f);
            case DlrRematched f -> applyReceipt(f.receipt());
            default -> {
                // The other steps tell what happened and change nothing.
            }
        }
    }

    /** Nothing of it has left us: it begins anew, with another text and without parts. */
    private void replace(MtReplaced f, Position position, byte[] quoted) {
        replaced = position;
        registeredDelivery = f.registeredDelivery();
        text = quoted;
        status = MessageStatus.QUEUED;
        attempts = 0;
        attemptedCarrier = null;
        parts = null;
    }

    private boolean applyToParts(PartsFold cut, Fact fact) {
        DlrReceived receipt = PartsFold.receiptIn(fact);
        if (receipt != null) {
            Verdict ofPart = cut.meaning(receipt, finalState).verdict();
            isContradicted |= ofPart == Verdict.CONTRADICTORY;
            if (cut.take(receipt)) applyReceipt(receipt);
            else receipts++;
            return true;
        }
        if (!cut.apply(fact)) return false;
        if (fact instanceof MtSubmitted f) submittedAtMicros = f.atMicros();
        status = cut.status(status);
        return true;
    }

    /** What a receipt says of the message; of a part, what it says of the whole. */
    Meaning meaning(DlrReceived f) {
        return parts == null ? new Meaning(ReceiptRules.judge(finalState, f), true) : parts.meaning(f, finalState);
    }

    /**
     * A receipt, judged.
     *
     * @param isOfAll whether it speaks for the whole message
     */
    record Meaning(Verdict verdict, boolean isOfAll) {}

    private void applyReceipt(DlrReceived receipt) {
        receipts++;
        switch (ReceiptRules.judge(finalState, receipt)) {
            case ENDED, REVISED -> end(receipt.state());
            case CONTRADICTORY -> isContradicted = true;
            case UNDER_WAY, REPEATED -> {
                // It stands where it stood.
            }
        }
    }

    private void end(MessageState said) {
        finalState = said;
        status = switch (said) {
            case DELIVERED -> MessageStatus.DELIVERED;
            case EXPIRED -> MessageStatus.EXPIRED;
            case UNKNOWN -> MessageStatus.UNKNOWN;
            default -> MessageStatus.FAILED;
        };
    }

    /** Whether it still has to be sent. Not once a receipt has told its end, though it was to be sent again. */
    boolean isPending() {
        if (parts != null) return parts.isOpen();
        return finalState == null && (status == MessageStatus.QUEUED || status == MessageStatus.ATTEMPTED);
    }

    @Override
    public long digits() {
        return destinationDigits;
    }

    /** Whether nothing more is expected. */
    @Override
    public boolean hasEnded() {
        if (parts != null && parts.isOpen()) return false;
        return finalState != null
                || status == MessageStatus.REFUSED
                || status == MessageStatus.SUPPRESSED
                || status == MessageStatus.EXPIRED
                || status == MessageStatus.CANCELLED;
    }

    @Nullable
    CarrierId carrier() {
        return parts == null ? carrier : parts.carrier(1);
    }

    @Nullable
    String smscId() {
        return parts == null ? smscId : parts.smscId(1);
    }

    /** The id of a part, or of the whole; null as long as no carrier has it. */
    @Nullable
    String smscId(int part) {
        return parts == null ? smscId : parts.smscId(part);
    }

    int partCount() {
        return parts == null ? 1 : parts.count();
    }

    /** How many receipts its row keeps. */
    int receiptsMax(int ofOne) {
        return ofOne + 4 * (partCount() - 1);
    }

    @Override
    public boolean isCalled(CarrierId by, String id) {
        if (parts != null) return parts.partCalled(by, id) != 0;
        return smscId != null && by.equals(carrier) && SmscIds.same(smscId, id);
    }

    /** Shows the ids by which carriers may speak of it. */
    void forEachId(BiConsumer<CarrierId, String> action) {
        if (parts == null) forEachId(Fact.WHOLE, action);
        for (int part = 1; parts != null && part <= parts.count(); part++) forEachId(part, action);
    }

    void forEachId(int part, BiConsumer<CarrierId, String> action) {
        CarrierId by = parts == null ? carrier : parts.carrier(part);
        String id = smscId(part);
        if (by != null && id != null && !id.isEmpty()) action.accept(by, id);
    }
}
