package io.momentum.store.fact;

import io.momentum.store.value.Address;
import io.momentum.store.value.CarrierId;
import io.momentum.store.value.IdForm;
import io.momentum.store.value.MessageState;
import io.momentum.store.value.SuppressionScope;
import io.momentum.store.value.SystemId;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One fact of every kind, named as its golden file. Numbers are from 1-555-0100, which is kept for fiction. */
public final class SampleFacts {

    private static final long AT = 1_790_000_000_123_456L;
    private static final long MT = 0x0a1b2c3d4e5f6071L;
    private static final SystemId ACME = new SystemId("acme");
    private static final CarrierId TELCO = new CarrierId("telco");
    private static final Address SENDER = new Address(5, 0, "Caf\u00e9");
    private static final Address SUBSCRIBER = new Address(1, 1, "15550100142");
    private static final byte[] PDU = HexFormat.of().parseHex("0000001000000015000000000000002a");

    private SampleFacts() {}

    /** The classes of all facts. */
    public static List<Class<?>> kinds() {
        List<Class<?>> kinds = new ArrayList<>();
        for (Class<?> kind : Fact.class.getPermittedSubclasses()) {
            if (kind.isInterface()) kinds.addAll(List.of(kind.getPermittedSubclasses()));
            else kinds.add(kind);
        }
        return List.copyOf(kinds);
    }

    public static Map<String, Fact> byName() {
        Map<String, Fact> facts = new LinkedHashMap<>();
        facts.put(
                "MtAccepted.v1",
                new Fact.MtAccepted(
                        AT, MT, ACME, Fact.Origin.SMPP, SENDER, SUBSCRIBER, 15_550_100_142L, 1, "order-\u20ac-7", PDU));
        facts.put("MtAttempted.v1", new Fact.MtAttempted(AT, MT, TELCO, 3));
        facts.put("MtRouted.v1", new Fact.MtRouted(AT, MT, TELCO, "to 34, account acme", "failover"));
        facts.put("MtLocated.v1", new Fact.MtLocated(AT, MT, "214-07", "enum"));
        facts.put("MtSuppressed.v1", new Fact.MtSuppressed(AT, MT, SuppressionScope.sender("890123")));
        facts.put("MtSubmitted.v1", new Fact.MtSubmitted(AT, MT, TELCO, "7F00A3"));
        facts.put("MtRefused.v1", new Fact.MtRefused(AT, MT, null, 0x0b));
        facts.put("MtDeferred.v1", new Fact.MtDeferred(AT, MT, TELCO, 0x58));
        facts.put("MtPassedOn.v1", new Fact.MtPassedOn(AT, MT, TELCO, 0x405));
        facts.put("MtUnknown.v1", new Fact.MtUnknown(AT, MT, TELCO, Fact.UnknownPolicy.RESEND));
        facts.put("MtSplit.v1", new Fact.MtSplit(AT, MT, TELCO, 1, Fact.PartReceipts.LAST, PDU));
        facts.put("MtAttempted.v2", new Fact.MtAttempted(AT, MT, TELCO, 3, 2));
        facts.put("MtSubmitted.v2", new Fact.MtSubmitted(AT, MT, TELCO, "7F00A3", 255));
        facts.put("MtRefused.v2", new Fact.MtRefused(AT, MT, TELCO, 0x0b, 1));
        facts.put("MtDeferred.v2", new Fact.MtDeferred(AT, MT, TELCO, 0x58, 2));
        facts.put("MtPassedOn.v2", new Fact.MtPassedOn(AT, MT, TELCO, 0x405, 2));
        facts.put("MtUnknown.v2", new Fact.MtUnknown(AT, MT, TELCO, Fact.UnknownPolicy.HOLD, 2));
        facts.put("MtHeldBack.v1", new Fact.MtHeldBack(AT, MT, AT + 3_600_000_000L, "us-florida", 2, "had 3 per 24h"));
        facts.put("MtIntercepted.v1", new Fact.MtIntercepted(AT, MT, "phishing", "rewritten: source, carrier", TELCO));
        facts.put("MtRepeated.v1", new Fact.MtRepeated(AT, MT));
        facts.put("MtExpired.v1", new Fact.MtExpired(AT, MT));
        facts.put("MtCancelled.v1", new Fact.MtCancelled(AT, MT));
        facts.put("MtReplaced.v1", new Fact.MtReplaced(AT, MT, 1, PDU));
        facts.put(
                "AlertReceived.v1", new Fact.AlertReceived(AT, TELCO, new Address(1, 1, "15550100"), Address.EMPTY, 0));
        facts.put("DlrReceived.v2", receipt(PDU));
        facts.put("DlrReceived.v3", closing(PDU, Fact.ReportedOptOut.ACCOUNT));
        facts.put("DlrRematched.v1", new Fact.DlrRematched(AT, MT, "8323235", receipt(new byte[0])));
        var closing = closing(new byte[0], Fact.ReportedOptOut.GLOBAL);
        facts.put("DlrRematched.v2", new Fact.DlrRematched(AT, MT, "8323235", closing));
        facts.put("ReceiptsForgotten.v1", new Fact.ReceiptsForgotten(AT, AT - 604_800_000_000L));
        facts.put(
                "MessagesForgotten.v1",
                new RetentionFact.MessagesForgotten(
                        AT,
                        "system",
                        1_000,
                        3,
                        497_222,
                        900,
                        java.util.List.of(
                                new RetentionFact.Forgotten(MT, ""), new RetentionFact.Forgotten(MT + 1, "order-7"))));
        facts.put(
                "JournalThinned.v1",
                new RetentionFact.JournalThinned(AT, "user:ana", 3, 497_222, 1, 900, 800, 100, "ab".repeat(32)));
        facts.put(
                "TextsForgotten.v1",
                new RetentionFact.TextsForgotten(
                        AT,
                        "system",
                        1_000,
                        3,
                        497_222,
                        java.util.List.of(MT, MT + 1),
                        java.util.List.of(8L),
                        java.util.List.of(21L),
                        java.util.List.of(new RetentionFact.Quoting(15_550_100_142L, 17)),
                        15_550_100_142L,
                        true));
        facts.put("TextsTaken.v1", new RetentionFact.TextsTaken(AT, "user:ana", 3, 497_222, 41));
        facts.put("DlrForwarded.v1", new Fact.DlrForwarded(AT, 99, MT, ACME, 0));
        facts.put("MoReceived.v1", new Fact.MoReceived(AT, 8, TELCO, ACME, SUBSCRIBER, SENDER, 15_550_100_142L, PDU));
        facts.put(
                "MoReceived.v2",
                new Fact.MoReceived(AT, 8, TELCO, ACME, SUBSCRIBER, SENDER, 15_550_100_142L, PDU, true));
        facts.put("MoSegment.v1", new Fact.MoSegment(AT, 9, TELCO, 3, 2, PDU));
        facts.put("MoSegment.v2", new Fact.MoSegment(AT, 9, TELCO, 3, 2, PDU, ACME));
        facts.put("MoJoined.v1", new Fact.MoJoined(AT, 9, 8, 2, 3));
        facts.put("MoForwarded.v1", new Fact.MoForwarded(AT, 100, 8, ACME, 0x45));
        facts.put(
                "OptedOut.v1",
                new Fact.OptedOut(AT, 15_550_100_142L, SuppressionScope.GLOBAL, Fact.OptSource.KEYWORD, 8, "STOP"));
        facts.put(
                "OptedIn.v1",
                new Fact.OptedIn(
                        AT, 15_550_100_142L, SuppressionScope.account(ACME), Fact.OptSource.OPERATOR, 0, "asked"));
        facts.put(
                "OptOutHeld.v1",
                new Fact.OptOutHeld(
                        AT,
                        15_550_100_142L,
                        SuppressionScope.program(ACME, "reminders"),
                        8,
                        "stop calling me",
                        "optout-en@1",
                        AT + 86_400_000_000L));
        facts.put(
                "OptOutReviewed.v1",
                new Fact.OptOutReviewed(
                        AT,
                        15_550_100_142L,
                        SuppressionScope.category(ACME, "marketing"),
                        8,
                        Fact.Review.DISMISSED,
                        "ana",
                        "meant the calls"));
        facts.put(
                "OptOutAnswered.v1",
                new Fact.OptOutAnswered(
                        AT, MT, 15_550_100_142L, 8, Fact.OptAnswer.CONFIRMATION, "es", AT + 300_000_000L));
        facts.put(
                "OptOutUndone.v1",
                new Fact.OptOutUndone(
                        AT,
                        15_550_100_142L,
                        SuppressionScope.account(ACME),
                        8,
                        4_711,
                        "user:ana",
                        "asked for fewer (proof: call 12)"));
        facts.put("MtPurposed.v1", new PolicyFact.MtPurposed(AT, MT, "collections", "reminders"));
        facts.put(
                "MtAllowed.v1",
                new PolicyFact.MtAllowed(
                        AT, MT, 15_550_100_142L, "marketing", "us-federal@1, 09:12:00 there in America/New_York"));
        facts.put(
                "PolicyWaived.v1",
                new PolicyFact.PolicyWaived(AT, "user:ana", 0, "recall", "a product recall", AT + 3_600_000_000L));
        facts.putAll(SampleCareFacts.byName());
        return facts;
    }

    /** What versions that are not written any more are read as. */
    public static Map<String, Fact> olderByName() {
        return Map.of(
                "DlrReceived.v1",
                new Fact.DlrReceived(AT, 7, TELCO, "7F00A3", MessageState.DELIVERED, "000", AT - 1_000_000, PDU));
    }

    private static Fact.DlrReceived receipt(byte[] pdu) {
        var reading = new Fact.Reading(
                IdForm.HEX_THEN_DECIMAL, 20, 15_550_100_142L, 890_123, "DELIVERED", false, true, true, 250);
        return new Fact.DlrReceived(
                AT, 7, TELCO, "8323235", MessageState.DELIVERED, "000", AT - 1_000_000, pdu, reading);
    }

    private static Fact.DlrReceived closing(byte[] pdu, Fact.ReportedOptOut optOut) {
        var reading = new Fact.Reading(IdForm.SAME, 1, 15_550_100_142L, 0, "", false, false, false, 0, optOut);
        return new Fact.DlrReceived(AT, 7, TELCO, "7F00A3", MessageState.UNDELIVERABLE, "2050", 0, pdu, reading);
    }
}
