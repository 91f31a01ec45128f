package io.momentum.gateway.carrier;

import java.util.Locale;

/** Why a connection to a carrier ended, or did not come about. In words for people and as a label of the metrics. */
public enum BindEnd {
    /** The peer closed or reset the connection without an unbind. */
    CLOSED_BY_PEER,
    /** The peer sent an unbind. */
    UNBOUND_BY_PEER,
    /** We stopped it: shutdown or reload. */
    STOPPED,
    /** No sign of life: enquire_link was not answered. */
    SILENT,
    /** It answers enquire_link, and no submit_sm. */
    STALLED,
    /** A command_length that cannot be. */
    BROKEN_FRAME,
    /** The bind was answered with an error. */
    BIND_REFUSED,
    /** The bind was not answered. */
    BIND_UNANSWERED,
    /** No TCP connection. */
    CONNECT_FAILED,
    /** The host's name has no address. */
    HOST_UNKNOWN;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
