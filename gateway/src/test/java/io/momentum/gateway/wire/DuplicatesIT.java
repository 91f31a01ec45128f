package io.momentum.gateway.wire;

import static io.momentum.gateway.wire.Pdus.RESP;
import static io.momentum.gateway.wire.Pdus.SUBMIT_SM;
import static io.momentum.gateway.wire.Pdus.message;
import static io.momentum.gateway.wire.Pdus.raw;
import static io.momentum.gateway.wire.Pdus.submit;
import static io.momentum.gateway.wire.TestGateway.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.codec.PduWriter;
import io.momentum.gateway.intake.IntakeRules;
import io.momentum.gateway.intake.IntakeRules.Answer;
import io.momentum.gateway.intake.IntakeRules.Repeats;
import io.momentum.gateway.intake.Repeated;
import io.momentum.gateway.net.Loop;
import io.momentum.gateway.path.SubmitPath;
import io.momentum.gateway.path.SubmitPath.Submission;
import io.momentum.gateway.server.Account;
import io.momentum.gateway.server.AccountConfig.OnSuppressed;
import io.momentum.gateway.server.SubmitSink;
import io.momentum.gateway.sim.CarrierOptions;
import io.momentum.gateway.sim.SimulatedCarrier;
import io.momentum.gateway.wire.RawPeer.Seen;
import io.momentum.store.fact.Fact.MtAccepted;
import io.momentum.store.fact.Fact.MtRepeated;
import io.momentum.store.fact.Fact.Origin;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What an account submits twice goes once, over how many binds it may come. */
class DuplicatesIT {

    private static final String NUMBER = "15550100";
    private static final int RTHROTTLED = 0x58;
    private static final int RMSGQFUL = 0x14;

    private static TestGateway.Setup setup(SimulatedCarrier carrier, Duration within, int most, Answer answer) {
        IntakeRules usual = IntakeRules.DEFAULT;
        var rules =
                new IntakeRules(usual.country(), false, Optional.of(new Repeats(within, most, answer)), usual.fit());
        return TestGateway.setup()
                .account("acme")
                .intake(rules)
                .account("other")
                .carrier(TestGateway.carrier("telco", carrier.port()).config());
    }

    private static TestGateway start(SimulatedCarrier carrier, Answer answer) throws IOException {
        return setup(carrier, Duration.ofMinutes(1), 1_000, answer).start();
    }

    private static Account acme(TestGateway gateway) {
        return Objects.requireNonNull(gateway.gateway().accounts().get("acme"));
    }

    @Test
    void theSecondIsRefusedWithAStatusOfItsOwnAndNothingElseIs() throws IOException {
        try (SimulatedCarrier carrier = SimulatedCarrier.start(CarrierOptions.defaults());
                TestGateway gateway = start(carrier, Answer.REFUSE);
                RawPeer esme = gateway.bind("acme");
                RawPeer other = gateway.bind("other")) {
            esme.send(submit(1, NUMBER, "hello")).read().expect(SUBMIT_SM | RESP, 0, 1);
            esme.send(submit(2, NUMBER, "hello")).read().expect(SUBMIT_SM | RESP, Repeated.STATUS, 2);
            esme.send(submit(3, NUMBER, "hello!")).read().expect(SUBMIT_SM | RESP, 0, 3);
            esme.send(submit(4, "15550101", "hello")).read().expect(SUBMIT_SM | RESP, 0, 4);
            other.send(submit(5, NUMBER, "hello")).read().expect(SUBMIT_SM | RESP, 0, 5);
            until("told", () -> gateway.facts(MtRepeated.class).size() == 1);
            assertEquals(
                    gateway.facts(MtAccepted.class).getFirst().mtId(),
                    gateway.facts(MtRepeated.class).getFirst().mtId());
            assertEquals(1, acme(gateway).counters().repeated.sum());
            assertEquals(4, gateway.facts(MtAccepted.class).size());
        }
    }

    @Test
    void theSecondIsAnsweredWithTheFirstsId() throws IOException {
        try (SimulatedCarrier carrier = SimulatedCarrier.start(CarrierOptions.defaults());
                TestGateway gateway = start(carrier, Answer.ANSWER);
                RawPeer esme = gateway.bind("acme");
                RawPeer again = gateway.bind("acme")) {
            Seen first = esme.send(submit(1, NUMBER, "hello")).read().expect(SUBMIT_SM | RESP, 0, 1);
            Seen second = again.send(submit(2, NUMBER, "hello")).read().expect(SUBMIT_SM | RESP, 0, 2);
            assertEquals(first.string(), second.string());
            for (int i = 3; i < 10; i++)
                esme.send(submit(i, NUMBER, "hello")).read().expect(SUBMIT_SM | RESP, 0, i);
            assertEquals(1, gateway.facts(MtAccepted.class).size());
            assertEquals(8, acme(gateway).counters().repeated.sum());
            assertTrue(gateway.facts(MtRepeated.class).size() <= 3, "a row must not grow with what comes");
        }
    }

    @Test
    void partsOfOneMessageAreNotDuplicatesOfEachOther() throws IOException {
        try (SimulatedCarrier carrier = SimulatedCarrier.start(CarrierOptions.defaults());
                TestGateway gateway = start(carrier, Answer.REFUSE);
                RawPeer esme = gateway.bind("acme")) {
            for (int part = 1; part <= 3; part++) {
                esme.send(inHeader(part, part)).read().expect(SUBMIT_SM | RESP, 0, part);
                esme.send(inTlvs(10 + part, part)).read().expect(SUBMIT_SM | RESP, 0, 10 + part);
            }
            esme.send(inHeader(20, 2)).read().expect(SUBMIT_SM | RESP, Repeated.STATUS, 20);
            esme.send(inTlvs(21, 2)).read().expect(SUBMIT_SM | RESP, Repeated.STATUS, 21);
        }
    }

    private static byte[] inHeader(int sequence, int part) {
        byte[] text = Pdus.bytes(5, 0, 3, 77, 3, part, raw("same"));
        return message(SUBMIT_SM, sequence, "890123", NUMBER, 0x40, 0, text, new byte[0]);
    }

    private static byte[] inTlvs(int sequence, int part) {
        byte[] sar = Pdus.join(
                Pdus.tlv(0x020C, new byte[] {0, 9}),
                Pdus.tlv(0x020E, new byte[] {3}),
                Pdus.tlv(0x020F, new byte[] {(byte) part}));
        return message(SUBMIT_SM, sequence, "890123", NUMBER, 0, 0, raw("same"), sar);
    }

    @Test
    void manyBindsAtTheSameMomentMakeOneMessageOfEachText() throws IOException {
        try (SimulatedCarrier carrier = SimulatedCarrier.start(CarrierOptions.defaults());
                TestGateway gateway = start(carrier, Answer.ANSWER)) {
            int texts = 50;
            List<RawPeer> binds = new ArrayList<>();
            for (int i = 0; i < 6; i++) binds.add(gateway.bind("acme"));
            for (int text = 0; text < texts; text++)
                for (RawPeer bind : binds) bind.send(submit(text + 1, NUMBER, "text " + text));
            List<Set<String>> ids = new ArrayList<>();
            for (int text = 0; text < texts; text++) ids.add(new HashSet<>());
            for (RawPeer bind : binds) {
                for (int text = 0; text < texts; text++) {
                    Seen answer = bind.read();
                    assertEquals(0, answer.status());
                    ids.get(answer.sequence() - 1).add(answer.string());
                }
                bind.close();
            }
            ids.forEach(each -> assertEquals(1, each.size()));
            assertEquals(texts, gateway.facts(MtAccepted.class).size());
            assertEquals(5L * texts, acme(gateway).counters().repeated.sum());
        }
    }

    @Test
    void whoeverWaitsBehindOneThatIsRefusedIsTheFirst() throws IOException {
        try (SimulatedCarrier carrier = SimulatedCarrier.start(CarrierOptions.defaults());
                TestGateway gateway = start(carrier, Answer.REFUSE);
                RawPeer esme = gateway.bind("acme");
                RawPeer again = gateway.bind("acme")) {
            gateway.journal.full(true);
            int first = esme.send(submit(1, NUMBER, "hello")).read().status();
            assertTrue(first == RTHROTTLED || first == RMSGQFUL, Integer.toHexString(first));
            gateway.journal.full(false);
            // It was told to come again, and is no duplicate of itself.
            int second = RTHROTTLED;
            for (int i = 2; second == RTHROTTLED; i++)
                second = again.send(submit(i, NUMBER, "hello")).read().status();
            assertEquals(0, second);
            int[] tries = {100};
            until("its loop takes again", () -> status(esme, submit(++tries[0], NUMBER, "another")) == 0);
            // While the first waits for the disk, the second waits for it.
            gateway.journal.hold();
            esme.send(submit(5000, NUMBER, "later"));
            again.send(submit(5001, NUMBER, "later"));
            assertTrue(again.isSilentForNow(100));
            gateway.journal.release();
            int one = esme.read().status();
            int two = again.read().status();
            assertEquals(Repeated.STATUS, one + two, "one is taken, the other is not");
        }
    }

    @Test
    void afterItsTimeItIsAnotherMessageAndMemoryIsBounded() throws IOException {
        try (SimulatedCarrier carrier = SimulatedCarrier.start(CarrierOptions.defaults());
                TestGateway gateway =
                        setup(carrier, Duration.ofSeconds(1), 10, Answer.REFUSE).start();
                RawPeer esme = gateway.bind("acme")) {
            esme.send(submit(1, NUMBER, "hello")).read().expect(SUBMIT_SM | RESP, 0, 1);
            esme.send(submit(2, NUMBER, "hello")).read().expect(SUBMIT_SM | RESP, Repeated.STATUS, 2);
            int[] sequence = {2};
            until("its time is over", () -> status(esme, submit(++sequence[0], NUMBER, "hello")) == 0);
            for (int i = 0; i < 40; i++)
                esme.send(submit(1000 + i, NUMBER, "text " + i)).read().expect(SUBMIT_SM | RESP, 0, 1000 + i);
            assertTrue(acme(gateway).repeated().remembered() <= 10);
            assertTrue(acme(gateway).repeated().forgotten().sum() >= 30);
        }
    }

    private static int status(RawPeer peer, byte[] pdu) {
        try {
            return peer.send(pdu).read().status();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void whatAnEarlierProcessAcceptedIsKnown() throws IOException {
        List<MtAccepted> before;
        try (SimulatedCarrier carrier = SimulatedCarrier.start(CarrierOptions.defaults());
                TestGateway gateway = start(carrier, Answer.ANSWER);
                RawPeer esme = gateway.bind("acme")) {
            esme.send(submit(1, NUMBER, "hello")).read().expect(SUBMIT_SM | RESP, 0, 1);
            before = gateway.facts(MtAccepted.class);
        }
        try (SimulatedCarrier carrier = SimulatedCarrier.start(CarrierOptions.defaults());
                TestGateway gateway = start(carrier, Answer.ANSWER)) {
            SubmitPath.remember(acme(gateway), before.getFirst());
            try (RawPeer esme = gateway.bind("acme")) {
                Seen answer = esme.send(submit(2, NUMBER, "hello")).read().expect(SUBMIT_SM | RESP, 0, 2);
                assertEquals("%016x".formatted(before.getFirst().mtId()), answer.string());
                assertEquals(0, gateway.facts(MtAccepted.class).size());
            }
        }
    }

    @Test
    void aTextOfTheApiIsTheSameMessageAsAnEsmes() throws Exception {
        try (SimulatedCarrier carrier = SimulatedCarrier.start(CarrierOptions.defaults());
                TestGateway gateway = start(carrier, Answer.REFUSE);
                RawPeer esme = gateway.bind("acme")) {
            esme.send(submit(1, NUMBER, "hello")).read().expect(SUBMIT_SM | RESP, 0, 1);
            byte[] pdu = PduWriter.submitSm(PduWriter.address("890123"), PduWriter.address(NUMBER), "hello", 1, "");
            var status = new CompletableFuture<Integer>();
            Loop loop = gateway.gateway().loops().any();
            loop.run(() -> gateway.gateway()
                    .submitPath()
                    .submit(
                            loop,
                            acme(gateway),
                            new Submission(Origin.API, null, loop::nextId, pdu),
                            new SubmitSink.Reply() {
                                @Override
                                public void accepted(long mtId) {
                                    status.complete(0);
                                }

                                @Override
                                public void refused(int refusal) {
                                    status.complete(refusal);
                                }
                            }));
            assertEquals(Repeated.STATUS, status.get());
        }
    }

    @Test
    void aSuppressedOneIsNotRemembered() throws IOException {
        try (SimulatedCarrier carrier = SimulatedCarrier.start(CarrierOptions.defaults());
                TestGateway gateway = start(carrier, Answer.ANSWER);
                RawPeer esme = gateway.bind("acme")) {
            gateway.list.add(15_550_100L, io.momentum.store.value.SuppressionScope.GLOBAL);
            int status = OnSuppressed.VENDOR_STATUS.status();
            esme.send(submit(1, NUMBER, "hello")).read().expect(SUBMIT_SM | RESP, status, 1);
            esme.send(submit(2, NUMBER, "hello")).read().expect(SUBMIT_SM | RESP, status, 2);
        }
    }
}
