package io.momentum.gateway.sim;

import java.util.HashMap;
import java.util.Map;

/**
 * What a load has sent and got back. Message ids are kept as 64-bit hashes, at most four million that wait for their
 * receipt; the receipts of more are counted without their time. Owned by the load's event loop.
 */
final class LoadLedger {

    private static final int IDS_MAX = 4_000_000;
    private static final int STATUSES_MAX = 1_000;

    /** Due time of an accepted message, or the negated arrival of a receipt that overtook its response. */
    private final LongTable ids = new LongTable(IDS_MAX);

    private final Map<Integer, Long> refused = new HashMap<>();
    private final LatencyHistogram submits = new LatencyHistogram();
    private final LatencyHistogram receiptTimes = new LatencyHistogram();
    private long sent;
    private long accepted;
    private long refusals;
    private long inDoubt;
    private long untimed;
    private long early;
    private long repeated;
    private long receipts;
    private long mos;
    private long malformed;
    private long lastAnswerNanos;

    void sent() {
        sent++;
    }

    void accepted(long idHash, long dueNanos, long nowNanos, boolean receiptExpected) {
        answered(dueNanos, nowNanos);
        accepted++;
        if (!receiptExpected) return;
        long known = ids.get(idHash);
        if (known < 0) {
            ids.remove(idHash);
            early--;
            receiptFor(dueNanos, -known);
        } else if (!ids.put(idHash, dueNanos)) {
            untimed++;
        }
    }

    void refused(int status, long dueNanos, long nowNanos) {
        answered(dueNanos, nowNanos);
        refusals++;
        if (refused.size() < STATUSES_MAX || refused.containsKey(status)) refused.merge(status, 1L, Long::sum);
    }

    private void answered(long dueNanos, long nowNanos) {
        submits.record(nowNanos - dueNanos);
        lastAnswerNanos = nowNanos;
    }

    void receipt(long idHash, long nowNanos, boolean last) {
        if (!last) return;
        long known = ids.get(idHash);
        if (known > 0) {
            ids.remove(idHash);
            receiptFor(known, nowNanos);
        } else if (known < 0) {
            repeated++;
        } else if (untimed > 0) {
            untimed--;
            receipts++;
        } else if (ids.put(idHash, -nowNanos)) {
            early++;
        } else {
            repeated++;
        }
    }

    private void receiptFor(long dueNanos, long nowNanos) {
        receipts++;
        receiptTimes.record(nowNanos - dueNanos);
    }

    void mo() {
        mos++;
    }

    void malformed() {
        malformed++;
    }

    void lost(long unanswered) {
        inDoubt += unanswered;
    }

    long sentSoFar() {
        return sent;
    }

    long answers() {
        return accepted + refusals;
    }

    long refusals() {
        return refusals;
    }

    long receipts() {
        return receipts;
    }

    long unanswered() {
        return sent - answers() - inDoubt;
    }

    long receiptsMissing() {
        return accepted - receipts;
    }

    LoadResult result(boolean receiptsExpected) {
        double seconds = lastAnswerNanos / 1e9;
        return new LoadResult(
                sent,
                accepted,
                refused,
                sent - answers(),
                receipts,
                receiptsExpected ? receiptsMissing() : 0,
                early + repeated,
                mos,
                malformed,
                seconds,
                seconds == 0 ? 0 : answers() / seconds,
                LoadResult.Latency.of(submits),
                LoadResult.Latency.of(receiptTimes));
    }
}
