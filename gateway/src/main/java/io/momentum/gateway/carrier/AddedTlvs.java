package io.momentum.gateway.carrier;

import io.momentum.gateway.codec.MessagePdu;
import io.momentum.gateway.profile.CarrierProfile;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * The TLVs that a carrier wants in each submit_sm: the ids of a registered sender and template, say. What the ESME
 * wrote itself is stronger. SMPP 3.3 has no TLVs.
 */
final class AddedTlvs {

    private static final int SMPP_3_4 = 0x34;

    private record Added(int tag, byte[] bytes) {}

    private final List<Added> all;

    private AddedTlvs(List<Added> all) {
        this.all = all;
    }

    static AddedTlvs of(CarrierProfile profile) {
        if (profile.session().interfaceVersion() < SMPP_3_4) return new AddedTlvs(List.of());
        return new AddedTlvs(profile.tlvs().rules().stream()
                .filter(rule -> rule.value().isPresent())
                .map(rule -> new Added(rule.tag(), rule.bytes()))
                .toList());
    }

    /** The submit_sm with those that it lacks; the very same array where it lacks none. */
    byte[] to(byte[] pdu) {
        if (all.isEmpty()) return pdu;
        MessagePdu message = MessagePdu.parse(pdu);
        if (!message.isOk()) return pdu;
        List<Added> missing =
                all.stream().filter(each -> message.tlv(each.tag) < 0).toList();
        if (missing.isEmpty()) return pdu;
        int more = missing.stream().mapToInt(each -> each.bytes.length).sum();
        ByteBuffer out = ByteBuffer.allocate(message.end() + more);
        out.put(pdu, 0, message.end());
        missing.forEach(each -> out.put(each.bytes));
        return out.putInt(0, out.capacity()).array();
    }
}
