package io.momentum.gateway.sim;

import com.cloudhopper.smpp.SmppConstants;
import com.cloudhopper.smpp.pdu.BaseSm;
import com.cloudhopper.smpp.pdu.DataSm;
import com.cloudhopper.smpp.pdu.DeliverSm;
import com.cloudhopper.smpp.tlv.Tlv;
import com.cloudhopper.smpp.type.Address;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A deliver_sm before it is written: what {@link CarrierHabit}s change. */
final class DeliverDraft {

    final Delivery delivery;
    final long nowMillis;

    /** The connection it leaves on. */
    final CarrierBind bind;

    @Nullable
    Address source;

    @Nullable
    Address destination;

    int esmClass;
    int dataCoding;

    /** What a receipt says: "id", "sub", "dlvrd", "submit date", "done date", "stat", "err", "text", in this order. */
    final Map<String, String> fields = new LinkedHashMap<>();

    /** How the fields become a text. */
    Function<Map<String, String>, String> layout = DeliverDraft::appendixB;

    /** The text of a message, or nothing for a receipt, whose fields are its text. */
    byte @Nullable [] octets;

    final List<Tlv> tlvs = new ArrayList<>();

    /** Whether the text is in message_payload, however short. */
    boolean inPayload;

    /** Whether it goes as data_sm. */
    boolean asDataSm;

    private final List<UnaryOperator<byte[]>> recodings = new ArrayList<>();

    DeliverDraft(Delivery delivery, CarrierBind bind, long nowMillis) {
        this.delivery = delivery;
        this.bind = bind;
        this.nowMillis = nowMillis;
    }

    boolean isReceipt() {
        return delivery instanceof Delivery.Receipt;
    }

    /** The receipt that this is; only after {@link #isReceipt}. */
    Delivery.Receipt receipt() {
        return (Delivery.Receipt) delivery;
    }

    /** Changes a field where there is one. */
    void field(String name, UnaryOperator<String> change) {
        fields.computeIfPresent(name, (key, value) -> change.apply(value));
    }

    void field(String name, String value) {
        field(name, old -> value);
    }

    void dropFields(String... names) {
        for (String name : names) fields.remove(name);
    }

    /** Changes the octets of the text, after all changes of fields. */
    void recode(UnaryOperator<byte[]> change) {
        recodings.add(change);
    }

    void putTlv(int tag, byte... value) {
        dropTlv(tag);
        tlvs.add(new Tlv((short) tag, value));
    }

    void dropTlv(int tag) {
        tlvs.removeIf(tlv -> tlv.getTag() == (short) tag);
    }

    void tlv(int tag, UnaryOperator<byte[]> change) {
        tlvs.replaceAll(tlv -> tlv.getTag() == (short) tag ? new Tlv(tlv.getTag(), change.apply(tlv.getValue())) : tlv);
    }

    BaseSm<?> toPdu() {
        BaseSm<?> pdu = asDataSm ? new DataSm() : new DeliverSm();
        pdu.setSourceAddress(source);
        pdu.setDestAddress(destination);
        pdu.setEsmClass((byte) esmClass);
        pdu.setDataCoding((byte) dataCoding);
        byte[] text = text();
        if (asDataSm || (inPayload && text.length > 0)) {
            pdu.addOptionalParameter(new Tlv(SmppConstants.TAG_MESSAGE_PAYLOAD, text));
        } else {
            SmsText.put(pdu, text);
        }
        tlvs.forEach(pdu::addOptionalParameter);
        return pdu;
    }

    private byte[] text() {
        byte[] text = octets != null ? octets : layout.apply(fields).getBytes(StandardCharsets.ISO_8859_1);
        for (UnaryOperator<byte[]> recoding : recodings) text = recoding.apply(text);
        return text;
    }

    /** SMPP 3.4 Appendix B; ISO 8859-1 has the same octets as the GSM alphabet for all of it. */
    static String appendixB(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + ":" + field.getValue())
                .collect(Collectors.joining(" "));
    }
}
