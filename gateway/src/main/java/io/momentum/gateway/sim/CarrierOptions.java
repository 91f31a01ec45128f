package io.momentum.gateway.sim;

import io.momentum.store.value.MessageState;
import java.util.List;

/**
 * What a {@link SimulatedCarrier} is like.
 *
 * @param seed of every choice made here
 * @param quirks chosen from {@link CarrierQuirks}, such as "throttle-for=30s", in the order in which they apply
 */
public record CarrierOptions(
        Listen listen,
        Limits limits,
        long seed,
        IdFormat idFormat,
        Receipts receipts,
        MoScript subscribers,
        List<String> quirks) {

    /**
     * Where it listens, and for whom.
     *
     * @param port 0 for any free one
     * @param systemId that may bind, any where empty
     * @param password of whoever binds, any where empty
     */
    public record Listen(String host, int port, String systemId, String password) {
        public Listen {
            if (port < 0 || port > 65_535) throw new IllegalArgumentException("port: 0..65535");
        }
    }

    /**
     * How much it takes.
     *
     * @param bindsMax connections bound at one time; one more is refused with ESME_RBINDFAIL
     * @param deliverWindow unanswered deliver_sm at one time on each bind
     * @param deliverTimeoutMillis without deliver_sm_resp after which the connection is dropped, and all sent again on
     * another
     * @param enquireLinkMillis between two enquire_link on each bind, 0 for none
     * @param pendingMax receipts and messages that may wait; beyond it a submit_sm is answered with ESME_RMSGQFUL
     */
    public record Limits(
            int bindsMax, int deliverWindow, int deliverTimeoutMillis, int enquireLinkMillis, int pendingMax) {
        public Limits {
            if (bindsMax < 1 || deliverWindow < 1 || pendingMax < 1)
                throw new IllegalArgumentException("limits: 1 or more");
            if (deliverTimeoutMillis < 1 || enquireLinkMillis < 0)
                throw new IllegalArgumentException("limits: 1 or more");
        }
    }

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

    /** A well-behaved carrier on a free loopback port that sends every receipt at once. */
    public static CarrierOptions defaults() {
        return new CarrierOptions(
                new Listen("127.0.0.1", 0, "", ""),
                new Limits(64, 100, 30_000, 30_000, 1_000_000),
                1,
                IdFormat.DECIMAL,
                Receipts.AT_ONCE,
                MoScript.SILENT,
                List.of());
    }

    public CarrierOptions {
        quirks = List.copyOf(quirks);
        CarrierQuirks.habits(quirks, new Chances(seed)); // says what is wrong with them
    }

    public CarrierOptions withListen(String host, int port) {
        return at(new Listen(host, port, listen.systemId, listen.password));
    }

    public CarrierOptions withCredentials(String systemId, String password) {
        return at(new Listen(listen.host, listen.port, systemId, password));
    }

    public CarrierOptions withLimits(int binds, int window, int pending) {
        var other = new Limits(binds, window, limits.deliverTimeoutMillis, limits.enquireLinkMillis, pending);
        return new CarrierOptions(listen, other, seed, idFormat, receipts, subscribers, quirks);
    }

    public CarrierOptions withSeed(long other) {
        return new CarrierOptions(listen, limits, other, idFormat, receipts, subscribers, quirks);
    }

    public CarrierOptions withIdFormat(IdFormat other) {
        return new CarrierOptions(listen, limits, seed, other, receipts, subscribers, quirks);
    }

    public CarrierOptions withReceipts(Receipts other) {
        return new CarrierOptions(listen, limits, seed, idFormat, other, subscribers, quirks);
    }

    public CarrierOptions withSubscribers(MoScript other) {
        return new CarrierOptions(listen, limits, seed, idFormat, receipts, other, quirks);
    }

    /** The same with these quirks and no others: "throttle-for=30s", "receipt-no-text". */
    public CarrierOptions withQuirks(String... chosen) {
        return new CarrierOptions(listen, limits, seed, idFormat, receipts, subscribers, List.of(chosen));
    }

    private CarrierOptions at(Listen other) {
        return new CarrierOptions(other, limits, seed, idFormat, receipts, subscribers, quirks);
    }

    static void requireRange(String what, int min, int max) {
        if (min < 0 || max < min) throw new IllegalArgumentException(what + ": 0 or more, the least first");
    }

    private static void requirePercent(String what, double percent) {
        if (percent < 0 || percent > 100) throw new IllegalArgumentException(what + ": 0 to 100 percent");
    }
}
