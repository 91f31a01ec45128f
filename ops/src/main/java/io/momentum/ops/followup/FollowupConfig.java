package io.momentum.ops.followup;

import io.momentum.ops.followup.assign.Duty;
import io.momentum.ops.followup.assign.Rule;
import io.momentum.ops.followup.assign.Team;
import io.momentum.ops.followup.sla.SlaPolicy;
import io.momentum.store.calendar.WorkCalendar;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;

/**
 * What the follow-up is told.
 *
 * @param conversations by what conversations are decided
 * @param learnAt when of a day, in their zone, the classifier learns from corrections; empty for when it is told to
 * @param classify a directory with what teaches the classifier, over what is shipped; empty for that alone
 * @param duties who gets what nobody else takes, in order; empty where nobody is followed up
 */
public record FollowupConfig(
        Rules conversations,
        Optional<LocalTime> learnAt,
        String classify,
        List<WorkCalendar> calendars,
        List<Team> teams,
        List<SlaPolicy> sla,
        List<Rule> rules,
        List<Duty> duties) {

    /** Three in the morning: after the last shift, before the first. */
    public static final Optional<LocalTime> LEARN_AT = Optional.of(LocalTime.of(3, 0));

    public static final FollowupConfig OFF =
            new FollowupConfig(Rules.DEFAULT, LEARN_AT, "", List.of(), List.of(), List.of(), List.of(), List.of());
}
