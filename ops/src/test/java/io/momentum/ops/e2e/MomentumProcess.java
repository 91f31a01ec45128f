package io.momentum.ops.e2e;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The built {@code bin/momentum run} as a process of its own, to be killed and started again over the same data. */
final class MomentumProcess implements AutoCloseable {

    private static final Path LAUNCHER = Path.of("target/momentum/bin/momentum").toAbsolutePath();
    private static final long START_MILLIS = 30_000;

    private final Path dir;
    private final Path config;
    private final int smppPort;
    private Process process;

    /** One account acme/secret and one carrier telco on loopback. */
    MomentumProcess(Path dir, int carrierPort, String carrierKeys) throws IOException {
        this.dir = dir;
        List<Integer> ports = freePorts(3);
        smppPort = ports.get(0);
        config = dir.resolve("momentum.yaml");
        Files.writeString(
                config, """
                dataDir: data
                durability: page-cache
                server: { listen: 127.0.0.1:%d }
                accounts:
                  - systemId: acme
                    password: { plain: secret }
                    senders: ["890123"]
                carriers:
                  - id: telco
                    hosts: ["127.0.0.1:%d"]
                    systemId: momentum
                    password: { plain: secret }
                    binds: 2
                    window: 50
                    reconnect: { min: 100ms, max: 1s }
                %s
                routes:
                  - { to: "*", carriers: [telco] }
                admin: { listen: 127.0.0.1:%d }
                metrics: { listen: 127.0.0.1:%d }
                """.formatted(smppPort, carrierPort, carrierKeys.indent(4), ports.get(1), ports.get(2)));
    }

    int smppPort() {
        return smppPort;
    }

    /** Starts it and waits until ESMEs can connect. */
    void start() throws IOException, InterruptedException {
        process = new ProcessBuilder(LAUNCHER.toString(), "run", "--config", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        dir.resolve("momentum.log").toFile()))
                .start();
        long deadline = System.nanoTime() + START_MILLIS * 1_000_000;
        while (!listens()) {
            if (!process.isAlive() || System.nanoTime() > deadline) throw new IllegalStateException(log());
            Thread.sleep(20);
        }
    }

    private boolean listens() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), smppPort)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** kill -9. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM. @return the exit code */
    int terminate(Duration most) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(most)) throw new IllegalStateException("still running after " + most);
        return process.exitValue();
    }

    String log() throws IOException {
        return Files.readString(dir.resolve("momentum.log"));
    }

    @Override
    public void close() {
        if (process != null) process.destroyForcibly();
    }

    private static List<Integer> freePorts(int count) throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        List<Integer> ports = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ServerSocket socket = new ServerSocket(0);
            sockets.add(socket);
            ports.add(socket.getLocalPort());
        }
        for (ServerSocket socket : sockets) socket.close();
        return ports;
    }
}
