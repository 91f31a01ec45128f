package io.momentum.gateway.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.momentum.store.outbox.OutboxEntry;
import io.momentum.store.value.Address;
import io.momentum.store.value.MessageState;
import io.momentum.store.value.Msisdn;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;

/**
 * Appends PDUs to a buffer: every PDU that we make, and those that we pass on with a sequence number of our own.
 * Sequence numbers of responses are the peer's, bit for bit.
 */
public final class PduWriter {

    /** What {@link #bindResponse} and {@link #bind} are given to leave the version TLV out. */
    public static final int NO_VERSION = 0;

    private static final int SEQUENCE = 12;
    private static final int ESM_CLASS_RECEIPT = 0x04;
    private static final int NETWORK_GSM = 3;
    /** The bits of esm_class that say what a deliver_sm is (SMPP 3.4 section 5.2.12), and one of their values. */
    private static final int TYPE = 0b0011_1100;

    private static final int INTERMEDIATE = 0x20;

    private static final int SHORT_MESSAGE_MAX = 254;
    private static final int NETWORK_ERROR_MAX = 0xFFFF;

    private PduWriter() {}

    /** A PDU without a body. */
    public static void header(ByteBuf out, int commandId, int status, int sequence) {
        out.writeInt(Frames.HEADER);
        out.writeInt(commandId);
        out.writeInt(status);
        out.writeInt(sequence);
    }

    public static void enquireLink(ByteBuf out, int sequence) {
        header(out, CommandId.ENQUIRE_LINK, 0, sequence);
    }

    public static void enquireLinkResponse(ByteBuf out, int sequence) {
        header(out, CommandId.ENQUIRE_LINK_RESP, 0, sequence);
    }

    public static void unbind(ByteBuf out, int sequence) {
        header(out, CommandId.UNBIND, 0, sequence);
    }

    public static void unbindResponse(ByteBuf out, int sequence) {
        header(out, CommandId.UNBIND_RESP, 0, sequence);
    }

    public static void genericNack(ByteBuf out, int status, int sequence) {
        header(out, CommandId.GENERIC_NACK, status, sequence);
    }

    /** The response to a request that is refused: no body, as 3.4 has it (section 4.4.2). */
    public static void refusal(ByteBuf out, int requestCommandId, int status, int sequence) {
        header(out, requestCommandId | CommandId.RESPONSE, status, sequence);
    }

    /** As {@link #refusal}, with the empty string that some clients cannot do without. */
    public static void refusalWithEmptyId(ByteBuf out, int requestCommandId, int status, int sequence) {
        int start = begin(out, requestCommandId | CommandId.RESPONSE, status, sequence);
        out.writeByte(0);
        end(out, start);
    }

    /** A submit_sm_resp with ESME_ROK and our id. */
    public static void submitSmResponse(ByteBuf out, int sequence, long mtId) {
        out.writeInt(Frames.HEADER + 17);
        out.writeInt(CommandId.SUBMIT_SM_RESP);
        out.writeInt(0);
        out.writeInt(sequence);
        ReceiptText.writeId(out, mtId);
        out.writeByte(0);
    }

    /** A deliver_sm_resp: its message_id is one NUL (3.4 section 4.6.2). */
    public static void deliverSmResponse(ByteBuf out, int sequence, int status) {
        if (status != 0) {
            header(out, CommandId.DELIVER_SM_RESP, status, sequence);
            return;
        }
        out.writeInt(Frames.HEADER + 1);
        out.writeInt(CommandId.DELIVER_SM_RESP);
        out.writeInt(0);
        out.writeInt(sequence);
        out.writeByte(0);
    }

    /** The response to a submit_sm, deliver_sm or data_sm that carries a message id; empty where we have none. */
    public static void messageResponse(ByteBuf out, int requestCommandId, int sequence, String messageId) {
        int start = begin(out, requestCommandId | CommandId.RESPONSE, 0, sequence);
        cString(out, messageId);
        end(out, start);
    }

    /**
     * A bind response with ESME_ROK; {@code interfaceVersion} goes into sc_interface_version unless {@link
     * #NO_VERSION}.
     */
    public static void bindResponse(
            ByteBuf out, int requestCommandId, int sequence, String systemId, int interfaceVersion) {
        int start = begin(out, requestCommandId | CommandId.RESPONSE, 0, sequence);
        cString(out, systemId);
        if (interfaceVersion != NO_VERSION) {
            tlvHeader(out, Tlv.SC_INTERFACE_VERSION, 1);
            out.writeByte(interfaceVersion);
        }
        end(out, start);
    }

    /** A bind_transceiver, bind_transmitter or bind_receiver. */
    public static void bind(
            ByteBuf out,
            int commandId,
            int sequence,
            String systemId,
            String password,
            String systemType,
            int interfaceVersion,
            int addressTon,
            int addressNpi,
            String addressRange) {
        int start = begin(out, commandId, 0, sequence);
        cString(out, systemId);
        cString(out, password);
        cString(out, systemType);
        out.writeByte(interfaceVersion);
        out.writeByte(addressTon).writeByte(addressNpi);
        cString(out, addressRange);
        end(out, start);
    }

    /** A submit_sm with another priority_flag. */
    public static byte[] withPriority(MessagePdu message, int flag) {
        byte[] out = message.bytes().clone();
        out[message.scheduleOffset() - 1] = (byte) flag;
        return out;
    }

    /** A submit_sm with other times, each empty or of 16 characters. */
    public static byte[] withTimes(MessagePdu message, String schedule, String validity) {
        byte[] pdu = message.bytes();
        int from = message.scheduleOffset();
        int behind =
                from + message.scheduleTime().length() + 1 + message.validity().length() + 1;
        byte[] times = (schedule + "\0" + validity + "\0").getBytes(ISO_8859_1);
        byte[] out = new byte[from + times.length + pdu.length - behind];
        System.arraycopy(pdu, 0, out, 0, from);
        System.arraycopy(times, 0, out, from, times.length);
        System.arraycopy(pdu, behind, out, from + times.length, pdu.length - behind);
        ByteBuffer.wrap(out).putInt(0, out.length);
        return out;
    }

    /** A receipt as deliver_sm: its text, and TLVs for peers that know them (3.4 and later). */
    public static void receipt(ByteBuf out, int sequence, OutboxEntry.Receipt receipt, ReceiptForm form) {
        int start = begin(out, CommandId.DELIVER_SM, 0, sequence);
        out.writeByte(0);
        address(out, receipt.destination());
        address(out, receipt.source());
        out.writeByte(ESM_CLASS_RECEIPT);
        // protocol_id, priority_flag, two empty times, registered_delivery, replace_if_present, data_coding,
        // sm_default_msg_id
        out.writeLong(0);
        int lengthAt = out.writerIndex();
        out.writeByte(0);
        receiptText(out, receipt, form);
        out.setByte(lengthAt, out.writerIndex() - lengthAt - 1);
        if (form.tlvs()) receiptTlvs(out, receipt, form.ids());
        end(out, start);
    }

    private static void receiptText(ByteBuf out, OutboxEntry.Receipt receipt, ReceiptForm form) {
        if (!form.isPlain()) {
            form.templateInForce().write(out, receipt, form.ids());
            return;
        }
        ReceiptText.write(
                out,
                receipt.mtId(),
                receipt.state(),
                receipt.error(),
                receipt.submitAtMicros(),
                receipt.doneAtMicros(),
                receipt.text());
    }

    private static void receiptTlvs(ByteBuf out, OutboxEntry.Receipt receipt, MessageIdForm ids) {
        tlvHeader(out, Tlv.RECEIPTED_MESSAGE_ID, 0);
        int idAt = out.writerIndex();
        ids.write(out, receipt.mtId());
        out.writeByte(0);
        out.setShort(idAt - 2, out.writerIndex() - idAt);
        tlvHeader(out, Tlv.MESSAGE_STATE, 1);
        out.writeByte(receipt.state().code());
        int error = decimal(receipt.error());
        if (error < 0) return;
        tlvHeader(out, Tlv.NETWORK_ERROR_CODE, 3);
        out.writeByte(NETWORK_GSM);
        out.writeShort(error);
    }

    /**
     * A query_sm_resp (3.4 section 4.8.2).
     *
     * @param messageId as the ESME wrote it
     * @param finalAt when the message ended, as SMPP's absolute time in UTC; empty while it has not
     * @param error the network's code, as far as one octet holds it, 0 for none
     */
    public static void queryResponse(
            ByteBuf out, int sequence, String messageId, String finalAt, MessageState state, int error) {
        int start = begin(out, CommandId.QUERY_SM_RESP, 0, sequence);
        cString(out, messageId);
        cString(out, finalAt);
        out.writeByte(state.code());
        out.writeByte(error);
        end(out, start);
    }

    /** Adds congestion_state, 0 to 99, to a response that was just written: 5.0 peers only (5.0 section 4.8.4.18). */
    public static void addCongestion(ByteBuf out, int start, int percent) {
        tlvHeader(out, Tlv.CONGESTION_STATE, 1);
        out.writeByte(percent);
        end(out, start);
    }

    /** An outbind (3.4 section 4.1.7), which has no response. */
    public static void outbind(ByteBuf out, int sequence, String systemId, String password) {
        int start = begin(out, CommandId.OUTBIND, 0, sequence);
        cString(out, systemId);
        cString(out, password);
        end(out, start);
    }

    /** An error code as 16 bits, or -1 where it is none: empty, hexadecimal, too large. */
    private static int decimal(String error) {
        int value = error.isEmpty() ? -1 : 0;
        for (int i = 0; i < error.length(); i++) {
            int digit = error.charAt(i) - '0';
            if (digit < 0 || digit > 9) return -1;
            value = value * 10 + digit;
            if (value > NETWORK_ERROR_MAX) return -1;
        }
        return value;
    }

    /**
     * A subscriber's message, as the carrier sent it, under a new sequence number; stray octets and a TLV that was cut
     * off are not passed on. Peers before 3.4 get no TLVs; a text in message_payload then moves to short_message.
     *
     * @return false where the text did not fit there and only its first 254 octets are written
     */
    public static boolean mo(ByteBuf out, MessagePdu deliverSm, int sequence, boolean tlvs) {
        if (deliverSm.commandId() == CommandId.DATA_SM) return moOfDataSm(out, deliverSm, sequence, tlvs);
        byte[] pdu = deliverSm.bytes();
        int start = out.writerIndex();
        int shortMessage = deliverSm.shortMessageOffset();
        boolean moves = !tlvs && deliverSm.smLength() == 0;
        int length = moves ? Math.min(SHORT_MESSAGE_MAX, deliverSm.textLength()) : deliverSm.smLength();
        out.writeBytes(pdu, 0, shortMessage - 1);
        out.setByte(start + addressesEnd(deliverSm), messageType(deliverSm.esmClass()));
        out.writeByte(length);
        out.writeBytes(pdu, moves ? deliverSm.textOffset() : shortMessage, length);
        if (tlvs) out.writeBytes(pdu, deliverSm.tlvOffset(), deliverSm.end() - deliverSm.tlvOffset());
        out.setInt(start + SEQUENCE, sequence);
        end(out, start);
        return !moves || length == deliverSm.textLength();
    }

    /** Where the esm_class stands. */
    private static int addressesEnd(MessagePdu pdu) {
        return pdu.destinationOffset() + pdu.destinationLength() + 1;
    }

    /** Some carriers give every message the type of a receipt: an ESME would take the reply for one. */
    private static int messageType(int esmClass) {
        int type = esmClass & TYPE;
        return type == ESM_CLASS_RECEIPT || type == INTERMEDIATE ? esmClass & ~TYPE : esmClass;
    }

    /** A data_sm as the deliver_sm that every ESME knows. */
    private static boolean moOfDataSm(ByteBuf out, MessagePdu dataSm, int sequence, boolean tlvs) {
        byte[] pdu = dataSm.bytes();
        int start = begin(out, CommandId.DELIVER_SM, 0, sequence);
        out.writeBytes(pdu, Frames.HEADER, addressesEnd(dataSm) - Frames.HEADER);
        out.writeByte(messageType(dataSm.esmClass()));
        // protocol_id, priority_flag, two empty times
        out.writeInt(0);
        out.writeByte(dataSm.registeredDelivery()).writeByte(0);
        out.writeByte(dataSm.dataCoding()).writeByte(0);
        int length = tlvs ? 0 : Math.min(SHORT_MESSAGE_MAX, dataSm.textLength());
        out.writeByte(length);
        out.writeBytes(pdu, dataSm.textOffset(), length);
        if (tlvs) out.writeBytes(pdu, dataSm.tlvOffset(), dataSm.end() - dataSm.tlvOffset());
        end(out, start);
        return tlvs || length == dataSm.textLength();
    }

    /** A PDU byte for byte, but for its sequence number. */
    public static void writeWithSequence(ByteBuf out, byte[] pdu, int sequence) {
        int start = out.writerIndex();
        out.writeBytes(pdu);
        out.setInt(start + SEQUENCE, sequence);
    }

    /**
     * A submit_sm for a carrier that knows no TLVs (SMPP 3.3): as {@link #writeWithSequence}, without them. A text in
     * message_payload moves to short_message; one that does not fit there stays, for nothing is cut off in silence.
     */
    public static void writeWithoutTlvs(ByteBuf out, byte[] pdu, int sequence) {
        MessagePdu message = MessagePdu.parse(pdu, true);
        int end = message.tlvOffset();
        int payload = message.smLength() == 0 ? message.tlv(Tlv.MESSAGE_PAYLOAD) : -1;
        int length = payload < 0 ? 0 : message.tlvLength(payload);
        int start = out.writerIndex();
        if (payload < 0) {
            out.writeBytes(pdu, 0, end);
        } else if (length <= SHORT_MESSAGE_MAX) {
            out.writeBytes(pdu, 0, end - 1).writeByte(length).writeBytes(pdu, payload, length);
        } else {
            out.writeBytes(pdu, 0, end).writeBytes(pdu, payload - Tlv.HEADER, Tlv.HEADER + length);
        }
        end(out, start);
        out.setInt(start + SEQUENCE, sequence);
    }

    /**
     * A submit_sm of our own, with sequence number 0: in the default alphabet where that has every character, else in
     * UCS-2; a long text in message_payload.
     */
    public static byte[] submitSm(Address source, Address destination, String text, int registeredDelivery) {
        return submitSm(source, destination, text, registeredDelivery, "");
    }

    /**
     * The same, with a validity_period.
     *
     * @param validity as {@link SmppTime#relative} writes it, empty for the receiver's default
     */
    public static byte[] submitSm(
            Address source, Address destination, String text, int registeredDelivery, String validity) {
        return NewSubmitSm.of(source, destination, text, registeredDelivery, validity);
    }

    /** The usual address of a text: alphanumeric, international, or a short code. */
    public static Address address(String text) {
        long digits = Msisdn.digitsOf(text);
        if (digits == Msisdn.NONE) return new Address(text.isEmpty() ? 0 : 5, 0, text);
        String plain = text.startsWith("+") ? text.substring(1) : text;
        return plain.length() <= 6 ? new Address(3, 0, plain) : new Address(1, 1, plain);
    }

    static int begin(ByteBuf out, int commandId, int status, int sequence) {
        int start = out.writerIndex();
        header(out, commandId, status, sequence);
        return start;
    }

    static void end(ByteBuf out, int start) {
        out.setInt(start, out.writerIndex() - start);
    }

    static void address(ByteBuf out, Address address) {
        out.writeByte(address.ton());
        out.writeByte(address.npi());
        cString(out, address.text());
    }

    static void tlvHeader(ByteBuf out, int tag, int length) {
        out.writeShort(tag);
        out.writeShort(length);
    }

    /** Latin-1, ended by a NUL. */
    static void cString(ByteBuf out, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            out.writeByte(c == 0 || c > 0xFF ? '?' : c);
        }
        out.writeByte(0);
    }
}
