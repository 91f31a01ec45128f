package io.momentum.gateway.flow;

import io.momentum.gateway.message.Mt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one lane that wait for one before them on their trail. Empty, and not looked at, while nobody writes twice to
 * one recipient. Owned by the lane's loop.
 */
final class Followers {

    /** Those that wait on one trail; where none has arrived yet though the turn has come, the next that does has it. */
    private static final class Line {
        final PriorityQueue<Mt> waiting = new PriorityQueue<>(LaneQueue.BY_AGE);
        boolean turnIsFree;
    }

    private final Map<Integer, Line> lines = new HashMap<>();
    private int size;

    int size() {
        return size;
    }

    /** Takes a message that follows another. @return the message, where its turn has come already */
    @Nullable
    Mt add(Mt mt) {
        int slot = Trails.slot(mt.trail());
        Line line = lines.computeIfAbsent(slot, s -> new Line());
        if (line.turnIsFree) {
            lines.remove(slot);
            return mt.onTrail(slot + 1);
        }
        line.waiting.add(mt);
        size++;
        return null;
    }

    /** The one before has ended, and others are on the trail. @return the next, where it has arrived */
    @Nullable
    Mt next(int trail) {
        int slot = Trails.slot(trail);
        Line line = lines.get(slot);
        Mt next = line == null ? null : line.waiting.poll();
        if (line == null || next == null) {
            lines.computeIfAbsent(slot, s -> new Line()).turnIsFree = true;
            return null;
        }
        size--;
        if (line.waiting.isEmpty()) lines.remove(slot);
        return next.onTrail(slot + 1);
    }

    /** Nobody is on the trail any more. */
    void forget(int trail) {
        if (!lines.isEmpty()) lines.remove(Trails.slot(trail));
    }

    /** Takes out those that wait on a trail, in order: it moves to another lane. */
    List<Mt> takeAll(int trail) {
        if (lines.isEmpty()) return List.of();
        Line line = lines.remove(Trails.slot(trail));
        if (line == null) return List.of();
        List<Mt> all = new ArrayList<>(line.waiting.size());
        for (Mt mt = line.waiting.poll(); mt != null; mt = line.waiting.poll()) all.add(mt);
        size -= all.size();
        return all;
    }

    /** Takes out those that the test names. */
    void removeIf(Predicate<Mt> which) {
        if (size == 0) return;
        for (Line line : lines.values()) {
            int before = line.waiting.size();
            line.waiting.removeIf(which);
            size -= before - line.waiting.size();
        }
        lines.values().removeIf(line -> line.waiting.isEmpty() && !line.turnIsFree);
    }
}
