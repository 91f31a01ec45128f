package io.momentum.gateway.sim;

import java.util.List;

/**
 * How a {@link SimulatedEsme} binds and behaves.
 *
 * @param enquireLinkMillis between two enquire_link, 0 for none
 * @param reconnect what happens when a connection is lost
 * @param quirks chosen from {@link EsmeQuirks}, such as "sequence-from=0", in the order in which they apply
 */
public record EsmeOptions(
        Target target, Binds binds, Bounds bounds, int enquireLinkMillis, Reconnect reconnect, List<String> quirks) {

    /**
     * Whom it binds to, and as whom.
     *
     * @param connectTimeoutMillis for the connection and, again, for the answer to the bind
     */
    public record Target(String host, int port, String systemId, String password, int connectTimeoutMillis) {
        public Target {
            if (port < 1 || port > 65_535) throw new IllegalArgumentException("port: 1..65535");
            if (connectTimeoutMillis < 1) throw new IllegalArgumentException("times: positive");
        }

        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    /** How it binds. */
    public enum Bind {
        TRANSCEIVER,
        TRANSMITTER_RECEIVER,
        TRANSMITTER,
        RECEIVER
    }

    /**
     * Its connections.
     *
     * @param count connections, or pairs of them for {@link Bind#TRANSMITTER_RECEIVER}
     * @param window unanswered submit_sm at one time on each connection
     */
    public record Binds(Bind how, int count, int window) {
        public Binds {
            if (count < 1 || window < 1) throw new IllegalArgumentException("limits: 1 or more");
        }
    }

    /**
     * What it holds.
     *
     * @param waitingMax messages that may wait for room in a window; one more is answered at once as not sent
     * @param keptMax receipts, and likewise messages, that are kept for reading; the oldest go first
     */
    public record Bounds(int waitingMax, int keptMax) {
        public static final Bounds USUAL = new Bounds(100_000, 1_000_000);

        public Bounds {
            if (waitingMax < 1 || keptMax < 1) throw new IllegalArgumentException("limits: 1 or more");
        }
    }

    /**
     * What happens when a connection is lost.
     *
     * @param afterMillis until it binds again; 0 for never
     * @param resend whether to send again what was left unanswered, which may send it twice
     */
    public record Reconnect(int afterMillis, boolean resend) {
        public static final Reconnect NEVER = new Reconnect(0, false);

        public Reconnect {
            if (afterMillis < 0) throw new IllegalArgumentException("times: positive");
        }

        boolean isWanted() {
            return afterMillis > 0;
        }
    }

    /** One transceiver with a window of 100 that gives up when its connection is lost. */
    public static EsmeOptions to(int port, String systemId, String password) {
        return new EsmeOptions(
                new Target("127.0.0.1", port, systemId, password, 5_000),
                new Binds(Bind.TRANSCEIVER, 1, 100),
                Bounds.USUAL,
                30_000,
                Reconnect.NEVER,
                List.of());
    }

    public EsmeOptions {
        if (enquireLinkMillis < 0) throw new IllegalArgumentException("times: positive");
        quirks = List.copyOf(quirks);
        EsmeQuirks.habits(quirks, new Chances(0)); // says what is wrong with them
    }

    public EsmeOptions withHost(String host) {
        var other = new Target(host, target.port, target.systemId, target.password, target.connectTimeoutMillis);
        return new EsmeOptions(other, binds, bounds, enquireLinkMillis, reconnect, quirks);
    }

    public EsmeOptions withBinds(Bind how, int count, int windowEach) {
        var other = new Binds(how, count, windowEach);
        return new EsmeOptions(target, other, bounds, enquireLinkMillis, reconnect, quirks);
    }

    public EsmeOptions withEnquireLink(int millis) {
        return new EsmeOptions(target, binds, bounds, millis, reconnect, quirks);
    }

    public EsmeOptions reconnecting(int afterMillis) {
        return reconnecting(afterMillis, false);
    }

    public EsmeOptions reconnecting(int afterMillis, boolean resend) {
        return new EsmeOptions(target, binds, bounds, enquireLinkMillis, new Reconnect(afterMillis, resend), quirks);
    }

    /** The same with these quirks and no others: "sequence-from=0", "deliver-delay=1s". */
    public EsmeOptions withQuirks(String... chosen) {
        return new EsmeOptions(target, binds, bounds, enquireLinkMillis, reconnect, List.of(chosen));
    }
}
