package io.momentum.gateway.sim;

/**
 * How a {@link SimulatedEsme} binds and behaves.
 *
 * @param binds connections, or pairs of them for {@link Bind#TRANSMITTER_RECEIVER}
 * @param window unanswered submit_sm at one time on each connection
 * @param waitingMax messages that may wait for room in a window; one more is answered at once as not sent
 * @param keptMax receipts, and likewise messages, that are kept for reading; the oldest go first
 * @param connectTimeoutMillis for the connection and, again, for the answer to the bind
 * @param enquireLinkMillis between two enquire_link, 0 for none
 * @param reconnect whether to bind again when a connection is lost
 * @param resendInDoubt whether to send again what a lost connection left unanswered, which may send it twice
 */
public record EsmeOptions(
        String host,
        int port,
        String systemId,
        String password,
        Bind bind,
        int binds,
        int window,
        int waitingMax,
        int keptMax,
        int connectTimeoutMillis,
        int enquireLinkMillis,
        boolean reconnect,
        int reconnectMillis,
        boolean resendInDoubt) {

    /** How it binds. */
    public enum Bind {
        TRANSCEIVER,
        TRANSMITTER_RECEIVER,
        TRANSMITTER,
        RECEIVER
    }

    /** One transceiver with a window of 100 that gives up when its connection is lost. */
    public static EsmeOptions to(int port, String systemId, String password) {
        return new EsmeOptions(
                "127.0.0.1",
                port,
                systemId,
                password,
                Bind.TRANSCEIVER,
                1,
                100,
                100_000,
                1_000_000,
                5_000,
                30_000,
                false,
                200,
                false);
    }

    public EsmeOptions {
        if (port < 1 || port > 65_535) throw new IllegalArgumentException("port: 1..65535");
        if (binds < 1 || window < 1 || waitingMax < 1 || keptMax < 1 || connectTimeoutMillis < 1)
            throw new IllegalArgumentException("limits: 1 or more");
        if (enquireLinkMillis < 0 || reconnectMillis < 1) throw new IllegalArgumentException("times: positive");
    }

    public EsmeOptions withHost(String other) {
        return new EsmeOptions(
                other,
                port,
                systemId,
                password,
                bind,
                binds,
                window,
                waitingMax,
                keptMax,
                connectTimeoutMillis,
                enquireLinkMillis,
                reconnect,
                reconnectMillis,
                resendInDoubt);
    }

    public EsmeOptions withBinds(Bind how, int count, int windowEach) {
        return new EsmeOptions(
                host,
                port,
                systemId,
                password,
                how,
                count,
                windowEach,
                waitingMax,
                keptMax,
                connectTimeoutMillis,
                enquireLinkMillis,
                reconnect,
                reconnectMillis,
                resendInDoubt);
    }

    public EsmeOptions withEnquireLink(int millis) {
        return new EsmeOptions(
                host,
                port,
                systemId,
                password,
                bind,
                binds,
                window,
                waitingMax,
                keptMax,
                connectTimeoutMillis,
                millis,
                reconnect,
                reconnectMillis,
                resendInDoubt);
    }

    public EsmeOptions reconnecting(int afterMillis) {
        return reconnecting(afterMillis, false);
    }

    public EsmeOptions reconnecting(int afterMillis, boolean sendAgainInDoubt) {
        return new EsmeOptions(
                host,
                port,
                systemId,
                password,
                bind,
                binds,
                window,
                waitingMax,
                keptMax,
                connectTimeoutMillis,
                enquireLinkMillis,
                true,
                afterMillis,
                sendAgainInDoubt);
    }
}
