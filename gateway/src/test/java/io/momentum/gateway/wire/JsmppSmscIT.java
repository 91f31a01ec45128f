package io.momentum.gateway.wire;

import static io.momentum.gateway.wire.Pdus.DELIVER_SM;
import static io.momentum.gateway.wire.Pdus.RESP;
import static io.momentum.gateway.wire.Pdus.SUBMIT_SM;
import static io.momentum.gateway.wire.Pdus.response;
import static io.momentum.gateway.wire.TestGateway.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.wire.RawPeer.Seen;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jsmpp.PDUException;
import org.jsmpp.PDUStringException;
import org.jsmpp.bean.BroadcastSm;
import org.jsmpp.bean.CancelBroadcastSm;
import org.jsmpp.bean.CancelSm;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.GeneralDataCoding;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.QueryBroadcastSm;
import org.jsmpp.bean.QuerySm;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.ReplaceSm;
import org.jsmpp.bean.SubmitMulti;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jsmpp.session.BroadcastSmResult;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.QueryBroadcastSmResult;
import org.jsmpp.session.QuerySmResult;
import org.jsmpp.session.SMPPServerSession;
import org.jsmpp.session.SMPPServerSessionListener;
import org.jsmpp.session.ServerMessageReceiverListener;
import org.jsmpp.session.Session;
import org.jsmpp.session.SubmitMultiResult;
import org.jsmpp.session.SubmitSmResult;
import org.jsmpp.session.connection.ServerConnection;
import org.jsmpp.session.connection.ServerConnectionFactory;
import org.jsmpp.session.connection.socket.ServerSocketConnection;
import org.jsmpp.util.MessageId;
import org.junit.jupiter.api.Test;

/** jSMPP as the carrier: it takes our bind, our submits and our answers, and its receipts reach the ESME. */
class JsmppSmscIT {

    private static final int MESSAGES = 100;

    /** Accepts submits and sends a receipt for each; serves nothing else. */
    private static final class Smsc implements ServerMessageReceiverListener {
        final AtomicInteger ids = new AtomicInteger();
        final AtomicInteger acknowledged = new AtomicInteger();
        final ExecutorService receipts = Executors.newSingleThreadExecutor();

        @Override
        public SubmitSmResult onAcceptSubmitSm(SubmitSm submit, SMPPServerSession session)
                throws org.jsmpp.extra.ProcessRequestException {
            String id = Integer.toString(ids.incrementAndGet());
            receipts.execute(() -> deliver(session, submit, id));
            try {
                return new SubmitSmResult(new MessageId(id), new OptionalParameter[0]);
            } catch (PDUStringException e) {
                throw new org.jsmpp.extra.ProcessRequestException(e.getMessage(), 8);
            }
        }

        private void deliver(SMPPServerSession session, SubmitSm submit, String id) {
            String text =
                    "id:" + id + " sub:001 dlvrd:001 submit date:2601010101 done date:2601010102 stat:DELIVRD err:000";
            try {
                session.deliverShortMessage(
                        "",
                        TypeOfNumber.INTERNATIONAL,
                        NumberingPlanIndicator.ISDN,
                        submit.getDestAddress(),
                        TypeOfNumber.INTERNATIONAL,
                        NumberingPlanIndicator.ISDN,
                        submit.getSourceAddr(),
                        new ESMClass(0x04),
                        (byte) 0,
                        (byte) 0,
                        new RegisteredDelivery(0),
                        new GeneralDataCoding(),
                        text.getBytes(StandardCharsets.US_ASCII));
                acknowledged.incrementAndGet();
            } catch (PDUException
                    | ResponseTimeoutException
                    | org.jsmpp.InvalidResponseException
                    | NegativeResponseException
                    | IOException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public SubmitMultiResult onAcceptSubmitMulti(SubmitMulti multi, SMPPServerSession session) {
            throw new UnsupportedOperationException();
        }

        @Override
        public QuerySmResult onAcceptQuerySm(QuerySm query, SMPPServerSession session) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void onAcceptReplaceSm(ReplaceSm replace, SMPPServerSession session) {}

        @Override
        public void onAcceptCancelSm(CancelSm cancel, SMPPServerSession session) {}

        @Override
        public BroadcastSmResult onAcceptBroadcastSm(BroadcastSm broadcast, SMPPServerSession session) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void onAcceptCancelBroadcastSm(CancelBroadcastSm cancel, SMPPServerSession session) {}

        @Override
        public QueryBroadcastSmResult onAcceptQueryBroadcastSm(QueryBroadcastSm query, SMPPServerSession session) {
            throw new UnsupportedOperationException();
        }

        @Override
        public DataSmResult onAcceptDataSm(DataSm data, Session session) {
            throw new UnsupportedOperationException();
        }
    }

    /** jSMPP itself would listen everywhere. */
    private static final class Loopback implements ServerConnectionFactory {
        @Override
        public ServerConnection listen(int port) throws IOException {
            return new ServerSocketConnection(new ServerSocket(port, 10, InetAddress.getLoopbackAddress()));
        }

        @Override
        public ServerConnection listen(int port, int timeout) throws IOException {
            return listen(port);
        }

        @Override
        public ServerConnection listen(int port, int timeout, int backlog) throws IOException {
            return listen(port);
        }
    }

    @Test
    void jSmppTakesOurSubmitsAndItsReceiptsComeThrough() throws Exception {
        var smsc = new Smsc();
        int port = Tool.freePort();
        try (var listener = new SMPPServerSessionListener(port, new Loopback())) {
            Thread acceptor = Thread.ofPlatform().daemon().start(() -> acceptOne(listener, smsc));
            var telco = TestGateway.carrier("telco", port);
            telco.binds = 1;
            try (TestGateway gateway = TestGateway.setup()
                            .account("acme")
                            .projected()
                            .carrier(telco.config())
                            .start();
                    RawPeer esme = gateway.bind("acme")) {
                until("bound", () -> gateway.carrierOf("telco").isBound());
                assertEquals(MESSAGES, exchange(esme));
                until("acknowledged", () -> smsc.acknowledged.get() == MESSAGES);
                assertEquals(0, gateway.carrier("telco").unexpectedResponses.sum());
            }
            acceptor.join();
        } finally {
            smsc.receipts.shutdownNow();
        }
    }

    /** Submits, and answers receipts until there is one for each message. */
    private static int exchange(RawPeer esme) throws IOException {
        for (int i = 1; i <= MESSAGES; i++) esme.send(Pdus.submit(i, "15550100", "text " + i));
        Set<String> accepted = new HashSet<>();
        Set<String> receipted = new HashSet<>();
        while (receipted.size() < MESSAGES || accepted.size() < MESSAGES) {
            Seen seen = esme.read();
            if (seen.id() == (SUBMIT_SM | RESP)) {
                accepted.add(seen.string());
                continue;
            }
            String text = new String(seen.body(), StandardCharsets.ISO_8859_1);
            int at = text.indexOf("id:");
            assertTrue(receipted.add(text.substring(at + 3, at + 19)), text);
            esme.send(response(DELIVER_SM, 0, seen.sequence(), 0));
        }
        assertEquals(accepted, receipted);
        return receipted.size();
    }

    private static void acceptOne(SMPPServerSessionListener listener, Smsc smsc) {
        listener.setMessageReceiverListener(smsc);
        try {
            listener.accept().waitForBind(5_000).accept("smsc");
        } catch (IOException | TimeoutException | PDUStringException e) {
            throw new IllegalStateException(e);
        }
    }
}
