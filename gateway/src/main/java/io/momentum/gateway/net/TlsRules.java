package io.momentum.gateway.net;

import io.netty.handler.ssl.SslContextBuilder;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLContext;

/**
 * Which TLS is spoken. The JDK has the last word: what its {@code jdk.tls.disabledAlgorithms} rules out is not on offer.
 *
 * @param protocols of {@link #PROTOCOLS}, at least one
 * @param ciphers suites by their names in the JDK, the preferred first; empty for all with forward secrecy
 */
public record TlsRules(List<String> protocols, List<String> ciphers) {

    /** The versions that there are, the newer first. */
    public static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

    public static final TlsRules DEFAULT = new TlsRules(PROTOCOLS, List.of());

    private static final String NEWEST = "TLSv1.3";
    /** A marker for renegotiation, and no suite. */
    private static final String NO_SUITE = "_SCSV";

    public TlsRules {
        protocols = List.copyOf(protocols);
        ciphers = List.copyOf(ciphers);
    }

    /** Every suite that can be used, the preferred first: those that this JDK allows. */
    public static List<String> knownCiphers() {
        try {
            String[] all = SSLContext.getDefault().getDefaultSSLParameters().getCipherSuites();
            return Arrays.stream(all).filter(each -> !each.endsWith(NO_SUITE)).toList();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("a JDK without TLS", e);
        }
    }

    /** Says what does not fit together; empty where all does. */
    public String problem() {
        if (protocols.isEmpty()) return "at least one of " + String.join(", ", PROTOCOLS);
        if (ciphers.isEmpty()) return "";
        for (String protocol : protocols) {
            if (ciphers.stream().noneMatch(each -> isOf(protocol, each)))
                return "none is of %s: add one, or leave it out of protocols".formatted(protocol);
        }
        for (String cipher : ciphers) {
            if (protocols.stream().noneMatch(each -> isOf(each, cipher)))
                return "%s is of none of the protocols".formatted(cipher);
        }
        return "";
    }

    /** Whether whoever listens to a connection cannot read it later with the key of the certificate. */
    private static boolean hasForwardSecrecy(String cipher) {
        return isOf(NEWEST, cipher) || cipher.startsWith("TLS_ECDHE_") || cipher.startsWith("TLS_DHE_");
    }

    /** Suites of TLS 1.3 name no key exchange. */
    private static boolean isOf(String protocol, String cipher) {
        return cipher.contains("_WITH_") != protocol.equals(NEWEST);
    }

    SslContextBuilder on(SslContextBuilder builder) {
        List<String> suites = ciphers.isEmpty()
                ? knownCiphers().stream().filter(TlsRules::hasForwardSecrecy).toList()
                : ciphers;
        return builder.protocols(protocols).ciphers(suites);
    }
}
