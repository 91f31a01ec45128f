package io.momentum.ops.doctor;

import io.momentum.ops.config.MomentumConfig;
import io.momentum.ops.oidc.OidcConfig;
import io.momentum.ops.webhook.WebhookConfig;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** When the certificates that the configuration names end. */
final class CertificateChecks {

    static final String FILES =
            "put the new certificate and key in place of the old files; they are taken without a restart";

    private static final Duration SOON = Duration.ofDays(21);

    private final MomentumConfig config;
    private final Instant now;

    CertificateChecks(MomentumConfig config, Instant now) {
        this.config = config;
        this.now = now;
    }

    List<Finding> all() {
        Map<Path, String> files = new LinkedHashMap<>();
        config.gateway().server().tls().ifPresent(tls -> {
            files.put(tls.certificate(), "server.tls");
            tls.clientCa().ifPresent(ca -> files.putIfAbsent(ca, "server.tls.clientCa"));
        });
        config.gateway()
                .carriers()
                .forEach(carrier -> carrier.tls().ifPresent(tls -> {
                    tls.ca().ifPresent(ca -> files.putIfAbsent(ca, "carrier " + carrier.id() + " ca"));
                    tls.certificate().ifPresent(own -> files.putIfAbsent(own, "carrier " + carrier.id()));
                }));
        List<Finding> findings = new ArrayList<>();
        files.forEach((file, whose) -> findings.add(of("certificate of " + whose, file.toString(), FILES, file)));
        config.inbox()
                .oidc()
                .flatMap(OidcConfig::authority)
                .ifPresent(pem -> findings.add(of("certificate of inbox.oidc.ca", pem)));
        for (WebhookConfig each : config.webhooks()) {
            Optional.ofNullable(each.authority())
                    .ifPresent(pem -> findings.add(of("certificate of webhook " + each.name() + " ca", pem)));
        }
        return findings.isEmpty() ? List.of(Finding.skipped("certificates", "none is configured")) : findings;
    }

    private Finding of(String check, String name, String todo, Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return ending(check, name, firstEnd(in), todo);
        } catch (IOException | CertificateException e) {
            return Finding.fail(check, file + " cannot be read: " + e.getMessage(), "see that it is PEM, and readable");
        }
    }

    /** Of an authority that was read with the configuration. */
    private Finding of(String check, String pem) {
        try {
            var in = new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII));
            return ending(check, "it", firstEnd(in), "put the new one into the file, and restart");
        } catch (CertificateException e) {
            throw new IllegalStateException("the configuration has read it before", e);
        }
    }

    private static Instant firstEnd(InputStream in) throws CertificateException {
        Instant end = Instant.MAX;
        for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
            Instant until = ((X509Certificate) each).getNotAfter().toInstant();
            if (until.isBefore(end)) end = until;
        }
        return end;
    }

    /** @param file or what else has it */
    Finding ending(String check, String file, Instant end, String todo) {
        long days = Duration.between(now, end).toDays();
        if (end.isBefore(now)) return Finding.fail(check, file + " ended " + end, todo);
        if (end.isBefore(now.plus(SOON))) return Finding.warn(check, file + " ends in " + days + " days", todo);
        return Finding.ok(check, file + " is good for " + days + " days");
    }
}
