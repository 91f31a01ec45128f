package io.momentum.ops.e2e;

import static io.momentum.ops.e2e.ConfiguredAppliance.until;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.codec.CommandId;
import io.momentum.gateway.codec.PduWriter;
import io.momentum.gateway.net.Loop;
import io.momentum.gateway.sim.EsmeListener;
import io.momentum.store.fact.Fact;
import io.momentum.store.fact.Fact.DlrReceived;
import io.momentum.store.fact.Fact.MoJoined;
import io.momentum.store.fact.Fact.MoSegment;
import io.momentum.store.fact.Fact.MtAccepted;
import io.momentum.store.fact.Fact.MtAttempted;
import io.momentum.store.fact.Fact.MtSubmitted;
import io.momentum.store.fact.Fact.OptedOut;
import io.momentum.store.fact.Fact.Origin;
import io.momentum.store.fact.Fact.Reading;
import io.momentum.store.fact.Fact.ReportedOptOut;
import io.momentum.store.journal.ChronicleJournal;
import io.momentum.store.journal.Durability;
import io.momentum.store.journal.FactBatch;
import io.momentum.store.journal.JournalOptions;
import io.momentum.store.value.CarrierId;
import io.momentum.store.value.IdForm;
import io.momentum.store.value.MessageId;
import io.momentum.store.value.MessageState;
import io.momentum.store.value.SuppressionScope;
import io.momentum.store.value.SystemId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes from carriers, where the process before this one was killed between two facts: its journal ends there. */
class InboundCrashIT {

    private static final CarrierId TELCO = new CarrierId("telco");
    private static final SystemId ACME = new SystemId("acme");
    private static final long SUBSCRIBER = 15_550_100_123L;
    private static final String CONFIG = """
            accounts: [{ systemId: acme, password: { plain: secret }, senders: ["890123"] }]
            carriers:
              - { id: telco, hosts: ["127.0.0.1:1"], systemId: momentum, password: { plain: secret }, parts: { joinTimeout: %s } }
            routes: [{ to: "*", carriers: [telco] }]
            """;

    @TempDir
    Path dir;

    private final long now = Loop.clockMicros();

    private void journalEndsWith(Fact... facts) throws IOException {
        JournalOptions options = JournalOptions.defaults().withBlocks(JournalOptions.BLOCK_MIN_BYTES, 0);
        try (var journal = ChronicleJournal.open(dir.resolve("data/journal"), Durability.PAGE_CACHE, options)) {
            assertTrue(journal.offer(FactBatch.riding(List.of(facts))));
            until("it is durable", () -> journal.durableSequence() == facts.length);
        }
    }

    private static byte[] segment(int number, String text) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(("\0\1\1" + SUBSCRIBER + "\0\3\000890123\0").getBytes(ISO_8859_1));
        out.writeBytes(new byte[] {0x40, 0, 0, 0, 0, 0, 0, 0, 0, (byte) (6 + text.length())});
        out.writeBytes(new byte[] {5, 0, 3, 7, 2, (byte) number});
        out.writeBytes(text.getBytes(ISO_8859_1));
        return ByteBuffer.allocate(16 + out.size())
                .putInt(16 + out.size())
                .putInt(CommandId.DELIVER_SM)
                .putLong(number)
                .put(out.toByteArray())
                .array();
    }

    private MoSegment fact(int number, String text) {
        return new MoSegment(now, 42, TELCO, 2, number, segment(number, text));
    }

    private static int segmentsLeft(ConfiguredAppliance appliance) {
        var left = new ConcurrentLinkedQueue<MoSegment>();
        appliance.index().moSegments(left::add);
        return left.size();
    }

    private static EsmeListener into(Queue<String> texts) {
        return new EsmeListener() {
            @Override
            public void received(Mo mo) {
                texts.add(mo.text());
            }
        };
    }

    @Test
    void aMessageWhoseSegmentsWereAllHereIsDeliveredOnceAndLeavesNoneBehind() throws Exception {
        journalEndsWith(fact(2, "message"), fact(1, "one "));
        Queue<String> texts = new ConcurrentLinkedQueue<>();
        try (var appliance = ConfiguredAppliance.start(dir, CONFIG.formatted("30m"));
                var _ = appliance.esme(into(texts))) {
            until("it comes", () -> !texts.isEmpty());
            until("no segment is left", () -> segmentsLeft(appliance) == 0);
        }
        try (var again = ConfiguredAppliance.start(dir, CONFIG.formatted("30m"))) {
            assertEquals(0, segmentsLeft(again));
            assertEquals(List.of("one message"), List.copyOf(texts));
        }
    }

    @Test
    void aMessageOfWhichOneSegmentWasHereIsDeliveredAsItIsWhenItsTimeIsOverAndLeavesNoneBehind() throws Exception {
        journalEndsWith(fact(1, "the beginning"));
        Queue<String> texts = new ConcurrentLinkedQueue<>();
        try (var appliance = ConfiguredAppliance.start(dir, CONFIG.formatted("1s"));
                var _ = appliance.esme(into(texts))) {
            until("it comes", () -> texts.contains("the beginning"));
            until("no segment is left", () -> segmentsLeft(appliance) == 0);
        }
    }

    @Test
    void aMessageThatWasOneAlreadyIsNotDeliveredAgain() throws Exception {
        journalEndsWith(fact(1, "one "), fact(2, "message"), new MoJoined(now, 42, 43, 2, 2));
        try (var appliance = ConfiguredAppliance.start(dir, CONFIG.formatted("30m"))) {
            assertEquals(0, segmentsLeft(appliance));
            assertEquals(0, appliance.waitingForSegments());
        }
    }

    @Test
    void anOptOutThatACarrierReportedBeforeTheCrashClosesTheNumberAfterIt() throws Exception {
        long mtId = MessageId.firstOf(now / 1_000);
        var from = PduWriter.address("890123");
        var to = PduWriter.address(Long.toString(SUBSCRIBER));
        byte[] submit = PduWriter.submitSm(from, to, "Hello", 1);
        var reading = new Reading(IdForm.SAME, 1, SUBSCRIBER, 0, "", false, false, false, 0, ReportedOptOut.ACCOUNT);
        journalEndsWith(
                new MtAccepted(now, mtId, ACME, Origin.SMPP, from, to, SUBSCRIBER, 1, null, submit),
                new MtAttempted(now, mtId, TELCO, 1),
                new MtSubmitted(now, mtId, TELCO, "7F00A3"),
                new DlrReceived(
                        now, mtId + 1, TELCO, "7F00A3", MessageState.UNDELIVERABLE, "2050", 0, new byte[0], reading));
        try (var appliance = ConfiguredAppliance.start(dir, CONFIG.formatted("30m"))) {
            until("the number is closed", () -> appliance.suppressions().size() == 1);
            assertEquals(
                    SuppressionScope.account(ACME), appliance.suppressions().blocking(SUBSCRIBER, ACME, "890123"));
        }
        try (var again = ConfiguredAppliance.start(dir, CONFIG.formatted("30m"))) {
            assertEquals(1, again.suppressions().size());
            assertEquals(1, again.count(OptedOut.class));
        }
    }
}
