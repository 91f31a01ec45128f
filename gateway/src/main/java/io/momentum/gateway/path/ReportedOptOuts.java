package io.momentum.gateway.path;

import static io.momentum.gateway.codec.CommandStatus.ESME_ROK;
import static io.momentum.gateway.codec.CommandStatus.ESME_RX_T_APPN;

import io.momentum.gateway.carrier.Carrier;
import io.momentum.gateway.net.Durable;
import io.momentum.gateway.net.Loop;
import io.momentum.gateway.suppress.Barrier;
import io.momentum.store.correlation.ReceiptMatches;
import io.momentum.store.fact.Fact.DlrReceived;
import io.momentum.store.fact.Fact.OptedOut;
import io.momentum.store.value.SystemId;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Receipts by which a carrier says that the subscriber opted out. Such a receipt counts like a STOP: the number is put on the
 * list and that holds on every loop before the receipt is acknowledged. Whose message it was is known to the index only, so
 * the receipt waits for it. One that is earlier than its message's id is acknowledged after a while, and the door closes as
 * soon as they meet.
 */
final class ReportedOptOuts {

    /** How long an answer waits for the message. */
    private static final long ANSWER_MILLIS = 2_000;

    /** How long a receipt may be ahead of the submit_sm_resp that names its message. */
    private static final long AHEAD_MILLIS = 60_000;

    private static final int WAITING_MAX = 10_000;

    private final Barrier barrier;
    private final ReceiptMatches matches;
    private final AtomicInteger waiting = new AtomicInteger();

    ReportedOptOuts(Barrier barrier, ReceiptMatches matches) {
        this.barrier = barrier;
        this.matches = matches;
    }

    /**
     * Journals the receipt, and acknowledges it once the door is closed.
     *
     * @param answer takes the command_status of the deliver_sm_resp; all but the first one mean nothing
     */
    void await(Loop loop, Carrier carrier, DlrReceived receipt, IntConsumer answer) {
        if (waiting.incrementAndGet() > WAITING_MAX) {
            waiting.decrementAndGet();
            answer.accept(ESME_RX_T_APPN);
            return;
        }
        var report = new Report(loop, carrier, receipt, answer);
        matches.await(receipt.dlrId(), (account, digits) -> loop.run(() -> report.matched(account, digits)));
        loop.stage().await(receipt, report);
    }

    /** One receipt until its message is found, or too late. Owned by its loop. */
    private final class Report implements Durable {
        private final Loop loop;
        private final Carrier carrier;
        private final DlrReceived receipt;
        private final IntConsumer answer;
        private Loop.@Nullable Timer answerTimer;
        private Loop.@Nullable Timer endTimer;
        private boolean ended;

        Report(Loop loop, Carrier carrier, DlrReceived receipt, IntConsumer answer) {
            this.loop = loop;
            this.carrier = carrier;
            this.receipt = receipt;
            this.answer = answer;
        }

        @Override
        public void durable() {
            if (ended) return;
            answerTimer = loop.after(ANSWER_MILLIS, () -> answer.accept(ESME_ROK));
            endTimer = loop.after(AHEAD_MILLIS, this::end);
        }

        @Override
        public void refused() {
            end();
            answer.accept(ESME_RX_T_APPN);
        }

        void matched(SystemId account, long digits) {
            if (ended) return;
            end();
            OptedOut fact = carrier.optOut(loop.nowMicros(), digits, account, receipt.dlrId(), receipt.error());
            if (fact == null) answer.accept(ESME_ROK);
            else close(fact);
        }

        private void end() {
            if (ended) return;
            ended = true;
            // A minute of them, each with its receipt, would be more than memory has.
            if (answerTimer != null) answerTimer.cancel();
            if (endTimer != null) endTimer.cancel();
            waiting.decrementAndGet();
            matches.forget(receipt.dlrId());
        }

        private void close(OptedOut fact) {
            loop.stage().await(fact, new Durable() {
                @Override
                public void durable() {
                    barrier.pass(loop, fact.digits(), () -> answer.accept(ESME_ROK));
                }

                @Override
                public void refused() {
                    answer.accept(ESME_RX_T_APPN);
                }
            });
        }
    }
}
