package io.momentum.ops.doctor;

import io.momentum.ops.config.ConfigException;
import io.momentum.ops.config.ConfigFile;
import io.momentum.ops.config.MomentumConfig;
import io.momentum.ops.doctor.Finding.Grade;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Looks at everything that a gateway needs of its host: limits, memory, disk, clock, files, ports, certificates, carriers,
 * and of the provider by which people sign in.
 * Changes nothing, and asks the gateway itself for nothing, so that it can be used when that is the patient.
 */
public final class Doctor {

    private final Path proc;
    private final Instant now;

    /**
     * One visit.
     *
     * @param proc the kernel's own file system, {@code /proc}
     */
    public Doctor(Path proc, Instant now) {
        this.proc = proc;
        this.now = now;
    }

    /** All findings, the worst first, else in the order in which they were looked for. */
    public List<Finding> examine(Path configFile) {
        List<Finding> all = new ArrayList<>();
        var running = Running.find(proc);
        all.addAll(new HostChecks(proc, running).all());
        all.addAll(new JavaChecks(proc, running, now).all());
        try {
            MomentumConfig config = ConfigFile.read(configFile);
            all.addAll(configured(configFile, config, LocalDate.ofInstant(now, ZoneOffset.UTC)));
            all.addAll(new FileChecks(configFile, config, running).all());
            all.addAll(new CertificateChecks(config, now).all());
            all.addAll(new NetworkChecks(config, running).all());
            all.addAll(new OidcChecks(config.inbox().oidc(), Instant::now).all());
        } catch (ConfigException e) {
            all.add(Finding.fail(
                    "configuration",
                    e.problems().size() + " mistakes in " + configFile + ", the first: "
                            + e.problems().getFirst().message(),
                    "momentum check-config " + configFile));
        }
        all.sort(Comparator.comparing(Finding::grade));
        return all;
    }

    private static List<Finding> configured(Path file, MomentumConfig config, LocalDate today) {
        List<Finding> findings = new ArrayList<>();
        for (String warning : config.gateway().warnings(today))
            findings.add(Finding.warn("configuration", warning, "change " + file + ", then momentum reload"));
        if (config.gateway().carriers().isEmpty()) {
            findings.add(Finding.warn(
                    "configuration", "there is no carrier: nothing can be sent", "add one under carriers in " + file));
        }
        if (findings.isEmpty()) findings.add(Finding.ok("configuration", file + " is sound"));
        return findings;
    }

    /** Whether something is wrong that keeps the gateway from its work. */
    public static boolean isIll(List<Finding> findings) {
        return findings.stream().anyMatch(finding -> finding.grade() == Grade.FAIL);
    }
}
