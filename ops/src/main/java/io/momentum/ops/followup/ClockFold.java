package io.momentum.ops.followup;

import io.momentum.ops.followup.Conversation.Clock;
import io.momentum.ops.followup.Conversation.Clock.Pause;
import io.momentum.store.fact.CareFact.ClockMove;
import io.momentum.store.fact.CareFact.ClockMoved;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a fact makes of a clock. */
final class ClockFold {

    private ClockFold() {}

    static Clock apply(Conversation c, ClockMoved f) {
        Clock before = f.move() == ClockMove.STARTED ? null : c.clock(f.clock());
        boolean ends = f.move() == ClockMove.STOPPED || f.move() == ClockMove.CANCELLED;
        boolean breaches = f.move() == ClockMove.BREACHED;
        String owner = before == null || breaches ? c.ownership().owner() : before.ownerAtDue();
        String team = before == null || breaches ? c.ownership().team() : before.teamAtDue();
        return new Clock(
                f.clock(),
                f.episode(),
                f.move(),
                f.policy(),
                f.startedAtMicros(),
                ends ? f.atMicros() : 0,
                f.dueMicros(),
                f.nextMicros(),
                pauses(before, f),
                said(before, f),
                owner,
                team,
                f.wallMillis(),
                f.businessMillis(),
                before == null ? f.frozen() : before.frozen());
    }

    private static List<Pause> pauses(@Nullable Clock before, ClockMoved f) {
        List<Pause> pauses = before == null ? List.of() : before.pauses();
        boolean open = !pauses.isEmpty() && pauses.getLast().toMicros() == 0;
        return switch (f.move()) {
            case PAUSED -> added(pauses, new Pause(f.reason(), f.atMicros(), 0));
            case RESUMED, STOPPED, CANCELLED -> open ? ended(pauses, f.atMicros()) : pauses;
            case STARTED, WARNED, BREACHED, ESCALATED -> pauses;
        };
    }

    private static List<Pause> ended(List<Pause> pauses, long atMicros) {
        List<Pause> all = new ArrayList<>(pauses);
        Pause last = all.removeLast();
        all.add(new Pause(last.reason(), last.fromMicros(), atMicros));
        return List.copyOf(all);
    }

    private static List<String> said(@Nullable Clock before, ClockMoved f) {
        List<String> said = before == null ? List.of() : before.said();
        return switch (f.move()) {
            case WARNED -> added(said, "warned " + f.reason());
            case BREACHED -> added(said, "breached");
            case ESCALATED -> added(said, "escalated " + f.reason());
            case STARTED, PAUSED, RESUMED, STOPPED, CANCELLED -> said;
        };
    }

    private static <T> List<T> added(List<T> list, T one) {
        List<T> all = new ArrayList<>(list);
        all.add(one);
        return List.copyOf(all);
    }
}
