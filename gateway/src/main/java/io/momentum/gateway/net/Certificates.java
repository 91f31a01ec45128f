package io.momentum.gateway.net;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads PEM files of certificates. */
final class Certificates {

    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    private Certificates() {}

    /** All certificates of a file, one at least. */
    static List<X509Certificate> read(Path file) throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(file)) {
            Collection<? extends Certificate> found =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            List<X509Certificate> certificates = new ArrayList<>();
            for (Certificate certificate : found) {
                if (certificate instanceof X509Certificate x509) certificates.add(x509);
            }
            if (certificates.isEmpty()) throw new CertificateException(file + " has no certificate");
            return certificates;
        }
    }

    /**
     * The private key of a certificate, PKCS #8 in PEM.
     *
     * @throws GeneralSecurityException where it is none, or that of another certificate
     */
    static PrivateKey keyOf(X509Certificate certificate, Path file) throws IOException, GeneralSecurityException {
        String pem = Files.readString(file, StandardCharsets.US_ASCII);
        Matcher body = KEY.matcher(pem);
        if (!body.find()) throw new KeyException(file + " has no key in PKCS #8 (BEGIN PRIVATE KEY)");
        String algorithm = certificate.getPublicKey().getAlgorithm();
        var spec = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(body.group(1)));
        PrivateKey key = KeyFactory.getInstance(algorithm).generatePrivate(spec);
        if (!belongTogether(certificate, key)) throw new KeyException(file + " is the key of another certificate");
        return key;
    }

    private static boolean belongTogether(X509Certificate certificate, PrivateKey key) throws GeneralSecurityException {
        String algorithm = certificate.getPublicKey().getAlgorithm();
        Signature signature = Signature.getInstance(
                switch (algorithm) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> algorithm;
                });
        byte[] something = certificate.getSerialNumber().toByteArray();
        signature.initSign(key);
        signature.update(something);
        byte[] signed = signature.sign();
        signature.initVerify(certificate.getPublicKey());
        signature.update(something);
        return signature.verify(signed);
    }

    /** When the first of them expires, in milliseconds since 1970. */
    static long expiresAtMillis(List<X509Certificate> certificates) {
        return certificates.stream()
                .mapToLong(certificate -> certificate.getNotAfter().toInstant().toEpochMilli())
                .min()
                .orElse(0);
    }
}
