package io.momentum.ops.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.momentum.gateway.sim.CarrierListener;
import io.momentum.gateway.sim.CarrierOptions;
import io.momentum.gateway.sim.EsmeListener;
import io.momentum.gateway.sim.EsmeOptions;
import io.momentum.gateway.sim.SimulatedCarrier;
import io.momentum.gateway.sim.SimulatedEsme;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
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

/** Messages that were replaced while their carrier was away, with the process killed before it comes back. */
class ReplaceCrashIT {

    private static final Path LAUNCHER = Path.of("target/momentum/bin/momentum").toAbsolutePath();
    private static final long WITHIN_NANOS = 30_000_000_000L;
    private static final int BIND_TRANSMITTER = 0x02;
    private static final int REPLACE_SM = 0x07;
    private static final int LONG = 100;

    private final Set<String> sent = new ConcurrentSkipListSet<>();

    @TempDir
    Path dir;

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
                try (var peer = new Peer(momentum.smppPort())) {
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
            }
        }
        assertEquals(Set.of("replaced once", "replaced twice", "not long any more", "stays as it is"), sent);
    }

    private static String submit(SimulatedEsme esme, String to, String text) throws Exception {
        return esme.submit("890123", to, text).get(10, TimeUnit.SECONDS).messageId();
    }

    /** A transmitter that replaces, and nothing else. */
    private static final class Peer implements AutoCloseable {
        private final Socket socket;

        Peer(int port) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            var bind = new ByteArrayOutputStream();
            bind.writeBytes("acme\0secret\0\0".getBytes(US_ASCII));
            bind.writeBytes(new byte[] {0x34, 0, 0, 0});
            assertEquals(0, ask(BIND_TRANSMITTER, bind.toByteArray()));
        }

        int replace(String id, String text) throws IOException {
            var body = new ByteArrayOutputStream();
            body.writeBytes((id + "\0\1\1" + "890123" + "\0\0\0").getBytes(US_ASCII));
            body.writeBytes(new byte[] {1, 0, (byte) text.length()});
            body.writeBytes(text.getBytes(US_ASCII));
            return ask(REPLACE_SM, body.toByteArray());
        }

        /** The status of the answer. */
        private int ask(int commandId, byte[] body) throws IOException {
            var out = new DataOutputStream(socket.getOutputStream());
            var request = new ByteArrayOutputStream();
            var head = new DataOutputStream(request);
            for (int field : new int[] {16 + body.length, commandId, 0, 1}) head.writeInt(field);
            head.write(body);
            out.write(request.toByteArray());
            var in = new DataInputStream(socket.getInputStream());
            int length = in.readInt();
            in.readInt();
            int status = in.readInt();
            in.readNBytes(length - 12);
            return status;
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
