package io.momentum.ops.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceKeysTest {

    @TempDir
    Path directory;

    private MomentumConfig read(String text, Map<String, String> environment) throws Exception {
        Path file = directory.resolve("momentum.yaml");
        Files.writeString(file, text);
        return ConfigFile.read(file, environment);
    }

    static String pem(String algorithm) throws Exception {
        byte[] key = KeyPairGenerator.getInstance(algorithm)
                .generateKeyPair()
                .getPrivate()
                .getEncoded();
        return "-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder().encodeToString(key)
                + "\n-----END PRIVATE KEY-----";
    }

    @Test
    void aKeyIsMadeUnlessAFileACredentialOrTheEnvironmentGivesOne() throws Exception {
        String pem = pem("Ed25519");
        Files.writeString(directory.resolve("signing.pem"), pem + "\n");
        String inFile = "evidence: { signingKey: { file: signing.pem } }\n";
        assertEquals(Optional.empty(), read("host: 1\n", Map.of()).signingKey());
        assertEquals(Optional.of(pem), read(inFile, Map.of()).signingKey());
        assertEquals(
                Optional.of(pem),
                read("evidence: { signingKey: { env: KEY } }\n", Map.of("KEY", pem))
                        .signingKey());
        assertEquals(
                Optional.of(pem),
                read(
                                "evidence: { signingKey: { credential: signing.pem } }\n",
                                Map.of("CREDENTIALS_DIRECTORY", directory.toString()))
                        .signingKey());
        assertFalse(read(inFile, Map.of()).toString().contains("PRIVATE"), "it is never printed");
        Reload reload = Reload.between(read("host: 1\n", Map.of()), read("host: 1\n" + inFile, Map.of()));
        assertEquals(List.of("evidence"), reload.needsRestart());
    }

    @Test
    void mistakesAreToldWithTheirPlace() throws Exception {
        Files.writeString(directory.resolve("wrong.pem"), pem("X25519"));
        Map<String, String> mistakes = Map.of(
                "evidence: { signingKey: { file: wrong.pem } }\n",
                "momentum.yaml:1:33: file: must be an Ed25519 private key, PKCS#8 in PEM",
                "evidence: { signingKey: { file: none.pem } }\n",
                "none.pem does not exist",
                "evidence: { signingKey: { file: a, env: B } }\n",
                "signingKey: must have exactly one of credential, env, file",
                "evidence: { signingKey: {} }\n",
                "signingKey: must have exactly one of credential, env, file",
                "evidence: { singingKey: { file: a } }\n",
                "singingKey");
        for (Map.Entry<String, String> each : mistakes.entrySet()) {
            var e = assertThrows(ConfigException.class, () -> read(each.getKey(), Map.of()), each.getKey());
            String all = e.problems().toString();
            assertTrue(all.contains(each.getValue()), all);
        }
    }
}
