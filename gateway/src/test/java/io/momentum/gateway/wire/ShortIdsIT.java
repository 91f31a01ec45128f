package io.momentum.gateway.wire;

import static io.momentum.gateway.wire.Pdus.BIND_TRX;
import static io.momentum.gateway.wire.Pdus.BIND_TX;
import static io.momentum.gateway.wire.Pdus.CANCEL_SM;
import static io.momentum.gateway.wire.Pdus.DELIVER_SM;
import static io.momentum.gateway.wire.Pdus.QUERY_SM;
import static io.momentum.gateway.wire.Pdus.REPLACE_SM;
import static io.momentum.gateway.wire.Pdus.RESP;
import static io.momentum.gateway.wire.Pdus.pdu;
import static io.momentum.gateway.wire.Pdus.raw;
import static io.momentum.gateway.wire.Pdus.response;
import static io.momentum.gateway.wire.Pdus.submit;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.codec.MessageIdForm;
import io.momentum.gateway.codec.ReceiptForm;
import io.momentum.gateway.server.EsmeProfile;
import io.momentum.gateway.server.EsmeProfile.BindLimits;
import io.momentum.gateway.server.EsmeProfile.OverWindow;
import io.momentum.gateway.wire.RawPeer.Seen;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Message ids of eight digits for ESMEs of SMPP 3.3, which have room for no more. */
class ShortIdsIT {

    private static final String SHORT = "[0-9a-f]{8}";
    private static final String LONG = "[0-9a-f]{16}";

    /** Its carrier's port is one that nobody listens on: what is for it waits. */
    private static TestGateway.Setup setup() {
        return TestGateway.setup()
                .account("acme")
                .projected()
                .carrier(TestGateway.carrier("telco", 1).config());
    }

    private static TestGateway.Setup setup(MessageIdForm ids) {
        var form = new ReceiptForm(ids, Optional.empty(), true);
        return setup().esme(new EsmeProfile(
                form, false, false, OverWindow.WAIT, BindLimits.UNLIMITED, Optional.empty(), false));
    }

    private static RawPeer bound(TestGateway gateway, int bind, int version) throws IOException {
        return RawPeer.bound(gateway.port(), bind, "acme", version);
    }

    private static Seen answer(RawPeer peer, byte[] request) throws IOException {
        return peer.send(request).read();
    }

    private static byte[] cancel(int sequence, String id) {
        return pdu(CANCEL_SM, sequence, "", id, 1, 1, "890123", 1, 1, "15550100");
    }

    /** The answer to a cancellation and the receipt that follows, in whichever order. */
    private static String receipt(RawPeer peer) throws IOException {
        Seen seen = peer.read();
        if (seen.id() != DELIVER_SM) return receipt(peer);
        peer.send(response(DELIVER_SM, 0, seen.sequence(), ""));
        return new String(seen.body(), ISO_8859_1);
    }

    @Test
    void aMessageOf33IsKnownByItsShortIdOverEveryBindOfItsAccount() throws IOException {
        try (TestGateway gateway = setup().start();
                RawPeer v33 = bound(gateway, BIND_TX, 0x33);
                RawPeer v34 = bound(gateway, BIND_TRX, 0x34)) {
            String id = answer(v33, submit(1, "15550100", "from 3.3")).string();
            assertTrue(id.matches(SHORT), id);
            for (RawPeer peer : new RawPeer[] {v33, v34}) {
                Seen found = answer(peer, pdu(QUERY_SM, 2, id, 1, 1, "890123")).expect(QUERY_SM | RESP, 0, 2);
                assertEquals(id, found.string());
            }
            answer(
                            v34,
                            pdu(
                                    REPLACE_SM,
                                    3,
                                    id.toUpperCase(java.util.Locale.ROOT),
                                    1,
                                    1,
                                    "890123",
                                    "",
                                    "",
                                    1,
                                    0,
                                    3,
                                    raw("new")))
                    .expect(REPLACE_SM | RESP, 0, 3);
            answer(v33, cancel(4, id)).expect(CANCEL_SM | RESP, 0, 4);
            String receipt = receipt(v34);
            assertTrue(receipt.contains("id:" + id + " sub:"), receipt);
            assertTrue(receipt.contains("\u0000\u001e\u0000\t" + id + "\u0000"), "receipted_message_id: " + receipt);
            assertTrue(receipt.contains("text:new"), receipt);
        }
    }

    @Test
    void aMessageOf34KeepsItsLongIdThoughItsReceiptLeavesOverA33Bind() throws IOException {
        try (TestGateway gateway = setup().start();
                RawPeer v34 = bound(gateway, BIND_TX, 0x34);
                RawPeer v33 = bound(gateway, BIND_TRX, 0x33)) {
            String id = answer(v34, submit(1, "15550100", "from 3.4")).string();
            assertTrue(id.matches(LONG), id);
            answer(v34, cancel(2, id)).expect(CANCEL_SM | RESP, 0, 2);
            String receipt = receipt(v33);
            assertTrue(receipt.contains("id:" + id + " sub:"), receipt);
        }
    }

    @Test
    void anAccountMayHaveItsIdsAlwaysShortOrNever() throws IOException {
        try (TestGateway gateway = setup(MessageIdForm.SHORT).start();
                RawPeer v34 = bound(gateway, BIND_TX, 0x34)) {
            assertTrue(answer(v34, submit(1, "15550100", "x")).string().matches(SHORT));
        }
        try (TestGateway gateway = setup(MessageIdForm.HEX).start();
                RawPeer v33 = bound(gateway, BIND_TX, 0x33)) {
            assertTrue(answer(v33, submit(1, "15550100", "x")).string().matches(LONG));
        }
        try (TestGateway gateway = setup(MessageIdForm.DECIMAL).start();
                RawPeer v33 = bound(gateway, BIND_TX, 0x33)) {
            assertTrue(answer(v33, submit(1, "15550100", "x")).string().matches("[0-9]{18,20}"));
        }
    }
}
