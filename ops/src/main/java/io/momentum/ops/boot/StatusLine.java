package io.momentum.ops.boot;

import io.momentum.gateway.Gateway;
import io.momentum.gateway.carrier.Carrier;
import io.momentum.ops.metrics.Reloads;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** How Momentum is, in one line: {@code 3/4 carriers bound, 120 msg/s}. The rate is that since the line before. */
final class StatusLine implements Supplier<String> {

    private final Gateway gateway;
    private final Reloads reloads;
    private final LongSupplier clockNanos;
    private long atNanos;
    private long messages;

    StatusLine(Gateway gateway, Reloads reloads, LongSupplier clockNanos) {
        this.gateway = gateway;
        this.reloads = reloads;
        this.clockNanos = clockNanos;
        atNanos = clockNanos.getAsLong();
        messages = messages();
    }

    @Override
    public String get() {
        Collection<Carrier> carriers = gateway.carriers().all();
        long bound = carriers.stream().filter(Carrier::isBound).count();
        String line = "%d/%d carriers bound, %d msg/s".formatted(bound, carriers.size(), perSecond());
        return reloads.wasLastSuccessful() ? line : line + ", the last reload was refused";
    }

    private long perSecond() {
        long nowNanos = clockNanos.getAsLong();
        long now = messages();
        // A carrier that is taken out takes its count along.
        long more = Math.max(0, now - messages);
        long nanos = Math.max(1, nowNanos - atNanos);
        atNanos = nowNanos;
        messages = now;
        return Math.round((double) more * TimeUnit.SECONDS.toNanos(1) / nanos);
    }

    /** What went to carriers and what came from subscribers. */
    private long messages() {
        return gateway.carriers().all().stream()
                .mapToLong(carrier -> carrier.counters().submits.sum()
                        + carrier.counters().mos.sum())
                .sum();
    }
}
