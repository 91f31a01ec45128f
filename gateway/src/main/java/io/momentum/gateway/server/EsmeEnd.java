package io.momentum.gateway.server;

/** Why an ESME's session ended. */
public enum EsmeEnd {
    /** It sent an unbind. */
    UNBOUND_BY_PEER,
    /** It closed or reset the connection without one. */
    CLOSED_BY_PEER,
    /** We unbound it: the gateway stops, or the account is gone. */
    STOPPED,
    /** No sign of life: enquire_link was not answered. */
    SILENT,
    /** It does not answer deliver_sm. */
    STALLED,
    /** A command_length that cannot be. */
    BROKEN_FRAME
}
