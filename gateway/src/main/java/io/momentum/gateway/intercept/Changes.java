package io.momentum.gateway.intercept;

import io.momentum.gateway.codec.MessagePdu;
import io.momentum.gateway.codec.PduWriter;
import io.momentum.gateway.codec.SetTlvs;
import io.momentum.gateway.codec.SubmitFields;
import io.momentum.gateway.message.Priority;
import io.momentum.store.value.Address;
import io.momentum.store.value.CarrierId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a rule makes of a message; what is empty stays as it is.
 *
 * @param priority as if the ESME had asked for it: an account's own priority is still the least
 * @param carrier takes the message as long as it exists and has not refused it
 * @param tlvs by tag
 */
public record Changes(
        Optional<Address> source,
        Optional<Address> destination,
        Optional<String> serviceType,
        Optional<Priority> priority,
        Optional<CarrierId> carrier,
        List<Value> tlvs) {

    public static final Changes NONE = new Changes(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), List.of());

    public Changes {
        tlvs = List.copyOf(tlvs);
    }

    /** A TLV. */
    public record Value(int tag, byte[] octets) {
        public Value {
            if (tag < 0 || tag > 0xFFFF || SetTlvs.isReserved(tag))
                throw new IllegalArgumentException("this TLV cannot be set");
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Value v && tag == v.tag && Arrays.equals(octets, v.octets);
        }

        @Override
        public int hashCode() {
            return 31 * tag + Arrays.hashCode(octets);
        }
    }

    /** The submit_sm with the changes; whether it still is one, its parser says. */
    byte[] in(MessagePdu message) {
        SubmitFields fields = SubmitFields.of(message)
                .withAddresses(source.orElse(message.source()), destination.orElse(message.destination()))
                .withServiceType(serviceType.orElse(message.serviceType()));
        byte[] pdu = fields.write(message);
        if (priority.isPresent())
            pdu = PduWriter.withPriority(MessagePdu.parse(pdu), priority.get().flag());
        if (tlvs.isEmpty()) return pdu;
        SortedMap<Integer, byte[]> values = new TreeMap<>();
        tlvs.forEach(value -> values.put(value.tag(), value.octets()));
        return SetTlvs.in(MessagePdu.parse(pdu), values);
    }

    /** What is changed, for the journal: no numbers and no texts. */
    String words() {
        List<String> words = new ArrayList<>();
        if (source.isPresent()) words.add("source");
        if (destination.isPresent()) words.add("destination");
        if (serviceType.isPresent()) words.add("service type");
        if (priority.isPresent()) words.add("priority");
        if (carrier.isPresent()) words.add("carrier");
        tlvs.forEach(value -> words.add("TLV 0x%04x".formatted(value.tag())));
        return words.isEmpty() ? "nothing" : String.join(", ", words);
    }
}
