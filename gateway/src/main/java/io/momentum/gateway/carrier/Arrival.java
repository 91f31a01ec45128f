package io.momentum.gateway.carrier;

import io.momentum.gateway.message.Mt;
import io.momentum.gateway.net.Durable;
import io.momentum.gateway.net.Loop;
import io.momentum.store.fact.Fact;
import io.momentum.store.fact.Fact.MtRouted;
import org.jspecify.annotations.Nullable;

/**
 * A message on its way to the disk, for which there is room in its carrier's queue. Once its acceptance is there it is ours:
 * whoever sent it is told, and it is queued, unless it could be attempted in the same trip to the disk. Used once, on its loop.
 */
public abstract class Arrival implements Durable {

    private final Carrier carrier;
    private final Loop loop;
    private final Mt mt;
    private boolean attempted;

    protected Arrival(Carrier carrier, Loop loop, Mt mt) {
        this.carrier = carrier;
        this.loop = loop;
        this.mt = mt;
    }

    /** It is durable. */
    protected abstract void accepted();

    /** The journal takes nothing now. */
    protected abstract void notTaken();

    /**
     * Stages the acceptance, and with it the first attempt where the message can leave at once.
     *
     * @param routed tells of its way what its route does not tell
     */
    public final void begin(Fact acceptance, @Nullable MtRouted routed) {
        loop.stage().await(acceptance, this);
        if (routed != null) loop.stage().note(routed);
        attempted = carrier.attemptAtOnce(loop, mt);
    }

    @Override
    public final void durable() {
        accepted();
        if (!attempted) carrier.enqueue(loop, mt);
    }

    @Override
    public final void refused() {
        carrier.ended(loop, mt);
        notTaken();
    }
}
