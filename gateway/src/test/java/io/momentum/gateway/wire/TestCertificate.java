package io.momentum.gateway.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A self-signed certificate for 127.0.0.1, made by the JDK's own tool: as PEM files, and as what a Java client needs. */
record TestCertificate(Path certificate, Path key, KeyStore store) {

    private static final String SECRET = "changeit";

    static TestCertificate make(Path dir, String name) throws IOException, GeneralSecurityException {
        Path file = dir.resolve(name + ".p12");
        Process tool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-J-XX:TieredStopAtLevel=1", // it lives for a second
                        "-J-XX:+UseSerialGC",
                        "-genkeypair",
                        "-alias",
                        name,
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-validity",
                        "30",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        SECRET)
                .redirectErrorStream(true)
                .start();
        String said = new String(tool.getInputStream().readAllBytes(), US_ASCII);
        try {
            if (!tool.waitFor(30, TimeUnit.SECONDS) || tool.exitValue() != 0) throw new IOException("keytool: " + said);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, SECRET.toCharArray());
        }
        Certificate certificate = store.getCertificate(name);
        Key key = store.getKey(name, SECRET.toCharArray());
        Path pem = dir.resolve(name + ".crt");
        Path keyPem = dir.resolve(name + ".key");
        Files.writeString(pem, pem("CERTIFICATE", certificate.getEncoded()));
        Files.writeString(keyPem, pem("PRIVATE KEY", key.getEncoded()));
        return new TestCertificate(pem, keyPem, store);
    }

    private static String pem(String what, byte[] bytes) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        return "-----BEGIN " + what + "-----\n" + body + "\n-----END " + what + "-----\n";
    }

    /** SHA-256 of the certificate, as a pin. */
    String pin() throws GeneralSecurityException {
        byte[] encoded = store.getCertificate(store.aliases().nextElement()).getEncoded();
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(encoded));
    }

    /** What a client needs that trusts this certificate, and shows another. */
    SSLContext client(TestCertificate own) throws GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own.store, SECRET.toCharArray());
        return context(keys);
    }

    /** What a client needs that trusts this certificate, and has none. */
    SSLContext client() throws GeneralSecurityException {
        return context(null);
    }

    private SSLContext context(@org.jspecify.annotations.Nullable KeyManagerFactory keys)
            throws GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        try {
            trusted.load(null, null);
        } catch (IOException e) {
            throw new GeneralSecurityException(e);
        }
        String alias = store.aliases().nextElement();
        trusted.setCertificateEntry(alias, store.getCertificate(alias));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys == null ? null : keys.getKeyManagers(), trust.getTrustManagers(), new SecureRandom());
        return context;
    }
}
