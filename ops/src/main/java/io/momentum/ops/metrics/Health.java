package io.momentum.ops.metrics;

import io.momentum.gateway.Gateway;
import io.momentum.gateway.net.Loop;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Whether the process works, and whether it should be sent work. Blocks for up to {@value #ALIVE_MILLIS} ms. */
final class Health {

    private static final int ALIVE_MILLIS = 2_000;
    private static final long LAG_MILLIS_MAX = 10_000;

    private final MetricsParts parts;

    Health(MetricsParts parts) {
        this.parts = parts;
    }

    /** What must be true of a process that is better left running. */
    Map<String, Boolean> alive() {
        Map<String, Boolean> checks = new LinkedHashMap<>();
        checks.put("event loops turn", loopsTurn());
        checks.put("journal has not failed", !parts.journal().hasFailed());
        checks.put("projector has not failed", !parts.projector().hasFailed());
        return checks;
    }

    /** What must be true besides before ESMEs are sent here. */
    Map<String, Boolean> ready() {
        Gateway gateway = parts.gateway();
        Map<String, Boolean> checks = alive();
        checks.put("SMPP listener is open", gateway.server().isListening());
        checks.put("disk has room", !parts.journal().isDiskLow());
        checks.put("journal takes facts", parts.journal().isOpen());
        checks.put("index is caught up", parts.projector().lagMillis() < LAG_MILLIS_MAX);
        return checks;
    }

    private boolean loopsTurn() {
        List<Loop> loops = parts.gateway().loops().all();
        var turned = new CountDownLatch(loops.size());
        try {
            for (Loop loop : loops) loop.later(turned::countDown);
            return turned.await(ALIVE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (RuntimeException e) {
            // The loops have been shut down.
            return false;
        }
    }
}
