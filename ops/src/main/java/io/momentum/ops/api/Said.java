package io.momentum.ops.api;

import io.momentum.gateway.codec.MessagePdu;
import io.momentum.gateway.codec.TextDecoder;
import io.momentum.store.fact.Fact;
import io.momentum.store.fact.Fact.MoReceived;
import io.momentum.store.fact.Fact.MtAccepted;
import io.momentum.store.fact.Fact.MtReplaced;
import io.momentum.store.fact.PduText;
import io.momentum.store.fact.TextMark;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** What a fact's text says in JSON: {@code text}, or {@code textGone} where it is older than is kept. */
final class Said {

    private static final String TEXT = "text";

    private Said() {}

    /** Adds the text of a message or a reply. */
    static void put(JsonObject json, Fact fact) {
        byte[] pdu = switch (fact) {
            case MoReceived mo -> mo.pdu();
            case MtAccepted mt -> mt.pdu();
            case MtReplaced mt -> mt.pdu();
            default -> new byte[0];
        };
        if (pdu.length > 0) put(json, pdu);
    }

    static void put(JsonObject json, byte[] pdu) {
        Optional<TextMark> gone = PduText.mark(pdu);
        if (gone.isPresent()) json.put("textGone", json(gone.get()));
        else json.put(TEXT, TextDecoder.decode(MessagePdu.parse(pdu, true)));
    }

    /** Of a note, or what was done, what was written. */
    static void replaceIn(JsonObject json) {
        Optional<TextMark> gone = TextMark.in(json.getString(TEXT, ""));
        if (gone.isEmpty()) return;
        json.remove(TEXT);
        json.put("textGone", json(gone.get()));
    }

    private static JsonObject json(TextMark mark) {
        return new JsonObject()
                .put("octets", mark.octets())
                .put("sha256", mark.sha256())
                .put("until", MessageJson.time(mark.untilMicros()));
    }
}
