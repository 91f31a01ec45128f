package io.momentum.ops.care;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A Momentum as a process of its own, for a program that loads and measures it. */
final class ARun implements AutoCloseable {

    /** An index that has to be read again takes a while. */
    private static final long START_SECONDS = 1_800;

    private final Path dir;
    private final Process process;
    private final int smpp;
    private final int api;

    /**
     * A configuration.
     *
     * @param accounts their names, each with the password {@code secret}
     * @param carrier the port of the SMSC
     */
    static String config(List<String> accounts, int carrier) {
        String each = accounts.stream()
                .map("  - { systemId: %s, password: { plain: secret }, window: 1000 }\n"::formatted)
                .collect(Collectors.joining());
        return """
                dataDir: data
                server: { listen: "127.0.0.1:0" }
                accounts:
                %scarriers:
                  - { id: telco, hosts: ["127.0.0.1:%d"], systemId: momentum, password: { plain: secret }, binds: 2, window: 1000 }
                routes:
                  - { to: "*", carriers: [telco] }
                admin: { listen: "127.0.0.1:0" }
                metrics: { listen: "127.0.0.1:0" }
                followup:
                  teams:
                    - { id: sales, members: [{ id: ana }, { id: luis }, { id: eva }, { id: joe }] }
                  sla:
                    - { id: all, version: 1, priority: 1, within: { firstAction: 4h, resolution: 40h } }
                  owners:
                    - { id: all, team: sales, strategy: round-robin }
                  duty:
                    - { owner: ana }
                """
                .formatted(each, carrier);
    }

    /** Starts it in a directory, and waits until it serves. */
    ARun(String launcher, Path dir, String config) throws IOException {
        this.dir = dir;
        Path file = dir.resolve("momentum.yaml");
        Files.writeString(file, config);
        process = new ProcessBuilder(launcher, "run", "--config", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve("momentum.log").toFile())
                .start();
        smpp = port("SMPP server listens on [^:]*:(\\d+)");
        api = port("(?:API|admin)[^\\n]*listens on [^:]*:(\\d+)");
    }

    int smpp() {
        return smpp;
    }

    String url(String path) {
        return "http://127.0.0.1:" + api + path;
    }

    String token() throws IOException {
        return Files.readString(dir.resolve("data/admin.token")).strip();
    }

    HttpRequest.Builder request(String path) throws IOException {
        return HttpRequest.newBuilder(URI.create(url(path))).header("Authorization", "Bearer " + token());
    }

    long cpuNanos() {
        return process.info().totalCpuDuration().orElseThrow().toNanos();
    }

    private int port(String line) throws IOException {
        Pattern wanted = Pattern.compile(line);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (System.nanoTime() < deadline && process.isAlive()) {
            Matcher found = wanted.matcher(Files.readString(dir.resolve("momentum.log")));
            if (found.find()) return Integer.parseInt(found.group(1));
            LockSupport.parkNanos(100_000_000);
        }
        throw new IOException(Files.readString(dir.resolve("momentum.log")));
    }

    @Override
    public void close() throws Exception {
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) process.destroyForcibly();
    }
}
