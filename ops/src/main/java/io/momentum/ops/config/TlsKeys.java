package io.momentum.ops.config;

import io.momentum.gateway.net.TlsRules;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which TLS is spoken: the same keys wherever there is TLS. */
final class TlsKeys {

    private static final Spelled<String> PROTOCOL =
            new Spelled<>(Map.of("enum", TlsRules.PROTOCOLS), TlsKeys::protocol, text -> text);

    private TlsKeys() {}

    static TlsRules read(Section section) {
        List<String> protocols = values(section.list("protocols", PROTOCOL));
        List<String> ciphers = values(section.list("ciphers", TlsKeys::cipher));
        var rules = new TlsRules(protocols.isEmpty() ? TlsRules.PROTOCOLS : protocols, ciphers);
        String problem = rules.problem();
        if (!problem.isEmpty()) section.problem("ciphers", problem);
        return rules;
    }

    private static List<String> values(List<Placed<String>> placed) {
        return placed.stream().map(Placed::value).toList();
    }

    private static String protocol(String text) {
        if (TlsRules.PROTOCOLS.contains(text)) return text;
        throw new IllegalArgumentException("one of " + String.join(", ", TlsRules.PROTOCOLS));
    }

    private static String cipher(String text) {
        List<String> known = TlsRules.knownCiphers();
        if (known.contains(text)) return text;
        Optional<String> near = Similar.to(text, known);
        String all = String.join(", ", known);
        throw new IllegalArgumentException(
                near.map("did you mean '%s'? "::formatted).orElse("") + "This JDK has: " + all);
    }
}
