package io.momentum.ops.config;

import io.momentum.ops.evidence.SigningKey;
import java.util.Optional;

/** Reads {@code evidence}: the key that signs, where it is not to be made. */
final class EvidenceKeys {

    private EvidenceKeys() {}

    static Optional<String> read(Section section) {
        Optional<String> key = section.has("signingKey")
                ? Secrets.text(section, "signingKey", EvidenceKeys::checked)
                : Optional.empty();
        section.end();
        return key;
    }

    private static String checked(String pem) {
        SigningKey.parse(pem);
        return pem;
    }
}
