package io.momentum.gateway.sim;

import io.momentum.store.value.MessageState;
import java.util.List;

/**
 * What a {@link SimulatedCarrier} is like.
 *
 * @param port 0 for any free one
 * @param systemId that may bind, any where empty
 * @param password of whoever binds, any where empty
 * @param bindsMax connections bound at one time; one more is refused with ESME_RBINDFAIL
 * @param deliverWindow unanswered deliver_sm at one time on each bind
 * @param deliverTimeoutMillis without deliver_sm_resp after which the connection is dropped, and all sent again on
 * another
 * @param enquireLinkMillis between two enquire_link on each bind, 0 for none
 * @param pendingMax receipts and messages that may wait; beyond it a submit_sm is answered with ESME_RMSGQFUL
 * @param seed of every choice made here
 */
public record CarrierOptions(
        String host,
        int port,
        String systemId,
        String password,
        int bindsMax,
        int deliverWindow,
        int deliverTimeoutMillis,
        int enquireLinkMillis,
        int pendingMax,
        long seed,
        IdFormat idFormat,
        Receipts receipts,
        Faults faults,
        MoScript subscribers) {

    /** How one message's id is written in submit_sm_resp and in the receipt. */
    public enum IdFormat {
        DECIMAL,
        HEX,
        /** Hexadecimal in submit_sm_resp, decimal in the receipt: the habit of SMPP 3.3. */
        HEX_THEN_DECIMAL,
        DECIMAL_THEN_HEX,
        UUID
    }

    /** Where a receipt says what it has to say. */
    public enum ReceiptForm {
        /** Appendix B text only. */
        TEXT,
        /** receipted_message_id and message_state only. */
        TLV,
        BOTH
    }

    /** A part of the messages that ends in a state other than delivered. */
    public record StateShare(MessageState state, double percent) {}

    /** A part of the submits that is refused with a status. */
    public record StatusShare(int status, double percent) {}

    /**
     * What receipts there are.
     *
     * @param states the rest is delivered
     * @param withheldPercent of the receipts that are never sent
     * @param repeatedPercent of the receipts that are sent twice
     * @param beforeResponse whether the receipt overtakes the submit_sm_resp
     */
    public record Receipts(
            boolean enabled,
            List<StateShare> states,
            double withheldPercent,
            double repeatedPercent,
            int delayMinMillis,
            int delayMaxMillis,
            boolean beforeResponse,
            ReceiptForm form) {

        public static final Receipts AT_ONCE = new Receipts(true, List.of(), 0, 0, 0, 0, false, ReceiptForm.BOTH);
        public static final Receipts NONE = new Receipts(false, List.of(), 0, 0, 0, 0, false, ReceiptForm.BOTH);

        public Receipts {
            states = List.copyOf(states);
            requireRange("receipt delay", delayMinMillis, delayMaxMillis);
            requirePercent(
                    "receipt states",
                    states.stream().mapToDouble(StateShare::percent).sum());
            requirePercent("withheld receipts", withheldPercent);
            requirePercent("repeated receipts", repeatedPercent);
        }

        public Receipts withStates(StateShare... shares) {
            return copy(List.of(shares), delayMinMillis, delayMaxMillis, beforeResponse, form);
        }

        public Receipts withDelay(int minMillis, int maxMillis) {
            return copy(states, minMillis, maxMillis, beforeResponse, form);
        }

        public Receipts withForm(ReceiptForm other) {
            return copy(states, delayMinMillis, delayMaxMillis, beforeResponse, other);
        }

        public Receipts early() {
            return copy(states, delayMinMillis, delayMaxMillis, true, form);
        }

        /** The same with some receipts never sent and some sent twice. */
        public Receipts unreliable(double withheld, double repeated) {
            return new Receipts(
                    enabled, states, withheld, repeated, delayMinMillis, delayMaxMillis, beforeResponse, form);
        }

        private Receipts copy(List<StateShare> shares, int min, int max, boolean early, ReceiptForm as) {
            return new Receipts(enabled, shares, withheldPercent, repeatedPercent, min, max, early, as);
        }
    }

    /**
     * What goes wrong on purpose.
     *
     * @param statuses the rest is accepted
     * @param dropEverySubmits closes the connection instead of answering every so many submits, which are taken; 0 for
     * never
     * @param stallAfterSubmits reads on but answers nothing any more; 0 for never
     * @param readPauseMillis without reading after each read
     */
    public record Faults(
            List<StatusShare> statuses,
            int responseDelayMillis,
            int dropEverySubmits,
            int stallAfterSubmits,
            int readPauseMillis) {

        public static final Faults NONE = new Faults(List.of(), 0, 0, 0, 0);

        public Faults {
            statuses = List.copyOf(statuses);
            requirePercent(
                    "statuses",
                    statuses.stream().mapToDouble(StatusShare::percent).sum());
            if (responseDelayMillis < 0 || dropEverySubmits < 0 || stallAfterSubmits < 0 || readPauseMillis < 0)
                throw new IllegalArgumentException("faults: 0 or more");
        }

        public Faults withStatuses(StatusShare... shares) {
            return new Faults(
                    List.of(shares), responseDelayMillis, dropEverySubmits, stallAfterSubmits, readPauseMillis);
        }

        public Faults withResponseDelay(int millis) {
            return new Faults(statuses, millis, dropEverySubmits, stallAfterSubmits, readPauseMillis);
        }

        public Faults withDropEvery(int submits) {
            return new Faults(statuses, responseDelayMillis, submits, stallAfterSubmits, readPauseMillis);
        }

        public Faults withStallAfter(int submits) {
            return new Faults(statuses, responseDelayMillis, dropEverySubmits, submits, readPauseMillis);
        }

        public Faults withReadPause(int millis) {
            return new Faults(statuses, responseDelayMillis, dropEverySubmits, stallAfterSubmits, millis);
        }
    }

    /** A well-behaved carrier on a free loopback port that sends every receipt at once. */
    public static CarrierOptions defaults() {
        return new CarrierOptions(
                "127.0.0.1",
                0,
                "",
                "",
                64,
                100,
                30_000,
                30_000,
                1_000_000,
                1,
                IdFormat.DECIMAL,
                Receipts.AT_ONCE,
                Faults.NONE,
                MoScript.SILENT);
    }

    public CarrierOptions {
        if (port < 0 || port > 65_535) throw new IllegalArgumentException("port: 0..65535");
        if (bindsMax < 1 || deliverWindow < 1 || pendingMax < 1 || deliverTimeoutMillis < 1 || enquireLinkMillis < 0)
            throw new IllegalArgumentException("limits: 1 or more");
    }

    public CarrierOptions withListen(String address, int listenPort) {
        return new CarrierOptions(
                address,
                listenPort,
                systemId,
                password,
                bindsMax,
                deliverWindow,
                deliverTimeoutMillis,
                enquireLinkMillis,
                pendingMax,
                seed,
                idFormat,
                receipts,
                faults,
                subscribers);
    }

    public CarrierOptions withCredentials(String id, String secret) {
        return new CarrierOptions(
                host,
                port,
                id,
                secret,
                bindsMax,
                deliverWindow,
                deliverTimeoutMillis,
                enquireLinkMillis,
                pendingMax,
                seed,
                idFormat,
                receipts,
                faults,
                subscribers);
    }

    public CarrierOptions withLimits(int binds, int window, int pending) {
        return new CarrierOptions(
                host,
                port,
                systemId,
                password,
                binds,
                window,
                deliverTimeoutMillis,
                enquireLinkMillis,
                pending,
                seed,
                idFormat,
                receipts,
                faults,
                subscribers);
    }

    public CarrierOptions withSeed(long other) {
        return new CarrierOptions(
                host,
                port,
                systemId,
                password,
                bindsMax,
                deliverWindow,
                deliverTimeoutMillis,
                enquireLinkMillis,
                pendingMax,
                other,
                idFormat,
                receipts,
                faults,
                subscribers);
    }

    public CarrierOptions withIdFormat(IdFormat other) {
        return behaving(other, receipts, faults, subscribers);
    }

    public CarrierOptions withReceipts(Receipts other) {
        return behaving(idFormat, other, faults, subscribers);
    }

    public CarrierOptions withFaults(Faults other) {
        return behaving(idFormat, receipts, other, subscribers);
    }

    public CarrierOptions withSubscribers(MoScript other) {
        return behaving(idFormat, receipts, faults, other);
    }

    private CarrierOptions behaving(IdFormat ids, Receipts sent, Faults shown, MoScript answers) {
        return new CarrierOptions(
                host,
                port,
                systemId,
                password,
                bindsMax,
                deliverWindow,
                deliverTimeoutMillis,
                enquireLinkMillis,
                pendingMax,
                seed,
                ids,
                sent,
                shown,
                answers);
    }

    static void requireRange(String what, int min, int max) {
        if (min < 0 || max < min) throw new IllegalArgumentException(what + ": 0 or more, the least first");
    }

    private static void requirePercent(String what, double percent) {
        if (percent < 0 || percent > 100) throw new IllegalArgumentException(what + ": 0 to 100 percent");
    }
}
