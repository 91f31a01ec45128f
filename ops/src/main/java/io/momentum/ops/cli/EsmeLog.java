package io.momentum.ops.cli;

import io.momentum.gateway.sim.EsmeListener;
import io.momentum.store.value.Address;
import io.momentum.store.value.Msisdn;
import java.util.ArrayDeque;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a simulated ESME has seen: counts, and lines for the person who watches. Its event loop writes and the command's
 * thread reads, each under this object's lock. Nobody waits for a slow terminal: when too many lines wait, the next ones are
 * counted and left out.
 */
final class EsmeLog implements EsmeListener {

    private static final int LINES_MAX = 10_000;

    private final boolean quiet;
    private final boolean showNumbers;
    private final ArrayDeque<String> lines = new ArrayDeque<>();
    private final TreeMap<Integer, Long> refused = new TreeMap<>();
    private long leftOut;
    private long answered;
    private long accepted;
    private long inDoubt;
    private long notSent;
    private long receipts;
    private long mos;

    EsmeLog(boolean quiet, boolean showNumbers) {
        this.quiet = quiet;
        this.showNumbers = showNumbers;
    }

    @Override
    public synchronized void submitAnswered(Submit submit, SubmitResult result) {
        answered++;
        String to = shown(submit.destination());
        switch (result.outcome()) {
            case ANSWERED -> {
                int status = result.status();
                if (result.isAccepted()) accepted++;
                else refused.merge(status, 1L, Long::sum);
                line(result.isAccepted() ? "accepted " + result.messageId() : "refused 0x%08X".formatted(status), to);
            }
            case IN_DOUBT -> {
                inDoubt++;
                line("in doubt", to);
            }
            case NOT_SENT -> {
                notSent++;
                line("not sent", to);
            }
        }
    }

    @Override
    public synchronized void received(Receipt receipt) {
        receipts++;
        line("receipt  " + receipt.messageId() + " " + receipt.state(), shown(receipt.source()));
    }

    @Override
    public synchronized void received(Mo mo) {
        mos++;
        line("MO       " + shown(mo.source()) + " to " + shown(mo.destination()), printable(mo.text()));
    }

    @Override
    public synchronized void bound(int bindsOpen) {
        line("bound", "binds " + bindsOpen);
    }

    @Override
    public synchronized void lost(int bindsOpen) {
        line("lost", "binds " + bindsOpen);
    }

    private void line(String what, String more) {
        if (quiet) return;
        if (lines.size() < LINES_MAX) lines.add(what + "  " + more);
        else leftOut++;
    }

    /** The next line, or null where none waits. */
    synchronized @Nullable String poll() {
        String line = lines.poll();
        if (line != null || leftOut == 0) return line;
        String gap = "(" + leftOut + " lines left out)";
        leftOut = 0;
        return gap;
    }

    synchronized long answered() {
        return answered;
    }

    synchronized boolean isAllAccepted() {
        return accepted == answered;
    }

    /** Whether each accepted message has brought a receipt. */
    synchronized boolean isReceipted() {
        return receipts >= accepted;
    }

    synchronized String counts() {
        return "answered %d (accepted %d, refused %s, in doubt %d, not sent %d)  receipts %d  MOs %d"
                .formatted(answered, accepted, refusals(), inDoubt, notSent, receipts, mos);
    }

    private String refusals() {
        if (refused.isEmpty()) return "0";
        return refused.entrySet().stream()
                .map(each -> "0x%08X: %d".formatted(each.getKey(), each.getValue()))
                .collect(Collectors.joining(", "));
    }

    private String shown(Address address) {
        if (showNumbers) return address.text();
        if (address.digits() != Msisdn.NONE) return Msisdn.masked(address.digits());
        return address.ton() == 5 ? address.text() : "…";
    }

    /** Other people's text must not steer the terminal. */
    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }
}
