package io.momentum.gateway.profile;

/**
 * How a family of carriers behaves: all that SMPP leaves open and that the field fills in its own ways. A profile is read from a
 * file, and the carrier's own entry may change each of its rules.
 *
 * @param name the file's name without its ending, for people
 */
public record CarrierProfile(
        String name,
        IdRules ids,
        ReceiptProfile receipts,
        TextProfile text,
        PartsProfile parts,
        SubmitProfile submit,
        StatusClasses statuses,
        FlowProfile flow,
        SessionProfile session,
        TlvProfile tlvs,
        CauseRules causes) {

    /** What holds where no profile says otherwise. */
    public static final CarrierProfile DEFAULT = new CarrierProfile(
            "default",
            IdRules.DEFAULT,
            ReceiptProfile.DEFAULT,
            TextProfile.DEFAULT,
            PartsProfile.DEFAULT,
            SubmitProfile.DEFAULT,
            StatusClasses.DEFAULT,
            FlowProfile.DEFAULT,
            SessionProfile.DEFAULT,
            TlvProfile.DEFAULT,
            CauseRules.DEFAULT);

    public CarrierProfile named(String other) {
        return new CarrierProfile(other, ids, receipts, text, parts, submit, statuses, flow, session, tlvs, causes);
    }

    public CarrierProfile with(IdRules other) {
        return new CarrierProfile(name, other, receipts, text, parts, submit, statuses, flow, session, tlvs, causes);
    }

    public CarrierProfile with(ReceiptProfile other) {
        return new CarrierProfile(name, ids, other, text, parts, submit, statuses, flow, session, tlvs, causes);
    }

    public CarrierProfile with(TextProfile other) {
        return new CarrierProfile(name, ids, receipts, other, parts, submit, statuses, flow, session, tlvs, causes);
    }

    public CarrierProfile with(PartsProfile other) {
        return new CarrierProfile(name, ids, receipts, text, other, submit, statuses, flow, session, tlvs, causes);
    }

    public CarrierProfile with(SubmitProfile other) {
        return new CarrierProfile(name, ids, receipts, text, parts, other, statuses, flow, session, tlvs, causes);
    }

    public CarrierProfile with(StatusClasses other) {
        return new CarrierProfile(name, ids, receipts, text, parts, submit, other, flow, session, tlvs, causes);
    }

    public CarrierProfile with(FlowProfile other) {
        return new CarrierProfile(name, ids, receipts, text, parts, submit, statuses, other, session, tlvs, causes);
    }

    public CarrierProfile with(SessionProfile other) {
        return new CarrierProfile(name, ids, receipts, text, parts, submit, statuses, flow, other, tlvs, causes);
    }

    public CarrierProfile with(TlvProfile other) {
        return new CarrierProfile(name, ids, receipts, text, parts, submit, statuses, flow, session, other, causes);
    }

    public CarrierProfile with(CauseRules other) {
        return new CarrierProfile(name, ids, receipts, text, parts, submit, statuses, flow, session, tlvs, other);
    }
}
