package io.momentum.gateway.server;

import io.momentum.gateway.codec.ReceiptForm;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * How we behave towards the ESMEs of one account, where ESMEs differ from what the specification leads to expect.
 *
 * @param receipts our ids and receipts as this account reads them
 * @param errorBody whether refused submits are answered with an empty message_id, as 3.3 and 5.0 have it; 3.4 has no body
 * @param longPassword whether passwords may be longer than the 8 characters of the specification
 * @param overWindow what a submit beyond the window gets
 * @param binds how many of the account's binds may be of each kind
 * @param outbind where we tell an ESME that is not bound that something waits for it; never resolved before it is needed
 * @param banExempt whether its binds are looked at though their address is banned: ESMEs behind one NAT share an address
 * @param concat how it gets what subscribers send in segments
 */
public record EsmeProfile(
        ReceiptForm receipts,
        boolean errorBody,
        boolean longPassword,
        OverWindow overWindow,
        BindLimits binds,
        Optional<InetSocketAddress> outbind,
        boolean banExempt,
        Concat concat) {

    /** An ESME that gets subscribers' messages whole. */
    public EsmeProfile(
            ReceiptForm receipts,
            boolean errorBody,
            boolean longPassword,
            OverWindow overWindow,
            BindLimits binds,
            Optional<InetSocketAddress> outbind,
            boolean banExempt) {
        this(receipts, errorBody, longPassword, overWindow, binds, outbind, banExempt, Concat.JOIN);
    }

    public static final EsmeProfile DEFAULT = new EsmeProfile(
            ReceiptForm.DEFAULT, false, false, OverWindow.WAIT, BindLimits.UNLIMITED, Optional.empty(), false);

    /** How an ESME gets what a subscriber's handset has cut. */
    public enum Concat {
        /** As one message, in message_payload where it is long. */
        JOIN,
        /** Each segment as it came, with its header: the ESME joins them itself. */
        PASS
    }

    /** What a submit beyond the window gets. */
    public enum OverWindow {
        /** It is not read until there is room; if that takes too long to stay deaf, ESME_RTHROTTLED. */
        WAIT,
        /** ESME_RTHROTTLED, at once. */
        THROTTLED,
        /** ESME_RMSGQFUL, at once. */
        QUEUE_FULL
    }

    /** Binds of each kind at one time, within the account's maxBinds. */
    public record BindLimits(int transmitters, int receivers, int transceivers) {
        /** More than maxBinds can be. */
        public static final BindLimits UNLIMITED =
                new BindLimits(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);
    }
}
