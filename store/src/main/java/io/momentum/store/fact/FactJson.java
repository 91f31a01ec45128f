package io.momentum.store.fact;

import io.momentum.store.fact.Fact.AlertReceived;
import io.momentum.store.fact.Fact.DlrForwarded;
import io.momentum.store.fact.Fact.DlrReceived;
import io.momentum.store.fact.Fact.DlrRematched;
import io.momentum.store.fact.Fact.MoForwarded;
import io.momentum.store.fact.Fact.MoJoined;
import io.momentum.store.fact.Fact.MoReceived;
import io.momentum.store.fact.Fact.MoSegment;
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
import io.momentum.store.fact.Fact.MtRouted;
import io.momentum.store.fact.Fact.MtSplit;
import io.momentum.store.fact.Fact.MtSubmitted;
import io.momentum.store.fact.Fact.MtSuppressed;
import io.momentum.store.fact.Fact.MtUnknown;
import io.momentum.store.fact.Fact.OptOutAnswered;
import io.momentum.store.fact.Fact.OptOutHeld;
import io.momentum.store.fact.Fact.OptOutReviewed;
import io.momentum.store.fact.Fact.OptOutUndone;
import io.momentum.store.fact.Fact.OptSource;
import io.momentum.store.fact.Fact.OptedIn;
import io.momentum.store.fact.Fact.OptedOut;
import io.momentum.store.fact.Fact.Reading;
import io.momentum.store.fact.Fact.ReceiptsForgotten;
import io.momentum.store.value.SuppressionScope;

/**
 * A fact as one line of JSON, for people and their tools. Our ids are the hexadecimal text that ESMEs know, numbers of
 * subscribers are text, times are ISO 8601, PDUs are hexadecimal.
 */
public final class FactJson {

    private FactJson() {}

    /**
     * The line, without its end.
     *
     * @param masked keeps only the last two digits of numbers, and of PDUs, which hold numbers and text, their length
     */
    public static String toJson(long sequence, Fact fact, boolean masked) {
        JsonLine line = new JsonLine(masked);
        line.number("sequence", sequence);
        line.text("fact", fact.getClass().getSimpleName());
        line.time("at", fact.atMicros());
        body(fact, line);
        return line.end();
    }

    private static void body(Fact fact, JsonLine line) {
        switch (fact) {
            case MtAccepted f -> accepted(f, line);
            case MtSplit f -> {
                line.id("mtId", f.mtId()).text("carrier", f.carrier().value());
                line.number("parts", f.parts())
                        .text("receipts", f.receipts().name())
                        .pdu(f.pdus());
            }
            case MtAttempted f -> {
                line.id("mtId", f.mtId()).text("carrier", f.carrier().value());
                line.number("attempt", f.attempt()).part(f.part());
            }
            case MtIntercepted f -> {
                line.id("mtId", f.mtId()).text("rule", f.rule()).text("what", f.what());
                line.text("carrier", f.carrier() == null ? null : f.carrier().value());
            }
            case MtRepeated f -> line.id("mtId", f.mtId());
            case MtRouted f -> {
                line.id("mtId", f.mtId()).text("carrier", f.carrier().value());
                line.text("rule", f.rule()).text("reason", f.reason());
            }
            case MtLocated f ->
                line.id("mtId", f.mtId()).text("network", f.network()).text("by", f.by());
            case MtSuppressed f -> scope(f.scope(), line.id("mtId", f.mtId()));
            case MtSubmitted f ->
                line.id("mtId", f.mtId())
                        .text("carrier", f.carrier().value())
                        .text("smscId", f.smscId())
                        .part(f.part());
            case MtRefused f -> {
                line.id("mtId", f.mtId());
                line.text("carrier", f.carrier() == null ? null : f.carrier().value());
                line.status(f.status()).part(f.part());
            }
            case MtDeferred f ->
                line.id("mtId", f.mtId())
                        .text("carrier", f.carrier().value())
                        .status(f.status())
                        .part(f.part());
            case MtPassedOn f ->
                line.id("mtId", f.mtId())
                        .text("carrier", f.carrier().value())
                        .status(f.status())
                        .part(f.part());
            case MtUnknown f -> {
                line.id("mtId", f.mtId()).text("carrier", f.carrier().value());
                line.text("policy", f.policy().name()).part(f.part());
            }
            case MtHeldBack f -> {
                line.id("mtId", f.mtId()).number("untilMicros", f.untilMicros());
                line.text("pack", f.pack()).number("version", f.version()).text("reason", f.reason());
            }
            case MtExpired f -> line.id("mtId", f.mtId());
            case MtCancelled f -> line.id("mtId", f.mtId());
            case MtReplaced f ->
                line.id("mtId", f.mtId())
                        .number("registeredDelivery", f.registeredDelivery())
                        .pdu(f.pdu());
            case DlrReceived f -> receipt(f, line);
            case DlrRematched f -> {
                line.id("mtId", f.mtId()).text("orphanId", f.orphanId());
                receipt(f.receipt(), line);
            }
            case ReceiptsForgotten f -> line.time("before", f.beforeMicros());
            case DlrForwarded f -> {
                line.number("outboxId", f.outboxId()).id("mtId", f.mtId());
                line.text("account", f.account().value()).status(f.status());
            }
            case MoReceived f -> mo(f, line);
            case AlertReceived f -> {
                line.text("carrier", f.carrier().value()).address("source", f.source());
                line.address("esme", f.esme()).number("availability", f.availability());
            }
            case MoForwarded f -> {
                line.number("outboxId", f.outboxId()).id("moId", f.moId());
                line.text("account", f.account().value()).status(f.status());
            }
            case MoSegment f -> {
                line.id("joinId", f.joinId()).text("carrier", f.carrier().value());
                line.number("number", f.number()).number("total", f.total());
                if (f.passedTo() != null) line.text("passedTo", f.passedTo().value());
                line.pdu(f.pdu());
            }
            case MoJoined f -> {
                line.id("joinId", f.joinId()).id("moId", f.moId());
                line.number("present", f.present()).number("total", f.total());
            }
            case OptedOut f -> opt(f.digits(), f.scope(), f.source(), f.evidenceId(), f.reason(), line);
            case OptedIn f -> opt(f.digits(), f.scope(), f.source(), f.evidenceId(), f.reason(), line);
            case OptOutHeld f -> {
                scope(f.scope(), line.digits("digits", f.digits()));
                line.id("evidenceId", f.evidenceId()).text("words", f.words()).text("rule", f.rule());
                line.time("deadline", f.deadlineMicros());
            }
            case OptOutReviewed f -> {
                scope(f.scope(), line.digits("digits", f.digits()));
                line.id("evidenceId", f.evidenceId()).text("review", f.review().name());
                line.text("actor", f.actor()).text("reason", f.reason());
            }
            case OptOutAnswered f -> {
                line.id("mtId", f.mtId()).digits("digits", f.digits()).id("evidenceId", f.evidenceId());
                line.text("answer", f.answer().name()).text("language", f.language());
                line.time("until", f.untilMicros());
            }
            case OptOutUndone f -> {
                line.digits("digits", f.digits()).text("scope", f.scope().toString());
                line.id("evidenceId", f.evidenceId()).number("seen", f.seen());
                line.text("actor", f.actor()).text("reason", f.reason());
            }
            case PolicyFact f -> PolicyBodies.json(f, line);
            case RetentionFact f -> RetentionBodies.json(f, line);
            case CareFact f -> CareJson.body(f, line);
        }
    }

    private static void accepted(MtAccepted f, JsonLine line) {
        line.id("mtId", f.mtId());
        line.text("account", f.account().value());
        line.text("origin", f.origin().name());
        line.address("source", f.source());
        line.address("destination", f.destination());
        line.digits("destinationDigits", f.destinationDigits());
        line.number("registeredDelivery", f.registeredDelivery());
        line.text("idempotencyKey", f.idempotencyKey());
        line.pdu(f.pdu());
    }

    private static void receipt(DlrReceived f, JsonLine line) {
        line.id("dlrId", f.dlrId());
        line.text("carrier", f.carrier().value());
        line.text("smscId", f.smscId());
        line.text("state", f.state().name());
        line.text("error", f.error());
        if (f.doneAtMicros() != 0) line.time("doneAt", f.doneAtMicros());
        reading(f.reading(), line);
        line.pdu(f.pdu());
    }

    private static void reading(Reading r, JsonLine line) {
        line.text("idForm", r.idForm().name());
        line.digits("sourceDigits", r.sourceDigits()).digits("destinationDigits", r.destinationDigits());
        if (!r.stat().isEmpty()) line.text("stat", r.stat());
        if (r.intermediate()) line.number("intermediate", 1);
        if (r.conflicting()) line.number("conflicting", 1);
        if (r.lastWins()) line.number("lastWins", 1);
        if (r.optOut() != Fact.ReportedOptOut.NONE)
            line.text("optOut", r.optOut().name());
    }

    private static void mo(MoReceived f, JsonLine line) {
        line.id("moId", f.moId());
        line.text("carrier", f.carrier().value());
        line.text("account", f.account() == null ? null : f.account().value());
        line.address("source", f.source());
        line.address("destination", f.destination());
        line.digits("sourceDigits", f.sourceDigits());
        if (f.inSegments()) line.number("inSegments", 1);
        line.pdu(f.pdu());
    }

    private static void opt(
            long digits, SuppressionScope scope, OptSource source, long evidenceId, String reason, JsonLine line) {
        line.digits("digits", digits);
        scope(scope, line);
        line.text("source", source.name());
        if (evidenceId != 0) line.id("evidenceId", evidenceId);
        line.text("reason", reason);
    }

    private static void scope(SuppressionScope scope, JsonLine line) {
        line.text("scope", scope.toString());
    }
}
