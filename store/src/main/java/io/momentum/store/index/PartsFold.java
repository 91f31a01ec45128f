package io.momentum.store.index;

import io.momentum.store.correlation.IdForms;
import io.momentum.store.correlation.ReceiptRules;
import io.momentum.store.correlation.ReceiptRules.Verdict;
import io.momentum.store.correlation.SmscIds;
import io.momentum.store.fact.Fact;
import io.momentum.store.fact.Fact.DlrReceived;
import io.momentum.store.fact.Fact.DlrRematched;
import io.momentum.store.fact.Fact.MtAttempted;
import io.momentum.store.fact.Fact.MtCancelled;
import io.momentum.store.fact.Fact.MtDeferred;
import io.momentum.store.fact.Fact.MtExpired;
import io.momentum.store.fact.Fact.MtPassedOn;
import io.momentum.store.fact.Fact.MtRefused;
import io.momentum.store.fact.Fact.MtSplit;
import io.momentum.store.fact.Fact.MtSubmitted;
import io.momentum.store.fact.Fact.MtSuppressed;
import io.momentum.store.fact.Fact.MtUnknown;
import io.momentum.store.fact.Fact.PartReceipts;
import io.momentum.store.fact.Fact.UnknownPolicy;
import io.momentum.store.index.Bytes.Reader;
import io.momentum.store.index.MessageFold.Meaning;
import io.momentum.store.index.Views.MessageStatus;
import io.momentum.store.index.Views.PendingPart;
import io.momentum.store.index.Views.PendingParts;
import io.momentum.store.journal.Position;
import io.momentum.store.value.CarrierId;
import io.momentum.store.value.IdForm;
import io.momentum.store.value.MessageState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the facts of a message's parts add up to: its ESME wrote one message and hears of one end. Refused, suppressed or
 * expired in one part, it has ended as a whole; delivered it is when the carrier's receipts say so in the way that its profile
 * names.
 */
final class PartsFold {

    private enum Progress {
        WAITING,
        ATTEMPTED,
        SUBMITTED,
        UNKNOWN,
        REFUSED
    }

    /** One part. */
    private static final class Part {
        private Progress progress = Progress.WAITING;
        private int attempts;
        private @Nullable CarrierId attemptedCarrier;
        private @Nullable CarrierId carrier;
        private @Nullable String smscId;
        private @Nullable MessageState finalState;

        boolean isOpen() {
            return progress == Progress.WAITING || progress == Progress.ATTEMPTED;
        }

        void wait(UnknownPolicy policy) {
            progress = policy == UnknownPolicy.RESEND ? Progress.WAITING : Progress.UNKNOWN;
            attemptedCarrier = null;
        }
    }

    private final PartReceipts receipts;
    private final Position split;
    private final Part[] parts;
    private @Nullable MessageStatus stopped;
    private boolean unknown;

    PartsFold(MtSplit f, Position split) {
        receipts = f.receipts();
        this.split = split;
        parts = new Part[Math.clamp(f.parts(), 1, 255)];
        for (int i = 0; i < parts.length; i++) parts[i] = new Part();
    }

    int count() {
        return parts.length;
    }

    @Nullable
    CarrierId carrier(int part) {
        return isPart(part) ? parts[part - 1].carrier : null;
    }

    @Nullable
    String smscId(int part) {
        return isPart(part) ? parts[part - 1].smscId : null;
    }

    private boolean isPart(int part) {
        return part >= 1 && part <= parts.length;
    }

    /** The part that a carrier calls so, 0 for none. */
    int partCalled(CarrierId carrier, String smscId) {
        for (int i = 0; i < parts.length; i++) {
            String id = parts[i].smscId;
            if (id != null && carrier.equals(parts[i].carrier) && SmscIds.same(id, smscId)) return i + 1;
        }
        return 0;
    }

    /** Whether a part still has to be sent. */
    boolean isOpen() {
        if (stopped != null) return false;
        for (Part part : parts) {
            if (part.isOpen()) return true;
        }
        return false;
    }

    /** Whether the ESME has been told of an end that did not come by a receipt. */
    boolean isTold() {
        return stopped != null || unknown;
    }

    /** Takes a fact in. @return false where it is of the whole message and is not about its end */
    boolean apply(Fact fact) {
        switch (fact) {
            case MtAttempted f
            when isPart(f.part()) -> {
                Part part = parts[f.part() - 1];
                part.progress = Progress.ATTEMPTED;
                part.attempts = f.attempt();
                part.attemptedCarrier = f.carrier();
            }
            case MtDeferred f when isPart(f.part()) -> parts[f.part() - 1].wait(UnknownPolicy.RESEND);
            case MtPassedOn f when isPart(f.part()) -> parts[f.part() - 1].wait(UnknownPolicy.RESEND);
            case MtSubmitted f
            when isPart(f.part()) -> {
                Part part = parts[f.part() - 1];
                part.progress = Progress.SUBMITTED;
                part.attemptedCarrier = null;
                part.carrier = f.carrier();
                part.smscId = f.smscId();
            }
            case MtUnknown f
            when isPart(f.part()) -> {
                parts[f.part() - 1].wait(f.policy());
                unknown |= f.policy() == UnknownPolicy.HOLD;
            }
            case MtRefused f -> {
                if (isPart(f.part())) parts[f.part() - 1].progress = Progress.REFUSED;
                stop(MessageStatus.REFUSED);
            }
            case MtSuppressed _ -> stop(MessageStatus.SUPPRESSED);
            case MtExpired _ -> stop(MessageStatus.EXPIRED);
            case MtCancelled _ -> stop(MessageStatus.CANCELLED);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void stop(MessageStatus how) {
        if (stopped == null) stopped = how;
    }

    /** The receipt in a fact; null where it is about none. */
    static @Nullable DlrReceived receiptIn(Fact fact) {
        if (fact instanceof DlrRematched f) return f.receipt();
        return fact instanceof DlrReceived f ? f : null;
    }

    /** Takes a receipt in. @return whether it speaks for the whole message */
    boolean take(DlrReceived f) {
        int number = partOf(f);
        if (number == 0) return false;
        Part part = parts[number - 1];
        Verdict verdict = ReceiptRules.judge(part.finalState, f);
        if (verdict == Verdict.ENDED || verdict == Verdict.REVISED) part.finalState = f.state();
        return stopped == null && isNews(verdict) && isOfAll(number, f);
    }

    /** What a receipt means that has not been taken in yet. */
    Meaning meaning(DlrReceived f, @Nullable MessageState known) {
        int number = partOf(f);
        if (number == 0) return new Meaning(Verdict.UNDER_WAY, false);
        Verdict ofPart = ReceiptRules.judge(parts[number - 1].finalState, f);
        if (!isNews(ofPart) || stopped != null) return new Meaning(ofPart, false);
        if (receipts == PartReceipts.EACH) return new Meaning(ofPart, true);
        return new Meaning(ofPart, isOfAll(number, f) && isNews(ReceiptRules.judge(known, f)));
    }

    private static boolean isNews(Verdict verdict) {
        return verdict == Verdict.UNDER_WAY || verdict == Verdict.ENDED || verdict == Verdict.REVISED;
    }

    /** The part that a receipt is about, in whatever form it writes the id; 0 for none. */
    private int partOf(DlrReceived f) {
        for (IdForm how : IdForms.inOrder(f.reading().idForm(), null)) {
            String id = IdForms.submitted(how, f.smscId());
            int part = id == null ? 0 : partCalled(f.carrier(), id);
            if (part != 0) return part;
        }
        return 0;
    }

    /** Whether a part's receipt speaks for the whole. What is on its way is so with its first part. */
    private boolean isOfAll(int number, DlrReceived f) {
        if (!ReceiptRules.ends(f)) return number == 1;
        return switch (receipts) {
            case ANY -> true;
            case FIRST -> number == 1;
            case LAST -> number == parts.length;
            case ALL, EACH -> f.state() != MessageState.DELIVERED || areOthersDelivered(number);
        };
    }

    private boolean areOthersDelivered(int number) {
        for (int i = 0; i < parts.length; i++) {
            if (i != number - 1 && parts[i].finalState != MessageState.DELIVERED) return false;
        }
        return true;
    }

    /** Where the message stands, before what receipts say. */
    MessageStatus status(MessageStatus before) {
        if (stopped != null) return stopped;
        if (before == MessageStatus.DELIVERED || before == MessageStatus.FAILED || before == MessageStatus.EXPIRED) {
            return before;
        }
        boolean waiting = false;
        boolean lost = false;
        for (Part part : parts) {
            if (part.progress == Progress.ATTEMPTED) return MessageStatus.ATTEMPTED;
            waiting |= part.progress == Progress.WAITING;
            lost |= part.progress == Progress.UNKNOWN && part.finalState == null;
        }
        if (waiting) return MessageStatus.QUEUED;
        return lost ? MessageStatus.UNKNOWN : MessageStatus.SUBMITTED;
    }

    // ---- what a start needs to go on

    void writePending(Bytes out) {
        MessageRow.write(out, split);
        out.varint(parts.length);
        for (Part part : parts) {
            out.u8(part.isOpen() ? 1 : 0).varint(part.attempts).latin1(MessageRow.textOf(part.attemptedCarrier));
        }
    }

    static PendingParts readPending(Reader in) {
        Position split = MessageRow.readPosition(in);
        int count = (int) in.varint();
        List<PendingPart> parts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            boolean open = in.u8() == 1;
            parts.add(new PendingPart(open, (int) in.varint(), MessageRow.carrierOf(in.latin1())));
        }
        return new PendingParts(split, List.copyOf(parts));
    }
}
