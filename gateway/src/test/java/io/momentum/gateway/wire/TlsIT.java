package io.momentum.gateway.wire;

import static io.momentum.gateway.wire.Pdus.BIND_TRX;
import static io.momentum.gateway.wire.Pdus.RESP;
import static io.momentum.gateway.wire.Pdus.SUBMIT_SM;
import static io.momentum.gateway.wire.Pdus.bind;
import static io.momentum.gateway.wire.Pdus.submit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.net.ClientTlsConfig;
import io.momentum.gateway.net.ServerTls;
import io.momentum.gateway.net.TlsConfig;
import io.momentum.gateway.net.TlsRules;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ESMEs over TLS: versions, certificates on both sides, and a certificate that is replaced while they are bound. */
class TlsIT {

    @TempDir
    Path dir;

    private static final String AES_256 = "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384";
    private static final String AES_128 = "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256";

    private static TestGateway.Setup setup(TestCertificate server, Optional<Path> clientCa) {
        return setup(server, clientCa, TlsRules.DEFAULT);
    }

    private static TestGateway.Setup setup(TestCertificate server, Optional<Path> clientCa, TlsRules rules) {
        var setup = TestGateway.setup()
                .account("acme")
                .carrier(TestGateway.carrier("telco", 1).config());
        var listen = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        setup.tls = Optional.of(
                new TlsConfig(listen, server.certificate(), server.key(), clientCa, clientCa.isPresent(), rules));
        return setup;
    }

    private static SSLSocket connect(TestGateway gateway, SSLContext context) throws IOException {
        int port = gateway.gateway().server().tlsAddress().getPort();
        return (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
    }

    private static void assertBinds(RawPeer peer) throws IOException {
        peer.send(bind(BIND_TRX, 1, "acme", TestGateway.PASSWORD, 0x34)).read().expect(BIND_TRX | RESP, 0, 1);
        peer.send(submit(2, "15550100", "over TLS")).read().expect(SUBMIT_SM | RESP, 0, 2);
    }

    @Test
    void esmesBindOverTls12And13AndPlainAsBefore() throws Exception {
        TestCertificate server = TestCertificate.make(dir, "server");
        try (TestGateway gateway = setup(server, Optional.empty()).start()) {
            for (String version : new String[] {"TLSv1.2", "TLSv1.3"}) {
                SSLSocket socket = connect(gateway, server.client());
                socket.setEnabledProtocols(new String[] {version});
                try (RawPeer peer = new RawPeer(socket)) {
                    assertBinds(peer);
                    assertEquals(version, socket.getSession().getProtocol());
                }
            }
            try (RawPeer plain = gateway.bind("acme")) {
                assertTrue(plain.stands(1));
            }
            try (RawPeer plainToTls =
                    RawPeer.connect(gateway.gateway().server().tlsAddress().getPort())) {
                plainToTls.send(bind(BIND_TRX, 1, "acme", TestGateway.PASSWORD, 0x34));
                assertTrue(plainToTls.socket().getInputStream().readAllBytes().length < 16, "no answer but an alert");
            }
        }
    }

    @Test
    void onlyTheVersionsAndSuitesThatAreAllowedAreSpokenAndAReloadChangesThem() throws Exception {
        TestCertificate server = TestCertificate.make(dir, "server");
        var old = new TlsRules(List.of("TLSv1.2"), List.of(AES_256));
        try (TestGateway gateway = setup(server, Optional.empty(), old).start()) {
            assertEquals("TLSv1.2 " + AES_256, spoken(gateway, server, null, null));
            assertEquals("nothing", spoken(gateway, server, "TLSv1.3", null));
            assertEquals("nothing", spoken(gateway, server, null, AES_128));
            try (RawPeer before = new RawPeer(connect(gateway, server.client()))) {
                assertBinds(before);
                gateway.reload(setup(server, Optional.empty(), new TlsRules(List.of("TLSv1.3"), List.of())));
                assertTrue(spoken(gateway, server, null, null).startsWith("TLSv1.3 "));
                assertEquals("nothing", spoken(gateway, server, "TLSv1.2", null));
                assertTrue(before.stands(9), "whoever was bound stays bound");
            }
        }
    }

    @Test
    void opensslGetsForwardSecrecyAndNothingOlder() throws Exception {
        if (!Files.isExecutable(OPENSSL)) return; // the JDK's sockets have asked
        TestCertificate server = TestCertificate.make(dir, "server");
        try (TestGateway gateway = setup(server, Optional.empty()).start()) {
            assertTrue(openssl(gateway, "-tls1_3").contains("Cipher is TLS_AES_256_GCM_SHA384"));
            assertTrue(openssl(gateway, "-tls1_2").contains("Cipher is ECDHE-ECDSA-AES256-GCM-SHA384"));
            assertTrue(openssl(gateway, "-tls1_2", "-cipher", "AES256-GCM-SHA384:AES128-SHA@SECLEVEL=0")
                    .contains("Cipher is (NONE)"));
            assertTrue(openssl(gateway, "-tls1_1", "-cipher", "ALL@SECLEVEL=0").contains("Cipher is (NONE)"));
        }
        var one = new TlsRules(List.of("TLSv1.2"), List.of(AES_128));
        try (TestGateway gateway = setup(server, Optional.empty(), one).start()) {
            assertTrue(openssl(gateway).contains("Cipher is ECDHE-ECDSA-AES128-GCM-SHA256"));
            assertTrue(openssl(gateway, "-tls1_3").contains("Cipher is (NONE)"));
        }
    }

    private static final Path OPENSSL = Path.of("/usr/bin/openssl");

    private static String openssl(TestGateway gateway, String... options) throws Exception {
        int port = gateway.gateway().server().tlsAddress().getPort();
        List<String> command =
                new ArrayList<>(List.of(OPENSSL.toString(), "s_client", "-connect", "127.0.0.1:" + port));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(30, TimeUnit.SECONDS), said);
        return said;
    }

    /** Version and suite that a client of ours gets; nothing where there is none that both speak. */
    private static String spoken(
            TestGateway gateway, TestCertificate server, @Nullable String version, @Nullable String suite)
            throws Exception {
        try (SSLSocket socket = connect(gateway, server.client())) {
            if (version != null) socket.setEnabledProtocols(new String[] {version});
            if (suite != null) socket.setEnabledCipherSuites(new String[] {suite});
            socket.startHandshake();
            return socket.getSession().getProtocol() + " " + socket.getSession().getCipherSuite();
        } catch (SSLException e) {
            return "nothing";
        }
    }

    @Test
    void whereAClientCertificateIsRequiredNobodyBindsWithoutOne() throws Exception {
        TestCertificate server = TestCertificate.make(dir, "server");
        TestCertificate client = TestCertificate.make(dir, "client");
        TestCertificate stranger = TestCertificate.make(dir, "stranger");
        try (TestGateway gateway =
                setup(server, Optional.of(client.certificate())).start()) {
            try (RawPeer peer = new RawPeer(connect(gateway, server.client(client)))) {
                assertBinds(peer);
            }
            for (SSLContext refused : new SSLContext[] {server.client(), server.client(stranger)}) {
                try (RawPeer peer = new RawPeer(connect(gateway, refused))) {
                    assertThrows(IOException.class, () -> assertBinds(peer));
                }
            }
        }
    }

    @Test
    void aNewCertificateIsForNewConnectionsAndABrokenOneForNobody() throws Exception {
        TestCertificate first = TestCertificate.make(dir, "first");
        TestCertificate second = TestCertificate.make(dir, "second");
        var setup = setup(first, Optional.empty());
        try (TestGateway gateway = setup.start();
                RawPeer before = new RawPeer(connect(gateway, first.client()))) {
            assertBinds(before);
            ServerTls tls = gateway.gateway().server().tls().orElseThrow();
            long expires = tls.expiresAtMillis();
            Files.copy(second.certificate(), first.certificate(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            gateway.reload(setup);
            assertTrue(tls.failures().sum() > 0, "a certificate without its key");
            assertEquals(expires, tls.expiresAtMillis());
            Files.copy(second.key(), first.key(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            TestGateway.until("the change is seen", () -> tls.reloads().sum() == 1);
            try (RawPeer after = new RawPeer(connect(gateway, second.client()))) {
                assertBinds(after);
            }
            assertTrue(before.stands(9), "whoever was bound stays bound");
            SSLSocket socket = connect(gateway, second.client());
            socket.startHandshake();
            assertEquals(
                    "CN=second",
                    ((X509Certificate) socket.getSession().getPeerCertificates()[0])
                            .getSubjectX500Principal()
                            .getName());
            socket.close();
        }
    }

    @Test
    void aCarrierOverTlsIsTrustedByItsAuthorityOrItsPinAndNoOther() throws Exception {
        TestCertificate smsc = TestCertificate.make(dir, "smsc");
        TestCertificate other = TestCertificate.make(dir, "other");
        var byCa = clientTls(Optional.of(smsc.certificate()), Optional.empty(), smsc);
        var byPin = clientTls(Optional.empty(), Optional.of(smsc.pin()), smsc);
        var byOtherCa = clientTls(Optional.of(other.certificate()), Optional.empty(), smsc);
        var byOtherPin = clientTls(Optional.empty(), Optional.of(other.pin()), smsc);
        assertTrue(bindsOver(smsc, byCa) && bindsOver(smsc, byPin));
        assertTrue(!bindsOver(smsc, byOtherCa) && !bindsOver(smsc, byOtherPin));
    }

    @Test
    void aCarrierThatSpeaksOtherSuitesIsNotBoundTo() throws Exception {
        TestCertificate smsc = TestCertificate.make(dir, "smsc");
        var fits = new TlsRules(List.of("TLSv1.2"), List.of(AES_256));
        var newer = new TlsRules(List.of("TLSv1.3"), List.of());
        assertTrue(bindsOver(smsc, clientTls(smsc, fits), "TLSv1.2"));
        assertTrue(!bindsOver(smsc, clientTls(smsc, newer), "TLSv1.2"));
    }

    private static ClientTlsConfig clientTls(Optional<Path> ca, Optional<String> pin, TestCertificate own) {
        return clientTls(ca, pin, own, TlsRules.DEFAULT);
    }

    private static ClientTlsConfig clientTls(TestCertificate smsc, TlsRules rules) {
        return clientTls(Optional.of(smsc.certificate()), Optional.empty(), smsc, rules);
    }

    private static ClientTlsConfig clientTls(
            Optional<Path> ca, Optional<String> pin, TestCertificate own, TlsRules rules) {
        return new ClientTlsConfig(
                ca, pin, Optional.empty(), Optional.of(own.certificate()), Optional.of(own.key()), rules);
    }

    private static boolean bindsOver(TestCertificate smsc, ClientTlsConfig tls) throws Exception {
        return bindsOver(smsc, tls, "TLSv1.2", "TLSv1.3");
    }

    /** Whether our bind request comes through to an SMSC with this certificate, which asks for one of ours. */
    private static boolean bindsOver(TestCertificate smsc, ClientTlsConfig tls, String... versions) throws Exception {
        var listening = (SSLServerSocket)
                smsc.client(smsc).getServerSocketFactory().createServerSocket(0, 5, InetAddress.getLoopbackAddress());
        try (listening) {
            listening.setNeedClientAuth(true);
            listening.setEnabledProtocols(versions);
            listening.setSoTimeout(5_000);
            var telco = TestGateway.carrier("telco", listening.getLocalPort());
            telco.binds = 1;
            try (TestGateway gateway = TestGateway.setup()
                            .account("acme")
                            .carrier(telco.config(tls))
                            .start();
                    RawPeer link = new RawPeer(listening.accept())) {
                RawPeer.Seen bind = link.read();
                link.send(Pdus.response(bind.id(), 0, bind.sequence(), "smsc"));
                TestGateway.until("bound", () -> gateway.carrierOf("telco").isBound());
                return true;
            } catch (SSLException | java.io.EOFException | java.net.SocketException e) {
                return false;
            }
        }
    }
}
