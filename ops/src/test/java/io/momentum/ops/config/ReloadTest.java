package io.momentum.ops.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.store.value.CarrierId;
import io.momentum.store.value.SystemId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
