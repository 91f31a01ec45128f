package io.momentum.ops.cli;

import io.momentum.gateway.sim.EsmeListener;
import io.momentum.gateway.sim.SimulatedEsme;
import io.momentum.ops.boot.DemoConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * What the demo's ESME does: a small campaign, a wait for receipts and replies, and a second send to the same people, of whom
 * some have opted out by then.
 */
final class DemoStory implements EsmeListener {

    private static final int PEOPLE = 200;
    private static final int PER_TENTH_SECOND = 8;
    private static final int REPLIES_SHOWN = 8;

    private final PrintWriter out;
    private final LongSupplier optOuts;
    private final LongAdder submitted = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder delivered = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder replies = new LongAdder();
    private final Set<String> repliesShown = ConcurrentHashMap.newKeySet();

    /**
     * A story that is told to {@code out}.
     *
     * @param optOuts how many numbers are suppressed now
     */
    DemoStory(PrintWriter out, LongSupplier optOuts) {
        this.out = out;
        this.optOuts = optOuts;
    }

    /** Tells it; returns early when {@code stop} is counted down. */
    void tell(SimulatedEsme esme, CountDownLatch stop) throws IOException, InterruptedException {
        say("First send: %d reminders from %s through SMPP", PEOPLE, DemoConfig.SENDER);
        if (send(esme, stop, "Hello, your visit is tomorrow at 10:00. Does that suit you?")) return;
        if (settle(stop)) return;
        say("");
        say("Second send to the same %d people; %d of them have opted out", PEOPLE, optOuts.getAsLong());
        long refusedBefore = refused.sum();
        if (send(esme, stop, "One more thing: please bring your card.")) return;
        if (settle(stop)) return;
        say("Refused at the door (status 0x0421), never sent: %d", refused.sum() - refusedBefore);
    }

    /** The summary as it stands. */
    String summary() {
        return "submitted %d  delivered %d  failed %d  replies %d  opt-outs %d  refused %d"
                .formatted(
                        submitted.sum(),
                        delivered.sum(),
                        failed.sum(),
                        replies.sum(),
                        optOuts.getAsLong(),
                        refused.sum());
    }

    private boolean send(SimulatedEsme esme, CountDownLatch stop, String text) throws InterruptedException {
        List<String> people = people();
        for (int i = 0; i < people.size(); i++) {
            var result = esme.submit(DemoConfig.SENDER, people.get(i), text);
            var _ = result.thenAccept(answer -> (answer.isAccepted() ? submitted : refused).increment());
            if (i % PER_TENTH_SECOND != PER_TENTH_SECOND - 1) continue;
            if (stop.await(100, TimeUnit.MILLISECONDS)) return true;
            if (i % (PER_TENTH_SECOND * 10) == PER_TENTH_SECOND * 10 - 1) say("  %s", summary());
        }
        return false;
    }

    /** Waits until nothing moves for a moment. */
    private boolean settle(CountDownLatch stop) throws InterruptedException {
        String before = "";
        for (int seconds = 0; seconds < 15 && !before.equals(summary()); seconds++) {
            before = summary();
            if (stop.await(1500, TimeUnit.MILLISECONDS)) return true;
            say("  %s", summary());
        }
        return false;
    }

    /** Numbers from the ranges that are kept for fiction: 555-0100 to 555-0199 in each area. */
    private static List<String> people() {
        List<String> numbers = new ArrayList<>();
        for (int i = 0; i < PEOPLE; i++) numbers.add("1%d5550%d".formatted(201 + i / 100, 100 + i % 100));
        return numbers;
    }

    @Override
    public void received(Receipt receipt) {
        switch (receipt.state()) {
            case DELIVERED -> delivered.increment();
            default -> failed.increment();
        }
    }

    @Override
    public void received(Mo mo) {
        replies.increment();
        String text = mo.text();
        if (repliesShown.size() >= REPLIES_SHOWN || !repliesShown.add(text.toLowerCase(Locale.ROOT))) return;
        String from = mo.source().text();
        say("  …%s answers: %s", from.substring(Math.max(0, from.length() - 2)), text);
    }

    private synchronized void say(String format, Object... args) {
        out.printf(format + "%n", args);
        out.flush();
    }
}
