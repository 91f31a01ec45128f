package io.momentum.gateway.wire;

import static io.momentum.gateway.wire.Pdus.RESP;
import static io.momentum.gateway.wire.Pdus.SUBMIT_SM;

import io.momentum.gateway.codec.MessagePdu;
import io.momentum.gateway.wire.RawPeer.Seen;
import java.io.IOException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One bind of a carrier that answers each submit_sm at once, with the status that its judge gives: null for no answer at all. Owned
 * by its thread, which ends with the connection.
 */
final class JudgingBind implements Runnable {

    private final RawPeer link;
    private final Function<MessagePdu, @Nullable Integer> judge;

    JudgingBind(RawPeer link, Function<MessagePdu, @Nullable Integer> judge) {
        this.link = link;
        this.judge = judge;
    }

    static void start(RawPeer link, Function<MessagePdu, @Nullable Integer> judge) {
        Thread.ofPlatform().daemon().start(new JudgingBind(link, judge));
    }

    @Override
    public void run() {
        try {
            while (true) {
                if (link.isSilentForNow(50)) continue;
                Seen seen = link.read();
                if (seen.id() != SUBMIT_SM) {
                    if ((seen.id() & RESP) == 0) link.send(Pdus.response(seen.id(), 0, seen.sequence()));
                    continue;
                }
                Integer status = judge.apply(message(seen));
                if (status != null) link.send(answer(seen, status));
            }
        } catch (IOException e) {
            // The test ends, or the link was dropped.
        }
    }

    private static byte[] answer(Seen seen, int status) {
        if (status != 0) return Pdus.response(SUBMIT_SM, status, seen.sequence());
        return Pdus.response(SUBMIT_SM, 0, seen.sequence(), "id" + seen.sequence());
    }

    /** The submit_sm that was read. */
    static MessagePdu message(Seen seen) {
        return MessagePdu.parse(Pdus.pdu(seen.id(), seen.status(), seen.sequence(), seen.body()), true);
    }

    /** The text of a submit_sm. */
    static String text(MessagePdu submit) {
        return new String(submit.text(), java.nio.charset.StandardCharsets.ISO_8859_1);
    }
}
