package io.momentum.ops.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One command in this process, with what it prints. */
final class CommandRun implements AutoCloseable {

    private static final long PATIENCE_NANOS = 20_000_000_000L;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CompletableFuture<Integer> exit = new CompletableFuture<>();
    private final Thread thread;

    private CommandRun(String... args) {
        thread = Thread.ofPlatform().unstarted(() -> {
            try {
                exit.complete(Momentum.commandLine()
                        .setOut(new PrintWriter(out, true))
                        .setErr(new PrintWriter(err, true))
                        .execute(args));
            } catch (RuntimeException | Error e) {
                exit.completeExceptionally(e);
            }
        });
    }

    /** Runs it to its end. */
    static CommandRun of(String... args) {
        CommandRun run = start(args);
        run.exit();
        return run;
    }

    static CommandRun start(String... args) {
        var run = new CommandRun(args);
        run.thread.start();
        return run;
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }

    /** Both, for a test that fails. */
    String all() {
        return out() + err();
    }

    int exit() {
        return exit.orTimeout(PATIENCE_NANOS, java.util.concurrent.TimeUnit.NANOSECONDS)
                .join();
    }

    /** Ends a command that would go on, as Ctrl-C does. */
    int interrupt() {
        thread.interrupt();
        return exit();
    }

    /** Waits for a text in what it prints and gives its first group. */
    String await(String pattern) {
        Pattern wanted = Pattern.compile(pattern);
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (System.nanoTime() < deadline) {
            Matcher matcher = wanted.matcher(out());
            if (matcher.find()) return matcher.groupCount() == 0 ? matcher.group() : matcher.group(1);
            LockSupport.parkNanos(1_000_000);
        }
        throw new AssertionError("no /" + pattern + "/ in: " + all());
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
