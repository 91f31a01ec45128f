package io.momentum.gateway.wire;

import static io.momentum.gateway.wire.Pdus.RESP;
import static io.momentum.gateway.wire.Pdus.SUBMIT_SM;
import static io.momentum.gateway.wire.Pdus.UNBIND;
import static io.momentum.gateway.wire.Pdus.pdu;
import static io.momentum.gateway.wire.Pdus.response;
import static io.momentum.gateway.wire.Pdus.submit;
import static io.momentum.gateway.wire.TestGateway.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.carrier.BindEnd;
import io.momentum.gateway.profile.SessionProfile.HostOrder;
import io.momentum.gateway.profile.SessionProfile.Outbind;
import io.momentum.gateway.profile.SessionProfile.Rebinding;
import io.momentum.gateway.server.Cidr;
import io.momentum.gateway.wire.RawPeer.Seen;
import io.momentum.store.fact.Fact.MtSubmitted;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Coming back: where, when, and not too often. */
class RebindIT {

    private static final Rebinding QUICK =
            new Rebinding(Duration.ofMillis(600), Duration.ofMillis(600), Duration.ofMillis(600), 10_000, 3);

    private static TestGateway start(TestGateway.CarrierSetup telco) throws IOException {
        return TestGateway.setup().account("acme").carrier(telco.config()).start();
    }

    private static TestGateway.CarrierSetup telco(RawSmsc smsc) {
        return TestGateway.carrier("telco", smsc.port()).oneBind();
    }

    private static void refuse(RawSmsc smsc, int status) throws IOException {
        try (RawPeer link = smsc.accept()) {
            Seen bind = link.read();
            link.send(response(bind.id(), status, bind.sequence()));
            assertTrue(link.isClosed());
        }
    }

    @Test
    void afterAlreadyBoundTheOldSessionGetsTimeToEnd() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(telco(smsc).session(session -> session.rebinding = QUICK))) {
            refuse(smsc, 0x05);
            assertTrue(smsc.isQuiet(500), "the configured 20 ms are for links that drop");
            try (RawPeer link = smsc.bound()) {
                assertTrue(link.stands(1));
                assertFalse(gateway.carrierOf("telco").binding().credentialsRefused());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0x0E, 0x0F, 0x53})
    void refusedCredentialsAreTriedSlowlyWithAnAlarmAndWorkOnceTheyAreRight(int status) throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(telco(smsc).session(session -> session.rebinding = QUICK))) {
            refuse(smsc, status);
            until("alarm", () -> gateway.carrierOf("telco").binding().credentialsRefused());
            assertTrue(smsc.isQuiet(500));
            try (RawPeer link = smsc.bound()) {
                assertTrue(link.stands(1));
                until("over", () -> !gateway.carrierOf("telco").binding().credentialsRefused());
            }
        }
    }

    @Test
    void aCarrierThatDropsEveryBindIsTriedAsOftenAsItsBudgetSays() throws IOException {
        try (RawSmsc smsc = new RawSmsc()) {
            var rules = new Rebinding(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1), 4, 3);
            try (TestGateway gateway = start(telco(smsc).session(session -> session.rebinding = rules))) {
                for (int i = 0; i < 4; i++) smsc.accept().close();
                assertTrue(smsc.isQuiet(700), "the next try is due in a quarter of a minute");
                until("held back", () -> gateway.carrier("telco").bindsHeldBack.sum() > 0);
                assertEquals(4, gateway.carrierOf("telco").binding().lastHour());
                assertTrue(gateway.carrierOf("telco").binding().isAlarming());
                assertTrue(gateway.carrierOf("telco").binds().getFirst().nextTryMillis() > 0);
            }
        }
    }

    @Test
    void aReloadDoesNotRefillTheBudget() throws IOException {
        try (RawSmsc smsc = new RawSmsc()) {
            var rules = new Rebinding(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1), 2, 60);
            var telco = telco(smsc).session(session -> session.rebinding = rules);
            try (TestGateway gateway = start(telco)) {
                for (int i = 0; i < 2; i++) smsc.accept().close();
                telco.window = 20;
                gateway.reload(TestGateway.setup().account("acme").carrier(telco.config()));
                assertTrue(smsc.isQuiet(400));
                assertEquals(2, gateway.carrierOf("telco").binding().lastHour());
            }
        }
    }

    @Test
    void unbindsRightAfterEachBindAreAnsweredAndBackOff() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(telco(smsc))) {
            long since = System.nanoTime();
            for (int i = 1; i <= 6; i++) {
                try (RawPeer link = smsc.bound()) {
                    link.send(pdu(UNBIND, i)).read().expect(UNBIND | RESP, 0, i);
                    assertTrue(link.isClosed());
                }
            }
            // 20, 40, 80, 100 and 100 ms, each at least half of it.
            assertTrue(System.nanoTime() - since > 170_000_000L, "each session that did not stand counts as a failure");
            until("counted", () -> gateway.carrier("telco").ends(BindEnd.UNBOUND_BY_PEER) == 6);
        }
    }

    @Test
    void theNextHostIsTriedWhereTheFirstIsNotThereAndAllShareOneQueueAndWindow() throws IOException {
        try (RawSmsc smsc = new RawSmsc()) {
            var telco = TestGateway.carrier("telco", Tool.freePort()).oneBind();
            telco.otherPorts = List.of(smsc.port());
            try (TestGateway gateway = start(telco);
                    RawPeer esme = gateway.bind("acme")) {
                esme.send(submit(1, "15550100", "one")).read().expect(SUBMIT_SM | RESP, 0, 1);
                try (RawPeer link = smsc.bound()) {
                    Seen one = link.read();
                    link.send(response(SUBMIT_SM, 0, one.sequence(), "a"));
                    until("taken", () -> gateway.facts(MtSubmitted.class).size() == 1);
                    assertTrue(gateway.carrier("telco").ends(BindEnd.CONNECT_FAILED) >= 1);
                }
            }
        }
    }

    @Test
    void aNameWithoutAnAddressIsOnlyOneHostThatFailed() throws IOException {
        try (RawSmsc smsc = new RawSmsc()) {
            var telco = telco(smsc);
            telco.host = "smsc.invalid";
            telco.otherPorts = List.of(smsc.port());
            try (TestGateway gateway = start(telco);
                    RawPeer link = smsc.bound()) {
                assertTrue(link.stands(1));
                assertEquals(1, gateway.carrier("telco").ends(BindEnd.HOST_UNKNOWN));
                assertTrue(gateway.carrierOf("telco").binds().getFirst().host().startsWith("127.0.0.1"));
            }
        }
    }

    @Test
    void anOutbindFromTheCarrierIsAnsweredWithABindOnItsConnection() throws IOException {
        var outbind = new Outbind("127.0.0.1", 0, List.of(Cidr.parse("127.0.0.1")), "smsc");
        var telco = TestGateway.carrier("telco", Tool.freePort())
                .oneBind()
                .session(session -> session.outbind = Optional.of(outbind));
        try (TestGateway gateway = start(telco)) {
            until("listens", () -> gateway.carrierOf("telco").binding().outbindPort() != 0);
            int port = gateway.carrierOf("telco").binding().outbindPort();
            try (RawPeer stranger = RawPeer.connect(port)) {
                assertTrue(stranger.send(pdu(0x0B, 1, "other", "secret")).isClosed());
            }
            try (RawPeer hasty = RawPeer.connect(port)) {
                assertTrue(
                        hasty.send(Pdus.receipt(1, "x", "15550100", "DELIVRD")).isClosed());
            }
            assertEquals(2, gateway.carrier("telco").outbindsRefused.sum());
            RawPeer smsc = RawPeer.connect(port);
            smsc.send(pdu(0x0B, 1, "smsc", "secret"));
            Seen bind = smsc.read();
            assertEquals(Pdus.BIND_TRX, bind.id());
            smsc.send(response(bind.id(), 0, bind.sequence(), "smsc"));
            until("bound", () -> gateway.carrierOf("telco").isBound());
            smsc.send(Pdus.receipt(2, "x", "15550100", "DELIVRD")).read().expect(Pdus.DELIVER_SM | RESP, 0, 2);
            try (RawPeer second = RawPeer.connect(port)) {
                assertTrue(second.send(pdu(0x0B, 1, "smsc", "secret")).isClosed(), "every bind is up");
            }
            assertTrue(smsc.stands(3));
            smsc.close();
        }
    }

    @Test
    void anOutbindIsAnsweredAlsoWhileOurOwnConnectionDoesNotGetThrough() throws IOException {
        var outbind = new Outbind("127.0.0.1", 0, List.of(Cidr.parse("127.0.0.1")), "smsc");
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                // They take its backlog; what comes then is not answered.
                Socket _ = new Socket(silent.getInetAddress(), silent.getLocalPort());
                Socket _ = new Socket(silent.getInetAddress(), silent.getLocalPort())) {
            var telco = TestGateway.carrier("telco", silent.getLocalPort())
                    .oneBind()
                    .session(session -> session.outbind = Optional.of(outbind));
            try (TestGateway gateway = start(telco)) {
                until("listens", () -> gateway.carrierOf("telco").binding().outbindPort() != 0);
                until(
                        "connects",
                        () -> gateway.carrierOf("telco")
                                .binds()
                                .getFirst()
                                .state()
                                .equals("connecting"));
                try (RawPeer smsc =
                        RawPeer.connect(gateway.carrierOf("telco").binding().outbindPort())) {
                    Seen bind = smsc.send(pdu(0x0B, 1, "smsc", "secret")).read();
                    assertEquals(Pdus.BIND_TRX, bind.id());
                    smsc.send(response(bind.id(), 0, bind.sequence(), "smsc"));
                    until("bound", () -> gateway.carrierOf("telco").isBound());
                    assertEquals(0, gateway.carrier("telco").connectFailures.sum());
                }
            }
        }
    }

    @Test
    void bindsMaySpreadOverTheHosts() throws IOException {
        try (RawSmsc first = new RawSmsc();
                RawSmsc second = new RawSmsc()) {
            var telco =
                    TestGateway.carrier("telco", first.port()).session(session -> session.hostOrder = HostOrder.SPREAD);
            telco.otherPorts = List.of(second.port());
            try (TestGateway gateway = start(telco);
                    RawPeer one = first.bound();
                    RawPeer two = second.bound()) {
                assertTrue(one.stands(1) && two.stands(1));
                until("both", () -> gateway.carrierOf("telco").boundTransmitters() == 2);
            }
        }
    }
}
