package io.momentum.gateway.portability;

import io.momentum.gateway.flow.Circuit;
import io.momentum.gateway.portability.Located.By;
import io.momentum.gateway.session.RateLimit;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for numbers, each once at a time, so many at a time, within a time limit, and not while too many fail; keeps what it is told.
 * Any thread.
 */
final class LookUps implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LookUps.class);

    /** Look-ups a second by which one is tried that was broken. */
    private static final int PROBES_PER_SECOND = 2;

    private final LookUpConfig config;
    private final PortabilityCounters counters;
    private final LookUp lookUp;
    private final By by;
    private final LookUpCache cache;
    private final Circuit circuit;
    private final RateLimit probes = new RateLimit(PROBES_PER_SECOND);
    private final ConcurrentHashMap<Long, CompletableFuture<Located>> underWay = new ConcurrentHashMap<>();
    private final AtomicInteger asking = new AtomicInteger();
    private final LongAdder good = new LongAdder();
    private final LongAdder bad = new LongAdder();
    private final LongAdder answerNanos = new LongAdder();
    private final AtomicBoolean sampling = new AtomicBoolean();
    private final AtomicBoolean toldUnreadable = new AtomicBoolean();

    LookUps(LookUpConfig config, PortabilityCounters counters) {
        this.config = config;
        this.counters = counters;
        var pattern = new AnswerPattern(config.pattern(), config.routingNumbers());
        lookUp = switch (config.asked()) {
            case LookUpConfig.Http http -> new HttpLookUp(http, pattern, config.timeout());
            case LookUpConfig.EnumZone zone -> new EnumLookUp(zone, pattern, config.timeout());
        };
        by = config.asked() instanceof LookUpConfig.Http ? By.HTTP : By.ENUM;
        cache = new LookUpCache(config.cache().entries());
        circuit = new Circuit(config.circuit());
    }

    LookUpConfig config() {
        return config;
    }

    Circuit.State circuit() {
        return circuit.state();
    }

    int cached() {
        return cache.size();
    }

    /** Whether such a number is asked for. */
    boolean areFor(long digits) {
        if (digits <= 0) return false;
        if (config.prefixes().isEmpty()) return true;
        String number = Long.toString(digits);
        return config.prefixes().stream().anyMatch(number::startsWith);
    }

    /** What an earlier answer tells, null where nobody was asked lately. */
    @Nullable
    Located known(long digits) {
        LookUpCache.Entry entry = cache.get(digits, System.nanoTime());
        return entry == null ? null : new Located(entry.network(), by);
    }

    /** Asks, or joins whoever asks for it now. Never fails. */
    CompletableFuture<Located> ask(long digits) {
        long nowNanos = System.nanoTime();
        if (!mayAsk(nowNanos)) {
            counters.broken.increment();
            return CompletableFuture.completedFuture(Located.UNANSWERED);
        }
        var mine = new CompletableFuture<Located>();
        CompletableFuture<Located> other = underWay.putIfAbsent(digits, mine);
        if (other != null) return other;
        if (asking.incrementAndGet() > config.concurrent()) {
            counters.overloaded.increment();
            end(digits, mine, Located.UNANSWERED);
        } else {
            lookUp.ask(digits)
                    .orTimeout(config.timeout().toMillis(), TimeUnit.MILLISECONDS)
                    .whenComplete((answer, failure) -> {
                        Located located = failure == null ? taken(digits, answer, nowNanos) : failed(failure);
                        sample();
                        end(digits, mine, located);
                    });
        }
        return mine;
    }

    private void end(long digits, CompletableFuture<Located> mine, Located located) {
        asking.decrementAndGet();
        underWay.remove(digits, mine);
        mine.complete(located);
    }

    private Located taken(long digits, LookUp.Answer answer, long askedNanos) {
        long nowNanos = System.nanoTime();
        boolean found = answer.network() != null;
        (found ? counters.found : counters.notFound).increment();
        good.increment();
        answerNanos.add(nowNanos - askedNanos);
        counters.answerTime.add(nowNanos - askedNanos);
        Duration most = found ? config.cache().found() : config.cache().notFound();
        long keepSeconds = Math.min(most.toSeconds(), answer.keepSeconds());
        if (keepSeconds > 0) {
            long untilNanos = nowNanos + TimeUnit.SECONDS.toNanos(keepSeconds);
            cache.put(digits, new LookUpCache.Entry(answer.network(), untilNanos));
        }
        return new Located(answer.network(), by);
    }

    /** An answer that nobody can read is no sign of trouble over there; it is told once. */
    private Located failed(Throwable failure) {
        Throwable cause = failure instanceof CompletionException wrapped && wrapped.getCause() != null
                ? wrapped.getCause()
                : failure;
        if (cause instanceof LookUp.Unreadable) {
            counters.unreadable.increment();
            good.increment();
            if (toldUnreadable.compareAndSet(false, true)) {
                LOG.warn(
                        "Portability: no network can be found in {}; see portability.lookup.pattern",
                        cause.getMessage());
            }
        } else {
            counters.failed.increment();
            bad.increment();
            LOG.debug("Portability: a look-up failed", cause);
        }
        return Located.UNANSWERED;
    }

    private boolean mayAsk(long nowNanos) {
        if (circuit.state() == Circuit.State.OPEN) sample();
        return switch (circuit.state()) {
            case CLOSED -> true;
            case HALF_OPEN -> probes.tryTake(nowNanos);
            case OPEN -> false;
        };
    }

    /** One thread at a time looks; who comes meanwhile leaves it to that one. */
    private void sample() {
        if (!sampling.compareAndSet(false, true)) return;
        try {
            long answered = good.sum();
            var totals = new Circuit.Totals(answered, bad.sum(), answered, answerNanos.sum());
            if (!circuit.sample(System.nanoTime(), totals)) return;
            counters.circuitChanges.increment();
            LOG.warn("Portability: the circuit of the look-up is {}", circuit.state());
        } finally {
            sampling.set(false);
        }
    }

    @Override
    public void close() {
        lookUp.close();
    }
}
