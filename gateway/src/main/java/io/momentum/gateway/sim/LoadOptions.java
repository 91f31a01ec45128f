package io.momentum.gateway.sim;

/**
 * What a {@link LoadGenerator} sends where.
 *
 * @param separateReceivers whether each bind is a transmitter and a receiver instead of one transceiver
 * @param window unanswered submit_sm at one time on each bind
 * @param messages after which it ends; 0 for no such limit
 * @param durationMillis of sending, after which it ends; 0 for no such limit
 * @param ratePerSecond messages due each second whatever the answers do, 0 for as many as the windows take
 * @param receipts whether to ask for receipts and wait for them
 * @param responseWaitMillis for responses, after the last submit
 * @param receiptsWaitMillis for receipts, after the last response
 * @param source "890123" or "ACME"
 * @param firstDestination the first number written to, of at most 15 digits
 * @param destinations how many numbers from there on are written to in turn
 * @param allowRemote whether the target may be another machine
 */
public record LoadOptions(
        String host,
        int port,
        String systemId,
        String password,
        int binds,
        boolean separateReceivers,
        int window,
        long messages,
        long durationMillis,
        int ratePerSecond,
        boolean receipts,
        int responseWaitMillis,
        int receiptsWaitMillis,
        String source,
        long firstDestination,
        int destinations,
        String text,
        boolean allowRemote) {

    /** Ten seconds as fast as two transceivers with a window of 100 go, with receipts. */
    public static LoadOptions to(int port, String systemId, String password) {
        return new LoadOptions(
                "127.0.0.1",
                port,
                systemId,
                password,
                2,
                false,
                100,
                0,
                10_000,
                0,
                true,
                10_000,
                30_000,
                "890123",
                15_550_100_000L,
                100_000,
                "Your parcel arrives tomorrow between 9 and 12. Reply 1 to change the day, STOP to opt out.",
                false);
    }

    public LoadOptions {
        if (port < 1 || port > 65_535) throw new IllegalArgumentException("port: 1..65535");
        if (binds < 1 || window < 1 || window > 100_000) throw new IllegalArgumentException("window: 1..100000");
        if (messages < 0 || durationMillis < 0 || (messages == 0 && durationMillis == 0))
            throw new IllegalArgumentException("messages or duration: one of them");
        if (ratePerSecond < 0 || responseWaitMillis < 0 || receiptsWaitMillis < 0)
            throw new IllegalArgumentException("rate and waits: 0 or more");
        long last = firstDestination + destinations - 1;
        if (firstDestination < 1 || destinations < 1 || digits(last) > 15 || digits(last) != digits(firstDestination))
            throw new IllegalArgumentException("destinations: numbers of one length, at most 15 digits");
    }

    private static int digits(long number) {
        return Long.toString(number).length();
    }

    public LoadOptions withHost(String other, boolean remote) {
        return new LoadOptions(
                other,
                port,
                systemId,
                password,
                binds,
                separateReceivers,
                window,
                messages,
                durationMillis,
                ratePerSecond,
                receipts,
                responseWaitMillis,
                receiptsWaitMillis,
                source,
                firstDestination,
                destinations,
                text,
                remote);
    }

    public LoadOptions withBinds(int count, int windowEach, boolean separate) {
        return new LoadOptions(
                host,
                port,
                systemId,
                password,
                count,
                separate,
                windowEach,
                messages,
                durationMillis,
                ratePerSecond,
                receipts,
                responseWaitMillis,
                receiptsWaitMillis,
                source,
                firstDestination,
                destinations,
                text,
                allowRemote);
    }

    /** Ends after so many messages, or so long, whichever is first; 0 for no such limit. */
    public LoadOptions withAmount(long count, long millis) {
        return new LoadOptions(
                host,
                port,
                systemId,
                password,
                binds,
                separateReceivers,
                window,
                count,
                millis,
                ratePerSecond,
                receipts,
                responseWaitMillis,
                receiptsWaitMillis,
                source,
                firstDestination,
                destinations,
                text,
                allowRemote);
    }

    public LoadOptions withRate(int perSecond) {
        return new LoadOptions(
                host,
                port,
                systemId,
                password,
                binds,
                separateReceivers,
                window,
                messages,
                durationMillis,
                perSecond,
                receipts,
                responseWaitMillis,
                receiptsWaitMillis,
                source,
                firstDestination,
                destinations,
                text,
                allowRemote);
    }

    public LoadOptions withReceipts(boolean wanted, int waitMillis) {
        return new LoadOptions(
                host,
                port,
                systemId,
                password,
                binds,
                separateReceivers,
                window,
                messages,
                durationMillis,
                ratePerSecond,
                wanted,
                responseWaitMillis,
                waitMillis,
                source,
                firstDestination,
                destinations,
                text,
                allowRemote);
    }

    public LoadOptions withMessage(String from, long firstTo, int numbers, String body) {
        return new LoadOptions(
                host,
                port,
                systemId,
                password,
                binds,
                separateReceivers,
                window,
                messages,
                durationMillis,
                ratePerSecond,
                receipts,
                responseWaitMillis,
                receiptsWaitMillis,
                from,
                firstTo,
                numbers,
                body,
                allowRemote);
    }
}
