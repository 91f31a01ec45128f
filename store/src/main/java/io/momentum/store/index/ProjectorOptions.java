package io.momentum.store.index;

/**
 * How much the projector keeps in memory. What is above a limit is read from the index.
 *
 * @param messagesMax messages that have not ended; about 400 bytes each
 * @param outboxMax waiting entries of all accounts together
 * @param parkedMax receipts without a message
 * @param windowFactsMax facts between two commits
 * @param windowMillis time between two commits
 */
public record ProjectorOptions(int messagesMax, int outboxMax, int parkedMax, int windowFactsMax, int windowMillis) {

    public static final ProjectorOptions DEFAULT = new ProjectorOptions(300_000, 200_000, 100_000, 16_384, 50);

    public ProjectorOptions {
        if (messagesMax < 1 || outboxMax < 1 || parkedMax < 1) throw new IllegalArgumentException("at least 1 each");
        if (windowFactsMax < 1 || windowMillis < 1) throw new IllegalArgumentException("a window has a size");
    }
}
