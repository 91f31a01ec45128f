package io.momentum.gateway.wire;

import static io.momentum.gateway.wire.Pdus.DELIVER_SM;
import static io.momentum.gateway.wire.Pdus.REPLACE_SM;
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

import io.momentum.gateway.codec.MessagePdu;
import io.momentum.gateway.hook.Hook;
import io.momentum.gateway.intercept.Action;
import io.momentum.gateway.intercept.Action.Unanswered;
import io.momentum.gateway.intercept.Changes;
import io.momentum.gateway.intercept.HookConfig;
import io.momentum.gateway.intercept.HookLine;
import io.momentum.gateway.intercept.InterceptConfig;
import io.momentum.gateway.intercept.Match;
import io.momentum.gateway.intercept.Phrases;
import io.momentum.gateway.intercept.Rule;
import io.momentum.gateway.wire.RawPeer.Seen;
import io.momentum.store.fact.Fact;
import io.momentum.store.fact.Fact.MtAccepted;
import io.momentum.store.fact.Fact.MtAttempted;
import io.momentum.store.fact.Fact.MtIntercepted;
import io.momentum.store.fact.Fact.MtRefused;
import io.momentum.store.value.SuppressionScope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Rules and programs that look at every submit, and the gate that looks at what they have made of it. */
class InterceptionIT {

    private static final String NUMBER = "15550100";
    private static final String OTHER = "15550199";
    private static final int OPTED_OUT = 0x0421;
    private static final int RX_T_APPN = 0x64;
    private static final int RREPLACEFAIL = 0x13;

    /** Answers every question by what its text says. */
    private static final String ECHO = "while IFS='\t' read -r n a st s dt d sv dc p t; do case $t in"
            + " slow*) sleep 1; printf '%s\\tpass\\n' \"$n\";;"
            + " no*) printf '%s\\treject\\t0x45\\n' \"$n\";;"
            + " drop*) printf '%s\\tdrop\\n' \"$n\";;"
            + " turn*) printf '%s\\trewrite\\tdestination=15550199\\tsource=ACME\\n' \"$n\";;"
            + " bad*) printf '%s\\twhat?\\n' \"$n\";;"
            + " *) printf '%s\\tpass\\n' \"$n\";; esac; done";

    private static Match text(String phrase) {
        Match any = Match.ANY;
        return new Match(
                Set.of(),
                List.of(),
                any.fromTon(),
                List.of(),
                any.toTon(),
                Set.of(),
                new Phrases(List.of(phrase)),
                List.of(),
                any.hours());
    }

    private static Changes changes(Map<String, String> values) {
        Changes changes = Changes.NONE;
        for (Map.Entry<String, String> each : values.entrySet())
            changes = HookLine.with(changes, each.getKey(), each.getValue());
        return changes;
    }

    private static TestGateway.Setup setup(RawSmsc smsc, Rule... rules) {
        return setup(smsc, List.of(), rules);
    }

    private static TestGateway.Setup setup(RawSmsc smsc, List<HookConfig> hooks, Rule... rules) {
        var setup = TestGateway.setup()
                .account("acme")
                .carrier(TestGateway.carrier("telco", smsc.port()).oneBind().config());
        setup.interception = new InterceptConfig(List.of(rules), hooks);
        return setup;
    }

    private static HookConfig shell(Duration timeout, int failures, Duration pause) {
        return new HookConfig("echo", List.of("sh", "-c", ECHO), timeout, 100, failures, pause);
    }

    private static Rule ask(Unanswered unanswered) {
        return new Rule("asked", Match.ANY, new Action.Ask("echo", unanswered));
    }

    private static MessagePdu sent(RawPeer link) throws IOException {
        Seen seen = link.read();
        link.send(response(SUBMIT_SM | RESP, 0, seen.sequence(), "a"));
        return MessagePdu.parse(Pdus.pdu(SUBMIT_SM, 0, seen.sequence(), seen.body()));
    }

    // ---- rules

    @Test
    void theFirstRuleThatEndsItDecides() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = setup(
                                smsc,
                                new Rule("friends", text("trusted"), new Action.Pass()),
                                new Rule("links", text("BIT.LY/"), new Action.Reject(0x45)))
                        .start();
                RawPeer link = smsc.bound();
                RawPeer esme = gateway.bind("acme")) {
            esme.send(submit(1, NUMBER, "see bit.ly/1")).read().expect(SUBMIT_SM | RESP, 0x45, 1);
            esme.send(submit(2, NUMBER, "trusted bit.ly/1")).read().expect(SUBMIT_SM | RESP, 0, 2);
            esme.send(submit(3, NUMBER, "see bit.l")).read().expect(SUBMIT_SM | RESP, 0, 3);
            sent(link);
            sent(link);
            assertEquals(2, gateway.facts(MtAccepted.class).size());
            assertEquals(1, decided(gateway, "links", "rejected"));
            assertEquals(1, decided(gateway, "friends", "passed"));
        }
    }

    private static long decided(TestGateway gateway, String rule, String word) {
        long[] found = new long[1];
        gateway.gateway().intake().decisions().forEach((kind, count) -> {
            if (kind.rule().equals(rule) && kind.word().equals(word)) found[0] = count;
        });
        return found[0];
    }

    @Test
    void whatIsDroppedIsAcceptedEndsAtOnceAndGetsItsReceipt() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = setup(smsc, new Rule("quiet", text("drop me"), new Action.Drop()))
                        .projected()
                        .start();
                RawPeer link = smsc.bound();
                RawPeer esme = gateway.bind("acme")) {
            esme.send(submit(1, NUMBER, "drop me")).read().expect(SUBMIT_SM | RESP, 0, 1);
            Seen receipt = esme.read();
            assertEquals(DELIVER_SM, receipt.id());
            String body = new String(receipt.body(), StandardCharsets.ISO_8859_1);
            assertTrue(body.contains("stat:REJECTD"), body);
            List<Fact> facts = gateway.facts();
            assertTrue(facts.get(0) instanceof MtAccepted);
            assertTrue(facts.get(1) instanceof MtIntercepted told && told.rule().equals("quiet"));
            assertTrue(facts.get(2) instanceof MtRefused refused && refused.status() == Action.STATUS);
            assertTrue(link.isSilentForNow(100));
        }
    }

    @Test
    void aRuleGivesAnotherSenderServiceTypePriorityTlvAndCarrier() throws IOException {
        Changes changes = changes(Map.of(
                "source", "ACME", "serviceType", "OTP", "priority", "otp", "carrier", "second", "tlv.0x1400", "id-7"));
        try (RawSmsc first = new RawSmsc();
                RawSmsc second = new RawSmsc();
                TestGateway gateway = setup(first, new Rule("brand", text("code"), new Action.Rewrite(changes)))
                        .carrier(TestGateway.carrier("second", second.port())
                                .oneBind()
                                .config())
                        .start();
                RawPeer link = first.bound();
                RawPeer other = second.bound();
                RawPeer esme = gateway.bind("acme")) {
            esme.send(submit(1, NUMBER, "code 1")).read().expect(SUBMIT_SM | RESP, 0, 1);
            MessagePdu pdu = sent(other);
            assertEquals("ACME", pdu.source().text());
            assertEquals(5, pdu.sourceTon());
            assertEquals("OTP", pdu.serviceType());
            assertEquals(3, pdu.priority());
            assertEquals("id-7", new String(pdu.tlvValue(0x1400), StandardCharsets.US_ASCII));
            MtIntercepted told = gateway.facts(MtIntercepted.class).getFirst();
            assertTrue(told.what().contains("source") && told.what().contains("carrier"), told.what());
            MtAccepted accepted = gateway.facts(MtAccepted.class).getFirst();
            assertEquals("890123", accepted.source().text(), "its ESME asks for it under its own sender");
            assertTrue(link.isSilentForNow(50));
        }
    }

    @Test
    void itsEsmeCancelsARewrittenMessageUnderItsOwnAddresses() throws IOException {
        Changes changes = changes(Map.of("source", "ACME", "destination", OTHER));
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = setup(smsc, new Rule("brand", Match.ANY, new Action.Rewrite(changes)))
                        .start();
                RawPeer esme = gateway.bind("acme")) {
            // No bind to the carrier: it waits.
            Seen taken = esme.send(submit(1, NUMBER, "code 1")).read().expect(SUBMIT_SM | RESP, 0, 1);
            byte[] cancel = Pdus.pdu(Pdus.CANCEL_SM, 2, "", "", 1, 1, "890123", 1, 1, NUMBER);
            esme.send(cancel).read().expect(Pdus.CANCEL_SM | RESP, 0, 2);
            assertFalse(taken.string().isEmpty());
        }
    }

    // ---- the gate comes after

    @Test
    void aRewrittenDestinationIsCheckedAndAStopIsNeverBypassed() throws IOException {
        Changes away = changes(Map.of("destination", OTHER));
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = setup(smsc, new Rule("turn", text("turn"), new Action.Rewrite(away)))
                        .start();
                RawPeer link = smsc.bound();
                RawPeer esme = gateway.bind("acme")) {
            link.send(deliver(1, OTHER, "890123", 0, raw("STOP"))).read().expect(DELIVER_SM | RESP, 0, 1);
            esme.send(submit(1, NUMBER, "turn")).read().expect(SUBMIT_SM | RESP, OPTED_OUT, 1);
            esme.send(submit(2, NUMBER, "stay")).read().expect(SUBMIT_SM | RESP, 0, 2);
            assertEquals(NUMBER, sent(link).destination().text());
            assertEquals(1, gateway.facts(MtAttempted.class).size());
        }
    }

    @Test
    void aStopForASenderHoldsUnderTheNameThatARuleGivesIt() throws IOException {
        Changes brand = changes(Map.of("source", "ACME"));
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = setup(smsc, new Rule("brand", Match.ANY, new Action.Rewrite(brand)))
                        .start();
                RawPeer esme = gateway.bind("acme")) {
            gateway.list.add(15_550_100L, SuppressionScope.sender("890123"));
            gateway.list.add(15_550_199L, SuppressionScope.sender("ACME"));
            esme.send(submit(1, NUMBER, "a")).read().expect(SUBMIT_SM | RESP, OPTED_OUT, 1);
            esme.send(submit(2, OTHER, "b")).read().expect(SUBMIT_SM | RESP, OPTED_OUT, 2);
            // Accepted, waits for its carrier; the number opts out of the sender that the ESME wrote; then the carrier
            // comes.
            esme.send(submit(3, "15550142", "c")).read().expect(SUBMIT_SM | RESP, 0, 3);
            gateway.list.add(15_550_142L, SuppressionScope.sender("890123"));
            try (RawPeer link = smsc.bound()) {
                until(
                        "the gate stops it",
                        () -> gateway.facts(Fact.MtSuppressed.class).size() == 1);
                assertTrue(link.isSilentForNow(50));
            }
        }
    }

    @Test
    void aProgramCannotBypassAStopEither() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = setup(
                                smsc,
                                List.of(shell(Duration.ofSeconds(5), 5, Duration.ofSeconds(5))),
                                ask(Unanswered.REFUSE))
                        .start();
                RawPeer link = smsc.bound();
                RawPeer esme = gateway.bind("acme")) {
            link.send(deliver(1, OTHER, "890123", 0, raw("STOP"))).read().expect(DELIVER_SM | RESP, 0, 1);
            esme.send(submit(1, NUMBER, "turn")).read().expect(SUBMIT_SM | RESP, OPTED_OUT, 1);
            esme.send(submit(2, OTHER, "fine")).read().expect(SUBMIT_SM | RESP, OPTED_OUT, 2);
            assertEquals(0, gateway.facts(MtAccepted.class).size());
        }
    }

    // ---- programs

    @Test
    void aProgramDecides() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = setup(
                                smsc,
                                List.of(shell(Duration.ofSeconds(5), 5, Duration.ofSeconds(5))),
                                ask(Unanswered.REFUSE))
                        .start();
                RawPeer link = smsc.bound();
                RawPeer esme = gateway.bind("acme")) {
            esme.send(submit(1, NUMBER, "no way")).read().expect(SUBMIT_SM | RESP, 0x45, 1);
            esme.send(submit(2, NUMBER, "drop it")).read().expect(SUBMIT_SM | RESP, 0, 2);
            esme.send(submit(3, NUMBER, "turn it")).read().expect(SUBMIT_SM | RESP, 0, 3);
            MessagePdu turned = sent(link);
            assertEquals(OTHER, turned.destination().text());
            assertEquals("ACME", turned.source().text());
            esme.send(submit(4, NUMBER, "tab\tand \\ back")).read().expect(SUBMIT_SM | RESP, 0, 4);
            assertEquals(NUMBER, sent(link).destination().text());
            esme.send(submit(5, NUMBER, "bad answer")).read().expect(SUBMIT_SM | RESP, RX_T_APPN, 5);
            Hook hook = gateway.gateway().intake().hooks().all().iterator().next();
            assertEquals(1, hook.counters().malformed.sum());
            assertEquals(0, hook.counters().late.sum());
        }
    }

    @Test
    void aSlowProgramCostsItsTimeLimitAndIsThenNotAsked() throws IOException {
        var hook = shell(Duration.ofMillis(150), 2, Duration.ofMinutes(1));
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway =
                        setup(smsc, List.of(hook), ask(Unanswered.PASS)).start();
                RawPeer link = smsc.bound();
                RawPeer esme = gateway.bind("acme")) {
            esme.send(submit(1, NUMBER, "slow 1"), submit(2, NUMBER, "slow 2"));
            // The loop goes on meanwhile.
            assertTrue(esme.stands(9));
            esme.read().expect(SUBMIT_SM | RESP, 0, 1);
            esme.read().expect(SUBMIT_SM | RESP, 0, 2);
            sent(link);
            sent(link);
            Hook stopped = gateway.gateway().intake().hooks().all().iterator().next();
            assertTrue(stopped.isPaused());
            esme.send(submit(3, NUMBER, "no answer now")).read().expect(SUBMIT_SM | RESP, 0, 3);
            sent(link);
            assertEquals(1, stopped.counters().skipped.sum());
            assertEquals(1, stopped.counters().pauses.sum());
            assertEquals(3, decided(gateway, "asked", "unanswered"));
            assertTrue(gateway.facts(MtIntercepted.class).getFirst().what().contains("did not answer"));
            // The same failure, closed.
            var closed = setup(smsc, List.of(hook), ask(Unanswered.REFUSE));
            gateway.reload(closed);
            esme.send(submit(4, NUMBER, "closed")).read().expect(SUBMIT_SM | RESP, RX_T_APPN, 4);
        }
    }

    @Test
    void aProgramThatIsNotThereIsAsOneThatDoesNotAnswer() throws IOException {
        var hook =
                new HookConfig("echo", List.of("/nowhere/hook"), Duration.ofMillis(50), 10, 100, Duration.ofSeconds(1));
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway =
                        setup(smsc, List.of(hook), ask(Unanswered.REFUSE)).start();
                RawPeer esme = gateway.bind("acme")) {
            esme.send(submit(1, NUMBER, "a")).read().expect(SUBMIT_SM | RESP, RX_T_APPN, 1);
            esme.send(submit(2, NUMBER, "b")).read().expect(SUBMIT_SM | RESP, RX_T_APPN, 2);
        }
    }

    // ---- a new text

    @Test
    void aReplacingTextPassesTheRulesToo() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = setup(smsc, new Rule("links", text("bit.ly"), new Action.Reject(0x45)))
                        .start();
                RawPeer esme = gateway.bind("acme")) {
            String id = esme.send(submit(1, NUMBER, "fine")).read().string();
            esme.send(replace(2, id, "see bit.ly/1")).read().expect(REPLACE_SM | RESP, RREPLACEFAIL, 2);
            esme.send(replace(3, id, "still fine")).read().expect(REPLACE_SM | RESP, 0, 3);
        }
    }

    private static byte[] replace(int sequence, String id, String text) {
        return Pdus.pdu(REPLACE_SM, sequence, id, 1, 1, "890123", "", "", 1, 0, text.length(), raw(text));
    }
}
