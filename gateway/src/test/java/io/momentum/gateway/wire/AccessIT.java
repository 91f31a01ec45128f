package io.momentum.gateway.wire;

import static io.momentum.gateway.wire.Pdus.BIND_RX;
import static io.momentum.gateway.wire.Pdus.BIND_TRX;
import static io.momentum.gateway.wire.Pdus.BIND_TX;
import static io.momentum.gateway.wire.Pdus.RESP;
import static io.momentum.gateway.wire.Pdus.bind;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.codec.ReceiptForm;
import io.momentum.gateway.server.AccessConfig;
import io.momentum.gateway.server.AccessConfig.Bans;
import io.momentum.gateway.server.AccountConfig.OnSuppressed;
import io.momentum.gateway.server.Cidr;
import io.momentum.gateway.server.EsmeProfile;
import io.momentum.gateway.server.EsmeProfile.BindLimits;
import io.momentum.gateway.server.EsmeProfile.OverWindow;
import io.momentum.gateway.server.Password;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who is let in: addresses, proxies, guessers of passwords, kinds of binds. Loopback has 16 million addresses to try. */
class AccessIT {

    private static final int RBINDFAIL = 0x0D;
    private static final int RINVPASWD = 0x0E;

    private static RawPeer from(String address, int port) throws IOException {
        return new RawPeer(new Socket(InetAddress.getLoopbackAddress(), port, InetAddress.getByName(address), 0));
    }

    private static int statusOfBind(RawPeer peer, String systemId, String password) throws IOException {
        return peer.send(bind(BIND_TRX, 1, systemId, password, 0x34)).read().status();
    }

    private static int bindFrom(String address, int port, String systemId, String password) throws IOException {
        try (RawPeer peer = from(address, port)) {
            return statusOfBind(peer, systemId, password);
        }
    }

    private static AccessConfig access(int perAddress, int unbound, Bans bans, List<Cidr> proxies) {
        return new AccessConfig(perAddress, unbound, bans, proxies);
    }

    private static EsmeProfile profile(boolean longPassword, BindLimits binds, boolean banExempt) {
        return new EsmeProfile(
                ReceiptForm.DEFAULT, false, longPassword, OverWindow.WAIT, binds, Optional.empty(), banExempt);
    }

    @Test
    void fiftyWrongPasswordsAreABanThatSparesTheNeighbours() throws IOException {
        var setup = TestGateway.setup()
                .account("acme")
                .account("beta")
                .account("nat")
                .esme(profile(false, BindLimits.UNLIMITED, true));
        var bans = new Bans(20, Duration.ofMinutes(10), Duration.ofMinutes(5), List.of(Cidr.parse("127.0.0.9")));
        setup.access = access(1_000, 1_000, bans, List.of());
        try (TestGateway gateway = setup.start()) {
            int port = gateway.port();
            assertEquals(0, bindFrom("127.0.0.7", port, "acme", TestGateway.PASSWORD));
            List<RawPeer> guessers = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                RawPeer guesser = from("127.0.0.7", port);
                guesser.send(bind(BIND_TRX, 1, "beta", "wrong" + i, 0x34));
                guessers.add(guesser);
            }
            for (RawPeer guesser : guessers) {
                assertEquals(RBINDFAIL, guesser.read().status());
                guesser.reset();
            }
            assertEquals(1, gateway.gateway().server().banned());
            assertEquals(RBINDFAIL, bindFrom("127.0.0.7", port, "beta", TestGateway.PASSWORD), "banned");
            assertEquals(0, bindFrom("127.0.0.8", port, "beta", TestGateway.PASSWORD), "another address");
            assertEquals(0, bindFrom("127.0.0.7", port, "nat", TestGateway.PASSWORD), "an exempt account");
            assertEquals(0, bindFrom("127.0.0.7", port, "acme", TestGateway.PASSWORD), "was bound from there before");
            assertEquals(RBINDFAIL, bindFrom("127.0.0.7", port, "acme", "wrong"), "but not with another password");
        }
    }

    @Test
    void anExemptNetworkIsNeverBanned() throws IOException {
        var setup = TestGateway.setup().account("acme");
        var bans = new Bans(2, Duration.ofMinutes(10), Duration.ofMinutes(5), List.of(Cidr.parse("127.0.0.9")));
        setup.access = access(1_000, 1_000, bans, List.of());
        try (TestGateway gateway = setup.start()) {
            for (int i = 0; i < 4; i++) assertEquals(RBINDFAIL, bindFrom("127.0.0.9", gateway.port(), "acme", "no"));
            assertEquals(0, bindFrom("127.0.0.9", gateway.port(), "acme", TestGateway.PASSWORD));
            assertEquals(0, gateway.gateway().server().banned());
        }
    }

    @Test
    void anAccountThatIsGuessedFromEverywhereIsClosedToStrangers() throws IOException {
        var setup = TestGateway.setup().account("acme");
        var bans = new Bans(2, Duration.ofMinutes(10), Duration.ofMillis(1_500), List.of());
        setup.access = access(1_000, 1_000, bans, List.of());
        try (TestGateway gateway = setup.start()) {
            int port = gateway.port();
            assertEquals(0, bindFrom("127.0.0.50", port, "acme", TestGateway.PASSWORD));
            List<RawPeer> guessers = new ArrayList<>();
            for (int i = 1; i <= 10; i++) {
                RawPeer guesser = from("127.0.0." + i, port);
                guesser.send(bind(BIND_TRX, 1, "acme", "wrong", 0x34));
                guessers.add(guesser);
            }
            for (RawPeer guesser : guessers) {
                assertEquals(RBINDFAIL, guesser.read().status());
                guesser.reset();
            }
            assertEquals(RBINDFAIL, bindFrom("127.0.0.51", port, "acme", TestGateway.PASSWORD), "a stranger");
            assertEquals(0, bindFrom("127.0.0.50", port, "acme", TestGateway.PASSWORD), "known from before");
            TestGateway.until("the ban ends", () -> gateway.gateway().server().banned() == 0);
            assertEquals(0, bindFrom("127.0.0.51", port, "acme", TestGateway.PASSWORD));
        }
    }

    @Test
    void oneAddressHasItsOwnShareOfConnections() throws IOException {
        var setup = TestGateway.setup().account("acme");
        setup.access = access(4, 2, Bans.DEFAULT, List.of());
        try (TestGateway gateway = setup.start();
                RawPeer one = from("127.0.0.2", gateway.port());
                RawPeer two = from("127.0.0.2", gateway.port())) {
            assertEquals(0, statusOfBind(one, "acme", TestGateway.PASSWORD));
            assertEquals(0, statusOfBind(two, "acme", TestGateway.PASSWORD));
            try (RawPeer three = from("127.0.0.2", gateway.port());
                    RawPeer four = from("127.0.0.2", gateway.port());
                    RawPeer five = from("127.0.0.2", gateway.port())) {
                assertTrue(five.isClosed(), "a fifth connection");
                assertEquals(0, statusOfBind(three, "acme", TestGateway.PASSWORD));
                assertEquals(0, bindFrom("127.0.0.3", gateway.port(), "acme", TestGateway.PASSWORD));
                four.reset();
            }
            TestGateway.until("room again", () -> gateway.gateway().server().connections() == 2);
            assertEquals(0, bindFrom("127.0.0.2", gateway.port(), "acme", TestGateway.PASSWORD));
        }
    }

    @Test
    void bindsOfEachKindHaveTheirOwnLimit() throws IOException {
        var setup = TestGateway.setup().account("acme").esme(profile(false, new BindLimits(1, 1, 0), false));
        try (TestGateway gateway = setup.start();
                RawPeer tx = RawPeer.bound(gateway.port(), BIND_TX, "acme", 0x34);
                RawPeer rx = RawPeer.bound(gateway.port(), BIND_RX, "acme", 0x34)) {
            assertTrue(tx.stands(2) && rx.stands(2));
            assertEquals(RBINDFAIL, bindFrom("127.0.0.1", gateway.port(), "acme", TestGateway.PASSWORD));
            try (RawPeer second = RawPeer.connect(gateway.port())) {
                second.send(bind(BIND_TX, 1, "acme", TestGateway.PASSWORD, 0x34))
                        .read()
                        .expect(BIND_TX | RESP, RBINDFAIL, 1);
            }
        }
    }

    @Test
    void aPasswordOfMoreThanEightCharactersNeedsTheAccountsLeave() throws IOException {
        String longer = "longer-than-eight";
        var password = Password.plain(longer);
        var setup = TestGateway.setup()
                .account("strict", password, 5, 10, 0, OnSuppressed.RECEIPT)
                .account("lenient", password, 5, 10, 0, OnSuppressed.RECEIPT)
                .esme(profile(true, BindLimits.UNLIMITED, false));
        try (TestGateway gateway = setup.start()) {
            assertEquals(RINVPASWD, bindFrom("127.0.0.1", gateway.port(), "strict", longer));
            assertEquals(0, bindFrom("127.0.0.1", gateway.port(), "lenient", longer));
        }
    }

    @Test
    void behindAListedProxyTheEsmeIsWhoTheProxySaysItIs() throws IOException {
        var setup = TestGateway.setup().account("acme");
        var bans = new Bans(2, Duration.ofMinutes(10), Duration.ofMinutes(5), List.of());
        setup.access = access(1_000, 1_000, bans, List.of(Cidr.parse("127.0.0.64/26")));
        setup.bindTimeout = Duration.ofSeconds(2);
        try (TestGateway gateway = setup.start()) {
            int port = gateway.port();
            byte[] v1 = "PROXY TCP4 192.0.2.1 192.0.2.2 40000 2775\r\n".getBytes(US_ASCII);
            for (int i = 0; i < 2; i++) assertEquals(RBINDFAIL, proxied(port, v1, "wrong"));
            assertEquals(1, gateway.gateway().server().banned());
            assertEquals(RBINDFAIL, proxied(port, v1, TestGateway.PASSWORD), "the address behind the proxy is banned");
            assertEquals(0, proxied(port, v2("192.0.2.7"), TestGateway.PASSWORD), "not the one beside it");
            try (RawPeer bare = from("127.0.0.65", port)) {
                bare.send(bind(BIND_TRX, 1, "acme", TestGateway.PASSWORD, 0x34));
                assertTrue(bare.isClosed(), "a listed proxy without its header");
            }
            try (RawPeer liar = from("127.0.0.1", port)) {
                liar.send(v1, bind(BIND_TRX, 1, "acme", TestGateway.PASSWORD, 0x34));
                assertTrue(liar.isClosed(), "a header from who is no proxy");
            }
        }
    }

    private static int proxied(int port, byte[] header, String password) throws IOException {
        try (RawPeer peer = from("127.0.0.65", port)) {
            return peer.send(header, bind(BIND_TRX, 1, "acme", password, 0x34))
                    .read()
                    .status();
        }
    }

    /** Version 2, TCP over IPv4. */
    private static byte[] v2(String source) throws IOException {
        return ByteBuffer.allocate(28)
                .put(new byte[] {0x0D, 0x0A, 0x0D, 0x0A, 0x00, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A})
                .put((byte) 0x21)
                .put((byte) 0x11)
                .putShort((short) 12)
                .put(InetAddress.getByName(source).getAddress())
                .put(InetAddress.getByName("192.0.2.2").getAddress())
                .putShort((short) 40_001)
                .putShort((short) 2775)
                .array();
    }
}
