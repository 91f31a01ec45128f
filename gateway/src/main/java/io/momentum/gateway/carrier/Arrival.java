package io.momentum.gateway.carrier;

import io.momentum.gateway.message.Mt;
import io.momentum.gateway.net.Durable;
import io.momentum.gateway.net.Loop;
import io.momentum.store.fact.Fact;
import io.momentum.store.fact.Fact.MtLocated;
import io.momentum.store.fact.Fact.MtRouted;
import io.momentum.store.fact.Fact.MtSplit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message on its way to the disk, whole or in parts, for all of which there is room in its carrier's queue. Once its acceptance
 * is there it is ours: whoever sent it is told, and it is queued, unless it could be attempted in the same trip to the disk. Used
 * once, on its loop.
 */
public abstract class Arrival implements Durable {

    private final Carrier carrier;
    private final Loop loop;
    private final Mt mt;
    private final List<Mt> parts;
    private boolean attempted;

    /**
     * A message that stands on its trail.
     *
     * @param parts what its carrier gets instead; empty where it goes as it is
     */
    protected Arrival(Carrier carrier, Loop loop, Mt mt, List<Mt> parts) {
        this.carrier = carrier;
        this.loop = loop;
        this.mt = mt;
        this.parts = parts;
    }

    /** It is durable. */
    protected abstract void accepted(long mtId);

    /** The journal takes nothing now. */
    protected abstract void notTaken();

    /** Takes room for all of it. @return false where there is none: then it has left its trail, and is nobody's */
    public final boolean tryTakeRoom() {
        if (parts.isEmpty() ? carrier.room().tryTake(mt) : carrier.room().tryTake(parts)) return true;
        if (parts.isEmpty()) carrier.leaveTrail(loop, mt);
        for (Mt part : parts) carrier.leaveTrail(loop, part);
        return false;
    }

    /**
     * Stages the acceptance, and with it the first attempt where a whole message can leave at once.
     *
     * @param told what was made of the message before, to stand behind its acceptance
     * @param located tells where its number is, where somebody was asked
     * @param split tells of the parts, where there are any
     * @param routed tells of its way what its route does not tell
     */
    public final void begin(
            Fact acceptance,
            List<? extends Fact> told,
            @Nullable MtLocated located,
            @Nullable MtSplit split,
            @Nullable MtRouted routed) {
        loop.stage().await(acceptance, this);
        told.forEach(loop.stage()::note);
        if (located != null) loop.stage().note(located);
        if (split != null) loop.stage().note(split);
        if (routed != null) loop.stage().note(routed);
        attempted = parts.isEmpty() && carrier.attemptAtOnce(loop, mt);
    }

    @Override
    public final void durable() {
        accepted(mt.mtId());
        if (attempted) return;
        if (parts.isEmpty()) carrier.enqueue(loop, mt);
        for (Mt part : parts) carrier.enqueue(loop, part);
    }

    @Override
    public final void refused() {
        if (parts.isEmpty()) carrier.ended(loop, mt);
        for (Mt part : parts) carrier.ended(loop, part);
        notTaken();
    }
}
