package io.momentum.ops.followup.sla;

import io.momentum.ops.followup.sla.SlaSignal.Breached;
import io.momentum.ops.followup.sla.SlaSignal.Escalated;
import io.momentum.ops.followup.sla.SlaSignal.Warned;
import io.momentum.store.calendar.WorkCalendar;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What one clock runs by, frozen when it begins: a policy or calendar that changes later does not change it.
 *
 * @param policy the policy's name
 * @param version the policy's version
 * @param within time of work until it is due
 */
public record Terms(
        String policy,
        int version,
        ClockKind kind,
        Duration within,
        WorkCalendar calendar,
        List<Integer> warnPercent,
        List<Rung> ladder) {

    /** Something that is to be said once so much time of work has passed. */
    record Mark(Duration after, SlaSignal signal) {}

    /** All that there will be to say, in order. */
    List<Mark> marks() {
        List<Mark> marks = new ArrayList<>();
        for (int percent : warnPercent) {
            marks.add(new Mark(within.multipliedBy(percent).dividedBy(100), new Warned(percent)));
        }
        marks.add(new Mark(within, new Breached()));
        ladder.stream()
                .sorted(Comparator.comparing(Rung::after).thenComparing(Rung::whom))
                .forEach(rung -> marks.add(new Mark(within.plus(rung.after()), new Escalated(rung.whom()))));
        return marks;
    }

    String described() {
        return "%s@%d: %s of work within calendar %s (%s)"
                .formatted(policy, version, Spoken.of(within), calendar.id(), calendar.zone());
    }
}
