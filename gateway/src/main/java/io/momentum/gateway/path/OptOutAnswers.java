package io.momentum.gateway.path;

import io.momentum.gateway.carrier.Arrival;
import io.momentum.gateway.carrier.Carrier;
import io.momentum.gateway.carrier.Carriers;
import io.momentum.gateway.codec.MessagePdu;
import io.momentum.gateway.codec.PduWriter;
import io.momentum.gateway.codec.Segmenter;
import io.momentum.gateway.codec.Segments;
import io.momentum.gateway.flow.Trails;
import io.momentum.gateway.message.Mt;
import io.momentum.gateway.message.Priority;
import io.momentum.gateway.net.Loop;
import io.momentum.gateway.optout.AnswerTexts;
import io.momentum.gateway.session.Swapped;
import io.momentum.gateway.suppress.SuppressionGate;
import io.momentum.store.fact.Fact.MoReceived;
import io.momentum.store.fact.Fact.MtAccepted;
import io.momentum.store.fact.Fact.OptAnswer;
import io.momentum.store.fact.Fact.OptOutAnswered;
import io.momentum.store.fact.Fact.Origin;
import io.momentum.store.value.Address;
import io.momentum.store.value.SystemId;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The one text that may follow an opt-out: it confirms it, within five minutes or not at all (47 CFR 64.1200(a)(12)), and
 * at most once a day for a number that repeats itself, across restarts. So are opt-ins answered, and calls for help, whether or not
 * the number is closed. Each answer is journalled together with the message that it permits; opt-outs that a person, a file, a
 * registry or a carrier brought are not answered. Off unless texts are configured. Any thread.
 */
public final class OptOutAnswers {

    static final long VALID_MILLIS = TimeUnit.MINUTES.toMillis(5);
    /** How long what was answered is remembered. */
    public static final Duration REMEMBERED = Duration.ofDays(1);

    /** Two machines that answer each other's help must not do so for ever. */
    private static final long AGAIN_MILLIS = TimeUnit.HOURS.toMillis(1);

    private static final int REMEMBERED_MAX = 100_000;

    /** Who answers where the number that was written to is no account's. */
    private static final SystemId OURSELVES = new SystemId("momentum");

    private final Carriers carriers;
    private final SuppressionGate gate;
    private final Swapped<AnswerTexts> texts;
    private final Map<Answered, Long> lastMillis = new LinkedHashMap<>();

    private record Answered(long digits, OptAnswer answer) {}

    public OptOutAnswers(Carriers carriers, SuppressionGate gate, AnswerTexts texts) {
        this.carriers = carriers;
        this.gate = gate;
        this.texts = new Swapped<>(texts);
    }

    /** Takes new texts. */
    public void reload(AnswerTexts replacement) {
        texts.set(replacement);
    }

    /** Takes up what an earlier process answered within {@link #REMEMBERED}: it is not answered twice, and may still leave. */
    public void restore(OptOutAnswered fact) {
        long now = Loop.nowMillis();
        synchronized (lastMillis) {
            lastMillis.put(new Answered(fact.digits(), fact.answer()), fact.atMicros() / 1_000);
        }
        boolean open = fact.untilMicros() / 1_000 > now;
        if (open && fact.answer().passesTheGate()) gate.permit(fact);
    }

    /** Answers, if there is a text for it, and the same has not been answered lately. On the loop. */
    void send(Loop loop, MoReceived mo, OptAnswer answer, String language) {
        Carrier carrier = carriers.get(mo.carrier());
        Optional<String> text = texts.get().of(answer, language);
        if (carrier == null || text.isEmpty() || !isDue(mo.sourceDigits(), answer)) return;
        // An answer comes from the number that was written to.
        Address from = mo.destination();
        Address to = mo.source();
        byte[] pdu = inAlphabetOf(carrier, PduWriter.submitSm(from, to, text.get(), 0));
        MessagePdu message = MessagePdu.parse(pdu);
        if (!message.isOk()) return;
        var mt = mt(loop, mo, pdu);
        var fact = new OptOutAnswered(
                loop.nowMicros(),
                mt.mtId(),
                mt.digits(),
                mo.moId(),
                answer,
                language,
                TimeUnit.MILLISECONDS.toMicros(mt.expiresAtMillis()));
        if (answer.passesTheGate() && !gate.permit(fact)) return;
        if (!stage(loop, carrier, mt, message, fact)) gate.revoke(mt.mtId());
    }

    private boolean isDue(long digits, OptAnswer answer) {
        long now = Loop.nowMillis();
        long again = answer == OptAnswer.CONFIRMATION ? REMEMBERED.toMillis() : AGAIN_MILLIS;
        var key = new Answered(digits, answer);
        synchronized (lastMillis) {
            forgetOld(now);
            Long last = lastMillis.get(key);
            if (last != null && now - last < again) return false;
            // The oldest stand first.
            lastMillis.remove(key);
            lastMillis.put(key, now);
            return true;
        }
    }

    private void forgetOld(long now) {
        Iterator<Long> times = lastMillis.values().iterator();
        while (times.hasNext()) {
            boolean old = now - times.next() > REMEMBERED.toMillis();
            if (!old && lastMillis.size() < REMEMBERED_MAX) return;
            times.remove();
        }
    }

    /** A text of one SMS in the carrier's alphabet; a longer one is the SMSC's to cut. */
    private static byte[] inAlphabetOf(Carrier carrier, byte[] pdu) {
        Segments segments = Segmenter.of(MessagePdu.parse(pdu), carrier.segmentRules(), true, 0);
        return segments.pdus().size() == 1 ? segments.pdus().getFirst() : pdu;
    }

    private static Mt mt(Loop loop, MoReceived mo, byte[] pdu) {
        return new Mt(
                loop.nextId(),
                mo.account() == null ? OURSELVES : mo.account(),
                Origin.OPT_OUT_CONFIRMATION,
                mo.destination().text(),
                mo.sourceDigits(),
                Loop.nowMillis() + VALID_MILLIS,
                0,
                Priority.OTP,
                0,
                false,
                Trails.NONE,
                pdu);
    }

    /** Acceptance and permission go to the disk together. @return false where there is no room in the carrier's queue */
    private boolean stage(Loop loop, Carrier carrier, Mt mt, MessagePdu message, OptOutAnswered fact) {
        var accepted = new MtAccepted(
                loop.nowMicros(),
                mt.mtId(),
                mt.account(),
                mt.origin(),
                message.source(),
                message.destination(),
                mt.digits(),
                0,
                null,
                mt.pdu());
        var arrival = new Arrival(carrier, loop, mt, List.of()) {
            @Override
            protected void accepted(long mtId) {
                // Nobody asked for it but who wrote, who has an answer.
            }

            @Override
            protected void notTaken() {
                // Not answered, but what was asked for is in force: that is durable by itself.
                gate.revoke(mt.mtId());
            }
        };
        if (!arrival.tryTakeRoom()) return false;
        // The permission first: whatever a torn journal keeps, there is no message without it.
        loop.stage().note(fact);
        arrival.begin(accepted, List.of(), null, null, null);
        return true;
    }
}
