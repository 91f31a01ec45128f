package io.momentum.ops.doctor;

import io.momentum.gateway.GatewayConfig;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** When the certificates that the configuration names end. */
final class CertificateChecks {

    private static final Duration SOON = Duration.ofDays(21);

    private final GatewayConfig gateway;
    private final Instant now;

    CertificateChecks(GatewayConfig gateway, Instant now) {
        this.gateway = gateway;
        this.now = now;
    }

    List<Finding> all() {
        Map<Path, String> files = new LinkedHashMap<>();
        gateway.server().tls().ifPresent(tls -> {
            files.put(tls.certificate(), "server.tls");
            tls.clientCa().ifPresent(ca -> files.putIfAbsent(ca, "server.tls.clientCa"));
        });
        gateway.carriers()
                .forEach(carrier -> carrier.tls().ifPresent(tls -> {
                    tls.ca().ifPresent(ca -> files.putIfAbsent(ca, "carrier " + carrier.id() + " ca"));
                    tls.certificate().ifPresent(own -> files.putIfAbsent(own, "carrier " + carrier.id()));
                }));
        if (files.isEmpty()) return List.of(Finding.skipped("certificates", "none is configured"));
        return files.entrySet().stream()
                .map(each -> of(each.getValue(), each.getKey()))
                .toList();
    }

    private Finding of(String whose, Path file) {
        String check = "certificate of " + whose;
        try (InputStream in = Files.newInputStream(file)) {
            Instant end = Instant.MAX;
            for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                Instant until = ((X509Certificate) each).getNotAfter().toInstant();
                if (until.isBefore(end)) end = until;
            }
            return ending(check, file, end);
        } catch (IOException | CertificateException e) {
            return Finding.fail(check, file + " cannot be read: " + e.getMessage(), "see that it is PEM, and readable");
        }
    }

    Finding ending(String check, Path file, Instant end) {
        long days = Duration.between(now, end).toDays();
        String todo = "put the new certificate and key in place of the old files; they are taken without a restart";
        if (end.isBefore(now)) return Finding.fail(check, file + " ended " + end, todo);
        if (end.isBefore(now.plus(SOON))) return Finding.warn(check, file + " ends in " + days + " days", todo);
        return Finding.ok(check, file + " is good for " + days + " days");
    }
}
