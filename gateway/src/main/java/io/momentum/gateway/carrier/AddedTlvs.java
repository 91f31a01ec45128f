package io.momentum.gateway.carrier;

import io.momentum.gateway.codec.MessagePdu;
import io.momentum.gateway.message.Mt;
import io.momentum.gateway.profile.Billed;
import io.momentum.gateway.profile.CarrierProfile;
import io.momentum.gateway.profile.TlvProfile.Rule;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The TLVs that a carrier wants in each submit_sm: the ids of a registered sender and template, say. What the ESME
 * wrote itself is stronger. SMPP 3.3 has no TLVs.
 */
final class AddedTlvs {

    private static final int SMPP_3_4 = 0x34;

    /** @param byValue the whole TLV for each value that the rule has */
    private record Added(Rule rule, Map<String, byte[]> byValue) {
        static Added of(Rule rule) {
            Map<String, byte[]> byValue = new HashMap<>();
            Billed value = rule.value();
            if (!value.any().isEmpty()) byValue.put(value.any(), rule.bytes(value.any()));
            for (String each : value.byClass().values()) byValue.put(each, rule.bytes(each));
            for (String each : value.byCampaign().values()) byValue.put(each, rule.bytes(each));
            return new Added(rule, byValue);
        }

        byte @Nullable [] bytes(Mt mt) {
            return byValue.get(rule.value().of(mt.priority(), mt.traits().campaign()));
        }
    }

    private final List<Added> all;

    private AddedTlvs(List<Added> all) {
        this.all = all;
    }

    static AddedTlvs of(CarrierProfile profile) {
        if (profile.session().interfaceVersion() < SMPP_3_4) return new AddedTlvs(List.of());
        return new AddedTlvs(profile.tlvs().rules().stream()
                .map(Added::of)
                .filter(added -> !added.byValue.isEmpty())
                .toList());
    }

    /** The submit_sm with those that it lacks; the very same array where it lacks none. */
    byte[] to(byte[] pdu, Mt mt) {
        if (all.isEmpty()) return pdu;
        MessagePdu message = MessagePdu.parse(pdu);
        if (!message.isOk()) return pdu;
        List<byte[]> missing = all.stream()
                .filter(each -> message.tlv(each.rule.tag()) < 0)
                .map(each -> each.bytes(mt))
                .filter(Objects::nonNull)
                .toList();
        if (missing.isEmpty()) return pdu;
        int more = missing.stream().mapToInt(each -> each.length).sum();
        ByteBuffer out = ByteBuffer.allocate(message.end() + more);
        out.put(pdu, 0, message.end());
        missing.forEach(out::put);
        return out.putInt(0, out.capacity()).array();
    }
}
