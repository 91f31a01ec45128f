package io.momentum.gateway.wire;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** An SMSC behind a link that can be cut without a word, and mended. */
interface CutLink extends AutoCloseable {

    String host();

    int port();

    /** From now on nothing passes, and nobody is told. */
    void cut() throws IOException;

    void mend() throws IOException;

    /** What the SMSC has seen, a line each. */
    List<String> seen();

    @Override
    void close() throws IOException;

    /** In a network namespace where that is permitted, else behind a proxy that goes silent. */
    static CutLink make() throws IOException {
        Namespace namespace = Namespace.tryMake();
        return namespace != null ? namespace : new Proxy();
    }

    /**
     * A pair of virtual interfaces with the SMSC's process behind it. It is cut by sending to link addresses that nobody has: every
     * packet leaves and none arrives, in both directions, as with a firewall that drops, and without a module of the kernel.
     */
    final class Namespace implements CutLink {
        private static final String NOBODY = "02:00:00:00:00:99";

        private final String name = "mo" + ProcessHandle.current().pid();
        private final int net = (int) (ProcessHandle.current().pid() % 63) * 4;
        private final String ours = "10.211.77." + (net + 1);
        private final String theirs = "10.211.77." + (net + 2);
        private final Queue<String> lines = new ConcurrentLinkedQueue<>();
        private final Process smsc;
        private final String ourMac;
        private final String theirMac;

        static @org.jspecify.annotations.Nullable Namespace tryMake() throws IOException {
            String ip = Tool.find("ip");
            String probe = "mp" + ProcessHandle.current().pid();
            if (run(ip, "netns", "add", probe) != 0) return null;
            run(ip, "netns", "del", probe);
            return new Namespace(ip);
        }

        private final String ip;

        private Namespace(String ip) throws IOException {
            this.ip = ip;
            must("netns", "add", name);
            must("link", "add", "v" + name, "type", "veth", "peer", "name", "c" + name, "netns", name);
            must("addr", "add", ours + "/30", "dev", "v" + name);
            must("link", "set", "v" + name, "up");
            must("-n", name, "addr", "add", theirs + "/30", "dev", "c" + name);
            must("-n", name, "link", "set", "c" + name, "up");
            ourMac = read("/sys/class/net/v" + name + "/address");
            smsc = new ProcessBuilder(
                            ip,
                            "netns",
                            "exec",
                            name,
                            System.getProperty("java.home") + "/bin/java",
                            "-Xmx64m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            EchoSmsc.class.getName(),
                            theirs)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            Thread.ofVirtual().start(this::readLines);
            TestGateway.until("the SMSC listens", () -> !lines.isEmpty());
            theirMac = output(ip, "netns", "exec", name, "cat", "/sys/class/net/c" + name + "/address");
        }

        private void readLines() {
            try (BufferedReader reader = smsc.inputReader()) {
                reader.lines().forEach(lines::add);
            } catch (IOException | UncheckedIOException e) {
                lines.add(e.toString());
            }
        }

        private static String read(String file) throws IOException {
            return java.nio.file.Files.readString(java.nio.file.Path.of(file)).strip();
        }

        private static String output(String... command) throws IOException {
            Process process = new ProcessBuilder(command).start();
            return new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8).strip();
        }

        private void must(String... arguments) throws IOException {
            String[] command = new String[arguments.length + 1];
            command[0] = ip;
            System.arraycopy(arguments, 0, command, 1, arguments.length);
            if (run(command) != 0) throw new IOException("failed: " + List.of(command));
        }

        private static int run(String... command) throws IOException {
            try {
                Process process = new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
                return process.waitFor();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
        }

        private void neighbours(String ofThem, String ofUs) throws IOException {
            must("neigh", "replace", theirs, "lladdr", ofThem, "nud", "permanent", "dev", "v" + name);
            must("-n", name, "neigh", "replace", ours, "lladdr", ofUs, "nud", "permanent", "dev", "c" + name);
        }

        @Override
        public String host() {
            return theirs;
        }

        @Override
        public int port() {
            return Integer.parseInt(lines.element().split(" ", 2)[1]);
        }

        @Override
        public void cut() throws IOException {
            neighbours(NOBODY, NOBODY);
        }

        @Override
        public void mend() throws IOException {
            neighbours(theirMac, ourMac);
        }

        @Override
        public List<String> seen() {
            return List.copyOf(lines);
        }

        @Override
        public void close() throws IOException {
            smsc.destroy();
            run(ip, "netns", "del", name);
            try {
                if (!smsc.waitFor(5, TimeUnit.SECONDS)) smsc.destroyForcibly();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Where namespaces are not permitted: connections that were there pass nothing any more, and new ones are not answered. */
    final class Proxy implements CutLink {
        private final Queue<String> lines = new ConcurrentLinkedQueue<>();
        private final EchoSmsc smsc = EchoSmsc.start(InetAddress.getLoopbackAddress(), lines::add);
        private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final AtomicBoolean isCut = new AtomicBoolean();

        Proxy() throws IOException {
            Thread.ofVirtual().start(this::accept);
        }

        private void accept() {
            try {
                while (true) {
                    Socket from = server.accept();
                    Socket to = new Socket(InetAddress.getLoopbackAddress(), smsc.port());
                    Thread.ofVirtual().start(() -> pump(from, to));
                    Thread.ofVirtual().start(() -> pump(to, from));
                }
            } catch (IOException e) {
                lines.add("proxy closed");
            }
        }

        private void pump(Socket from, Socket to) {
            byte[] buffer = new byte[4096];
            boolean swallows = false;
            try (InputStream in = from.getInputStream()) {
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    swallows |= isCut.get();
                    if (!swallows) to.getOutputStream().write(buffer, 0, n);
                }
            } catch (IOException e) {
                lines.add("pump ended");
            }
        }

        @Override
        public String host() {
            return "127.0.0.1";
        }

        @Override
        public int port() {
            return server.getLocalPort();
        }

        @Override
        public void cut() {
            isCut.set(true);
        }

        @Override
        public void mend() {
            isCut.set(false);
        }

        @Override
        public List<String> seen() {
            return List.copyOf(lines);
        }

        @Override
        public void close() throws IOException {
            server.close();
            smsc.close();
        }
    }
}
