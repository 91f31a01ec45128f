package io.momentum.gateway.path;

import static io.momentum.gateway.codec.CommandStatus.ESME_ROK;
import static io.momentum.gateway.codec.CommandStatus.ESME_RX_T_APPN;

import io.momentum.gateway.carrier.CarrierCounters;
import io.momentum.gateway.net.Durable;
import io.momentum.gateway.net.Loop;
import io.momentum.gateway.suppress.Barrier;
import io.momentum.store.correlation.ReceiptMatches;
import io.momentum.store.fact.Fact.DlrReceived;
import io.momentum.store.fact.Fact.OptedOut;
import io.momentum.store.value.CarrierId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Receipts by which a carrier says that the subscriber opted out. Such a receipt counts like a STOP: the number is put on the
 * list and that holds on every loop before the receipt is acknowledged. Whose message it was is known to the index only, so
 * the receipt waits for it, for a while; one that is earlier than its message's id is acknowledged before.
 *
 * <p>What closes the number is not the receipt that waits but the match, whenever it is: the index owes an opt-out from then on,
 * and tells it here, until the journal has it. So it makes no difference whether the receipt came in its turn, overtook its
 * submit_sm_resp by an hour, was read again by a corrected profile, or was matched by a process that died of it. Any thread.
 */
final class ReportedOptOuts {

    /** How long an answer waits for the message. */
    private static final long ANSWER_MILLIS = 2_000;

    private static final int WAITING_MAX = 10_000;

    private final Barrier barrier;
    private final Loop home;
    private final Function<CarrierId, CarrierCounters> counters;
    private final Map<Long, Report> waiting = new ConcurrentHashMap<>();

    /**
     * Listens from now on.
     *
     * @param home the loop for those that no carrier waits for
     */
    ReportedOptOuts(Barrier barrier, Loop home, Function<CarrierId, CarrierCounters> counters, ReceiptMatches matches) {
        this.barrier = barrier;
        this.home = home;
        this.counters = counters;
        matches.tellOptOuts(this::owed);
    }

    /**
     * Journals the receipt, and acknowledges it once the door is closed.
     *
     * @param answer takes the command_status of the deliver_sm_resp; all but the first one mean nothing
     */
    void await(Loop loop, DlrReceived receipt, IntConsumer answer) {
        if (waiting.size() >= WAITING_MAX) {
            answer.accept(ESME_RX_T_APPN);
            return;
        }
        var report = new Report(loop, receipt.dlrId(), answer);
        waiting.put(receipt.dlrId(), report);
        loop.stage().await(receipt, report);
    }

    private void owed(CarrierId carrier, OptedOut fact) {
        Report report = waiting.remove(fact.evidenceId());
        Loop loop = report == null ? home : report.loop;
        loop.run(() -> {
            counters.apply(carrier).reportedOptOuts.increment();
            close(loop, fact, report);
        });
    }

    /** A full journal gets it with the next turn that it takes: a carrier's opt-out is a fact that tells of the past. */
    private void close(Loop loop, OptedOut owed, @Nullable Report report) {
        var fact = new OptedOut(
                loop.nowMicros(), owed.digits(), owed.scope(), owed.source(), owed.evidenceId(), owed.reason());
        loop.stage().await(fact, new Durable() {
            @Override
            public void durable() {
                barrier.pass(loop, fact.digits(), () -> answer(ESME_ROK));
            }

            @Override
            public void refused() {
                answer(ESME_RX_T_APPN);
            }

            private void answer(int status) {
                if (report != null) report.give(status);
            }
        });
    }

    /** One receipt until its message is found, or its answer cannot wait. Owned by its loop. */
    private final class Report implements Durable {
        private final Loop loop;
        private final long dlrId;
        private final IntConsumer answer;
        private Loop.@Nullable Timer timer;
        private boolean given;

        Report(Loop loop, long dlrId, IntConsumer answer) {
            this.loop = loop;
            this.dlrId = dlrId;
            this.answer = answer;
        }

        /** Once the match is told the door's closing is what the answer waits for. */
        @Override
        public void durable() {
            if (given) return;
            timer = loop.after(ANSWER_MILLIS, () -> {
                if (waiting.remove(dlrId) != null) give(ESME_ROK);
            });
        }

        @Override
        public void refused() {
            waiting.remove(dlrId);
            give(ESME_RX_T_APPN);
        }

        void give(int status) {
            given = true;
            if (timer != null) timer.cancel();
            answer.accept(status);
        }
    }
}
