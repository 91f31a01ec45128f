package io.momentum.gateway.carrier;

import io.momentum.gateway.codec.MessagePdu;
import io.momentum.gateway.codec.PduWriter;
import io.momentum.gateway.codec.SmppTime;
import io.momentum.gateway.message.Mt;
import io.momentum.gateway.net.Loop;
import io.momentum.gateway.profile.FlowProfile.Validity;

/**
 * The times of a submit_sm as it leaves us. schedule_delivery_time is empty by then, for we have waited for it; validity_period
 * is what is left of it, in the carrier's form, for an SMSC counts a relative one from when it gets it.
 */
final class LeavingTimes {

    private LeavingTimes() {}

    /** The message's PDU, with its times written anew where it has any. */
    static byte[] pdu(Mt mt, Validity form) {
        if (!mt.timed()) return mt.pdu();
        MessagePdu message = MessagePdu.parse(mt.pdu(), true);
        return PduWriter.withTimes(
                message, "", validity(message.validity(), form, mt.expiresAtMillis(), Loop.nowMillis()));
    }

    private static String validity(String given, Validity form, long expiresAtMillis, long nowMillis) {
        if (given.isEmpty()) return "";
        return switch (form) {
            case NONE -> "";
            case ABSOLUTE -> SmppTime.absolute(expiresAtMillis);
            case RELATIVE -> left(expiresAtMillis - nowMillis);
            case AS_GIVEN -> given.endsWith("R") ? left(expiresAtMillis - nowMillis) : given;
        };
    }

    private static String left(long millis) {
        return SmppTime.relative(Math.clamp((millis + 999) / 1000, 1, SmppTime.RELATIVE_MAX_SECONDS));
    }
}
