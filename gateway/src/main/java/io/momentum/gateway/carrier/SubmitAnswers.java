package io.momentum.gateway.carrier;

import io.momentum.gateway.codec.CommandStatus;
import io.momentum.gateway.codec.ResponsePdu;
import io.momentum.gateway.message.Mt;
import io.momentum.gateway.session.RequestWindow;
import io.netty.buffer.ByteBuf;

/**
 * Matches what the SMSC answers with the submit_sm that wait on one connection: by sequence number, in any order, late, twice, or
 * with a generic_nack that names nobody. Owned by the lane's loop.
 */
final class SubmitAnswers {

    private final RequestWindow<Mt> window;
    private final Outcomes outcomes;
    private final CarrierCounters counters;
    private final LinkWatch watch;
    private final Runnable settled;

    /** @param settled follows once a submit_sm waits no more */
    SubmitAnswers(
            RequestWindow<Mt> window, Outcomes outcomes, CarrierCounters counters, LinkWatch watch, Runnable settled) {
        this.window = window;
        this.outcomes = outcomes;
        this.counters = counters;
        this.watch = watch;
        this.settled = settled;
    }

    void answered(ByteBuf in, int at, int length, int status, int sequence) {
        long sentNanos = window.sentNanos(sequence);
        Mt mt = window.remove(sequence);
        if (mt == null) {
            outcomes.late(in, at, length, status, sequence);
            return;
        }
        long nowNanos = System.nanoTime();
        watch.answered(nowNanos);
        counters.responses.add(status);
        counters.responseTime.add(nowNanos - sentNanos);
        outcomes.answered(mt, status, ResponsePdu.messageId(in, at, length));
        settled.run();
    }

    void nacked(ByteBuf in, int at, int length, int status, int sequence) {
        if (!window.isWaiting(sequence)) watch.strayNack(failure(status), window.oldestSequence());
        answered(in, at, length, failure(status), sequence);
    }

    /** A generic_nack never means success, whatever status it carries. */
    static int failure(int status) {
        return status == CommandStatus.ESME_ROK ? CommandStatus.ESME_RUNKNOWNERR : status;
    }

    /** A response of another kind under the number of a submit_sm: it tells nothing about the message. */
    void wrong(int sequence) {
        counters.unexpectedResponses.increment();
        Mt mt = window.remove(sequence);
        if (mt == null) return;
        outcomes.unknown(mt);
        settled.run();
    }

    /** Gives up what was sent before a moment, and takes a nack that named nobody for the oldest's. */
    void onTick(long nowNanos, long sentBeforeNanos) {
        int timedOut = outcomes.timeOut(window, sentBeforeNanos);
        if (timedOut > 0) watch.timedOut(timedOut);
        int oldest = window.oldestSequence();
        int status = watch.nackDue(oldest, nowNanos);
        Mt mt = status < 0 ? null : window.remove(oldest);
        if (mt == null) return;
        counters.responses.add(status);
        outcomes.answered(mt, status, "");
        settled.run();
    }
}
