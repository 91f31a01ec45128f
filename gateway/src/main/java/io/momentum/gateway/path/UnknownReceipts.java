package io.momentum.gateway.path;

import io.momentum.gateway.net.Durable;
import io.momentum.gateway.net.Loop;
import io.momentum.store.correlation.ReceiptMatches;
import io.momentum.store.fact.Fact.DlrReceived;
import io.momentum.store.value.CarrierId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Receipts about which it matters at once whether there is a message that they name: those that only assume to be receipts, and
 * those of carriers that are to send an unknown one again. Either way the receipt is journalled first; what waits for the index is
 * its answer. Any thread, but for the loops.
 */
final class UnknownReceipts {

    private static final int REMEMBERED_MAX = 10_000;

    private final ReceiptMatches matches;
    private final Map<Key, Integer> refused = new LinkedHashMap<>();

    private record Key(CarrierId carrier, String smscId) {}

    UnknownReceipts(ReceiptMatches matches) {
        this.matches = matches;
    }

    /**
     * What is done about a receipt, on the loop.
     *
     * @param matched it is its message's
     * @param unmatched for so long no message was found
     * @param refused the journal is full
     */
    record Outcomes(Runnable matched, Runnable unmatched, Runnable refused) {}

    /** Journals a receipt and waits for its message, at most so long. One of the outcomes follows. */
    void await(Loop loop, DlrReceived receipt, long mostMillis, Outcomes outcomes) {
        var wait = new Wait(loop, receipt.dlrId(), mostMillis, outcomes);
        matches.await(receipt.dlrId(), (account, digits) -> loop.run(() -> wait.end(outcomes.matched())));
        loop.stage().await(receipt, wait);
    }

    private final class Wait implements Durable {
        private final Loop loop;
        private final long dlrId;
        private final long mostMillis;
        private final Outcomes outcomes;
        private Loop.@Nullable Timer timer;
        private boolean ended;

        Wait(Loop loop, long dlrId, long mostMillis, Outcomes outcomes) {
            this.loop = loop;
            this.dlrId = dlrId;
            this.mostMillis = mostMillis;
            this.outcomes = outcomes;
        }

        @Override
        public void durable() {
            if (!ended) timer = loop.after(mostMillis, () -> end(outcomes.unmatched()));
        }

        @Override
        public void refused() {
            end(outcomes.refused());
        }

        void end(Runnable then) {
            if (ended) return;
            ended = true;
            if (timer != null) timer.cancel();
            matches.forget(dlrId);
            then.run();
        }
    }

    /** Whether to refuse a receipt that has no message once more. */
    boolean refuses(DlrReceived receipt, int most) {
        var key = new Key(receipt.carrier(), receipt.smscId());
        synchronized (refused) {
            int times = refused.merge(key, 1, Integer::sum);
            if (times > most) refused.remove(key);
            else if (refused.size() > REMEMBERED_MAX)
                refused.remove(refused.keySet().iterator().next());
            return times <= most;
        }
    }
}
