package io.momentum.gateway.wire;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program of the system that a test drives. Where it is missing the test is left out, but never on the build machine. */
final class Tool {

    private static final List<String> PATH = List.of("/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin");

    private Tool() {}

    static String find(String name) {
        for (String dir : PATH) {
            Path file = Path.of(dir, name);
            if (Files.isExecutable(file)) return file.toString();
        }
        if ("true".equals(System.getenv("CI"))) fail(name + " is not installed");
        return abort(name + " is not installed");
    }

    /** Leaves the test out where a module of Perl is missing, but never on the build machine. */
    static void findPerlModule(String perl, String module) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(perl, "-M" + module, "-e", "1")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (process.waitFor() == 0) return;
        if ("true".equals(System.getenv("CI"))) fail("Perl's " + module + " is not installed");
        abort("Perl's " + module + " is not installed");
    }

    /** Starts a program whose output goes to a file. */
    static Process start(Path output, String... command) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    static void stop(Process process) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(5, TimeUnit.SECONDS)) process.destroyForcibly().waitFor();
    }

    static int freePort() throws IOException {
        try (var socket = new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    static String read(File file) throws IOException {
        return file.exists() ? Files.readString(file.toPath(), java.nio.charset.StandardCharsets.ISO_8859_1) : "";
    }
}
