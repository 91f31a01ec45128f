package io.momentum.ops.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.sim.CarrierListener;
import io.momentum.gateway.sim.CarrierOptions;
import io.momentum.gateway.sim.EsmeListener;
import io.momentum.gateway.sim.EsmeOptions;
import io.momentum.gateway.sim.SimulatedCarrier;
import io.momentum.gateway.sim.SimulatedEsme;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What ESMEs did to messages, and know of them, while their carrier was away: all of it holds though the process is killed. */
class ReplaceCrashIT {

    private static final Path LAUNCHER = Path.of("target/momentum/bin/momentum").toAbsolutePath();
    private static final long WITHIN_NANOS = 30_000_000_000L;
    private static final int BIND_TRANSMITTER = 0x02;
    private static final int QUERY_SM = 0x03;
    private static final int SUBMIT_SM = 0x04;
    private static final int REPLACE_SM = 0x07;
    private static final int LONG = 100;
    private static final int HEADER = 16;

    private final Set<String> sent = new ConcurrentSkipListSet<>();

    @TempDir
    Path dir;

    @Test
    void theShortIdOfAMessageOf33NamesItAfterARestart() throws Exception {
        int carrierPort = freePort();
        try (var momentum = GatewayProcess.start(LAUNCHER, dir, ports -> config(ports, carrierPort))) {
            String id;
            try (var peer = new Peer(momentum.smppPort(), 0x33)) {
                id = peer.submit("12015550104", "from 3.3");
                momentum.kill();
            }
            assertTrue(id.matches("[0-9a-f]{8}"), id);
            momentum.startAgain(() -> TimeUnit.MILLISECONDS.sleep(20));
            for (int version : new int[] {0x33, 0x34}) {
                try (var peer = new Peer(momentum.smppPort(), version)) {
                    assertEquals(0, peer.query(id));
                    assertEquals(0, peer.replace(id, "replaced after the restart"));
                }
            }
        }
    }

    @Test
    void whatWasAcknowledgedAsReplacedIsWhatIsSentThoughTheProcessIsKilledBetween() throws Exception {
        int carrierPort = freePort();
        try (var momentum = GatewayProcess.start(LAUNCHER, dir, ports -> config(ports, carrierPort))) {
            EsmeOptions options = EsmeOptions.to(momentum.smppPort(), "acme", "secret");
            try (var esme = SimulatedEsme.bind(options, EsmeListener.NONE)) {
                String once = submit(esme, "12015550100", "old text");
                String twice = submit(esme, "12015550101", "old text");
                String cut = submit(esme, "12015550102", "long text ".repeat(LONG));
                submit(esme, "12015550103", "stays as it is");
                try (var peer = new Peer(momentum.smppPort(), 0x34)) {
                    assertEquals(0, peer.replace(once, "replaced once"));
                    assertEquals(0, peer.replace(twice, "replaced, and"));
                    assertEquals(0, peer.replace(twice, "replaced twice"));
                    assertEquals(0, peer.replace(cut, "not long any more"));
                    momentum.kill();
                }
            }
            var listener = new CarrierListener() {
                @Override
                public void submitSeen(SubmitSeen submit) {
                    sent.add(submit.text());
                }
            };
            CarrierOptions there = CarrierOptions.defaults().withListen("127.0.0.1", carrierPort);
            try (var carrier = SimulatedCarrier.start(there, listener)) {
                momentum.startAgain(() -> TimeUnit.MILLISECONDS.sleep(20));
                await(() -> sent.size() >= 4);
                assertTrue(carrier.counts().submits() >= 4);
            }
        }
        assertEquals(Set.of("replaced once", "replaced twice", "not long any more", "stays as it is"), sent);
    }

    private static String submit(SimulatedEsme esme, String to, String text) throws Exception {
        return esme.submit("890123", to, text).get(10, TimeUnit.SECONDS).messageId();
    }

    /** A transmitter of some version, one request at a time. */
    private static final class Peer implements AutoCloseable {
        private final Socket socket;

        Peer(int port, int version) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            var bind = new ByteArrayOutputStream();
            bind.writeBytes("acme\0secret\0\0".getBytes(US_ASCII));
            bind.writeBytes(new byte[] {(byte) version, 0, 0, 0});
            assertEquals(0, status(ask(BIND_TRANSMITTER, bind.toByteArray())));
        }

        /** The id in the answer. */
        String submit(String to, String text) throws IOException {
            var body = new ByteArrayOutputStream();
            body.writeBytes(("\0\1\1" + "890123" + "\0\1\1" + to + "\0\0\0\0\0\0").getBytes(US_ASCII));
            body.writeBytes(new byte[] {1, 0, 0, 0, (byte) text.length()});
            body.writeBytes(text.getBytes(US_ASCII));
            ByteBuffer answer = ask(SUBMIT_SM, body.toByteArray());
            assertEquals(0, status(answer));
            var id = new byte[answer.capacity() - HEADER - 1];
            answer.get(HEADER, id);
            return new String(id, US_ASCII);
        }

        int query(String id) throws IOException {
            return status(ask(QUERY_SM, (id + "\0\1\1" + "890123" + "\0").getBytes(US_ASCII)));
        }

        int replace(String id, String text) throws IOException {
            var body = new ByteArrayOutputStream();
            body.writeBytes((id + "\0\1\1" + "890123" + "\0\0\0").getBytes(US_ASCII));
            body.writeBytes(new byte[] {1, 0, (byte) text.length()});
            body.writeBytes(text.getBytes(US_ASCII));
            return status(ask(REPLACE_SM, body.toByteArray()));
        }

        private ByteBuffer ask(int commandId, byte[] body) throws IOException {
            var request = ByteBuffer.allocate(HEADER + body.length);
            request.putInt(request.capacity())
                    .putInt(commandId)
                    .putInt(0)
                    .putInt(1)
                    .put(body);
            socket.getOutputStream().write(request.array());
            var in = new DataInputStream(socket.getInputStream());
            int length = in.readInt();
            return ByteBuffer.allocate(length).putInt(length).put(in.readNBytes(length - Integer.BYTES));
        }

        private static int status(ByteBuffer answer) {
            return answer.getInt(2 * Integer.BYTES);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private String config(List<Integer> ports, int carrierPort) {
        return """
                dataDir: data
                server: { listen: 127.0.0.1:%d }
                admin: { listen: 127.0.0.1:%d }
                metrics: { listen: 127.0.0.1:%d }
                accounts: [{ systemId: acme, password: { plain: secret } }]
                carriers:
                  - id: telco
                    hosts: ["127.0.0.1:%d"]
                    systemId: momentum
                    password: { plain: secret }
                routes: [{ to: "*", carriers: [telco] }]
                """.formatted(ports.get(0), ports.get(1), ports.get(2), carrierPort);
    }

    private void await(BooleanSupplier isSo) throws IOException {
        long deadline = System.nanoTime() + WITHIN_NANOS;
        while (!isSo.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0)
                throw new AssertionError(sent + "\n" + Files.readString(dir.resolve("momentum.log")));
            LockSupport.parkNanos(5_000_000);
        }
    }
}
