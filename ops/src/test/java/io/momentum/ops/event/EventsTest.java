package io.momentum.ops.event;

import static io.momentum.ops.event.FakeSurroundings.AT;
import static io.momentum.ops.event.FakeSurroundings.DIGITS;
import static io.momentum.ops.event.FakeSurroundings.MO;
import static io.momentum.ops.event.FakeSurroundings.MT;
import static io.momentum.ops.event.FakeSurroundings.TALK;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.store.fact.CareFact;
import io.momentum.store.fact.CareFact.CampaignStage;
import io.momentum.store.fact.CareFact.ClockMove;
import io.momentum.store.fact.Fact;
import io.momentum.store.fact.Fact.MtExpired;
import io.momentum.store.fact.Fact.MtRefused;
import io.momentum.store.fact.Fact.MtSubmitted;
import io.momentum.store.fact.Fact.OptSource;
import io.momentum.store.index.Views.MessageStatus;
import io.momentum.store.value.CarrierId;
import io.momentum.store.value.MessageId;
import io.momentum.store.value.SuppressionScope;
import io.momentum.store.value.SystemId;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class EventsTest {

    private static final String ANA = "user:ana";
    private static final Surroundings NOTHING_ENDED = new FakeSurroundings(MessageStatus.SUBMITTED);

    private static CareFact clock(ClockMove move) {
        return new CareFact.ClockMoved(
                AT, "system", TALK, "first_action", 1, move, "all@1", AT, AT + 9, 0, 7, 5, "80", "");
    }

    private static List<Fact> care() {
        return List.of(
                new CareFact.ConversationOpened(AT, "system", TALK, DIGITS, "890123", new SystemId("acme"), 0),
                new CareFact.ReplyJoined(
                        AT, "system", TALK, DIGITS, MO, AT - 5, MT, "nov", "option", 970, List.of(), 0),
                new CareFact.ReplyClassified(
                        AT,
                        "system",
                        TALK,
                        MO,
                        "confirmation",
                        "promise",
                        false,
                        true,
                        930,
                        "model",
                        "m@4",
                        List.of("viernes", "pago"),
                        Map.of("date", "2026-12-04")),
                new CareFact.ReplyRelinked(AT, ANA, TALK, MO, MT, "oct", "older"),
                new CareFact.OwnerAssigned(AT, "rule:north", TALK, "north", "ana", "rule", "north", "why", AT + 60),
                new CareFact.NoteAdded(AT, ANA, TALK, "for colleagues alone"),
                new CareFact.ReplySent(AT, ANA, TALK, MT),
                new CareFact.ActionLogged(AT, ANA, TALK, "call", "no answer"),
                new CareFact.ConversationMoved(AT, ANA, TALK, CareFact.Stage.SCHEDULED, AT + 5, "on Friday"),
                new CareFact.ConversationEscalated(AT, "system", TALK, "lead", "luis", "sla"),
                new CareFact.ConversationMerged(AT, ANA, TALK, TALK + 1),
                new CareFact.ConversationClosed(
                        AT, ANA, TALK, "payment_promised", Map.of("amount", "120.50", "date", "2026-12-04"), AT + 7),
                new CareFact.ConversationReopened(AT, "system", TALK, "follow-up is due"),
                clock(ClockMove.STARTED),
                clock(ClockMove.WARNED),
                clock(ClockMove.BREACHED),
                new CareFact.PromiseSettled(AT, ANA, TALK, "kept", "120.50"),
                new CareFact.PromiseSettled(AT, ANA, TALK, "partial", "60"),
                new CareFact.PromiseSettled(AT, ANA, TALK, "broken", ""),
                new CareFact.PromiseSettled(AT, ANA, TALK, "cancelled", ""),
                new CareFact.CampaignMoved(AT, ANA, "nov", CampaignStage.RUNNING, ""),
                new CareFact.CampaignMoved(AT, ANA, "nov", CampaignStage.PAUSED, ""),
                new CareFact.CampaignMoved(AT, ANA, "nov", CampaignStage.CANCELLED, ""),
                new CareFact.CampaignMoved(AT, ANA, "nov", CampaignStage.FINISHED, ""),
                new CareFact.EvidenceSealed(AT, "system", "2026-11-29", 1, 9, new byte[] {1}, new byte[] {2}, "k1"),
                new Fact.OptedOut(AT, DIGITS, SuppressionScope.GLOBAL, OptSource.KEYWORD, MO, "STOP"),
                new Fact.OptedIn(AT, DIGITS, SuppressionScope.GLOBAL, OptSource.OPERATOR, 0, "asked for"));
    }

    private static List<Event> all(int firstSequence) {
        List<Event> events = new ArrayList<>();
        int sequence = firstSequence;
        for (Fact fact : care()) events.addAll(Events.of(sequence++, fact, NOTHING_ENDED));
        var submitted = new MtSubmitted(AT, MT, new CarrierId("telco"), "a1");
        events.addAll(Events.of(sequence++, submitted, NOTHING_ENDED));
        for (MessageStatus end : MessageStatus.values()) {
            if (end.isEnd()) events.addAll(Events.of(sequence++, new MtExpired(AT, MT), new FakeSurroundings(end)));
        }
        return events;
    }

    @Test
    void everyTypeOfTheCatalogueIsToldByAFact() {
        Set<EventType> told = EnumSet.noneOf(EventType.class);
        all(1).forEach(event -> told.add(event.type()));
        assertEquals(EnumSet.complementOf(EnumSet.of(EventType.TEST)), told);
    }

    @Test
    void theSameFactsGiveTheSameEventsWithTheSameIds() {
        assertEquals(all(1), all(1));
        assertEquals(all(1).size(), all(1).stream().map(Event::id).distinct().count());
    }

    @Test
    void anEventIsACloudEventThatSaysWhoAndWhat() {
        CareFact fact = new CareFact.ReplyJoined(
                AT, "system", TALK, DIGITS, MO, AT - 5, MT, "nov", "option", 970, List.of(), 0);
        Event event = Events.of(4711, fact, NOTHING_ENDED).getFirst();
        Map<String, Object> json = event.cloudEvent("urn:momentum:host:0");
        assertEquals("ev_4711", json.get("id"));
        assertEquals("1.0", json.get("specversion"));
        assertEquals("momentum.reply.received", json.get("type"));
        assertEquals("urn:momentum:event:reply.received:1", json.get("dataschema"));
        assertEquals("2026-09-21T14:13:20.123456Z", json.get("time"));
        assertEquals("00000000000000018844", json.get("sequence"));
        assertEquals(
                Map.of("phone", "+15550100142", "externalId", "51", "name", "Ana Ruiz"),
                event.data().get("contact"));
        assertEquals("Sí, pago el viernes", event.data().get("text"));
        assertEquals(0.97, event.data().get("confidence"));
        assertEquals(DIGITS, event.turn());
    }

    @Test
    void notesForColleaguesAreNotTold() {
        assertTrue(Events.of(1, new CareFact.NoteAdded(AT, ANA, TALK, "secret"), NOTHING_ENDED)
                .isEmpty());
    }

    @Test
    void aPromiseIsASecondEventOfTheSameFact() {
        Fact closed = new CareFact.ConversationClosed(
                AT, ANA, TALK, "payment_promised", Map.of("amount", "120.50", "date", "2026-12-04"), AT + 7);
        List<Event> events = Events.of(9, closed, NOTHING_ENDED);
        assertEquals(List.of("ev_9", "ev_9_1"), events.stream().map(Event::name).toList());
        assertEquals("120.50", events.getLast().data().get("amount"));
    }

    @Test
    void whatIsTooLongIsCutAndNamedAndItsIdsStay() {
        Map<String, String> fields = new TreeMap<>();
        for (int i = 0; i < 30; i++) fields.put("field_" + i, "\u20ac \u0001".repeat(500));
        fields.put("field_0", "short");
        Fact closed = new CareFact.ConversationClosed(AT, ANA, TALK, "payment_promised", fields, AT + 7);
        Event event = Events.of(9, closed, NOTHING_ENDED).getFirst();
        assertFits(event);
        assertEquals(MessageId.format(TALK), event.data().get("conversation"));
        Map<?, ?> told = (Map<?, ?>) event.data().get("fields");
        assertEquals(30, told.size());
        assertEquals("short", told.get("field_0"));
        assertTrue(
                told.get("field_7").toString().endsWith("\u2026"),
                told.get("field_7").toString());
        List<?> cut = (List<?>) event.data().get("cut");
        assertEquals(29, cut.size());
        assertTrue(cut.contains("fields.field_7"), cut.toString());
    }

    @Test
    void namesAndWordsWithoutEndAreCutToo() {
        Map<String, String> extracted = new TreeMap<>();
        for (int i = 0; i < 3_000; i++) extracted.put("a_name_that_is_rather_long_" + i, "1");
        Fact said = new CareFact.ReplyClassified(
                AT,
                "system",
                TALK,
                MO,
                "question",
                "",
                false,
                false,
                900,
                "rule",
                "1",
                Collections.nCopies(2_000, "because \"he\" said so"),
                extracted);
        Event event = Events.of(9, said, NOTHING_ENDED).getFirst();
        assertFits(event);
        assertEquals(MessageId.format(MO), event.data().get("reply"));
        assertEquals(List.of("extracted", "reasons"), event.data().get("cut"));
        Fact act = new CareFact.ActionLogged(AT, ANA, TALK, "call", "\ud83d\ude00".repeat(3_000));
        assertFits(Events.of(9, act, NOTHING_ENDED).getFirst());
    }

    @Test
    void whatIsShortEnoughIsToldAsItIs() {
        for (Fact fact : care()) {
            for (Event event : Events.of(9, fact, NOTHING_ENDED))
                assertFalse(event.data().containsKey("cut"));
        }
    }

    private static void assertFits(Event event) {
        String json = new JsonObject(event.cloudEvent("https://momentum.example.com/acme")).encode();
        int bytes = json.getBytes(StandardCharsets.UTF_8).length;
        assertTrue(bytes < 20_000, bytes + " bytes");
    }

    @Test
    void whatAMessageCameToIsTheFoldsWordAndWhyIsTheFacts() {
        var refused = new MtRefused(AT, MT, new CarrierId("telco"), 0x0b);
        Event event = Events.of(5, refused, new FakeSurroundings(MessageStatus.REFUSED))
                .getFirst();
        assertEquals(EventType.MESSAGE_FAILED, event.type());
        assertEquals("refused", event.data().get("status"));
        assertEquals(11L, event.data().get("commandStatus"));
        assertTrue(Events.of(5, refused, NOTHING_ENDED).isEmpty(), "a part that was refused ends nothing by itself");
    }

    @Test
    void idsAreTheJournalsAndSortAsItDoes() {
        assertEquals("ev_184467", EventId.format(EventId.of(184_467, 0)));
        assertEquals("ev_184467_2", EventId.format(EventId.of(184_467, 2)));
        assertEquals(EventId.of(184_467, 2), EventId.parse("ev_184467_2").orElseThrow());
        for (String wrong : List.of("", "ev_", "ev_0", "ev_1_0", "ev_1_4", "184467", "ev_99999999999999999")) {
            assertTrue(EventId.parse(wrong).isEmpty(), wrong);
        }
        assertTrue(EventId.of(5, 3) < EventId.of(6, 0));
    }

    @Test
    void typesAreMeantByWordOrByFamily() {
        TypeFilter filter = TypeFilter.of(List.of("momentum.reply.received", "sla.*"));
        assertTrue(filter.wants(EventType.SLA_BREACHED));
        assertTrue(filter.wants(EventType.REPLY_RECEIVED));
        assertFalse(filter.wants(EventType.REPLY_CLASSIFIED));
        assertFalse(filter.wantsMessages());
        assertTrue(TypeFilter.ALL.wantsMessages());
        assertFalse(TypeFilter.ALL.wants(EventType.TEST));
        assertThrows(IllegalArgumentException.class, () -> TypeFilter.of(List.of("replies.*")));
        assertThrows(IllegalArgumentException.class, () -> TypeFilter.of(List.of("reply")));
    }

    @Test
    void factsThatThousandsASecondAreOfAreNotLookedAtForWhoWantsNone() {
        Fact submitted = new MtSubmitted(AT, MT, new CarrierId("telco"), "a1");
        assertFalse(Events.concern(submitted, TypeFilter.of(List.of("reply.*"))));
        assertTrue(Events.concern(submitted, TypeFilter.ALL));
        assertFalse(Events.concern(new CareFact.EventsDelivered(AT, "system", "crm", 1, 1, List.of()), TypeFilter.ALL));
    }

    @Test
    void whoIsOnARegistryOrGaveUpANumberIsNoEventAndAnImportedOptOutIsOne() {
        for (OptSource source : OptSource.values()) {
            boolean ofList = source == OptSource.REGISTRY || source == OptSource.DEACTIVATED;
            var fact = new Fact.OptedOut(AT, DIGITS, SuppressionScope.GLOBAL, source, 0, "list");
            assertEquals(ofList ? 0 : 1, Events.of(1, fact, NOTHING_ENDED).size(), source.name());
            assertEquals(!ofList, Events.concern(fact, TypeFilter.ALL), source.name());
        }
    }
}
