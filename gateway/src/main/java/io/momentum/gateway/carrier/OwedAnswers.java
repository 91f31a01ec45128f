package io.momentum.gateway.carrier;

import io.momentum.gateway.net.SmppConnection;

/**
 * The deliver_sm_resp that one connection owes its SMSC. Over twice the window of them, nothing more is read. Answers that wait
 * for submits in flight do not count there, or the responses that they wait for could not come in; they have a bound of their
 * own. Owned by the bind's loop.
 */
final class OwedAnswers {

    private static final int HELD_MAX = 1_000;

    private final SmppConnection connection;
    private final int window;
    private int owed;
    private int held;

    OwedAnswers(SmppConnection connection, int window) {
        this.connection = connection;
        this.window = window;
    }

    boolean isOf(SmppConnection other) {
        return connection == other;
    }

    boolean isEmpty() {
        return owed == 0;
    }

    /** One more deliver_sm has come. */
    void add() {
        owed++;
        if (owed - held > 2 * window) connection.pause();
    }

    /** An answer waits for submits in flight. @return false where too many do */
    boolean tryHold() {
        if (held >= HELD_MAX) return false;
        held++;
        resumeIfRoom();
        return true;
    }

    /** The answer that was held may go. */
    void letGo() {
        held--;
    }

    void give(DeliveryAnswer answer) {
        owed--;
        if (!connection.isOpen()) return;
        answer.write(connection.out());
        resumeIfRoom();
    }

    private void resumeIfRoom() {
        if (connection.isPaused() && owed - held <= window) connection.resume();
    }
}
