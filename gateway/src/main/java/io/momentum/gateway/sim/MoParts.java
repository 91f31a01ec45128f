package io.momentum.gateway.sim;

import com.cloudhopper.smpp.SmppConstants;
import java.util.ArrayList;
import java.util.List;

/** Cuts a long message into parts with a user data header each (3GPP TS 23.040 section 9.2.3.24.1). */
final class MoParts {

    private static final int HEADER = 6;
    private static final int PARTS_MAX = 255;

    /** Septets and octets that 140 octets hold besides the header. */
    private static final int GSM_PART = 153;

    private static final int UCS2_PART = 134;

    private MoParts() {}

    /** The message itself where it is short enough for one. */
    static List<Delivery.Mo> of(Delivery.Mo whole, int reference) {
        boolean gsm = whole.dataCoding() == SmsText.GSM;
        byte[] octets = whole.octets();
        if (octets.length <= (gsm ? 160 : 140)) return List.of(whole);
        int size = gsm ? GSM_PART : UCS2_PART;
        int total = (octets.length + size - 1) / size;
        if (total > PARTS_MAX) throw new IllegalArgumentException("text: at most 255 parts");
        List<Delivery.Mo> parts = new ArrayList<>(total);
        for (int i = 0; i < total; i++) {
            int length = Math.min(size, octets.length - i * size);
            byte[] part = new byte[HEADER + length];
            part[0] = HEADER - 1;
            part[1] = 0; // concatenated, 8-bit reference
            part[2] = 3;
            part[3] = (byte) reference;
            part[4] = (byte) total;
            part[5] = (byte) (i + 1);
            System.arraycopy(octets, i * size, part, HEADER, length);
            parts.add(new Delivery.Mo(
                    whole.source(), whole.destination(), SmppConstants.ESM_CLASS_UDHI_MASK, whole.dataCoding(), part));
        }
        return parts;
    }
}
