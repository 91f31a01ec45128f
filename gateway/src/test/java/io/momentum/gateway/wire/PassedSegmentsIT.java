package io.momentum.gateway.wire;

import static io.momentum.gateway.wire.Pdus.DELIVER_SM;
import static io.momentum.gateway.wire.Pdus.RESP;
import static io.momentum.gateway.wire.Pdus.SUBMIT_SM;
import static io.momentum.gateway.wire.Pdus.raw;
import static io.momentum.gateway.wire.Pdus.response;
import static io.momentum.gateway.wire.Pdus.submit;
import static io.momentum.gateway.wire.TestGateway.until;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.codec.MessagePdu;
import io.momentum.gateway.codec.ReceiptForm;
import io.momentum.gateway.codec.TextDecoder;
import io.momentum.gateway.route.MoRouteConfig;
import io.momentum.gateway.server.EsmeProfile;
import io.momentum.gateway.server.EsmeProfile.BindLimits;
import io.momentum.gateway.server.EsmeProfile.Concat;
import io.momentum.gateway.server.EsmeProfile.OverWindow;
import io.momentum.gateway.wire.RawPeer.Seen;
import io.momentum.store.fact.Fact.MoForwarded;
import io.momentum.store.fact.Fact.MoReceived;
import io.momentum.store.fact.Fact.MoSegment;
import io.momentum.store.value.SystemId;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An account that wants what subscribers send in segments as it came. */
class PassedSegmentsIT {

    private static final String NUMBER = "15550101";
    private static final EsmeProfile PASS = new EsmeProfile(
            ReceiptForm.DEFAULT,
            false,
            false,
            OverWindow.WAIT,
            BindLimits.UNLIMITED,
            Optional.empty(),
            false,
            Concat.PASS);

    private static TestGateway start(RawSmsc smsc, List<MoRouteConfig> routes) throws IOException {
        var telco = TestGateway.carrier("telco", smsc.port());
        telco.binds = 1;
        var setup = TestGateway.setup()
                .account("acme")
                .esme(PASS)
                .account("other")
                .carrier(telco.config())
                .projected();
        setup.moRoutes = routes;
        return setup.start();
    }

    private static byte[] body(int total, int number, String text) {
        return Pdus.bytes(5, 0, 3, 7, total, number, raw(text));
    }

    private static void send(RawPeer link, int sequence, byte[] body) throws IOException {
        link.send(Pdus.message(DELIVER_SM, sequence, NUMBER, "890123", 0x40, 0, body, new byte[0]));
        link.read().expect(DELIVER_SM | RESP, 0, sequence);
    }

    private static MessagePdu next(RawPeer esme) throws IOException {
        Seen seen = esme.read();
        assertEquals(DELIVER_SM, seen.id());
        esme.send(response(DELIVER_SM, 0, seen.sequence(), ""));
        return MessagePdu.parse(Pdus.pdu(seen.id(), 0, seen.sequence(), seen.body()), true);
    }

    @Test
    void eachSegmentReachesTheEsmeAsItCameAndTheWholeIsForTheJournalAlone() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(smsc, List.of());
                RawPeer link = smsc.bound();
                RawPeer esme = gateway.bind("acme")) {
            send(link, 1, body(2, 2, "message"));
            MessagePdu second = next(esme);
            assertTrue(second.hasUdh());
            assertArrayEquals(body(2, 2, "message"), second.text());
            send(link, 2, body(2, 2, "message"));
            send(link, 3, body(2, 1, "one "));
            assertArrayEquals(body(2, 1, "one "), next(esme).text());
            assertTrue(esme.isSilentForNow(200));

            MoReceived whole = gateway.facts(MoReceived.class).getFirst();
            assertEquals("one message", TextDecoder.decode(MessagePdu.parse(whole.pdu(), true)));
            assertEquals(new SystemId("acme"), whole.account());
            assertTrue(whole.inSegments());
            assertEquals(2, gateway.facts(MoSegment.class).size());
            until("both are forwarded", () -> gateway.facts(MoForwarded.class).size() == 2);
        }
    }

    @Test
    void aStopInTwoOfThemHoldsBeforeTheLastIsAnswered() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(smsc, List.of());
                RawPeer link = smsc.bound();
                RawPeer esme = gateway.bind("acme")) {
            send(link, 1, body(2, 1, "ST"));
            send(link, 2, body(2, 2, "OP"));
            next(esme);
            next(esme);
            esme.send(submit(5, NUMBER, "hello")).read().expect(SUBMIT_SM | RESP, 0x0421, 5);
        }
    }

    @Test
    void aNumberWithKeywordsOfSeveralAccountsIsJoinedForItsKeywordMustBeRead() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(smsc, List.of(new MoRouteConfig("890123", "JOIN", new SystemId("other"))));
                RawPeer link = smsc.bound();
                RawPeer esme = gateway.bind("other")) {
            send(link, 1, body(2, 2, "me"));
            send(link, 2, body(2, 1, "join "));
            MessagePdu whole = next(esme);
            assertEquals("join me", TextDecoder.decode(whole));
        }
    }
}
