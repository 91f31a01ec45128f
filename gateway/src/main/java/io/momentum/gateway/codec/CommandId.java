package io.momentum.gateway.codec;

/** The command_id of each PDU (SMPP 3.4 section 5.1.2.1). A response is its request with the high bit set. */
public final class CommandId {

    public static final int BIND_RECEIVER = 0x01;
    public static final int BIND_TRANSMITTER = 0x02;
    public static final int QUERY_SM = 0x03;
    public static final int SUBMIT_SM = 0x04;
    public static final int DELIVER_SM = 0x05;
    public static final int UNBIND = 0x06;
    public static final int REPLACE_SM = 0x07;
    public static final int CANCEL_SM = 0x08;
    public static final int BIND_TRANSCEIVER = 0x09;
    public static final int OUTBIND = 0x0B;
    public static final int ENQUIRE_LINK = 0x15;
    public static final int SUBMIT_MULTI = 0x21;
    public static final int ALERT_NOTIFICATION = 0x102;
    public static final int DATA_SM = 0x103;
    public static final int BROADCAST_SM = 0x111;
    public static final int QUERY_BROADCAST_SM = 0x112;
    public static final int CANCEL_BROADCAST_SM = 0x113;

    public static final int RESPONSE = 0x80000000;
    public static final int GENERIC_NACK = RESPONSE;
    public static final int BIND_RECEIVER_RESP = RESPONSE | BIND_RECEIVER;
    public static final int BIND_TRANSMITTER_RESP = RESPONSE | BIND_TRANSMITTER;
    public static final int QUERY_SM_RESP = RESPONSE | QUERY_SM;
    public static final int SUBMIT_SM_RESP = RESPONSE | SUBMIT_SM;
    public static final int DELIVER_SM_RESP = RESPONSE | DELIVER_SM;
    public static final int UNBIND_RESP = RESPONSE | UNBIND;
    public static final int REPLACE_SM_RESP = RESPONSE | REPLACE_SM;
    public static final int CANCEL_SM_RESP = RESPONSE | CANCEL_SM;
    public static final int BIND_TRANSCEIVER_RESP = RESPONSE | BIND_TRANSCEIVER;
    public static final int ENQUIRE_LINK_RESP = RESPONSE | ENQUIRE_LINK;
    public static final int SUBMIT_MULTI_RESP = RESPONSE | SUBMIT_MULTI;
    public static final int DATA_SM_RESP = RESPONSE | DATA_SM;

    private CommandId() {}

    /** Whether the PDU answers another one; such a PDU is never answered itself, not even when its id is unknown. */
    public static boolean isResponse(int commandId) {
        return commandId < 0;
    }

    public static boolean isBind(int commandId) {
        return commandId == BIND_TRANSCEIVER || commandId == BIND_TRANSMITTER || commandId == BIND_RECEIVER;
    }

    /** Whether SMPP 3.4 or 5.0 knows the command. */
    public static boolean isKnown(int commandId) {
        return commandId == GENERIC_NACK || request(commandId & ~RESPONSE) != null;
    }

    /** Whether the command is one that is answered by its own response. */
    public static boolean hasResponse(int commandId) {
        return !isResponse(commandId) && isKnown(commandId) && commandId != ALERT_NOTIFICATION && commandId != OUTBIND;
    }

    /** The name as the specification writes it, or the number in hexadecimal. */
    public static String name(int commandId) {
        if (commandId == GENERIC_NACK) return "generic_nack";
        String request = request(commandId & ~RESPONSE);
        if (request == null) return "0x%08x".formatted(commandId);
        return isResponse(commandId) ? request + "_resp" : request;
    }

    private static @org.jspecify.annotations.Nullable String request(int commandId) {
        return switch (commandId) {
            case BIND_RECEIVER -> "bind_receiver";
            case BIND_TRANSMITTER -> "bind_transmitter";
            case QUERY_SM -> "query_sm";
            case SUBMIT_SM -> "submit_sm";
            case DELIVER_SM -> "deliver_sm";
            case UNBIND -> "unbind";
            case REPLACE_SM -> "replace_sm";
            case CANCEL_SM -> "cancel_sm";
            case BIND_TRANSCEIVER -> "bind_transceiver";
            case OUTBIND -> "outbind";
            case ENQUIRE_LINK -> "enquire_link";
            case SUBMIT_MULTI -> "submit_multi";
            case ALERT_NOTIFICATION -> "alert_notification";
            case DATA_SM -> "data_sm";
            case BROADCAST_SM -> "broadcast_sm";
            case QUERY_BROADCAST_SM -> "query_broadcast_sm";
            case CANCEL_BROADCAST_SM -> "cancel_broadcast_sm";
            default -> null;
        };
    }
}
