package io.momentum.ops.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The JVM: its age, for security fixes come out every three months, and the memory that the gateway was given. */
final class JavaChecks {

    private static final long AGE_DAYS_MAX = 200;
    private static final Pattern MEMORY = Pattern.compile("(?m)^MemTotal: +([0-9]+) kB");
    private static final String WISH = "-XX:+ExitOnOutOfMemoryError";
    /** What is left for RocksDB, mapped files and the kernel, in percent of the memory. */
    private static final int SHARE_PERCENT = 75;

    private final Path proc;
    private final Optional<Running> running;
    private final Instant now;

    JavaChecks(Path proc, Optional<Running> running, Instant now) {
        this.proc = proc;
        this.running = running;
        this.now = now;
    }

    List<Finding> all() {
        List<Finding> findings = new ArrayList<>();
        findings.add(age(
                System.getProperty("java.version.date", ""), Runtime.version().toString()));
        if (running.isEmpty()) {
            findings.add(Finding.skipped("jvm flags", "no gateway runs here"));
            return findings;
        }
        findings.add(flags(running.get()));
        findings.add(memory(running.get()));
        return findings;
    }

    Finding age(String released, String version) {
        try {
            long days = ChronoUnit.DAYS.between(
                    LocalDate.parse(released), now.atZone(ZoneOffset.UTC).toLocalDate());
            String said = "JDK " + version + " of " + released;
            return days <= AGE_DAYS_MAX
                    ? Finding.ok("jdk", said)
                    : Finding.warn(
                            "jdk", said + " is " + days + " days old", "install its newest update, then restart");
        } catch (DateTimeParseException e) {
            return Finding.skipped("jdk", "the age of JDK " + version + " is not known");
        }
    }

    private static Finding flags(Running process) {
        return process.hasFlag(WISH)
                ? Finding.ok("jvm flags", "process " + process.pid() + " ends when its memory does")
                : Finding.warn(
                        "jvm flags",
                        "process " + process.pid() + " was started without " + WISH,
                        "start it with bin/momentum, which gives it");
    }

    private Finding memory(Running process) {
        Matcher total = MEMORY.matcher(text(proc.resolve("meminfo")));
        if (!total.find()) return Finding.skipped("memory", "how much there is is not known");
        long mib = Long.parseLong(total.group(1)) >> 10;
        long given = (process.bytes("-Xmx") + process.bytes("-XX:MaxDirectMemorySize=")) >> 20;
        String said = given + " MiB of heap and direct memory, of " + mib + " MiB";
        return given * 100 <= mib * SHARE_PERCENT
                ? Finding.ok("memory", said)
                : Finding.warn("memory", said, "lower -Xmx in MOMENTUM_OPTS: index and journal need the rest");
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }
}
