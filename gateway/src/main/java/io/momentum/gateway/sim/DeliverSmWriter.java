package io.momentum.gateway.sim;

import com.cloudhopper.smpp.SmppConstants;
import com.cloudhopper.smpp.pdu.DeliverSm;
import com.cloudhopper.smpp.tlv.Tlv;
import io.momentum.gateway.sim.CarrierOptions.ReceiptForm;
import io.momentum.store.value.MessageState;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Makes the deliver_sm of receipts (SMPP 3.4 Appendix B) and of subscribers' messages. Owned by the carrier's event
 * loop.
 */
final class DeliverSmWriter {

    private static final byte[] NOTHING = new byte[0];

    private final ReceiptForm form;
    private final MinuteText submitted = new MinuteText();
    private final MinuteText done = new MinuteText();

    DeliverSmWriter(ReceiptForm form) {
        this.form = form;
    }

    DeliverSm write(Delivery delivery, long nowMillis) {
        return switch (delivery) {
            case Delivery.Receipt receipt -> receipt(receipt, nowMillis);
            case Delivery.Mo mo -> message(mo);
        };
    }

    private DeliverSm receipt(Delivery.Receipt receipt, long nowMillis) {
        var pdu = new DeliverSm();
        pdu.setSourceAddress(receipt.source());
        pdu.setDestAddress(receipt.destination());
        pdu.setEsmClass(SmppConstants.ESM_CLASS_MT_SMSC_DELIVERY_RECEIPT);
        SmsText.put(pdu, form == ReceiptForm.TLV ? NOTHING : text(receipt, nowMillis));
        if (form == ReceiptForm.TEXT) return pdu;
        byte[] id = (receipt.id() + "\0").getBytes(StandardCharsets.ISO_8859_1);
        pdu.addOptionalParameter(new Tlv(SmppConstants.TAG_RECEIPTED_MSG_ID, id));
        byte[] state = {(byte) receipt.state().code()};
        pdu.addOptionalParameter(new Tlv(SmppConstants.TAG_MSG_STATE, state));
        return pdu;
    }

    private byte[] text(Delivery.Receipt receipt, long nowMillis) {
        boolean delivered = receipt.state() == MessageState.DELIVERED;
        String text = "id:" + receipt.id()
                + (delivered ? " sub:001 dlvrd:001 submit date:" : " sub:001 dlvrd:000 submit date:")
                + submitted.of(receipt.submittedMillis())
                + " done date:" + done.of(nowMillis)
                + " stat:" + receipt.state().stat()
                + (delivered ? " err:000 text:" : " err:001 text:");
        return text.getBytes(StandardCharsets.ISO_8859_1); // the same octets as in the GSM alphabet
    }

    private static DeliverSm message(Delivery.Mo mo) {
        var pdu = new DeliverSm();
        pdu.setSourceAddress(mo.source());
        pdu.setDestAddress(mo.destination());
        pdu.setEsmClass((byte) mo.esmClass());
        pdu.setDataCoding((byte) mo.dataCoding());
        SmsText.put(pdu, mo.octets());
        return pdu;
    }

    /** A date to the minute in UTC, formatted once for all receipts of that minute. */
    private static final class MinuteText {
        private static final DateTimeFormatter FORMAT =
                DateTimeFormatter.ofPattern("yyMMddHHmm").withZone(ZoneOffset.UTC);

        private long minute = -1;
        private String text = "";

        String of(long millis) {
            if (millis / 60_000 != minute) {
                minute = millis / 60_000;
                text = FORMAT.format(Instant.ofEpochMilli(millis));
            }
            return text;
        }
    }
}
