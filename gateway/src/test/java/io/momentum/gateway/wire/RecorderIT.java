package io.momentum.gateway.wire;

import static io.momentum.gateway.wire.Pdus.DELIVER_SM;
import static io.momentum.gateway.wire.Pdus.ENQUIRE_LINK;
import static io.momentum.gateway.wire.Pdus.NACK;
import static io.momentum.gateway.wire.Pdus.RESP;
import static io.momentum.gateway.wire.Pdus.SUBMIT_SM;
import static io.momentum.gateway.wire.Pdus.pdu;
import static io.momentum.gateway.wire.Pdus.response;
import static io.momentum.gateway.wire.Pdus.submit;
import static io.momentum.gateway.wire.TestGateway.until;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.record.FlightRecorder;
import io.momentum.gateway.record.FlightTape;
import io.momentum.gateway.record.RecorderConfig;
import io.momentum.gateway.record.Recording;
import io.momentum.gateway.wire.RawPeer.Seen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The flight recorder on real connections, read by Wireshark's dissector. */
class RecorderIT {

    private static final String SECRET_TEXT = "only for your eyes";
    private static final String NUMBER = "447700900123";

    @TempDir
    Path directory;

    private static List<Path> files(TestGateway gateway) {
        if (!Files.isDirectory(gateway.records())) return List.of();
        try (Stream<Path> files = Files.list(gateway.records())) {
            return files.filter(file -> file.toString().endsWith(".pcapng"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Recording recording(TestGateway gateway, String owner) throws Exception {
        FlightTape tape = gateway.gateway().recorder().tapes().stream()
                .filter(each -> each.owner().equals(owner))
                .findFirst()
                .orElseThrow();
        return gateway.gateway().recorder().recordings(List.of(tape)).getFirst();
    }

    /** What tshark prints of a file, one line for each packet. */
    private static List<String> dissected(Path file, String... fields) throws Exception {
        var command = new ArrayList<>(List.of(Tool.find("tshark"), "-n", "-r", file.toString(), "-T", "fields"));
        for (String field : fields) command.addAll(List.of("-e", field));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> lines;
        try (var reader = process.inputReader()) {
            lines = reader.lines().toList();
        }
        assertEquals(0, process.waitFor());
        return lines;
    }

    @Test
    void aRecordingOpensInWiresharkAndHoldsNoTextAndNoNumber() throws Exception {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = TestGateway.setup()
                        .account("acme")
                        .carrier(TestGateway.carrier("telco", smsc.port())
                                .oneBind()
                                .config())
                        .start();
                RawPeer link = smsc.bound();
                RawPeer esme = gateway.bind("acme")) {
            for (int i = 1; i <= 5; i++) esme.send(submit(i, NUMBER, SECRET_TEXT));
            for (int i = 1; i <= 5; i++) esme.read().expect(SUBMIT_SM | RESP, 0, i);
            List<Seen> submits = new ArrayList<>();
            for (int i = 1; i <= 5; i++) submits.add(link.read());
            for (int i = 1; i <= 5; i++) {
                Seen one = submits.get(i - 1);
                link.send(response(SUBMIT_SM, 0, one.sequence(), "smsc-" + i));
                link.send(Pdus.receipt(i, "smsc-" + i, NUMBER, "DELIVRD"));
                link.read().expect(DELIVER_SM | RESP, 0, i);
            }
            List<Recording> both = List.of(recording(gateway, "carrier telco"), recording(gateway, "account acme"));
            Path file = directory.resolve("dump.pcapng");
            Files.write(file, FlightRecorder.pcapng(both, "test", true));
            String bytes = Files.readString(file, ISO_8859_1);
            assertFalse(bytes.contains(SECRET_TEXT) || bytes.contains(NUMBER) || bytes.contains(TestGateway.PASSWORD));
            assertTrue(bytes.contains("stat:DELIVRD"));
            List<String> packets = dissected(
                    file,
                    "smpp.command_id",
                    "_ws.malformed",
                    "ip.checksum.status",
                    "tcp.checksum.status",
                    "_ws.expert");
            assertTrue(packets.stream()
                    .noneMatch(line -> line.toLowerCase(java.util.Locale.ROOT).contains("malformed")));
            assertEquals(2 + 4 * 5 + 2 + 2 * 5, packets.size(), packets.toString());
            assertTrue(packets.stream().allMatch(line -> line.startsWith("0x")), packets.toString());
            assertEquals(
                    10,
                    packets.stream()
                            .filter(line -> line.startsWith("0x80000004"))
                            .count());
            Path plain = directory.resolve("plain.pcapng");
            Files.write(plain, FlightRecorder.pcapng(both, "test", false));
            assertTrue(Files.readString(plain, ISO_8859_1).contains(SECRET_TEXT));
        }
    }

    @Test
    void aBrokenFrameLeavesARecordingOfWhatCameBeforeIt() throws Exception {
        try (TestGateway gateway = TestGateway.setup().account("acme").start();
                RawPeer esme = gateway.bind("acme")) {
            assertTrue(esme.stands(2));
            byte[] broken = pdu(ENQUIRE_LINK, 6, Pdus.raw(SECRET_TEXT));
            java.nio.ByteBuffer.wrap(broken).putInt(0, 15);
            esme.send(broken).read().expect(NACK, 0x02, 6);
            assertTrue(esme.isClosed());
            until("written", () -> files(gateway).size() == 1);
            Path file = files(gateway).getFirst();
            assertTrue(file.toString().contains("account-acme-broken-frame"), file.toString());
            assertFalse(Files.readString(file, ISO_8859_1).contains(SECRET_TEXT));
            List<String> ids = dissected(file, "smpp.command_id");
            assertEquals("0x00000015", ids.get(2), ids.toString());
            assertTrue(ids.contains("0x80000000"), ids.toString());
        }
    }

    @Test
    void aRefusedBindAndALostCarrierLeaveRecordingsWithoutThePassword() throws Exception {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = TestGateway.setup()
                        .carrier(TestGateway.carrier("telco", smsc.port())
                                .oneBind()
                                .config())
                        .start()) {
            try (RawPeer link = smsc.accept()) {
                Seen bind = link.read();
                link.send(response(bind.id(), 0x0D, bind.sequence()));
                assertTrue(link.isClosed());
            }
            until("refused", () -> files(gateway).size() == 1);
            try (RawPeer link = smsc.bound()) {
                assertTrue(link.stands(1));
            }
            until("lost", () -> files(gateway).size() == 2);
            assertTrue(files(gateway).get(0).toString().contains("carrier-telco-bind-refused"));
            assertTrue(files(gateway).get(1).toString().contains("carrier-telco-closed-by-peer"));
            for (Path file : files(gateway)) {
                assertFalse(Files.readString(file, ISO_8859_1).contains(TestGateway.PASSWORD));
                assertEquals("0x00000009", dissected(file, "smpp.command_id").getFirst());
            }
        }
    }

    @Test
    void aFaultThatRepeatsIsWrittenOnce() throws Exception {
        try (TestGateway gateway = TestGateway.setup().account("acme").start()) {
            for (int i = 0; i < 5; i++) {
                try (RawPeer esme = RawPeer.connect(gateway.port())) {
                    byte[] broken = pdu(ENQUIRE_LINK, 6);
                    java.nio.ByteBuffer.wrap(broken).putInt(0, 1 << 30);
                    esme.send(broken).read().expect(NACK, 0x02, 6);
                    assertTrue(esme.isClosed());
                }
            }
            until("counted", () -> gateway.gateway().recorder().leftOut().sum() == 4);
            until("written", () -> gateway.gateway().recorder().written().sum() == 1);
            assertEquals(1, files(gateway).size());
        }
    }

    @Test
    void filesAreBoundedAndTheOldestGoesFirst() throws Exception {
        var setup = TestGateway.setup();
        setup.recorder = new RecorderConfig(4096, 2, 64L << 20);
        for (String name : List.of("a", "b", "c", "d")) setup.account(name);
        try (TestGateway gateway = setup.start()) {
            for (String name : List.of("a", "b", "c", "d")) {
                try (RawPeer esme = gateway.bind(name)) {
                    byte[] broken = pdu(ENQUIRE_LINK, 6);
                    java.nio.ByteBuffer.wrap(broken).putInt(0, 3);
                    assertTrue(esme.send(broken).isClosed());
                }
                until(
                        "written",
                        () -> !files(gateway).isEmpty()
                                && files(gateway).getLast().toString().contains("account-" + name + "-"));
            }
            assertEquals(2, files(gateway).size());
        }
    }

    @Test
    void turnedOffItKeepsNothing() throws Exception {
        var setup = TestGateway.setup().account("acme");
        setup.recorder = RecorderConfig.OFF;
        try (TestGateway gateway = setup.start();
                RawPeer esme = gateway.bind("acme")) {
            assertTrue(esme.stands(2));
            assertEquals(List.of(), gateway.gateway().recorder().tapes());
        }
    }

    @Test
    void theTapeOfAConnectionThatHasGoneIsForgotten() throws Exception {
        try (TestGateway gateway = TestGateway.setup().account("acme").start()) {
            try (RawPeer esme = gateway.bind("acme")) {
                assertEquals(1, gateway.gateway().recorder().tapes().size());
                assertTrue(esme.stands(2));
            }
            until("forgotten", () -> gateway.gateway().recorder().tapes().isEmpty());
        }
    }
}
