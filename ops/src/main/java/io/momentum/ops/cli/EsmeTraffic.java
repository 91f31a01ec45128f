package io.momentum.ops.cli;

import io.momentum.gateway.sim.EsmeListener.Submit;
import io.momentum.gateway.sim.SimulatedEsme;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a simulated ESME sends and when it has sent and heard all. Owned by the command's thread.
 *
 * @param count how many messages, 0 for listening only
 * @param ratePerSecond 0 for as fast as the windows take
 * @param receiptWait for receipts behind the last of them
 */
record EsmeTraffic(
        String from,
        List<Numbers> to,
        String text,
        long count,
        int ratePerSecond,
        boolean receipts,
        Duration receiptWait,
        boolean quiet) {

    private static final int STEP_MILLIS = 10;
    private static final int BATCH_MAX = 1_000;
    /** Sent and not answered: beyond it, the rest waits here instead of in the ESME's memory. */
    private static final int UNANSWERED_MAX = 10_000;

    private static final long SECOND_NANOS = 1_000_000_000L;

    void run(SimulatedEsme esme, EsmeLog log, PrintWriter out, Ending ending) {
        long startNanos = System.nanoTime();
        long sent = 0;
        var printed = new Printed(log, out);
        var patience = new Patience(log, System.nanoTime());
        while (!ending.isOver()) {
            sent += send(esme, sent, log.answered(), System.nanoTime() - startNanos);
            printed.everything();
            boolean all = count > 0 && sent == count && log.answered() == count;
            if (all && (!receipts || log.isReceipted() || patience.isOver(receiptWait))) break;
            ending.await(STEP_MILLIS);
        }
        printed.everything();
    }

    private int send(SimulatedEsme esme, long sent, long answered, long elapsedNanos) {
        long due = ratePerSecond == 0 ? count : Math.min(count, 1 + elapsedNanos * ratePerSecond / SECOND_NANOS);
        long room = Math.min(BATCH_MAX, UNANSWERED_MAX - (sent - answered));
        List<Submit> batch = new ArrayList<>();
        for (long number = sent; number < due && batch.size() < room; number++) {
            batch.add(Submit.text(from, Numbers.at(to, number), text).withRegisteredDelivery(receipts ? 1 : 0));
        }
        if (!batch.isEmpty()) esme.submitAll(batch);
        return batch.size();
    }

    /** Brings lines to the terminal, and when it is to be quiet, the counts of each second in which they changed. */
    private final class Printed {
        private final EsmeLog log;
        private final PrintWriter out;
        private long countedNanos = System.nanoTime();
        private String counts;

        Printed(EsmeLog log, PrintWriter out) {
            this.log = log;
            this.out = out;
            counts = log.counts();
        }

        void everything() {
            for (String line = log.poll(); line != null; line = log.poll()) out.println(line);
            if (!quiet || System.nanoTime() - countedNanos < SECOND_NANOS) return;
            countedNanos = System.nanoTime();
            String now = log.counts();
            if (!now.equals(counts)) out.println(now);
            counts = now;
        }
    }

    /** Waits as long as something still comes in. */
    private static final class Patience {
        private final EsmeLog log;
        private String counts = "";
        private long changedNanos;

        Patience(EsmeLog log, long nowNanos) {
            this.log = log;
            changedNanos = nowNanos;
        }

        boolean isOver(Duration wait) {
            String now = log.counts();
            if (!now.equals(counts)) changedNanos = System.nanoTime();
            counts = now;
            return System.nanoTime() - changedNanos > wait.toNanos();
        }
    }
}
