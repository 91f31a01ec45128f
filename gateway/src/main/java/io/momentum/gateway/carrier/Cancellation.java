package io.momentum.gateway.carrier;

import io.momentum.gateway.message.Mt;
import io.momentum.gateway.net.Durable;
import io.momentum.gateway.net.Loop;
import io.momentum.store.fact.Fact.MtCancelled;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.function.Predicate;

/**
 * Takes messages out of all queues, wherever they wait. A message belongs to the lane that holds it, so a cancellation and an
 * attempt of the same message cannot both win: what a lane gives out is nobody else's, is journalled as cancelled, and goes
 * back to its queue where the journal does not take that. What is between two lanes at that moment, or on its way to the
 * carrier, is not found.
 */
final class Cancellation {

    /** Messages taken out in one turn; with more to come, the loop serves others in between. */
    private static final int TURN_MAX = 1_000;

    private final Predicate<Mt> which;
    private final Loop origin;
    private final IntConsumer done;
    private final AtomicInteger open;
    private final AtomicInteger cancelled = new AtomicInteger();

    /**
     * Prepares a cancellation.
     *
     * @param done is told, on the loop {@code origin}, how many messages were cancelled
     */
    Cancellation(Predicate<Mt> which, Loop origin, int loops, IntConsumer done) {
        this.which = which;
        this.origin = origin;
        this.done = done;
        open = new AtomicInteger(loops);
    }

    void start(List<Loop> loops, Collection<Carrier> carriers) {
        for (Loop loop : loops) {
            loop.run(() -> {
                for (Carrier carrier : carriers) search(carrier.lanes().get(loop.index()));
                ended();
            });
        }
    }

    private void search(Lane lane) {
        List<Mt> taken = lane.takeOut(which, TURN_MAX);
        for (Mt mt : taken) {
            // A part of a message that has ended, or has gone elsewhere as a whole.
            if (mt.isStopped()) lane.ended(mt);
            else cancel(lane, mt);
        }
        if (taken.size() < TURN_MAX) return;
        open.incrementAndGet();
        lane.loop().later(() -> {
            search(lane);
            ended();
        });
    }

    private void cancel(Lane lane, Mt mt) {
        open.incrementAndGet();
        Loop loop = lane.loop();
        loop.stage().await(new MtCancelled(loop.nowMicros(), mt.mtId()), new Durable() {
            @Override
            public void durable() {
                lane.carrier().counters().cancelled.increment();
                // A part under way that comes back stays here too.
                mt.stop();
                lane.ended(mt);
                cancelled.incrementAndGet();
                ended();
            }

            @Override
            public void refused() {
                lane.giveBack(mt);
                ended();
            }
        });
    }

    private void ended() {
        if (open.decrementAndGet() == 0) origin.run(() -> done.accept(cancelled.get()));
    }
}
