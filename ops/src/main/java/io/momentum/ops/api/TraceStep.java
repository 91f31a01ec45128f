package io.momentum.ops.api;

import io.momentum.gateway.codec.CommandStatus;
import io.momentum.gateway.codec.MessagePdu;
import io.momentum.gateway.codec.TextDecoder;
import io.momentum.gateway.portability.Located.By;
import io.momentum.gateway.record.PduMask;
import io.momentum.store.fact.Fact;
import io.momentum.store.fact.Fact.DlrForwarded;
import io.momentum.store.fact.Fact.DlrReceived;
import io.momentum.store.fact.Fact.DlrRematched;
import io.momentum.store.fact.Fact.MtAccepted;
import io.momentum.store.fact.Fact.MtAttempted;
import io.momentum.store.fact.Fact.MtCancelled;
import io.momentum.store.fact.Fact.MtDeferred;
import io.momentum.store.fact.Fact.MtExpired;
import io.momentum.store.fact.Fact.MtHeldBack;
import io.momentum.store.fact.Fact.MtIntercepted;
import io.momentum.store.fact.Fact.MtLocated;
import io.momentum.store.fact.Fact.MtPassedOn;
import io.momentum.store.fact.Fact.MtRefused;
import io.momentum.store.fact.Fact.MtRepeated;
import io.momentum.store.fact.Fact.MtReplaced;
import io.momentum.store.fact.Fact.MtSubmitted;
import io.momentum.store.fact.Fact.MtSuppressed;
import io.momentum.store.fact.Fact.MtUnknown;
import io.momentum.store.fact.RetentionFact.TextsForgotten;
import java.time.Instant;
import java.util.Optional;

/** One step of a message in a sentence, for whoever asks what became of it. */
final class TraceStep {

    private static final int SHOWN_DIGITS = 2;
    private static final int SHORT_CODE_MAX = 6;

    private TraceStep() {}

    /**
     * What happened.
     *
     * @param detail as the index has it: taken where a fact has no sentence of its own, and for the remarks in brackets at its end
     */
    static String text(Fact fact, String detail, boolean masked) {
        String sentence = sentence(fact, masked);
        int remarks = detail.indexOf(" [");
        return sentence.isEmpty() ? detail : sentence + (remarks < 0 ? "" : detail.substring(remarks));
    }

    private static String sentence(Fact fact, boolean masked) {
        return switch (fact) {
            case MtAccepted f -> accepted(f, masked);
            case MtAttempted f -> "on its way to %s, attempt %d".formatted(f.carrier(), f.attempt());
            case MtSubmitted f -> "not suppressed, written, and taken by %s as '%s'".formatted(f.carrier(), f.smscId());
            case MtSuppressed f -> "stopped by the gate: the number opted out, scope " + f.scope();
            case MtRefused f ->
                f.carrier() == null
                        ? "refused by us with " + CommandStatus.name(f.status())
                        : "refused by %s with %s".formatted(f.carrier(), CommandStatus.name(f.status()));
            case MtLocated f -> located(f);
            case MtHeldBack f -> heldBack(f);
            case MtIntercepted f ->
                "by %s: %s%s".formatted(f.rule(), f.what(), f.carrier() == null ? "" : ", over " + f.carrier());
            case MtRepeated _ -> "submitted again within the account's time; not sent again";
            case MtDeferred f -> deferred(f);
            case MtPassedOn f ->
                "refused by %s with %s; its cause sends it over another carrier"
                        .formatted(f.carrier(), CommandStatus.name(f.status()));
            case MtUnknown f -> unknown(f);
            case MtCancelled _ -> "cancelled by its account while it waited; it was not sent";
            case MtReplaced f -> replaced(f);
            case MtExpired _ -> "its validity ended in our queue; it was not sent";
            case DlrReceived f -> receipt(f);
            case DlrRematched f -> "matched later, by the corrected profile: " + receipt(f.receipt());
            case DlrForwarded f ->
                f.status() == 0
                        ? "the receipt was taken by account " + f.account()
                        : "the receipt was refused by account %s with %s"
                                .formatted(f.account(), CommandStatus.name(f.status()));
            case TextsForgotten _ -> "its text has gone: it was older than texts are kept, or its contact was erased";
            default -> "";
        };
    }

    private static String located(MtLocated f) {
        if (!f.network().isEmpty()) return "its number is in network %s, by %s".formatted(f.network(), f.by());
        if (f.by().equals(By.UNANSWERED.word())) {
            return "nobody answered in time where its number is: its prefix holds";
        }
        return "its number was not ported, by %s: its prefix holds".formatted(f.by());
    }

    private static String heldBack(MtHeldBack f) {
        String rule = "by %s version %d: %s".formatted(f.pack(), f.version(), f.reason());
        if (f.untilMicros() == 0) return "not let go " + rule;
        return "held back until %s %s".formatted(Instant.ofEpochMilli(f.untilMicros() / 1000), rule);
    }

    private static String accepted(MtAccepted f, boolean masked) {
        MessagePdu pdu = MessagePdu.parse(f.pdu());
        return "accepted by %s from account %s: %s to %s, not suppressed then, %d octets in data_coding %d, %s"
                .formatted(
                        MessageJson.word(f.origin()),
                        f.account(),
                        number(f.source().text(), masked),
                        number(f.destination().text(), masked),
                        pdu.textLength(),
                        pdu.dataCoding(),
                        asked(f.registeredDelivery()));
    }

    private static String replaced(MtReplaced f) {
        MessagePdu pdu = MessagePdu.parse(f.pdu());
        return "replaced by its account while it waited: %d octets in data_coding %d, %s"
                .formatted(pdu.textLength(), pdu.dataCoding(), asked(f.registeredDelivery()));
    }

    private static String asked(int registeredDelivery) {
        return (registeredDelivery & 3) == 0 ? "no receipt asked" : "receipt asked";
    }

    private static String deferred(MtDeferred f) {
        if (f.status() == 0) return "back to the queue of %s, not written: its link or its pace".formatted(f.carrier());
        String why = CommandStatus.isThrottle(f.status()) ? "too fast, " : "";
        return "%sback to the queue: %s answered %s".formatted(why, f.carrier(), CommandStatus.name(f.status()));
    }

    private static String unknown(MtUnknown f) {
        return switch (f.policy()) {
            case HOLD -> "written to %s without an answer: unknown, held for a receipt".formatted(f.carrier());
            case RESEND -> "written to %s without an answer: unknown, sent again".formatted(f.carrier());
        };
    }

    private static String receipt(DlrReceived f) {
        String error = f.error().isEmpty() ? "" : ", err " + f.error();
        String done = f.doneAtMicros() == 0 ? "" : ", done at " + MessageJson.time(f.doneAtMicros());
        return "receipt of %s for '%s': %s%s%s"
                .formatted(f.carrier(), f.smscId(), f.state().stat(), error, done);
    }

    /** What came or left, as text, where the step holds a PDU. */
    static Optional<String> raw(Fact fact, boolean masked) {
        byte[] pdu = switch (fact) {
            case MtAccepted f -> masked ? new byte[0] : f.pdu();
            case MtReplaced f -> masked ? new byte[0] : f.pdu();
            case DlrRematched f ->
                masked ? PduMask.mask(f.receipt().pdu()) : f.receipt().pdu();
            case DlrReceived f -> masked ? PduMask.mask(f.pdu()) : f.pdu();
            default -> new byte[0];
        };
        if (pdu.length == 0) return Optional.empty();
        String text = TextDecoder.decode(MessagePdu.parse(pdu, true));
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    /** An address; of a number that is no short code its last digits only. */
    static String number(String address, boolean masked) {
        boolean isNumber = address.chars().filter(Character::isDigit).count() > SHORT_CODE_MAX;
        if (!masked || !isNumber) return address;
        return "…" + address.substring(address.length() - SHOWN_DIGITS);
    }
}
