package io.momentum.gateway.carrier;

import io.momentum.gateway.codec.MessagePdu;
import io.momentum.gateway.codec.SubmitFields;
import io.momentum.gateway.message.Mt;
import io.momentum.gateway.profile.CarrierProfile;
import io.momentum.gateway.profile.SubmitProfile;
import io.momentum.gateway.profile.SubmitProfile.Addresses;
import io.momentum.gateway.profile.SubmitProfile.Flash;
import io.momentum.store.value.Address;
import io.momentum.store.value.Msisdn;

/** Writes a submit_sm as its carrier wants it: service_type, addresses, and where class 0 stands. */
final class SubmitForm {

    private static final int SMPP_3_4 = 0x34;
    private static final long SHORTEST_NUMBER = 1_000_000;
    private static final int TON_ALPHANUMERIC = 5;

    private final SubmitProfile profile;
    private final Flash flash;

    private SubmitForm(SubmitProfile profile, Flash flash) {
        this.profile = profile;
        this.flash = flash;
    }

    /** Without TLVs, as in SMPP 3.3, class 0 can only stand in data_coding. */
    static SubmitForm of(CarrierProfile carrier) {
        SubmitProfile profile = carrier.submit();
        boolean tlvs = carrier.session().interfaceVersion() >= SMPP_3_4;
        return new SubmitForm(profile, tlvs ? profile.flash() : Flash.AS_GIVEN);
    }

    /** The submit_sm in the carrier's form; the very same array where it is. */
    byte[] of(byte[] pdu, Mt mt) {
        if (profile.equals(SubmitProfile.DEFAULT)) return pdu;
        MessagePdu message = MessagePdu.parse(pdu, true);
        if (!message.isOk()) return pdu;
        var fields = SubmitFields.of(message);
        if (fields.serviceType().isEmpty()) {
            String billed = profile.serviceType().of(mt.priority(), mt.traits().campaign());
            if (!billed.isEmpty()) fields = fields.withServiceType(billed);
        }
        if (profile.addresses() == Addresses.NORMALISED)
            fields = fields.withAddresses(normalised(fields.source()), normalised(fields.destination()));
        fields = switch (flash) {
            case AS_GIVEN -> fields;
            case DATA_CODING -> fields.withFlashInDataCoding();
            case SUBUNIT -> fields.withFlashInSubunit();
        };
        return fields.write(message);
    }

    private static Address normalised(Address address) {
        long digits = address.digits();
        if (digits >= SHORTEST_NUMBER) return new Address(1, 1, Long.toString(digits));
        if (digits != Msisdn.NONE || address.text().isEmpty()) return address;
        return new Address(TON_ALPHANUMERIC, 0, address.text());
    }
}
