package io.momentum.gateway.path;

import static io.momentum.gateway.codec.CommandStatus.ESME_ROK;
import static io.momentum.gateway.codec.CommandStatus.ESME_RX_T_APPN;

import io.momentum.gateway.carrier.CarrierCounters;
import io.momentum.gateway.codec.Concatenation;
import io.momentum.gateway.codec.Joiner;
import io.momentum.gateway.codec.MessagePdu;
import io.momentum.gateway.net.Durable;
import io.momentum.gateway.net.Loop;
import io.momentum.gateway.path.Reassembly.Source;
import io.momentum.gateway.path.Reassembly.Whole;
import io.momentum.gateway.profile.CarrierProfile;
import io.momentum.store.fact.Fact.MoJoined;
import io.momentum.store.fact.Fact.MoSegment;
import io.momentum.store.value.CarrierId;
import io.momentum.store.value.SystemId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What subscribers send in segments, or in an alphabet that is not ours: kept as it came, and passed on as one message in the
 * usual form; or, where its account wants that, segment by segment as it came, and the whole is for us alone. Each segment is
 * answered once it is durable; the one with which its message is durable as a whole is answered when that message is, so an
 * opt-out in several segments holds before its carrier has heard that we have it.
 *
 * <p>A message that is never completed must not keep a STOP from its effect until its time is over. So what has come from the
 * beginning without a gap is judged at once, by the same rule as a whole text: it must be a keyword and nothing else. No
 * handset cuts a text so early, so that is an SMSC that cuts badly, or has lost the rest. It may still be wrong ("STOP" and then
 * "by at five"), and the number is closed all the same: closing too much can be undone by one word, a message after a STOP
 * cannot. The whole is judged again when it is there, and where it is no opt-out, the door stays closed until somebody opens it.
 * A later segment alone is not judged: "...please do not" may stand before its "stop". Nor does a beginning open a
 * door. Any thread.
 */
final class LongMos {

    private static final long LOOK_MILLIS = 500;

    private final Reassembly reassembly = new Reassembly();
    private final Next next;
    private long nextLookMillis;

    /** What follows. */
    interface Next {
        /**
         * Takes a message that is whole.
         *
         * @param inSegments whether its ESME has got its segments
         */
        void onWhole(Loop loop, Source source, long moId, MessagePdu message, boolean inSegments, Answer answer);

        /**
         * Takes the beginning of one that is not, in the turn in which its last segment is staged.
         *
         * @return whether it is an opt-out: then the answer is given when that holds
         */
        boolean onBeginning(Loop loop, Source source, long joinId, MessagePdu beginning, Answer answer);

        /** The account whose ESME wants a message's segments as they are; null where it is to have the whole. */
        @Nullable
        SystemId passTo(MessagePdu segment);
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
        SystemId passTo = next.passTo(message);
        Reassembly.Step step = reassembly.add(source, message, place, loop.nextId(), passTo, Loop.nowMillis());
        switch (step.arrival()) {
            case KNOWN -> answer.give(ESME_ROK);
            case TOO_EARLY -> answer.give(ESME_RX_T_APPN);
            case TAKEN -> keep(loop, source, message, place, step, answer);
            case LAST -> join(loop, step.ready().removeLast(), answer);
        }
        for (Whole whole : step.ready()) join(loop, whole, null);
    }

    private void keep(
            Loop loop, Source source, MessagePdu message, Concatenation place, Reassembly.Step step, Answer answer) {
        long joinId = answer.named(step.joinId());
        var fact = new MoSegment(
                loop.nowMicros(),
                joinId,
                source.carrier(),
                place.total(),
                place.number(),
                message.bytes(),
                step.passTo());
        var kept = new Kept(loop, joinId, place.number(), answer);
        loop.stage().await(fact, kept);
        if (step.beginning().isEmpty()) return;
        MessagePdu beginning = MessagePdu.parse(Joiner.join(step.beginning(), source.form()), true);
        kept.isOptOut = next.onBeginning(loop, source, joinId, beginning, answer);
    }

    /** A segment on its way to the disk. */
    private final class Kept implements Durable {
        private final Loop loop;
        private final long joinId;
        private final int number;
        private final Answer answer;
        private boolean isOptOut;

        Kept(Loop loop, long joinId, int number, Answer answer) {
            this.loop = loop;
            this.joinId = joinId;
            this.number = number;
            this.answer = answer;
        }

        @Override
        public void durable() {
            Whole whole = reassembly.settled(joinId, number);
            if (whole != null) join(loop, whole, answer);
            else if (!isOptOut) answer.give(ESME_ROK);
        }

        @Override
        public void refused() {
            reassembly.refused(joinId, number);
            answer.give(ESME_RX_T_APPN);
        }
    }

    /** What came of a message's segments, as one message. */
    private void join(Loop loop, Whole whole, @Nullable Answer last) {
        int present = whole.segments().size();
        Source source = whole.source();
        (present == whole.total() ? source.counters().joined : source.counters().joinedPartly).increment();
        MessagePdu message = MessagePdu.parse(Joiner.join(whole.segments(), source.form()), true);
        long moId = loop.nextId();
        loop.stage().note(new MoJoined(loop.nowMicros(), whole.joinId(), moId, present, whole.total()));
        next.onWhole(loop, source, moId, message, whole.passed(), new Joined(whole, last));
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
        next.onWhole(loop, source, moId, usual, false, answer);
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
        long atMillis = fact.atMicros() / 1_000;
        reassembly.restore(source, message, place, fact.joinId(), fact.passedTo(), atMillis);
    }

    int waiting() {
        return reassembly.waiting();
    }
}
