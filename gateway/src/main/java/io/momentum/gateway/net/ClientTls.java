package io.momentum.gateway.net;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * TLS of one connection to an SMSC. Made anew for each connection, off the event loop, so that changed files are in force with
 * the next one.
 */
public final class ClientTls {

    private final SslContext context;
    private final String host;
    private final int port;

    private ClientTls(SslContext context, String host, int port) {
        this.context = context;
        this.host = host;
        this.port = port;
    }

    /** Reads the files. Blocks. @throws IOException with a message for the operator */
    public static ClientTls open(ClientTlsConfig config, String host, int port) throws IOException {
        try {
            return new ClientTls(context(config), config.sni().orElse(host), port);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException("TLS: " + e.getMessage(), e);
        }
    }

    /** Says what is wrong with the files of a configuration; empty where they can be used. */
    public static String problemOf(ClientTlsConfig config) {
        try {
            var _ = context(config);
            return "";
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static SslContext context(ClientTlsConfig config) throws IOException, GeneralSecurityException {
        var builder = config.rules().on(SslContextBuilder.forClient().sslProvider(SslProvider.JDK));
        if (config.pin().isPresent()) {
            builder.trustManager(new Pinned(config.pin().get())).endpointIdentificationAlgorithm(null);
        } else if (config.ca().isPresent()) {
            builder.trustManager(Certificates.read(config.ca().get()));
        }
        if (config.certificate().isPresent() && config.key().isPresent()) {
            var certificates = Certificates.read(config.certificate().get());
            PrivateKey key =
                    Certificates.keyOf(certificates.getFirst(), config.key().get());
            builder.keyManager(key, certificates);
        }
        return builder.build();
    }

    /** Puts TLS in front of what is in the pipeline. On the channel's loop, before it connects. */
    public void addTo(Channel channel, long handshakeMillis) {
        SslHandler handler = context.newHandler(channel.alloc(), host, port);
        handler.setHandshakeTimeoutMillis(handshakeMillis);
        channel.pipeline().addFirst(handler);
    }

    /** Trusts one certificate, by its digest, and nothing else. */
    private static final class Pinned extends X509ExtendedTrustManager {
        private final byte[] digest;

        Pinned(String pin) {
            digest = HexFormat.of().parseHex(pin);
        }

        private void check(X509Certificate[] chain) throws CertificateException {
            try {
                byte[] theirs = MessageDigest.getInstance("SHA-256").digest(chain[0].getEncoded());
                if (MessageDigest.isEqual(digest, theirs)) return;
            } catch (GeneralSecurityException e) {
                throw new CertificateEncodingException("a certificate without an encoding", e);
            }
            throw new CertificateException("the SMSC's certificate is not the pinned one");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            check(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            check(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            check(chain);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
            throw new CertificateException("we are the client");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            throw new CertificateException("we are the client");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            throw new CertificateException("we are the client");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
