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
import io.momentum.gateway.session.Swapped;
import io.momentum.store.fact.Fact.MoReceived;
import io.momentum.store.fact.Fact.MtAccepted;
import io.momentum.store.fact.Fact.Origin;
import io.momentum.store.value.SystemId;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The one text that may follow an opt-out: it confirms it, within five minutes or not at all (47 CFR 64.1200(a)(12)), and
 * at most once a day for a number that repeats itself. Off unless a text is configured. Any thread.
 */
public final class Confirmations {

    static final long VALID_MILLIS = TimeUnit.MINUTES.toMillis(5);
    private static final long AGAIN_MILLIS = TimeUnit.DAYS.toMillis(1);
    private static final int REMEMBERED_MAX = 100_000;

    /** Who confirms where the number that was answered is no account's. */
    private static final SystemId OURSELVES = new SystemId("momentum");

    private final Carriers carriers;
    private final Swapped<Optional<String>> text;
    private final Map<Long, Long> lastMillis = new LinkedHashMap<>();

    public Confirmations(Carriers carriers, Optional<String> text) {
        this.carriers = carriers;
        this.text = new Swapped<>(text);
    }

    /** Takes a new text. */
    public void reload(Optional<String> replacement) {
        text.set(replacement);
    }

    /** Whether this opt-out is to be confirmed; asked once for each. */
    boolean isDue(MoReceived mo) {
        if (text.get().isEmpty()) return false;
        long now = Loop.nowMillis();
        synchronized (lastMillis) {
            forgetOld(now);
            return lastMillis.putIfAbsent(mo.sourceDigits(), now) == null;
        }
    }

    private void forgetOld(long now) {
        Iterator<Long> times = lastMillis.values().iterator();
        while (times.hasNext()) {
            boolean old = now - times.next() > AGAIN_MILLIS;
            if (!old && lastMillis.size() < REMEMBERED_MAX) return;
            times.remove();
        }
    }

    /** A text of one SMS in the carrier's alphabet; a longer one is the SMSC's to cut. */
    private static byte[] inAlphabetOf(Carrier carrier, byte[] pdu) {
        Segments segments = Segmenter.of(MessagePdu.parse(pdu), carrier.segmentRules(), true, 0);
        return segments.pdus().size() == 1 ? segments.pdus().getFirst() : pdu;
    }

    /** Sends it to whom it concerns, over the carrier that brought the opt-out. On the loop. */
    void send(Loop loop, MoReceived mo) {
        Carrier carrier = carriers.get(mo.carrier());
        if (carrier == null || text.get().isEmpty()) return;
        byte[] pdu = inAlphabetOf(
                carrier,
                PduWriter.submitSm(
                        /* source= */ mo.destination(),
                        /* destination= */ mo.source(),
                        text.get().get(),
                        0));
        MessagePdu message = MessagePdu.parse(pdu);
        if (!message.isOk()) return;
        SystemId account = mo.account() == null ? OURSELVES : mo.account();
        long now = Loop.nowMillis();
        Mt mt = new Mt(
                loop.nextId(),
                account,
                Origin.OPT_OUT_CONFIRMATION,
                mo.destination().text(),
                mo.sourceDigits(),
                now + VALID_MILLIS,
                0,
                Priority.OTP,
                0,
                false,
                Trails.NONE,
                pdu);
        var fact = new MtAccepted(
                loop.nowMicros(),
                mt.mtId(),
                account,
                mt.origin(),
                message.source(),
                message.destination(),
                mt.digits(),
                0,
                null,
                pdu);
        var arrival = new Arrival(carrier, loop, mt, List.of()) {
            @Override
            protected void accepted(long mtId) {
                // Nobody asked for it but the opt-out, which has its answer.
            }

            @Override
            protected void notTaken() {
                // Not confirmed, but in force: the opt-out itself is durable.
            }
        };
        if (arrival.tryTakeRoom()) arrival.begin(fact, List.of(), null, null, null);
    }
}
