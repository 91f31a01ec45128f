package io.momentum.gateway.wire;

import static io.momentum.gateway.wire.Pdus.submit;
import static io.momentum.gateway.wire.TestGateway.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import io.momentum.gateway.sim.CarrierOptions;
import io.momentum.gateway.sim.SimulatedCarrier;
import io.momentum.gateway.wire.RawPeer.Seen;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** Wireshark's dissector, a third opinion on every byte that we send: it calls nothing malformed and counts the same PDUs. */
class CaptureIT {

    private static final int MESSAGES = 200;

    @Test
    void nothingThatWeSendIsMalformed() throws Exception {
        String tshark = Tool.find("tshark");
        try (SimulatedCarrier carrier = SimulatedCarrier.start(CarrierOptions.defaults());
                TestGateway gateway = TestGateway.setup()
                        .account("acme")
                        .projected()
                        .carrier(TestGateway.carrier("telco", carrier.port()).config())
                        .start()) {
            Queue<String> lines = new ConcurrentLinkedQueue<>();
            Process process = capture(tshark, gateway.port(), carrier.port(), lines);
            try {
                until("tshark sees the port", () -> seesProbe(gateway, process, lines));
                traffic(gateway, carrier);
                until("all is dissected", () -> count(lines, gateway.port()).getOrDefault("0x80000006", 0) == 1);
            } finally {
                Tool.stop(process);
            }
            Map<String, Integer> ours = count(lines, gateway.port());
            assertEquals(MESSAGES, ours.get("0x80000004"), ours.toString());
            assertEquals(MESSAGES + 1, ours.get("0x00000005"), "receipts and a subscriber's message: " + ours);
            assertEquals(1, ours.get("0x80000000"), ours.toString());
            assertTrue(lines.stream().noneMatch(line -> line.endsWith("M")), "malformed");
        }
    }

    private static void traffic(TestGateway gateway, SimulatedCarrier carrier) throws IOException {
        try (RawPeer esme = gateway.bind("acme")) {
            for (int i = 1; i <= MESSAGES; i++) esme.send(submit(i, "15550100", "dissect " + i));
            carrier.injectMo("15550100", "890123", "¿quién?");
            int delivers = 0;
            while (delivers <= MESSAGES) {
                Seen seen = esme.read();
                if (seen.id() != Pdus.DELIVER_SM) continue;
                delivers++;
                esme.send(Pdus.response(Pdus.DELIVER_SM, 0, seen.sequence(), 0));
            }
            esme.send(Pdus.pdu(0x0777, 500)).read().expect(Pdus.NACK, 3, 500);
            esme.send(Pdus.pdu(Pdus.UNBIND, 501)).read().expect(Pdus.UNBIND | Pdus.RESP, 0, 501);
        }
    }

    /** One line for each segment: source port, command ids, and M where something is malformed. */
    private static Process capture(String tshark, int port, int carrierPort, Queue<String> lines) throws IOException {
        List<String> command = List.of(
                tshark,
                "-l",
                "-n",
                "-i",
                "lo",
                "-f",
                "tcp port " + port + " or tcp port " + carrierPort,
                "-d",
                "tcp.port==" + port + ",smpp",
                "-d",
                "tcp.port==" + carrierPort + ",smpp",
                "-Y",
                "smpp or _ws.malformed",
                "-T",
                "fields",
                "-e",
                "tcp.srcport",
                "-e",
                "smpp.command_id",
                "-e",
                "_ws.malformed");
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        Thread.ofVirtual().start(() -> {
            try (BufferedReader reader = process.inputReader()) {
                reader.lines()
                        .map(line -> line.matches(".*\\t.+\\t.+") ? line + "M" : line)
                        .forEach(lines::add);
            } catch (IOException | UncheckedIOException e) {
                lines.add(e.toString());
            }
        });
        return process;
    }

    /** tshark needs a moment, and the right to capture. */
    private static boolean seesProbe(TestGateway gateway, Process process, Queue<String> lines) {
        if (!process.isAlive()) abort("tshark may not capture here");
        try (RawPeer probe = RawPeer.connect(gateway.port())) {
            return probe.stands(1) && probe.isSilentForNow(50) && !lines.isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** PDUs that we sent, by command id. */
    private static Map<String, Integer> count(Queue<String> lines, int port) {
        Map<String, Integer> counts = new TreeMap<>();
        for (String line : lines) {
            String[] fields = line.split("\t", -1);
            if (fields.length < 2 || !fields[0].equals(Integer.toString(port))) continue;
            for (String id : fields[1].split(",", -1)) counts.merge(id, 1, Integer::sum);
        }
        return counts;
    }
}
