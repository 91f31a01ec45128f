package io.momentum.gateway.profile;

/**
 * How the carrier wants a submit_sm written where SMPP leaves a choice.
 *
 * @param serviceType of messages whose ESME named none, up to 5 characters. Some carriers bill by it
 * @param flash how a message that is to be shown at once (class 0) says so
 * @param addresses how numbers are written
 */
public record SubmitProfile(Billed serviceType, Flash flash, Addresses addresses) {

    public static final SubmitProfile DEFAULT = new SubmitProfile(Billed.NOTHING, Flash.AS_GIVEN, Addresses.AS_GIVEN);

    /** Where class 0 stands. */
    public enum Flash {
        AS_GIVEN,
        /** In data_coding (SMPP 3.4 section 5.2.19). */
        DATA_CODING,
        /** In dest_addr_subunit 1 (section 5.3.2.1), with a data_coding without a class. */
        SUBUNIT
    }

    /** How source and destination are written. */
    public enum Addresses {
        AS_GIVEN,
        /**
         * Seven to fifteen digits, however they are grouped, as digits of an international number; fewer as they are, for
         * they are a short code; anything else as words.
         */
        NORMALISED
    }
}
