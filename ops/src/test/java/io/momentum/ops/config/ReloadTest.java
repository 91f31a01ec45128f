package io.momentum.ops.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.GatewayConfig;
import io.momentum.gateway.net.TlsConfig;
import io.momentum.gateway.net.TlsRules;
import io.momentum.store.value.CarrierId;
import io.momentum.store.value.SystemId;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReloadTest {

    private static final String BEFORE = """
            accounts:
              - { systemId: same, password: { plain: secret } }
              - { systemId: gone, password: { plain: secret } }
              - { systemId: other, password: { plain: secret } }
            carriers:
              - { id: telco, hosts: [localhost:1], systemId: us, password: { plain: secret } }
            routes: [{ to: "*", carriers: [telco] }]
            """;

    @TempDir
    Path directory;

    @Test
    void theSameConfigurationChangesNothing() throws Exception {
        assertTrue(Reload.between(read(BEFORE), read(BEFORE)).isEmpty());
    }

    @Test
    void aReloadNamesWhatWasAddedRemovedAndChanged() throws Exception {
        String after = BEFORE.replace("gone", "fresh")
                .replace("other, password: { plain: secret }", "other, password: { plain: changed }")
                .replace("systemId: us", "systemId: we");
        Reload reload = Reload.between(read(BEFORE), read(after));
        assertEquals(Set.of(new SystemId("fresh")), reload.accounts().added());
        assertEquals(Set.of(new SystemId("gone")), reload.accounts().removed());
        assertEquals(Set.of(new SystemId("other")), reload.accounts().changed());
        assertEquals(Set.of(new CarrierId("telco")), reload.carriers().changed());
        assertFalse(reload.routes());
        assertEquals(List.of(), reload.needsRestart());
    }

    @Test
    void aPackOfRulesThatIsMendedIsNamed() throws Exception {
        String keeps = BEFORE.replace("same, ", "same, policies: [ours], ");
        pack("monday");
        MomentumConfig before = read(keeps);
        assertEquals("nothing has changed", Reload.between(before, read(keeps)).toString());
        pack("monday, friday");
        Reload reload = Reload.between(before, read(keeps));
        assertFalse(reload.isEmpty());
        assertEquals("changed policies", reload.toString());
    }

    @Test
    void whereNumbersAreFromIsNamed() throws Exception {
        Path zones = directory.resolve("zones.csv");
        Files.writeString(zones, "prefix,country,region,zones\n1999,US,,America/Chicago\n");
        String keeps = BEFORE + "policyZones: [zones.csv]\n";
        MomentumConfig before = read(keeps);
        assertTrue(Reload.between(before, read(keeps)).isEmpty());
        Files.writeString(zones, "prefix,country,region,zones\n1999,US,,America/Denver\n");
        assertEquals(List.of("policies"), Reload.between(before, read(keeps)).sections());
    }

    private void pack(String days) throws Exception {
        Files.createDirectories(directory.resolve("policies"));
        Files.writeString(directory.resolve("policies/ours.yaml"), """
                version: 1
                country: US
                categories: [marketing]
                hours: [{ days: [%s], open: ["08:00-20:00"] }]
                caps: [{ messages: 1, per: day }]
                source: https://example.org/law
                reviewedOn: 2026-11-29
                validFrom: 2020-01-01
                """.formatted(days));
    }

    @Test
    void howTlsIsSpokenIsInForceAtOnceAndWhereAfterARestart() throws Exception {
        MomentumConfig before = read(BEFORE);
        MomentumConfig tls = with(before, "127.0.0.1", TlsRules.DEFAULT);
        MomentumConfig newer = with(before, "127.0.0.1", new TlsRules(List.of("TLSv1.3"), List.of()));
        MomentumConfig moved = with(before, "127.0.0.2", TlsRules.DEFAULT);
        assertEquals(List.of("server.tls"), Reload.between(tls, newer).sections());
        assertEquals(List.of(), Reload.between(tls, newer).needsRestart());
        assertEquals(List.of(), Reload.between(tls, moved).sections());
        assertEquals(List.of("server.tls.listen"), Reload.between(tls, moved).needsRestart());
        assertEquals(List.of("server.tls.listen"), Reload.between(before, tls).needsRestart());
    }

    private static MomentumConfig with(MomentumConfig config, String host, TlsRules rules) {
        Path file = Path.of("server.pem");
        var tls = new TlsConfig(new InetSocketAddress(host, 3550), file, file, Optional.empty(), false, rules);
        GatewayConfig gateway = config.gateway();
        return new MomentumConfig(
                config.dataDir(),
                config.durability(),
                config.disk(),
                config.host(),
                new GatewayConfig(
                        gateway.server().with(Optional.of(tls)),
                        gateway.accounts(),
                        gateway.carriers(),
                        gateway.routes(),
                        gateway.numbers(),
                        gateway.moRoutes(),
                        gateway.optOut(),
                        gateway.policies(),
                        gateway.bindBudget(),
                        gateway.interception(),
                        gateway.portability()),
                config.admin(),
                config.inbox(),
                config.metrics(),
                config.recorder(),
                config.keepUnmatched(),
                config.retention(),
                config.followup(),
                config.webhooks(),
                config.signingKey(),
                config.log());
    }

    @Test
    void whatOnlyARestartCanChangeIsNamed() throws Exception {
        Reload reload = Reload.between(
                read(BEFORE),
                read(BEFORE
                        + "server: { listen: 127.0.0.1:1 }\ndurability: page-cache\nmetrics: { listen: 127.0.0.1:2 }\n"
                        + "optOut: { confirmation: Done. }\n"));
        assertEquals(List.of("durability", "server", "metrics.listen"), reload.needsRestart());
        assertTrue(reload.optOut());
        assertTrue(reload.carriers().isEmpty());
    }

    private MomentumConfig read(String text) throws Exception {
        Path file = directory.resolve("momentum.yaml");
        Files.writeString(file, text);
        return ConfigFile.read(file, Map.of());
    }
}
