package io.momentum.gateway.path;

import static io.momentum.gateway.codec.CommandStatus.ESME_RINVMSGLEN;
import static io.momentum.gateway.codec.CommandStatus.ESME_ROK;
import static io.momentum.gateway.codec.CommandStatus.ESME_RREPLACEFAIL;

import io.momentum.gateway.carrier.Carrier;
import io.momentum.gateway.carrier.Substitute;
import io.momentum.gateway.codec.Frames;
import io.momentum.gateway.codec.MessagePdu;
import io.momentum.gateway.codec.ReplaceSm;
import io.momentum.gateway.codec.Segments;
import io.momentum.gateway.message.Mt;
import io.momentum.gateway.net.Loop;
import io.momentum.store.fact.Fact.MtReplaced;
import io.momentum.store.value.MessageId;
import java.util.List;

/** What goes out instead of a message that its ESME replaces: the new text, in parts where its carrier takes it in parts. */
final class Rewording implements Substitute {

    private final ReplaceSm request;
    private final LongMessages longMessages;
    private final Intake intake;

    Rewording(ReplaceSm request, LongMessages longMessages, Intake intake) {
        this.intake = intake;
        this.request = request;
        this.longMessages = longMessages;
    }

    @Override
    public Chosen of(Loop loop, Carrier carrier, Mt whole) {
        byte[] pdu = request.submitSm(MessagePdu.parse(whole.pdu()), Loop.nowMillis());
        MessagePdu message = MessagePdu.parse(pdu);
        if (!message.isOk()) return Chosen.refused(message.status());
        if (!intake.lets(whole, message)) return Chosen.refused(ESME_RREPLACEFAIL);
        if (pdu.length > Frames.MAX_BOUND) return Chosen.refused(ESME_RINVMSGLEN);
        Mt mt = reworded(whole, message);
        var fact = new MtReplaced(loop.nowMicros(), mt.mtId(), message.registeredDelivery(), pdu);
        Segments segments = longMessages.of(carrier, message, whole.origin());
        if (segments == null) return new Chosen(ESME_ROK, List.of(fact), List.of(mt));
        if (segments.isTooLong()) return Chosen.refused(ESME_RINVMSGLEN);
        var split = LongMessages.fact(loop, carrier, mt, segments);
        return new Chosen(ESME_ROK, List.of(fact, split), LongMessages.parts(loop, carrier, mt, segments));
    }

    /** What it says of times counts from the acceptance, as it does after a restart. */
    private static Mt reworded(Mt whole, MessagePdu message) {
        long acceptedMillis = MessageId.millis(whole.mtId());
        return whole.replacedBy(
                message.bytes(),
                message.isTimed(),
                Times.dueAtMillis(message, acceptedMillis),
                Times.expiresAtMillis(message, acceptedMillis));
    }
}
