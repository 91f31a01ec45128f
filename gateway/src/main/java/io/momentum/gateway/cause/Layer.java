package io.momentum.gateway.cause;

/** Where a code was found: the same digits mean something else in each place. */
public enum Layer {
    /** command_status of submit_sm_resp. */
    SUBMIT,
    /** err of a receipt's text. */
    RECEIPT,
    /** network_error_code of a receipt. */
    NEC,
    /** The HTTP interface of a carrier that has both. */
    API
}
