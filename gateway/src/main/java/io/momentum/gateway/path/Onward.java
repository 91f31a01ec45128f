package io.momentum.gateway.path;

import static io.momentum.gateway.codec.CommandStatus.ESME_RINVDSTADR;
import static io.momentum.gateway.codec.CommandStatus.ESME_RINVMSGLEN;

import io.momentum.gateway.carrier.Carrier;
import io.momentum.gateway.carrier.Carriers;
import io.momentum.gateway.carrier.LaneSteps;
import io.momentum.gateway.codec.DataCoding.Alphabet;
import io.momentum.gateway.codec.MessagePdu;
import io.momentum.gateway.codec.Segments;
import io.momentum.gateway.flow.Trails;
import io.momentum.gateway.message.Mt;
import io.momentum.gateway.net.Loop;
import io.momentum.gateway.route.Route.Choice;
import io.momentum.gateway.route.Route.Reason;
import io.momentum.store.fact.Fact;
import io.momentum.store.fact.Fact.MtRefused;
import io.momentum.store.fact.Fact.MtRouted;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The way of a message that the journal holds into a carrier's queue: after a start, because its carrier is removed, broken or
 * refused it, or because the one that it follows has gone elsewhere. Another carrier gets it in its own form: a message in parts is
 * cut anew, as long as none of them has left. Of one with a part that has left, the rest stays with its carrier, and ends refused
 * where that is gone. On the message's loop.
 */
public final class Onward implements LaneSteps.Onward {

    private final Carriers carriers;
    private final LongMessages longMessages;

    public Onward(Carriers carriers, LongMessages longMessages) {
        this.carriers = carriers;
        this.longMessages = longMessages;
    }

    @Override
    public void resume(Loop loop, Mt mt) {
        if (mt.isStopped()) {
            carriers.leaveTrail(loop, mt);
            return;
        }
        Carrier carrier = carriers.carrierFor(mt);
        if (carrier == null) refuse(loop, mt, null, ESME_RINVDSTADR);
        else if (isCutFor(carrier, mt)) carrier.takeOver(loop, mt);
        else if (mt.mayLeave()) resumeAnew(loop, mt, carrier);
        else stay(loop, mt);
    }

    private static boolean isCutFor(Carrier carrier, Mt mt) {
        return mt.part() != null && mt.part().of().carrier().equals(carrier.id());
    }

    private void resumeAnew(Loop loop, Mt mt, Carrier carrier) {
        Segments form = form(carrier, mt);
        if (form != null && form.isTooLong()) refuse(loop, mt, carrier, ESME_RINVMSGLEN);
        else if (mt.leave()) queue(loop, mt.whole(), carrier, form);
        else carriers.leaveTrail(loop, mt);
    }

    /** Some of its parts have left over the carrier that it was cut for, and nobody else's would fit them. */
    private void stay(Loop loop, Mt mt) {
        Carrier own = mt.part() == null ? null : carriers.get(mt.part().of().carrier());
        if (own == null) {
            refuse(loop, mt, null, ESME_RINVDSTADR);
            return;
        }
        carriers.leaveTrail(loop, mt);
        own.takeOver(loop, mt.onTrail(Trails.NONE));
    }

    private void refuse(Loop loop, Mt mt, @Nullable Carrier by, int status) {
        if (mt.stop())
            loop.stage().note(new MtRefused(loop.nowMicros(), mt.mtId(), by == null ? null : by.id(), status));
        carriers.leaveTrail(loop, mt);
    }

    @Override
    public boolean move(Loop loop, Mt mt, Choice way, Reason why, @Nullable Fact first) {
        Carrier carrier = carriers.get(way.carrier());
        if (carrier == null) return false;
        Segments form = form(carrier, mt);
        if ((form != null && form.isTooLong()) || !mt.leave()) return false;
        if (first != null) loop.stage().note(first);
        String rule = way.route().condition();
        loop.stage().note(new MtRouted(loop.nowMicros(), mt.mtId(), carrier.id(), rule, why.word()));
        queue(loop, mt.whole(), carrier, form);
        return true;
    }

    /** What it becomes for a carrier; null where it goes as it came, and has never gone otherwise. */
    private @Nullable Segments form(Carrier carrier, Mt mt) {
        byte[] pdu = mt.whole().pdu();
        Segments form = longMessages.of(carrier, MessagePdu.parse(pdu), mt.origin());
        boolean wasCut = mt.part() != null;
        return form == null && wasCut ? new Segments(List.of(pdu), 1, 1, Alphabet.OCTETS) : form;
    }

    private static void queue(Loop loop, Mt whole, Carrier carrier, @Nullable Segments form) {
        if (form == null) {
            carrier.takeOver(loop, whole);
            return;
        }
        loop.stage().note(LongMessages.fact(loop, carrier, whole, form));
        for (Mt part : LongMessages.parts(loop, carrier, whole, form)) carrier.takeOver(loop, part);
    }
}
