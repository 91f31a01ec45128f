package io.momentum.gateway.path;

import static io.momentum.gateway.codec.CommandStatus.ESME_ROK;
import static io.momentum.gateway.codec.CommandStatus.ESME_RX_T_APPN;

import io.momentum.gateway.carrier.CarrierCounters;
import io.momentum.gateway.codec.Concatenation;
import io.momentum.gateway.codec.Joiner;
import io.momentum.gateway.codec.MessagePdu;
import io.momentum.gateway.net.Loop;
import io.momentum.gateway.path.Reassembly.Source;
import io.momentum.gateway.path.Reassembly.Whole;
import io.momentum.gateway.profile.CarrierProfile;
import io.momentum.store.fact.Fact.MoJoined;
import io.momentum.store.fact.Fact.MoSegment;
import io.momentum.store.value.CarrierId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What subscribers send in segments, or in an alphabet that is not ours: kept as it came, and passed on as one message in the
 * usual form. Each segment is answered once it is durable; the one that makes its message whole is answered when that message
 * is, so an opt-out in several segments holds before its carrier has heard that we have it. Any thread.
 */
final class LongMos {

    private static final long LOOK_MILLIS = 500;

    private final Reassembly reassembly = new Reassembly();
    private final Next next;
    private long nextLookMillis;

    /** Takes a message that is whole. */
    @FunctionalInterface
    interface Next {
        void onWhole(Loop loop, Source source, long moId, MessagePdu message, Answer answer);
    }

    LongMos(Next next) {
        this.next = next;
    }

    static Source sourceOf(CarrierId id, CarrierProfile profile, CarrierCounters counters) {
        long timeoutMillis = profile.parts().joinTimeout().toMillis();
        return new Source(id, profile.text().inboundForm(), timeoutMillis, counters);
    }

    void onSegment(Loop loop, Source source, MessagePdu message, Concatenation place, Answer answer) {
        source.counters().segments.increment();
        Reassembly.Step step = reassembly.add(source, message, place, loop.nextId(), Loop.nowMillis());
        switch (step.arrival()) {
            case KNOWN -> answer.give(ESME_ROK);
            case TOO_EARLY -> answer.give(ESME_RX_T_APPN);
            case TAKEN -> keep(loop, source, message, place, step, answer);
        }
        for (Whole whole : step.ready()) {
            join(loop, whole, whole.joinId() == step.joinId() ? answer : null);
        }
    }

    private static void keep(
            Loop loop, Source source, MessagePdu message, Concatenation place, Reassembly.Step step, Answer answer) {
        boolean last = step.ready().stream().anyMatch(whole -> whole.joinId() == step.joinId());
        long joinId = answer.named(step.joinId());
        byte[] pdu = message.bytes();
        var fact = new MoSegment(loop.nowMicros(), joinId, source.carrier(), place.total(), place.number(), pdu);
        Answer.stage(loop, fact, answer, () -> {
            if (!last) answer.give(ESME_ROK);
        });
    }

    /** What came of a message's segments, as one message. */
    private void join(Loop loop, Whole whole, @Nullable Answer last) {
        int present = whole.segments().size();
        Source source = whole.source();
        (present == whole.total() ? source.counters().joined : source.counters().joinedPartly).increment();
        MessagePdu message = MessagePdu.parse(Joiner.join(whole.segments(), source.form()), true);
        long moId = loop.nextId();
        loop.stage().note(new MoJoined(loop.nowMicros(), whole.joinId(), moId, present, whole.total()));
        next.onWhole(loop, source, moId, message, new Joined(whole, last));
    }

    /** The answer to the segment that made a message whole, if one did. */
    private final class Joined implements Answer {
        private final Whole whole;
        private final @Nullable Answer last;
        private boolean told;

        Joined(Whole whole, @Nullable Answer last) {
            this.whole = whole;
            this.last = last;
        }

        @Override
        public void give(int status) {
            if (!told && status == ESME_ROK) reassembly.joined(whole, Loop.nowMillis());
            else if (!told) reassembly.retry(whole, Loop.nowMillis());
            told = true;
            if (last != null) last.give(status);
        }

        @Override
        public long named(long id) {
            return last == null ? id : last.named(id);
        }

        @Override
        public boolean hold() {
            return last == null || last.hold();
        }
    }

    /** A message whose text its ESME could not read is kept as it came, and goes on in the usual form. */
    void onUnusual(Loop loop, Source source, MessagePdu message, Answer answer) {
        long joinId = loop.nextId();
        long moId = loop.nextId();
        var original = new MoSegment(loop.nowMicros(), joinId, source.carrier(), 1, 1, message.bytes());
        Answer.stage(loop, original, answer, () -> {});
        loop.stage().note(new MoJoined(loop.nowMicros(), joinId, moId, 1, 1));
        MessagePdu usual = MessagePdu.parse(Joiner.join(List.of(message), source.form()), true);
        next.onWhole(loop, source, moId, usual, answer);
    }

    /** Passes on what has waited too long for its other segments. On one loop, at every tick. */
    void tick(Loop loop) {
        long nowMillis = Loop.nowMillis();
        if (nowMillis < nextLookMillis) return;
        nextLookMillis = nowMillis + LOOK_MILLIS;
        for (Whole whole : reassembly.expired(nowMillis)) join(loop, whole, null);
    }

    /** Takes up a segment that an earlier process has journalled; before any comes in. */
    void restore(Source source, MoSegment fact) {
        MessagePdu message = MessagePdu.parse(fact.pdu(), true);
        Concatenation place = message.isOk() ? Concatenation.of(message) : null;
        if (place == null) return;
        reassembly.restore(source, message, place, fact.joinId(), fact.atMicros() / 1_000);
    }

    int waiting() {
        return reassembly.waiting();
    }
}
