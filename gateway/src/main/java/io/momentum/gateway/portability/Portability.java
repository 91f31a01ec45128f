package io.momentum.gateway.portability;

import io.momentum.gateway.flow.Circuit;
import io.momentum.gateway.net.Loop;
import io.momentum.gateway.portability.Located.By;
import io.momentum.gateway.route.Network;
import io.momentum.gateway.route.PortedNumbers;
import io.momentum.gateway.session.Swapped;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a number is now: by the files, by an earlier answer, or by asking. Whoever asks goes on at once where that is known, and else
 * once it is, on its own loop; meanwhile those that ask for the same number wait behind it there, so that messages to one number
 * stay in order. The waiting are bounded by the windows of those who submit.
 */
public final class Portability implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Portability.class);

    private final PortabilityCounters counters = new PortabilityCounters();
    private final Swapped<Sources> sources;

    /** By loop: what goes on once a number is answered. Each map is its loop's own. */
    private final List<Map<Long, Queue<Consumer<Located>>>> waiting;

    private record Sources(
            List<PortedNumbers> ported, @Nullable LookUps lookUps) {}

    public Portability(List<Loop> loops, PortabilityConfig config) {
        waiting = Stream.generate(HashMap<Long, Queue<Consumer<Located>>>::new)
                .limit(loops.size())
                .<Map<Long, Queue<Consumer<Located>>>>map(map -> map)
                .toList();
        sources = new Swapped<>(new Sources(config.ported(), lookUps(config, null)));
    }

    /** Takes new files and another look-up. Answers are kept where the look-up is the same. */
    public void reload(PortabilityConfig config) {
        LookUps before = sources.get().lookUps();
        LookUps after = lookUps(config, before);
        sources.set(new Sources(config.ported(), after));
        if (before != null && before != after) before.close();
    }

    private @Nullable LookUps lookUps(PortabilityConfig config, @Nullable LookUps before) {
        Optional<LookUpConfig> wanted = config.lookUp();
        if (wanted.isEmpty()) return null;
        boolean isSame = before != null && before.config().equals(wanted.get());
        return isSame ? before : new LookUps(wanted.get(), counters);
    }

    /** What came of it. */
    public PortabilityCounters counters() {
        return counters;
    }

    /** How whoever is asked stands; empty where nobody is. */
    public Optional<Circuit.State> circuit() {
        return Optional.ofNullable(sources.get().lookUps()).map(LookUps::circuit);
    }

    /** Answers that are kept. */
    public int cached() {
        LookUps lookUps = sources.get().lookUps();
        return lookUps == null ? 0 : lookUps.cached();
    }

    /** Numbers in the files. */
    public int ported() {
        return sources.get().ported().stream().mapToInt(PortedNumbers::size).sum();
    }

    /** What is known without asking; null where somebody would be asked. */
    public @Nullable Located known(long digits) {
        Sources now = sources.get();
        for (PortedNumbers numbers : now.ported()) {
            Network network = numbers.find(digits);
            if (network != null) return new Located(network, By.FILE);
        }
        LookUps lookUps = now.lookUps();
        return lookUps == null || !lookUps.areFor(digits) ? Located.PLANNED : lookUps.known(digits);
    }

    /** Finds out, and goes on with it: at once or later, always on this loop, and in the order of the calls for one number. */
    public void locate(Loop loop, long digits, Consumer<Located> then) {
        loop.assertOwner();
        Map<Long, Queue<Consumer<Located>>> open = waiting.get(loop.index());
        Queue<Consumer<Located>> before = open.isEmpty() ? null : open.get(digits);
        if (before != null) {
            before.add(then);
            return;
        }
        Located known = known(digits);
        if (known != null) {
            count(known);
            then.accept(known);
            return;
        }
        Queue<Consumer<Located>> line = new ArrayDeque<>();
        line.add(then);
        open.put(digits, line);
        var _ = ask(digits).thenAccept(located -> loop.run(() -> answered(open, digits, located)));
    }

    private void count(Located known) {
        if (known.by() == By.FILE) counters.filed.increment();
        else if (known.by() != By.PLAN) counters.cached.increment();
    }

    private static void answered(Map<Long, Queue<Consumer<Located>>> open, long digits, Located located) {
        Queue<Consumer<Located>> line = open.remove(digits);
        if (line == null) return;
        for (Consumer<Located> each : line) {
            try {
                each.accept(located);
            } catch (RuntimeException e) {
                LOG.error("A message could not go on after its number was looked up; those behind it do", e);
            }
        }
    }

    /** Finds out, for people. Never fails. */
    public CompletableFuture<Located> ask(long digits) {
        Located known = known(digits);
        LookUps lookUps = sources.get().lookUps();
        if (known != null || lookUps == null) {
            return CompletableFuture.completedFuture(known == null ? Located.PLANNED : known);
        }
        return lookUps.ask(digits);
    }

    @Override
    public void close() {
        LookUps lookUps = sources.get().lookUps();
        if (lookUps != null) lookUps.close();
    }
}
