package io.momentum.gateway.net;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Our TLS listener. Files are PEM; the key is PKCS #8 without a password ({@code BEGIN PRIVATE KEY}).
 *
 * @param certificate our certificate, and behind it those that lead to the root
 * @param clientCa who signs the certificates of ESMEs; without it none is asked for
 * @param requireClientCertificate whether an ESME without a certificate is let in
 * @param rules which versions and suites
 */
public record TlsConfig(
        InetSocketAddress listen,
        Path certificate,
        Path key,
        Optional<Path> clientCa,
        boolean requireClientCertificate,
        TlsRules rules) {

    /** The same at another place. */
    public TlsConfig at(InetSocketAddress other) {
        return new TlsConfig(other, certificate, key, clientCa, requireClientCertificate, rules);
    }
}
