package io.momentum.ops.followup;

import io.momentum.ops.followup.assign.Duty;
import io.momentum.ops.followup.assign.Rule;
import io.momentum.ops.followup.assign.Team;
import io.momentum.ops.followup.sla.SlaPolicy;
import io.momentum.store.calendar.WorkCalendar;
import java.util.List;

/**
 * What the follow-up is told.
 *
 * @param duties who gets what nobody else takes, in order; empty where nobody is followed up
 */
public record FollowupConfig(
        List<WorkCalendar> calendars, List<Team> teams, List<SlaPolicy> sla, List<Rule> rules, List<Duty> duties) {

    public static final FollowupConfig OFF = new FollowupConfig(List.of(), List.of(), List.of(), List.of(), List.of());
}
