package io.momentum.store.fact;

import io.momentum.store.value.SystemId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One follow-up fact of every kind. */
final class SampleCareFacts {

    private static final long AT = 1_790_000_000_123_456L;
    private static final long MT = 0x0a1b2c3d4e5f6071L;
    private static final long TALK = 0x0a1b2c3d4e5f6a00L;
    private static final long DIGITS = 15_550_100_142L;
    private static final String ANA = "user:ana";
    private static final String SYSTEM = "system";

    private SampleCareFacts() {}

    static Map<String, Fact> byName() {
        Map<String, Fact> facts = new LinkedHashMap<>();
        for (CareFact fact : all()) facts.put(fact.getClass().getSimpleName() + ".v1", fact);
        var verdict = new CareFact.Verdict(true, false, true);
        facts.put(
                "OwnerAssigned.v2",
                new CareFact.OwnerAssigned(AT, "rule:north", TALK, "north", "ana", "rule", "north", "weighted", AT, 3));
        facts.put(
                "ConversationClosed.v2",
                new CareFact.ConversationClosed(AT, ANA, TALK, "visit_booked", Map.of("room", "4"), 0, verdict));
        return facts;
    }

    private static List<CareFact> all() {
        return List.of(
                new CareFact.ChangeAudited(
                        AT,
                        ANA,
                        "claimConversation",
                        "conversations/0a1b",
                        200,
                        "127.0.0.1",
                        "agent",
                        "{}",
                        "{\"a\":1}"),
                new CareFact.BulkOrdered(AT, ANA, 7, "key-1", "{\"kind\":\"close\"}", 0, List.of(TALK, TALK + 1)),
                new CareFact.BulkDone(
                        AT,
                        ANA,
                        7,
                        List.of(
                                new CareFact.BulkRow(TALK, "", "", 9, Map.of("owner", "luis")),
                                new CareFact.BulkRow(TALK + 1, "CLOSED", "It is closed.", 0, Map.of()))),
                new CareFact.ContactSaved(AT, ANA, DIGITS, "mayo.csv", Map.of("zone", "north", "name", "Zoë €")),
                new CareFact.ContactErased(AT, ANA, DIGITS, "asked for"),
                new CareFact.CampaignSaved(AT, ANA, "nov", "{\"sender\":\"890123\"}"),
                new CareFact.CampaignRecipients(AT, ANA, "nov", 500, List.of(DIGITS), List.of("{}")),
                new CareFact.CampaignMoved(AT, ANA, "nov", CareFact.CampaignStage.RUNNING, ""),
                new CareFact.RecipientSkipped(AT, SYSTEM, "nov", 501, DIGITS, "opted_out"),
                new CareFact.MtTagged(AT, SYSTEM, MT, DIGITS, "nov", 500, "send"),
                new CareFact.ConversationOpened(AT, SYSTEM, TALK, DIGITS, "890123", new SystemId("acme"), 0),
                new CareFact.ReplyJoined(
                        AT, SYSTEM, TALK, DIGITS, 8, AT - 900, MT, "nov", "sender", 970, List.of("0a1b 20"), 0),
                new CareFact.ReplyRelinked(AT, ANA, TALK, 8, MT, "oct", "older campaign"),
                new CareFact.ReplyClassified(
                        AT,
                        "model:7",
                        TALK,
                        8,
                        "confirmation",
                        "promise",
                        false,
                        true,
                        913,
                        "model",
                        "7",
                        List.of("viernes"),
                        Map.of("date", "2026-12-04")),
                new CareFact.OwnerAssigned(AT, "rule:north", TALK, "north", "ana", "rule", "north", "least open", AT),
                new CareFact.NoteAdded(AT, ANA, TALK, "called back"),
                new CareFact.ReplySent(AT, ANA, TALK, MT),
                new CareFact.ActionLogged(AT, ANA, TALK, "call", "no answer"),
                new CareFact.ConversationMoved(AT, ANA, TALK, CareFact.Stage.SCHEDULED, AT + 5, "calls on Friday"),
                new CareFact.ConversationClosed(AT, ANA, TALK, "payment_promised", Map.of("amount", "120.50"), AT + 7),
                new CareFact.ConversationReopened(AT, SYSTEM, TALK, "reply"),
                new CareFact.ConversationMerged(AT, ANA, TALK, TALK + 1),
                new CareFact.ConversationEscalated(AT, SYSTEM, TALK, "lead", "luis", "sla first_response"),
                new CareFact.ClockMoved(
                        AT,
                        SYSTEM,
                        TALK,
                        "first_action",
                        1,
                        CareFact.ClockMove.STARTED,
                        "gold@4",
                        AT - 900,
                        AT + 9,
                        AT + 8,
                        0,
                        0,
                        "",
                        "PT1H 9-17"),
                new CareFact.PromiseSettled(AT, ANA, TALK, "kept", "120.50"),
                new CareFact.SettingSaved(AT, ANA, "person", "luis", "{\"role\":\"agent\"}"),
                new CareFact.EvidenceSealed(AT, SYSTEM, "2026-11-29", 1, 99, new byte[] {1, 2}, new byte[] {3}, "k1"),
                new CareFact.EvidenceRecorded(
                        AT, SYSTEM, "conversation_closed", 77, TALK, "nov", "ct-1", new byte[] {'{', '}'}),
                new CareFact.ContactHeld(AT, ANA, 15550100101L, true, "case 12"),
                new CareFact.EvidenceKeyChanged(AT, SYSTEM, "k2", new byte[] {4, 5}, "k1", new byte[] {6}),
                new CareFact.WebhookMoved(AT, ANA, "crm", CareFact.WebhookStage.PAUSED, -1, "moves house"),
                new CareFact.EventsDelivered(AT, SYSTEM, "crm", 4711, 3, List.of(18_800L, 18_805L)),
                new CareFact.DeliveryFailed(AT, SYSTEM, "crm", 18_840, DIGITS, 2, AT + 9, 503, "HTTP 503"),
                new CareFact.EventsHeld(AT, SYSTEM, "crm", List.of(18_844L, 18_848L), List.of(DIGITS, -77L)),
                new CareFact.EventsReplayed(AT, ANA, "crm", List.of(18_840L)),
                new CareFact.EventAcknowledged(AT, SYSTEM, "crm", 18_840, DIGITS, TALK, "00Q5e00001", AT - 4));
    }
}
