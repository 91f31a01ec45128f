package io.momentum.gateway.carrier;

import static io.momentum.gateway.codec.CommandStatus.ESME_RMSGQFUL;
import static io.momentum.gateway.codec.CommandStatus.ESME_ROK;
import static io.momentum.gateway.codec.CommandStatus.ESME_RREPLACEFAIL;
import static io.momentum.gateway.codec.CommandStatus.ESME_RTHROTTLED;

import io.momentum.gateway.flow.Trails;
import io.momentum.gateway.message.Mt;
import io.momentum.gateway.message.Parts;
import io.momentum.gateway.net.Durable;
import io.momentum.gateway.net.Loop;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.function.Predicate;

/**
 * Puts something else in the place of one message that waits. As with a {@link Cancellation}, a message belongs to the lane
 * that holds it, so a replacement and an attempt cannot both win: all of the message is taken out of its queue, what goes out
 * instead is journalled, and only then it is queued and the ESME answered. Where a part is missing, because it is on its way or
 * was, or anything refuses, all goes back as it was. A message that is between two lanes at that moment is not found.
 */
final class Replacement {

    private final Predicate<Mt> which;
    private final Substitute substitute;
    private final Loop origin;
    private final IntConsumer answered;
    private final AtomicInteger open;
    private final Queue<Taken> found = new ConcurrentLinkedQueue<>();

    /** A message, or a part of one, and where it waited. */
    private record Taken(Lane lane, Mt mt) {

        void giveBack() {
            lane.loop().run(() -> lane.giveBack(mt));
        }

        void leaveTrail() {
            lane.loop().run(() -> lane.moves().leaveTrail(mt));
        }

        void release() {
            lane.carrier().room().giveBack(mt);
        }

        void reserve() {
            lane.carrier().room().take(mt);
        }
    }

    /**
     * Prepares a replacement.
     *
     * @param answered is told, on the loop {@code origin}, the status of the answer
     */
    Replacement(Predicate<Mt> which, Substitute substitute, Loop origin, int loops, IntConsumer answered) {
        this.which = which;
        this.substitute = substitute;
        this.origin = origin;
        this.answered = answered;
        open = new AtomicInteger(loops);
    }

    void start(List<Loop> loops, Collection<Carrier> carriers) {
        for (Loop loop : loops) {
            loop.run(() -> {
                for (Carrier carrier : carriers) search(carrier.lanes().get(loop.index()));
                if (open.decrementAndGet() == 0) decide();
            });
        }
    }

    private void search(Lane lane) {
        for (Mt mt : lane.takeOut(which, Parts.COUNT_MAX)) found.add(new Taken(lane, mt));
    }

    private void decide() {
        List<Taken> old = found.stream()
                .sorted(Comparator.comparingInt(each -> each.mt().partNumber()))
                .toList();
        if (!isAllOfIt(old)) {
            stays(old, ESME_RREPLACEFAIL);
            return;
        }
        Lane lane = old.getFirst().lane();
        lane.loop().run(() -> replace(lane, old));
    }

    /** Whether nothing of the message has ever been on its way. */
    private static boolean isAllOfIt(List<Taken> taken) {
        if (taken.isEmpty() || taken.size() != taken.getFirst().mt().partCount()) return false;
        return taken.stream()
                .noneMatch(each -> each.mt().attempts() > 0 || each.mt().isStopped());
    }

    private void replace(Lane lane, List<Taken> old) {
        Mt whole = old.getFirst().mt().whole();
        Substitute.Chosen chosen = substitute.of(lane.loop(), lane.carrier(), whole);
        if (!chosen.isOk()) {
            stays(old, chosen.status());
            return;
        }
        old.forEach(Taken::release);
        if (!lane.carrier().room().tryTake(chosen.mts())) {
            undo(lane, old, chosen.mts());
            stays(old, ESME_RMSGQFUL);
            return;
        }
        lane.loop().stage().await(chosen.facts().getFirst(), new Durable() {
            @Override
            public void durable() {
                queue(lane, old, chosen.mts());
                answer(ESME_ROK);
            }

            @Override
            public void refused() {
                for (Mt mt : chosen.mts()) lane.carrier().room().giveBack(mt);
                undo(lane, old, chosen.mts());
                stays(old, ESME_RTHROTTLED);
            }
        });
        chosen.facts().stream().skip(1).forEach(lane.loop().stage()::note);
    }

    private static void queue(Lane lane, List<Taken> old, List<Mt> instead) {
        instead.forEach(lane::giveBack);
        boolean staysOnTrail = instead.getFirst().trail() != Trails.NONE;
        old.stream().skip(staysOnTrail ? 1 : 0).forEach(Taken::leaveTrail);
    }

    /** The room of the old message is taken again, and the places on the trail that were new are left. */
    private static void undo(Lane lane, List<Taken> old, List<Mt> instead) {
        old.forEach(Taken::reserve);
        instead.stream().skip(1).forEach(lane.moves()::leaveTrail);
    }

    private void stays(List<Taken> old, int status) {
        old.forEach(Taken::giveBack);
        answer(status);
    }

    private void answer(int status) {
        origin.run(() -> answered.accept(status));
    }
}
