package io.momentum.ops.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code momentum run} as a process of its own, to be killed and started again over the same data. */
final class GatewayProcess implements AutoCloseable {

    private static final long START_SECONDS = 180;
    private static final int PORTS = 3;

    private final Path launcher;
    private final Path dir;
    private final int smppPort;
    private Process process;

    /** Its configuration, when its ports are known: SMPP, API, metrics. */
    interface Config {
        String on(List<Integer> ports);
    }

    private GatewayProcess(Path launcher, Path dir, int smppPort) throws IOException {
        this.launcher = launcher;
        this.dir = dir;
        this.smppPort = smppPort;
        process = spawn();
    }

    /** Starts it in a directory and waits until ESMEs can connect. */
    static GatewayProcess start(Path launcher, Path dir, Config config) throws IOException, InterruptedException {
        List<Integer> ports = freePorts();
        Files.writeString(dir.resolve("momentum.yaml"), config.on(ports));
        var process = new GatewayProcess(launcher, dir, ports.getFirst());
        process.await(() -> TimeUnit.MILLISECONDS.sleep(20));
        return process;
    }

    int smppPort() {
        return smppPort;
    }

    /** kill -9. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Starts it, and kills it after a time, as far as it has come by then. */
    void killWhileItStarts(Duration after, Meanwhile meanwhile) throws IOException, InterruptedException {
        process = spawn();
        long deadlineNanos = System.nanoTime() + after.toNanos();
        while (System.nanoTime() < deadlineNanos) meanwhile.run();
        kill();
    }

    /** SIGTERM; {@code meanwhile} is done again and again until it has drained and ended. */
    void terminate(Meanwhile meanwhile) throws IOException, InterruptedException {
        process.destroy();
        long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (process.isAlive()) {
            if (System.nanoTime() > deadlineNanos) throw failed("does not drain within " + START_SECONDS + " s");
            meanwhile.run();
        }
        if (process.exitValue() != 0) throw failed("ended with " + process.exitValue());
    }

    /** Starts it over what the killed one has left; {@code meanwhile} is done again and again until ESMEs can connect. */
    void startAgain(Meanwhile meanwhile) throws IOException, InterruptedException {
        process = spawn();
        await(meanwhile);
    }

    /** Something short to do while waiting. */
    interface Meanwhile {
        void run() throws InterruptedException;
    }

    /** SIGTERM, and waits for the end. */
    void end() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(START_SECONDS, TimeUnit.SECONDS)) kill();
    }

    private Process spawn() throws IOException {
        return new ProcessBuilder(
                        launcher.toString(),
                        "run",
                        "--config",
                        dir.resolve("momentum.yaml").toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start();
    }

    private Path log() {
        return dir.resolve("momentum.log");
    }

    private void await(Meanwhile meanwhile) throws IOException, InterruptedException {
        long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (!listens()) {
            if (!process.isAlive()) throw failed("ended with " + process.exitValue() + " instead of starting");
            if (System.nanoTime() > deadlineNanos) throw failed("does not start within " + START_SECONDS + " s");
            meanwhile.run();
        }
    }

    private IOException failed(String how) throws IOException {
        return new IOException("the gateway " + how + ":\n" + Files.readString(log()));
    }

    private boolean listens() {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), smppPort)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static List<Integer> freePorts() throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        List<Integer> ports = new ArrayList<>();
        for (int i = 0; i < PORTS; i++) {
            var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            sockets.add(socket);
            ports.add(socket.getLocalPort());
        }
        for (ServerSocket socket : sockets) socket.close();
        return ports;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
