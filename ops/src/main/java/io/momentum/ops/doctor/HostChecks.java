package io.momentum.ops.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the kernel grants: open files, mappings, connections that wait, and a clock that somebody sets. */
final class HostChecks {

    private static final long FILES_MIN = 65_536;
    private static final long MAPS_MIN = 65_530;
    private static final long BACKLOG_MIN = 1024;
    private static final Pattern OPEN_FILES = Pattern.compile("(?m)^Max open files +(\\S+) +");
    private static final Pattern KERNEL = Pattern.compile("([0-9]+)\\.([0-9]+).*");
    /** Older ones lack what RocksDB and Netty make use of. */
    private static final int KERNEL_MIN = 410;
    /** What the services that set the clock leave behind. */
    private static final List<String> CLOCKS =
            List.of("/run/systemd/timesync/synchronized", "/run/chrony", "/run/ntpd.pid", "/run/openntpd");

    private final Path proc;
    private final Optional<Running> running;

    HostChecks(Path proc, Optional<Running> running) {
        this.proc = proc;
        this.running = running;
    }

    List<Finding> all() {
        List<Finding> findings = new ArrayList<>();
        findings.add(openFiles());
        findings.add(kernel());
        findings.add(atLeast("mappings", "sys/vm/max_map_count", MAPS_MIN, "sysctl -w vm.max_map_count=" + MAPS_MIN));
        findings.add(atLeast(
                "backlog",
                "sys/net/core/somaxconn",
                BACKLOG_MIN,
                "sysctl -w net.core.somaxconn=" + BACKLOG_MIN + ": ESMEs that all come back at once are turned away"));
        findings.add(clock());
        return findings;
    }

    private Finding openFiles() {
        String whose = running.map(process -> "process " + process.pid()).orElse("this shell");
        Path limits = proc.resolve(
                        running.map(process -> Long.toString(process.pid())).orElse("self"))
                .resolve("limits");
        Matcher limit = OPEN_FILES.matcher(text(limits));
        if (!limit.find()) return Finding.skipped("open files", limits + " cannot be read");
        String most = limit.group(1);
        boolean enough = most.equals("unlimited") || Long.parseLong(most) >= FILES_MIN;
        String said = whose + " may open " + most;
        return enough
                ? Finding.ok("open files", said)
                : Finding.warn(
                        "open files", said, "LimitNOFILE=262144 in the unit, or ulimit -n 262144 before the start");
    }

    private Finding kernel() {
        String release = text(proc.resolve("sys/kernel/osrelease")).strip();
        Matcher version = KERNEL.matcher(release);
        if (!version.matches()) return Finding.skipped("kernel", "its release is not known");
        int number = Integer.parseInt(version.group(1)) * 100 + Integer.parseInt(version.group(2));
        return number >= KERNEL_MIN
                ? Finding.ok("kernel", release)
                : Finding.warn("kernel", release + " is old", "upgrade to 4.10 or later");
    }

    private Finding atLeast(String check, String file, long least, String todo) {
        String text = text(proc.resolve(file)).strip();
        if (!text.matches("[0-9]{1,18}")) return Finding.skipped(check, file + " cannot be read");
        String said = file.substring("sys/".length()).replace('/', '.') + " is " + text;
        return Long.parseLong(text) >= least ? Finding.ok(check, said) : Finding.warn(check, said, todo);
    }

    private static Finding clock() {
        for (String sign : CLOCKS) {
            if (Files.exists(Path.of(sign))) return Finding.ok("clock", "set by the service of " + sign);
        }
        return Finding.warn(
                "clock",
                "nothing seems to set it: receipts, due times and quiet hours go by it",
                "timedatectl set-ntp true, or install chrony; in a container the host does it");
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }
}
