package io.momentum.gateway.wire;

import static io.momentum.gateway.wire.Pdus.DELIVER_SM;
import static io.momentum.gateway.wire.Pdus.RESP;
import static io.momentum.gateway.wire.Pdus.SUBMIT_SM;
import static io.momentum.gateway.wire.Pdus.deliver;
import static io.momentum.gateway.wire.Pdus.raw;
import static io.momentum.gateway.wire.Pdus.response;
import static io.momentum.gateway.wire.Pdus.submit;
import static io.momentum.gateway.wire.TestGateway.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.optout.AnswerTexts;
import io.momentum.gateway.policy.AccountPolicies;
import io.momentum.gateway.policy.Category;
import io.momentum.gateway.server.AccountConfig.OptOutReach;
import io.momentum.gateway.wire.RawPeer.Seen;
import io.momentum.store.fact.Fact.MoReceived;
import io.momentum.store.fact.Fact.MtSuppressed;
import io.momentum.store.fact.Fact.OptAnswer;
import io.momentum.store.fact.Fact.OptOutAnswered;
import io.momentum.store.fact.Fact.OptOutHeld;
import io.momentum.store.fact.Fact.OptSource;
import io.momentum.store.fact.Fact.OptedIn;
import io.momentum.store.fact.Fact.OptedOut;
import io.momentum.store.value.SuppressionScope;
import io.momentum.store.value.SystemId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What replies do that are no keywords, how far an opt-out reaches, and what is answered. */
class OptOutTiersIT {

    private static final String NUMBER = "15550100";
    private static final long DIGITS = 15550100L;
    private static final int SUPPRESSED = 0x0421;
    private static final SystemId ACME = new SystemId("acme");

    private static TestGateway start(RawSmsc smsc, AnswerTexts answers, OptOutReach reach) throws IOException {
        var telco = TestGateway.carrier("telco", smsc.port());
        telco.binds = 1;
        var setup =
                TestGateway.setup().account("acme").reach(reach).account("bank").carrier(telco.config());
        setup.policies(new AccountPolicies(List.of(), Category.NOTIFICATION, Duration.ofHours(24)));
        setup.answers = answers;
        return setup.start();
    }

    private static TestGateway start(RawSmsc smsc) throws IOException {
        return start(smsc, AnswerTexts.NONE, OptOutReach.ACCOUNT);
    }

    private static int submitStatus(TestGateway gateway, String account) throws IOException {
        try (RawPeer esme = gateway.bind(account)) {
            return esme.send(submit(1, NUMBER, "hello")).read().status();
        }
    }

    private static void say(RawPeer link, int sequence, String text) throws IOException {
        say(link, sequence, "890123", text);
    }

    private static void say(RawPeer link, int sequence, String to, String text) throws IOException {
        link.send(deliver(sequence, NUMBER, to, 0, raw(text))).read().expect(DELIVER_SM | RESP, 0, sequence);
    }

    private static String textOf(Seen submit) {
        submit.expect(SUBMIT_SM, 0, submit.sequence());
        return new String(submit.body(), StandardCharsets.ISO_8859_1);
    }

    @Test
    void aPhraseClosesBeforeItIsAcknowledgedAndSaysWhichWordsOfWhichRules() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(smsc);
                RawPeer link = smsc.bound()) {
            say(link, 1, "Hi, please stop texting me");
            assertEquals(SUPPRESSED, submitStatus(gateway, "acme"));
            OptedOut fact = gateway.facts(OptedOut.class).getFirst();
            assertEquals(OptSource.FREE_TEXT, fact.source());
            assertEquals("hi please stop texting me (optout-en@3)", fact.reason());
            assertEquals(gateway.facts(MoReceived.class).getFirst().moId(), fact.evidenceId());
        }
    }

    @Test
    void aDoubtHoldsAdvertisingBackAndNothingElse() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(smsc, AnswerTexts.NONE, OptOutReach.GLOBAL);
                RawPeer link = smsc.bound()) {
            say(link, 1, "stop calling me");
            OptOutHeld held = gateway.facts(OptOutHeld.class).getFirst();
            assertEquals(SuppressionScope.GLOBAL, held.scope());
            assertTrue(held.deadlineMicros() > held.atMicros());
            assertEquals(0, gateway.facts(OptedOut.class).size());
            assertEquals(SUPPRESSED, submitStatus(gateway, "acme"));
            assertEquals(0, submitStatus(gateway, "bank"), "what a bank has to say is no advertisement");
        }
    }

    /** The window takes ten; what is behind them waits. @return their sequence numbers at the carrier */
    private static int[] fillWindow(RawPeer esme, RawPeer link) throws IOException {
        for (int i = 1; i <= 10; i++) esme.send(submit(i, "15550177", "fills the window"));
        for (int i = 1; i <= 10; i++) esme.read();
        int[] open = new int[10];
        for (int i = 0; i < 10; i++) open[i] = link.read().sequence();
        return open;
    }

    @Test
    void whatWaitsInTheQueueFromBeforeADoubtDoesNotLeave() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(smsc);
                RawPeer link = smsc.bound();
                RawPeer esme = gateway.bind("acme")) {
            int[] open = fillWindow(esme, link);
            esme.send(submit(11, NUMBER, "from before")).read().expect(SUBMIT_SM | RESP, 0, 11);
            say(link, 1, "wrong number");
            for (int sequence : open) link.send(response(SUBMIT_SM, 0, sequence, "x" + sequence));
            until("it ends", () -> gateway.facts(MtSuppressed.class).size() == 1);
            assertTrue(link.isSilent(200));
        }
    }

    @Test
    void businessThatBeginsLikeAKeywordHoldsNothingBack() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(smsc);
                RawPeer link = smsc.bound()) {
            say(link, 1, "stop by tomorrow");
            say(link, 2, "cancel my appointment");
            say(link, 3, "please don't stop");
            assertEquals(0, submitStatus(gateway, "acme"));
            assertEquals(0, gateway.facts(OptOutHeld.class).size());
        }
    }

    @Test
    void aKeywordAfterADoubtClosesAndStartOpensBoth() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(smsc);
                RawPeer link = smsc.bound()) {
            say(link, 1, "leave me alone");
            assertEquals(1, gateway.list.heldSize());
            say(link, 2, "STOP");
            assertEquals(0, gateway.list.heldSize());
            assertEquals(SUPPRESSED, submitStatus(gateway, "acme"));
            say(link, 3, "START");
            assertEquals(0, submitStatus(gateway, "acme"));
        }
    }

    @Test
    void anOptOutOfOneClassReachesThatClassAndTheNumberThatWasAnswered() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(smsc, AnswerTexts.NONE, OptOutReach.CATEGORY);
                RawPeer link = smsc.bound()) {
            say(link, 1, "STOP");
            assertEquals(
                    List.of(SuppressionScope.sender("890123"), SuppressionScope.category(ACME, "marketing")),
                    gateway.facts(OptedOut.class).stream().map(OptedOut::scope).toList());
            assertEquals(SUPPRESSED, submitStatus(gateway, "acme"));
            say(link, 2, "START");
            assertEquals(0, submitStatus(gateway, "acme"));
            assertEquals(0, gateway.list.size());
        }
    }

    @Test
    void registriesCloseAdvertisingAndGivenUpNumbersCloseAll() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(smsc);
                RawPeer link = smsc.bound()) {
            assertTrue(link.isSilent(10));
            gateway.list.add(DIGITS, SuppressionScope.parse("registry:rne"));
            assertEquals(SUPPRESSED, submitStatus(gateway, "acme"));
            assertEquals(0, submitStatus(gateway, "bank"));
            gateway.list.add(DIGITS, SuppressionScope.DEACTIVATED);
            assertEquals(SUPPRESSED, submitStatus(gateway, "bank"));
        }
    }

    @Test
    void eachAnswerIsInTheLanguageOfTheWordAndThePermissionIsInTheJournal() throws IOException {
        var texts = new AnswerTexts(Map.of(
                OptAnswer.CONFIRMATION, Map.of("", "No more messages.", "es", "No recibira mas mensajes."),
                OptAnswer.HELP,
                        Map.of("en", "Acme. Reply STOP to end.", "es", "Acme. Responda BAJA para no recibir mas."),
                OptAnswer.WELCOME, Map.of("es", "Bienvenido de nuevo.")));
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(smsc, texts, OptOutReach.ACCOUNT);
                RawPeer link = smsc.bound()) {
            assertTrue(answerTo(link, 1, "BAJA").contains("No recibira mas"));
            assertTrue(answerTo(link, 2, "HELP").contains("STOP to end"), "help comes though the number is closed");
            say(link, 3, "BAJA");
            assertTrue(link.isSilent(200), "a second confirmation");
            assertTrue(answerTo(link, 4, "ALTA").contains("Bienvenido"));
            List<OptOutAnswered> answered = gateway.facts(OptOutAnswered.class);
            assertEquals(
                    List.of(OptAnswer.CONFIRMATION, OptAnswer.HELP, OptAnswer.WELCOME),
                    answered.stream().map(OptOutAnswered::answer).toList());
            assertEquals("es", answered.getFirst().language());
            long permittedMicros =
                    answered.getFirst().untilMicros() - answered.getFirst().atMicros();
            assertEquals(300.0, permittedMicros / 1e6, 1);
        }
    }

    private static String answerTo(RawPeer link, int sequence, String text) throws IOException {
        link.send(deliver(sequence, NUMBER, "890123", 0, raw(text)));
        Seen one = link.read();
        Seen two = link.read();
        Seen submit = one.id() == SUBMIT_SM ? one : two;
        link.send(response(SUBMIT_SM, 0, submit.sequence(), "a" + sequence));
        return textOf(submit);
    }

    private static void send(RawPeer esme, RawPeer link, byte[] submit) throws IOException {
        esme.send(submit).read().expect(SUBMIT_SM | RESP, 0, submit[15]);
        Seen written = link.read();
        written.expect(SUBMIT_SM, 0, written.sequence());
        link.send(response(SUBMIT_SM, 0, written.sequence(), "w" + submit[15]));
    }

    @Test
    void aWordThatTheLastMessageOfferedIsHeldAndNotTakenForAnOptOut() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(smsc);
                RawPeer link = smsc.bound();
                RawPeer esme = gateway.bind("acme")) {
            send(esme, link, submit(1, NUMBER, "Prioridad ALTA/MEDIA/BAJA?"));
            say(link, 1, "ALTA");
            assertEquals(0, gateway.facts(OptedIn.class).size());
            assertEquals(0, gateway.list.heldSize());
            say(link, 2, "BAJA");
            OptOutHeld held = gateway.facts(OptOutHeld.class).getFirst();
            assertEquals("baja, offered as an answer", held.words());
            assertEquals("optout-es@3", held.rule());
            assertEquals(gateway.facts(MoReceived.class).getLast().moId(), held.evidenceId());
            assertEquals(0, gateway.facts(OptedOut.class).size());
            assertEquals(SUPPRESSED, submitStatus(gateway, "acme"), "advertising waits for somebody to look");
            say(link, 3, "STOP");
            assertEquals(
                    "stop (optout-en@3)",
                    gateway.facts(OptedOut.class).getFirst().reason());
        }
    }

    @Test
    void anotherMessageAnotherSenderOrAnotherNumberOffersNothing() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(smsc);
                RawPeer link = smsc.bound();
                RawPeer esme = gateway.bind("acme")) {
            send(esme, link, submit(1, "15550111", "Prioridad ALTA/MEDIA/BAJA?"));
            send(esme, link, submit(2, NUMBER, "Prioridad ALTA/MEDIA/BAJA?"));
            say(link, 1, "890124", "BAJA");
            assertEquals(1, gateway.facts(OptedOut.class).size(), "it answers another of our numbers");
            say(link, 2, "890124", "ALTA");
            assertEquals(1, gateway.facts(OptedIn.class).size());
            send(esme, link, submit(3, NUMBER, "Oferta. BAJA para no recibir mas"));
            say(link, 3, "BAJA");
            assertEquals(2, gateway.facts(OptedOut.class).size(), "the last message offers nothing");
            assertEquals(0, gateway.facts(OptOutHeld.class).size());
        }
    }

    @Test
    void whatStillWaitsHasOfferedNothingYet() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(smsc);
                RawPeer link = smsc.bound();
                RawPeer esme = gateway.bind("acme")) {
            fillWindow(esme, link);
            esme.send(submit(11, NUMBER, "Prioridad ALTA/MEDIA/BAJA?")).read().expect(SUBMIT_SM | RESP, 0, 11);
            say(link, 1, "BAJA");
            assertEquals(1, gateway.facts(OptedOut.class).size());
            assertEquals(0, gateway.facts(OptOutHeld.class).size());
        }
    }

    /** More than 160 letters in message_payload: the carrier gets two parts. */
    private static void sendInParts(RawPeer esme, RawPeer link, int sequence, String text) throws IOException {
        byte[] payload = Pdus.tlv(0x0424, raw(text));
        esme.send(Pdus.message(SUBMIT_SM, sequence, "890123", NUMBER, 0, 0, new byte[0], payload))
                .read()
                .expect(SUBMIT_SM | RESP, 0, sequence);
        for (int i = 1; i <= 2; i++) {
            Seen part = link.read();
            part.expect(SUBMIT_SM, 0, part.sequence());
            link.send(response(SUBMIT_SM, 0, part.sequence(), "p" + sequence + i));
        }
    }

    @Test
    void aMessageInPartsOffersWhatAllOfItSays() throws IOException {
        String body = "Su caso 4711 esta abierto. ".repeat(6);
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(smsc);
                RawPeer link = smsc.bound();
                RawPeer esme = gateway.bind("acme")) {
            sendInParts(esme, link, 1, body + "Prioridad ALTA, MEDIA o BAJA?");
            say(link, 1, "BAJA");
            assertEquals(1, gateway.facts(OptOutHeld.class).size());
            say(link, 2, "STOP");
            say(link, 3, "START");
            sendInParts(esme, link, 2, "Prioridad ALTA, MEDIA o BAJA? " + body + "Responda BAJA para no recibir mas");
            say(link, 4, "BAJA");
            assertEquals(2, gateway.facts(OptedOut.class).size(), "its second part says what BAJA is for");
        }
    }

    @Test
    void aDoubtIsNotConfirmed() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(smsc, AnswerTexts.confirming("No more."), OptOutReach.ACCOUNT);
                RawPeer link = smsc.bound()) {
            say(link, 1, "STOP 12345");
            assertTrue(link.isSilent(200));
            assertFalse(gateway.facts(OptOutHeld.class).isEmpty());
        }
    }
}
