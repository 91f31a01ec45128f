package io.momentum.gateway.sim;

import com.cloudhopper.smpp.SmppConstants;
import com.cloudhopper.smpp.pdu.DeliverSm;
import com.cloudhopper.smpp.tlv.Tlv;
import io.momentum.gateway.sim.EsmeListener.Receipt;
import io.momentum.store.value.MessageState;
import java.nio.charset.StandardCharsets;

/** Reads a receipt as an ESME would: the TLVs first, then the text of SMPP 3.4 Appendix B. */
final class ReceiptReader {

    private ReceiptReader() {}

    static boolean isReceipt(DeliverSm pdu) {
        return (pdu.getEsmClass() & SmppConstants.ESM_CLASS_MT_MASK)
                == SmppConstants.ESM_CLASS_MT_SMSC_DELIVERY_RECEIPT;
    }

    static Receipt read(DeliverSm pdu, long nowMillis) {
        String text = new String(SmsText.octetsOf(pdu), StandardCharsets.ISO_8859_1);
        return new Receipt(
                idOf(pdu, text),
                stateOf(pdu, text),
                Addresses.fromPdu(pdu.getSourceAddress()),
                Addresses.fromPdu(pdu.getDestAddress()),
                text,
                nowMillis);
    }

    private static String idOf(DeliverSm pdu, String text) {
        Tlv id = pdu.getOptionalParameter(SmppConstants.TAG_RECEIPTED_MSG_ID);
        if (id == null || id.getValue() == null) return field(text, "id:");
        String value = new String(id.getValue(), StandardCharsets.ISO_8859_1);
        return value.endsWith("\0") ? value.substring(0, value.length() - 1) : value;
    }

    private static MessageState stateOf(DeliverSm pdu, String text) {
        Tlv state = pdu.getOptionalParameter(SmppConstants.TAG_MSG_STATE);
        if (state != null && state.getUnsignedLength() == 1) {
            int code = state.getValue()[0];
            for (MessageState known : MessageState.values()) {
                if (known.code() == code) return known;
            }
        }
        String stat = field(text, "stat:");
        for (MessageState known : MessageState.values()) {
            if (known.stat().equals(stat)) return known;
        }
        return MessageState.UNKNOWN;
    }

    private static String field(String text, String name) {
        int from = text.indexOf(name);
        if (from < 0) return "";
        int to = text.indexOf(' ', from);
        return text.substring(from + name.length(), to < 0 ? text.length() : to);
    }
}
