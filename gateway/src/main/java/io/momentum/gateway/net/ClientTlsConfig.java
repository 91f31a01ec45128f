package io.momentum.gateway.net;

import java.nio.file.Path;
import java.util.Optional;

/**
 * TLS towards an SMSC. The SMSC is who it claims to be if its certificate is signed by {@code ca}, or by one that the JDK
 * trusts, and names the host; or, with a pin, if it is that very certificate, whatever it says.
 *
 * @param ca PEM file of who signs the SMSC's certificate
 * @param pin SHA-256 of the SMSC's certificate, 64 hexadecimal digits in lower case
 * @param sni the name that the SMSC is asked for and must have, where it is not the host that we connect to
 * @param certificate our own certificate (PEM), where the SMSC asks for one
 * @param key its key, PKCS #8
 * @param rules which versions and suites
 */
public record ClientTlsConfig(
        Optional<Path> ca,
        Optional<String> pin,
        Optional<String> sni,
        Optional<Path> certificate,
        Optional<Path> key,
        TlsRules rules) {}
