package io.momentum.gateway.wire;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a carrier saw, in one order over all its binds: who is stopped, and what came for them nevertheless. Any thread. */
final class Witness {

    private final Set<String> stopped = new HashSet<>();
    private final List<String> afterStop = new ArrayList<>();
    private int submits;
    private int stops;
    private int starts;

    synchronized void submit(String number) {
        submits++;
        if (stopped.contains(number)) afterStop.add(number);
    }

    /** The answer to a STOP was read: from now on nothing may come. */
    synchronized void stopAnswered(String number) {
        stops++;
        stopped.add(number);
    }

    /** A START is about to be sent: from now on something may come. */
    synchronized void startSent(String number) {
        starts++;
        stopped.remove(number);
    }

    synchronized List<String> violations() {
        return List.copyOf(afterStop);
    }

    synchronized int submits() {
        return submits;
    }

    synchronized int stops() {
        return stops;
    }

    synchronized int starts() {
        return starts;
    }
}
