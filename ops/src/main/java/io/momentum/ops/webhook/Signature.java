package io.momentum.ops.webhook;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/** The signature of Standard Webhooks 1.0. */
final class Signature {

    private static final String VERSION = "v1,";

    private Signature() {}

    /** One signature a secret, so that a receiver may have either while a key is changed. */
    static String of(List<SigningSecret> secrets, String id, long atSeconds, byte[] body) {
        byte[] head = (id + "." + atSeconds + ".").getBytes(StandardCharsets.UTF_8);
        return secrets.stream()
                .map(secret -> VERSION + Base64.getEncoder().encodeToString(secret.over(head, body)))
                .collect(Collectors.joining(" "));
    }
}
