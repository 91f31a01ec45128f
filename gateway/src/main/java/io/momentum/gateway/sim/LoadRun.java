package io.momentum.gateway.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One load on its way: which message is due when, and when all is over. Owned by the load's event loop; times are
 * nanoseconds since the start, from 1, so that zero can mean none.
 */
final class LoadRun {

    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000 * MILLI;

    private final LoadOptions options;
    private final Consumer<String> progress;
    private final SubmitTemplate template;
    private final LoadLedger ledger = new LoadLedger();
    private final CompletableFuture<LoadResult> result = new CompletableFuture<>();
    private final List<LoadBind> binds = new ArrayList<>();
    private int next;
    private boolean started;
    private long startNanos;
    private long sentNanos;
    private long answeredNanos;
    private long reportNanos;
    private long reportedAnswers;
    private long reportedReceipts;

    LoadRun(LoadOptions options, Consumer<String> progress) {
        this.options = options;
        this.progress = progress;
        template = new SubmitTemplate(options);
    }

    LoadOptions options() {
        return options;
    }

    LoadLedger ledger() {
        return ledger;
    }

    CompletableFuture<LoadResult> result() {
        return result;
    }

    long nowNanos() {
        return System.nanoTime() - startNanos;
    }

    void start(List<LoadBind> bound) {
        binds.addAll(bound);
        startNanos = System.nanoTime() - 1;
        reportNanos = SECOND;
        started = true;
        pump();
    }

    void lost(LoadBind bind, int unanswered) {
        binds.remove(bind);
        ledger.lost(unanswered);
    }

    /** Sends what is due as far as the windows have room. */
    void pump() {
        if (!started || sentNanos != 0) return;
        long nowNanos = nowNanos();
        long due = due(nowNanos);
        while (ledger.sentSoFar() < due) {
            LoadBind bind = withRoom();
            if (bind == null) break;
            long number = ledger.sentSoFar();
            bind.submit(template, number, options.ratePerSecond() == 0 ? nowNanos : dueNanos(number));
            ledger.sent();
        }
        for (LoadBind bind : binds) bind.flush();
    }

    /** How many messages should have been sent by now. */
    private long due(long nowNanos) {
        long wanted = options.messages() == 0 ? Long.MAX_VALUE : options.messages();
        long untilNanos = options.durationMillis() == 0 ? Long.MAX_VALUE : options.durationMillis() * MILLI;
        if (options.ratePerSecond() == 0) return nowNanos < untilNanos ? wanted : ledger.sentSoFar();
        long elapsed = Math.min(nowNanos, untilNanos);
        long paced = (long) (elapsed / (double) SECOND * options.ratePerSecond()) + 1;
        return Math.min(wanted, elapsed == untilNanos ? paced - 1 : paced);
    }

    private long dueNanos(long number) {
        return 1 + (long) (number * (double) SECOND / options.ratePerSecond());
    }

    private @Nullable LoadBind withRoom() {
        for (int i = 0; i < binds.size(); i++) {
            next = next + 1 < binds.size() ? next + 1 : 0;
            if (binds.get(next).hasRoom()) return binds.get(next);
        }
        return null;
    }

    /** Paces, reports each second and notices the end; called every millisecond. */
    void tick() {
        if (!started || result.isDone()) return;
        try {
            step();
        } catch (RuntimeException e) {
            result.completeExceptionally(e); // a tick that throws is not called again, and nobody would notice the end
        }
    }

    private void step() {
        pump();
        long nowNanos = nowNanos();
        if (nowNanos >= reportNanos) report(nowNanos);
        if (sentNanos == 0 && isAllSent(nowNanos)) sentNanos = nowNanos;
        if (sentNanos == 0) return;
        if (answeredNanos == 0 && isAnswered(nowNanos)) answeredNanos = nowNanos;
        if (answeredNanos != 0 && isReceipted(nowNanos)) finish();
    }

    private boolean isAllSent(long nowNanos) {
        if (binds.isEmpty()) return true;
        if (options.messages() > 0 && ledger.sentSoFar() >= options.messages()) return true;
        if (options.durationMillis() == 0 || nowNanos < options.durationMillis() * MILLI) return false;
        // what was due in time is still sent, or a target that falls behind would look as if it kept up
        boolean patient = nowNanos < (options.durationMillis() + options.responseWaitMillis()) * MILLI;
        return ledger.sentSoFar() >= due(nowNanos) || !patient;
    }

    private boolean isAnswered(long nowNanos) {
        return ledger.unanswered() == 0
                || binds.isEmpty()
                || nowNanos - sentNanos >= options.responseWaitMillis() * MILLI;
    }

    private boolean isReceipted(long nowNanos) {
        return !options.receipts()
                || ledger.receiptsMissing() <= 0
                || binds.isEmpty()
                || nowNanos - answeredNanos >= options.receiptsWaitMillis() * MILLI;
    }

    private void report(long nowNanos) {
        double seconds = (nowNanos - reportNanos + SECOND) / (double) SECOND;
        progress.accept(String.format(
                Locale.ROOT,
                "%4d s  %8.0f msg/s  %8.0f receipts/s  sent %d  refused %d  unanswered %d  receipts %d",
                nowNanos / SECOND,
                (ledger.answers() - reportedAnswers) / seconds,
                (ledger.receipts() - reportedReceipts) / seconds,
                ledger.sentSoFar(),
                ledger.refusals(),
                ledger.unanswered(),
                ledger.receipts()));
        reportedAnswers = ledger.answers();
        reportedReceipts = ledger.receipts();
        reportNanos = nowNanos + SECOND;
    }

    private void finish() {
        LoadResult outcome = ledger.result(options.receipts());
        for (LoadBind bind : List.copyOf(binds)) bind.unbind();
        result.complete(outcome);
    }
}
