package io.momentum.gateway.wire;

import static io.momentum.gateway.wire.TestGateway.until;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.cloudhopper.smpp.SmppBindType;
import com.cloudhopper.smpp.SmppSession;
import com.cloudhopper.smpp.SmppSessionConfiguration;
import com.cloudhopper.smpp.impl.DefaultSmppClient;
import com.cloudhopper.smpp.impl.DefaultSmppSessionHandler;
import com.cloudhopper.smpp.pdu.EnquireLink;
import com.cloudhopper.smpp.pdu.PduRequest;
import com.cloudhopper.smpp.pdu.PduResponse;
import com.cloudhopper.smpp.tlv.Tlv;
import io.momentum.gateway.sim.CarrierListener;
import io.momentum.gateway.sim.CarrierOptions;
import io.momentum.gateway.sim.SimulatedCarrier;
import java.util.HashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jsmpp.bean.AlertNotification;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.GeneralDataCoding;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.SMPPSession;
import org.jsmpp.session.Session;
import org.junit.jupiter.api.Test;

/** Two SMPP libraries that we did not write, as ESMEs: texts arrive as they were sent, and each has its receipt. */
class ClientsIT {

    private static final int MESSAGES = 500;

    /** The texts that reached the carrier. */
    private static final class Arrived implements CarrierListener {
        final Queue<String> texts = new ConcurrentLinkedQueue<>();

        @Override
        public void submitSeen(SubmitSeen submit) {
            texts.add(submit.text());
        }
    }

    private static String text(int i) {
        return "¿Mañana a las 9, café nº " + i + "? Übung für €5 … 你好";
    }

    private static TestGateway start(SimulatedCarrier carrier) throws java.io.IOException {
        return TestGateway.setup()
                .account("acme")
                .projected()
                .carrier(TestGateway.carrier("telco", carrier.port()).config())
                .start();
    }

    private static void assertAllArrived(Arrived arrived) {
        until("arrived", () -> arrived.texts.size() >= MESSAGES);
        Set<String> expected = new HashSet<>();
        for (int i = 0; i < MESSAGES; i++) expected.add(text(i));
        assertEquals(expected, Set.copyOf(arrived.texts));
        assertEquals(MESSAGES, arrived.texts.size());
    }

    // ---- jSMPP

    /** Keeps the ids of the receipts. */
    private static final class Receipts implements MessageReceiverListener {
        final Queue<String> delivered = new ConcurrentLinkedQueue<>();

        @Override
        public void onAcceptDeliverSm(DeliverSm deliver) {
            try {
                var receipt = deliver.getShortMessageAsDeliveryReceipt();
                delivered.add(receipt.getId() + " " + receipt.getFinalStatus());
            } catch (org.jsmpp.util.InvalidDeliveryReceiptException e) {
                delivered.add(e.toString());
            }
        }

        @Override
        public void onAcceptAlertNotification(AlertNotification alert) {}

        @Override
        public DataSmResult onAcceptDataSm(DataSm data, Session source) {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void jSmppSubmitsAndGetsAReceiptForEachMessage() throws Exception {
        var arrived = new Arrived();
        var receipts = new Receipts();
        try (SimulatedCarrier carrier = SimulatedCarrier.start(CarrierOptions.defaults(), arrived);
                TestGateway gateway = start(carrier)) {
            SMPPSession session = new SMPPSession();
            session.setEnquireLinkTimer(300);
            session.setTransactionTimer(10_000);
            session.setMessageReceiverListener(receipts);
            var bind = new BindParameter(
                    BindType.BIND_TRX,
                    "acme",
                    TestGateway.PASSWORD,
                    "",
                    TypeOfNumber.UNKNOWN,
                    NumberingPlanIndicator.UNKNOWN,
                    null);
            assertEquals("momentum", session.connectAndBind("127.0.0.1", gateway.port(), bind));
            Set<String> expected = new HashSet<>();
            for (int i = 0; i < MESSAGES; i++) expected.add(submit(session, i) + " DELIVRD");
            until("receipts", () -> receipts.delivered.size() >= MESSAGES);
            assertEquals(expected, Set.copyOf(receipts.delivered));
            assertEquals(MESSAGES, receipts.delivered.size());
            assertAllArrived(arrived);
            session.unbindAndClose();
            until("unbound", () -> gateway.gateway().server().connections() == 0);
            assertEquals(0, gateway.gateway().server().unexpectedResponses().sum());
        }
    }

    private static String submit(SMPPSession session, int i) throws Exception {
        return session.submitShortMessage(
                        "",
                        TypeOfNumber.INTERNATIONAL,
                        NumberingPlanIndicator.ISDN,
                        "890123",
                        TypeOfNumber.INTERNATIONAL,
                        NumberingPlanIndicator.ISDN,
                        "15550100",
                        new ESMClass(),
                        (byte) 0,
                        (byte) 0,
                        null,
                        null,
                        new RegisteredDelivery(1),
                        (byte) 0,
                        new GeneralDataCoding(org.jsmpp.bean.Alphabet.ALPHA_UCS2),
                        (byte) 0,
                        text(i).getBytes(UTF_16BE))
                .getMessageId();
    }

    // ---- Cloudhopper

    /** Keeps the ids of responses and receipts. */
    private static final class Handler extends DefaultSmppSessionHandler {
        final Map<String, Boolean> accepted = new ConcurrentHashMap<>();
        final Queue<String> delivered = new ConcurrentLinkedQueue<>();

        @Override
        @SuppressWarnings("rawtypes")
        public PduResponse firePduRequestReceived(PduRequest request) {
            if (request instanceof com.cloudhopper.smpp.pdu.DeliverSm deliver) {
                Tlv id = deliver.getOptionalParameter((short) 0x001E);
                try {
                    delivered.add(id.getValueAsString());
                } catch (com.cloudhopper.smpp.tlv.TlvConvertException e) {
                    delivered.add(e.toString());
                }
            }
            return request.createResponse();
        }
    }

    @Test
    void cloudhopperSubmitsAndGetsAReceiptForEachMessage() throws Exception {
        var arrived = new Arrived();
        var handler = new Handler();
        var client = new DefaultSmppClient();
        try (SimulatedCarrier carrier = SimulatedCarrier.start(CarrierOptions.defaults(), arrived);
                TestGateway gateway = start(carrier)) {
            var configuration = new SmppSessionConfiguration(SmppBindType.TRANSCEIVER, "acme", TestGateway.PASSWORD);
            configuration.setHost("127.0.0.1");
            configuration.setPort(gateway.port());
            configuration.setWindowSize(1);
            configuration.getLoggingOptions().setLogPdu(false);
            SmppSession session = client.bind(configuration, handler);
            for (int i = 0; i < MESSAGES; i++) {
                handler.accepted.put(submit(session, i), true);
                if (i % 100 == 0)
                    assertEquals(
                            0, session.enquireLink(new EnquireLink(), 5_000).getCommandStatus());
            }
            until("receipts", () -> handler.delivered.size() >= MESSAGES);
            assertEquals(handler.accepted.keySet(), Set.copyOf(handler.delivered));
            assertEquals(MESSAGES, handler.delivered.size());
            assertAllArrived(arrived);
            session.unbind(5_000);
            session.destroy();
            until("unbound", () -> gateway.gateway().server().connections() == 0);
        } finally {
            client.destroy();
        }
    }

    private static String submit(SmppSession session, int i) throws Exception {
        var submit = new com.cloudhopper.smpp.pdu.SubmitSm();
        submit.setSourceAddress(new com.cloudhopper.smpp.type.Address((byte) 1, (byte) 1, "890123"));
        submit.setDestAddress(new com.cloudhopper.smpp.type.Address((byte) 1, (byte) 1, "15550100"));
        submit.setDataCoding((byte) 8);
        submit.setRegisteredDelivery((byte) 1);
        submit.setShortMessage(text(i).getBytes(UTF_16BE));
        var response = session.submit(submit, 10_000);
        assertEquals(0, response.getCommandStatus());
        return response.getMessageId();
    }
}
