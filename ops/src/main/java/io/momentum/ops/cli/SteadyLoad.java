package io.momentum.ops.cli;

import io.momentum.gateway.sim.EsmeListener.Submit;
import io.momentum.gateway.sim.SimulatedEsme;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Messages at a steady rate, each with a text of its own, whether or not anybody is there to take them. */
final class SteadyLoad {

    private static final long SECOND_NANOS = 1_000_000_000L;

    private final SimulatedEsme esme;
    private final CrashTally tally;
    private final long startNanos = System.nanoTime();
    private final long gapNanos;
    private long number;

    SteadyLoad(SimulatedEsme esme, CrashTally tally, int perSecond) {
        this.esme = esme;
        this.tally = tally;
        gapNanos = SECOND_NANOS / perSecond;
    }

    /** Sends what is due within this time, and what was due before. */
    void sendFor(Duration time) {
        long endNanos = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < endNanos) {
            long dueNanos = startNanos + number * gapNanos;
            long now = System.nanoTime();
            if (dueNanos > now) {
                LockSupport.parkNanos(Math.min(dueNanos, endNanos) - now);
                continue;
            }
            send();
        }
    }

    private void send() {
        // 555-0100 to 555-0199 are kept for fiction
        String to = "1%d5550%d".formatted(201 + number / 100 % 700, 100 + number % 100);
        String text = "crash test %09d".formatted(number++);
        tally.submitted(text, esme.submit(Submit.text("890123", to, text)));
    }
}
