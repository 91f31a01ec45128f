package io.momentum.gateway.codec;

import static io.momentum.gateway.codec.CommandStatus.ESME_RINVCMDLEN;
import static io.momentum.gateway.codec.CommandStatus.ESME_RINVDSTADR;
import static io.momentum.gateway.codec.CommandStatus.ESME_RINVEXPIRY;
import static io.momentum.gateway.codec.CommandStatus.ESME_RINVMSGLEN;
import static io.momentum.gateway.codec.CommandStatus.ESME_RINVPARLEN;
import static io.momentum.gateway.codec.CommandStatus.ESME_RINVSCHED;
import static io.momentum.gateway.codec.CommandStatus.ESME_RINVSERTYP;
import static io.momentum.gateway.codec.CommandStatus.ESME_RINVSRCADR;
import static io.momentum.gateway.codec.CommandStatus.ESME_ROK;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.momentum.store.value.Address;
import io.momentum.store.value.Msisdn;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A submit_sm, deliver_sm or data_sm, read where it lies: the bytes as they came and the place of each field in them.
 * Parsing makes this one object, checks every length once, and leaves strings to those who ask for them. Nothing is
 * changed, so the bytes can be journalled and sent on as they are; whoever keeps the view keeps the bytes.
 *
 * <p>Where {@link #status()} is not zero the PDU is refused with it, and the fields after the one at fault are empty.
 *
 * <p>A PDU ends where its bytes end: a string without its NUL never runs into the next PDU. From ESMEs (strict) each
 * C-octet string has the limit of SMPP 3.4 section 5.2. From carriers (lenient) addresses may have 64 octets, and what
 * can still be understood is taken: a carrier sends a refused deliver_sm again for days.
 */
public final class MessagePdu {

    private static final int SERVICE_TYPE_MAX = 5;
    private static final int ADDRESS_MAX = 20;
    private static final int LONG_ADDRESS_MAX = 64;
    private static final int TIME_LENGTH = 16;
    private static final int UDHI = 0x40;

    private final byte[] bytes;
    private final boolean lenient;
    private final int commandId;
    private int status;
    private int at = Frames.HEADER;

    private int serviceTypeLength;
    private int sourceAt;
    private int sourceLength;
    private int destinationAt;
    private int destinationLength;
    private int esmClass;
    private int protocolId;
    private int priority;
    private int scheduleAt;
    private int scheduleLength;
    private int validityAt;
    private int validityLength;
    private int registeredDelivery;
    private int replaceIfPresent;
    private int dataCoding;
    private int smDefaultMsgId;
    private int smLength;
    private int textAt;
    private int textLength;
    private int shortMessageAt;
    private int tlvAt;
    private int end;

    private MessagePdu(byte[] pdu, boolean lenient) {
        bytes = pdu;
        this.lenient = lenient;
        commandId = pdu.length < Frames.HEADER ? 0 : Frames.commandId(pdu);
        textAt = pdu.length;
        tlvAt = pdu.length;
        end = pdu.length;
    }

    /** Reads a whole PDU of an ESME, header included. */
    public static MessagePdu parse(byte[] pdu) {
        return parse(pdu, false);
    }

    /** Reads a whole PDU, header included; {@code lenient} for what carriers send. */
    public static MessagePdu parse(byte[] pdu, boolean lenient) {
        MessagePdu message = new MessagePdu(pdu, lenient);
        message.status = message.read();
        return message;
    }

    private int read() {
        if (bytes.length < Frames.HEADER) return ESME_RINVCMDLEN;
        boolean dataSm = commandId == CommandId.DATA_SM;
        int addresses = readAddresses(lenient || dataSm ? LONG_ADDRESS_MAX : ADDRESS_MAX);
        if (addresses != ESME_ROK) return addresses;
        int rest = dataSm ? readDataSmOctets() : readShortMessage();
        return rest != ESME_ROK ? rest : readTlvs();
    }

    private int readAddresses(int max) {
        serviceTypeLength = cString(lenient ? LONG_ADDRESS_MAX : SERVICE_TYPE_MAX);
        if (serviceTypeLength < 0) return ESME_RINVSERTYP;
        int from = at + 2;
        if (from >= bytes.length) return ESME_RINVSRCADR;
        at = from;
        int source = cString(max);
        if (source < 0) return ESME_RINVSRCADR;
        sourceAt = from;
        sourceLength = source;
        int to = at + 2;
        if (to >= bytes.length) return ESME_RINVDSTADR;
        at = to;
        int destination = cString(max);
        if (destination < 0 || (destination == 0 && !lenient)) return ESME_RINVDSTADR;
        destinationAt = to;
        destinationLength = destination;
        return ESME_ROK;
    }

    private int readDataSmOctets() {
        if (at + 3 > bytes.length) return ESME_RINVCMDLEN;
        esmClass = octet(at++);
        registeredDelivery = octet(at++);
        dataCoding = octet(at++);
        textAt = at;
        return ESME_ROK;
    }

    private int readShortMessage() {
        if (at + 3 > bytes.length) return ESME_RINVCMDLEN;
        esmClass = octet(at++);
        protocolId = octet(at++);
        priority = octet(at++);
        scheduleAt = at;
        scheduleLength = time();
        if (scheduleLength < 0) return ESME_RINVSCHED;
        validityAt = at;
        validityLength = time();
        if (validityLength < 0) return ESME_RINVEXPIRY;
        if (at + 5 > bytes.length) return ESME_RINVCMDLEN;
        registeredDelivery = octet(at++);
        replaceIfPresent = octet(at++);
        dataCoding = octet(at++);
        smDefaultMsgId = octet(at++);
        int length = octet(at++);
        int left = bytes.length - at;
        if (length > left) {
            if (!lenient) return ESME_RINVMSGLEN;
            length = left;
        }
        smLength = length;
        shortMessageAt = at;
        textAt = at;
        textLength = length;
        at += length;
        return ESME_ROK;
    }

    /**
     * Up to three octets after the last field are no TLV; real ESMEs send them, mostly one NUL, and nothing is lost
     * with them.
     */
    private int readTlvs() {
        tlvAt = at;
        while (at + Tlv.HEADER <= bytes.length) {
            int value = at + Tlv.HEADER;
            int length = Tlv.u16(bytes, at + 2);
            if (length > bytes.length - value) return lenient ? ended() : ESME_RINVPARLEN;
            if (Tlv.u16(bytes, at) == Tlv.MESSAGE_PAYLOAD && length > 0) {
                // Two texts: an opt-out word in the one would hide behind the other.
                if (smLength > 0 && !lenient) return ESME_RINVMSGLEN;
                if (textLength == 0) {
                    textAt = value;
                    textLength = length;
                }
            }
            at = value + length;
        }
        return ended();
    }

    private int ended() {
        end = at;
        return ESME_ROK;
    }

    /**
     * Length of the C-octet string here, without its NUL, and steps over it; -1 if over {@code max} or without a NUL.
     */
    private int cString(int max) {
        int from = at;
        int limit = Math.min(bytes.length, from + max + 1);
        for (int i = from; i < limit; i++) {
            if (bytes[i] == 0) {
                at = i + 1;
                return i - from;
            }
        }
        return -1;
    }

    private int time() {
        int from = at;
        int length = cString(lenient ? LONG_ADDRESS_MAX : TIME_LENGTH);
        if (length <= 0 || lenient) return length;
        return SmppTime.isWellFormed(bytes, from, length) ? length : -1;
    }

    private int octet(int index) {
        return bytes[index] & 0xFF;
    }

    /** ESME_ROK, or the command_status with which the PDU is refused. */
    public int status() {
        return status;
    }

    public boolean isOk() {
        return status == ESME_ROK;
    }

    /** The PDU, header included. Not a copy: nobody writes to it. */
    public byte[] bytes() {
        return bytes;
    }

    public int commandId() {
        return commandId;
    }

    public int sequence() {
        return bytes.length < Frames.HEADER ? 0 : Frames.sequence(bytes);
    }

    public String serviceType() {
        return string(Frames.HEADER, serviceTypeLength);
    }

    public int sourceTon() {
        return sourceAt >= 2 ? octet(sourceAt - 2) : 0;
    }

    public int sourceNpi() {
        return sourceAt >= 2 ? octet(sourceAt - 1) : 0;
    }

    public int sourceOffset() {
        return sourceAt;
    }

    public int sourceLength() {
        return sourceLength;
    }

    public int destinationTon() {
        return destinationAt >= 2 ? octet(destinationAt - 2) : 0;
    }

    public int destinationNpi() {
        return destinationAt >= 2 ? octet(destinationAt - 1) : 0;
    }

    public int destinationOffset() {
        return destinationAt;
    }

    public int destinationLength() {
        return destinationLength;
    }

    public Address source() {
        if (sourceAt == 0) return Address.EMPTY;
        return new Address(sourceTon(), sourceNpi(), string(sourceAt, sourceLength));
    }

    public Address destination() {
        if (destinationAt == 0) return Address.EMPTY;
        return new Address(destinationTon(), destinationNpi(), string(destinationAt, destinationLength));
    }

    /** The source as E.164, {@link Msisdn#NONE} where it is no number: no string is made for it. */
    public long sourceDigits() {
        return Msisdn.digitsIn(bytes, sourceAt, sourceAt + sourceLength);
    }

    /**
     * The destination as E.164, {@link Msisdn#NONE} where it is no number: the key of the suppression list. Its type
     * does not count, see {@link Address#digits}.
     */
    public long destinationDigits() {
        return Msisdn.digitsIn(bytes, destinationAt, destinationAt + destinationLength);
    }

    public int esmClass() {
        return esmClass;
    }

    /** Whether the text begins with a user data header. */
    public boolean hasUdh() {
        return (esmClass & UDHI) != 0;
    }

    public int protocolId() {
        return protocolId;
    }

    public int priority() {
        return priority;
    }

    /** schedule_delivery_time as sent, empty for now. {@link SmppTime} reads it. */
    public String scheduleTime() {
        return string(scheduleAt, scheduleLength);
    }

    /** Where schedule_delivery_time begins; validity_period is behind it, each with its NUL. */
    int scheduleOffset() {
        return scheduleAt;
    }

    /** Where esm_class stands, behind the addresses. */
    int esmClassOffset() {
        return scheduleAt - 3;
    }

    /** Where data_coding stands. */
    int dataCodingOffset() {
        return shortMessageAt - 3;
    }

    /** validity_period as sent, empty for the SMSC's default. {@link SmppTime} reads it. */
    public String validity() {
        return string(validityAt, validityLength);
    }

    /** Whether it has a schedule_delivery_time or a validity_period. */
    public boolean isTimed() {
        return scheduleLength > 0 || validityLength > 0;
    }

    public int registeredDelivery() {
        return registeredDelivery;
    }

    public int replaceIfPresent() {
        return replaceIfPresent;
    }

    public int dataCoding() {
        return dataCoding;
    }

    public int smDefaultMsgId() {
        return smDefaultMsgId;
    }

    /** Octets of short_message; 0 where the text is in message_payload. */
    public int smLength() {
        return smLength;
    }

    /** Where the text begins: short_message, or message_payload where that is empty. */
    public int textOffset() {
        return textAt;
    }

    public int textLength() {
        return textLength;
    }

    /** A copy of the text's octets, user data header included. */
    public byte[] text() {
        return Arrays.copyOfRange(bytes, textAt, textAt + textLength);
    }

    /** Octets of user data header in front of the text, 0 where there is none or its length is nonsense. */
    public int udhLength() {
        if (!hasUdh() || textLength == 0) return 0;
        int length = octet(textAt) + 1;
        return length > textLength ? 0 : length;
    }

    /** Where the TLVs begin; the end of the PDU where there are none. */
    public int tlvOffset() {
        return tlvAt;
    }

    /** Where short_message begins, its length in the octet before; 0 in a data_sm, which has none. */
    int shortMessageOffset() {
        return shortMessageAt;
    }

    /** Behind the last field that can be read: stray octets and a cut TLV lie behind it. */
    public int end() {
        return end;
    }

    /** Where the value of the first TLV with this tag begins, or -1. */
    public int tlv(int tag) {
        return Tlv.find(bytes, tlvAt, tag);
    }

    /** The length of the TLV whose value begins there. */
    public int tlvLength(int valueOffset) {
        return Tlv.u16(bytes, valueOffset - 2);
    }

    /** A copy of the value of the first TLV with this tag, null where there is none. */
    public byte @Nullable [] tlvValue(int tag) {
        int value = tlv(tag);
        return value < 0 ? null : Arrays.copyOfRange(bytes, value, value + tlvLength(value));
    }

    private String string(int from, int length) {
        return length <= 0 ? "" : new String(bytes, from, length, ISO_8859_1);
    }

    /** No address and no text: this line may be logged. */
    @Override
    public String toString() {
        return "%s(sequence %d, %d octets, %s)"
                .formatted(CommandId.name(commandId), sequence(), bytes.length, CommandStatus.name(status));
    }
}
