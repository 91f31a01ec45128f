package io.momentum.ops.care;

import io.momentum.ops.followup.FollowupConfig;
import io.momentum.ops.followup.Rules;
import io.momentum.ops.followup.assign.Assignment;
import io.momentum.ops.followup.assign.Member;
import io.momentum.ops.followup.assign.Staff;
import io.momentum.ops.followup.assign.Team;
import io.momentum.ops.followup.classify.Classifier;
import io.momentum.ops.followup.sla.SlaBook;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * All that decides what becomes of a reply, as the configuration has it now; replaced as one.
 *
 * @param classifier may have to be waited for: it learns from its examples when the process starts
 * @param staff who can be given something by hand
 * @param assignment empty where nobody is configured to own anything: replies stand unowned, and are seen so
 */
public record Playbook(
        Rules rules, Supplier<Classifier> classifier, Staff staff, Optional<Assignment> assignment, SlaBook sla) {

    /** What a configuration says. */
    public static Playbook of(FollowupConfig config, Supplier<Classifier> classifier) {
        Map<String, String> calendarOfTeam = new TreeMap<>();
        for (Team team : config.teams()) {
            if (!team.calendar().isEmpty()) calendarOfTeam.put(team.id(), team.calendar());
        }
        var book = new SlaBook(config.sla(), config.calendars(), calendarOfTeam);
        Optional<Assignment> assignment = config.duties().isEmpty()
                ? Optional.empty()
                : Optional.of(new Assignment(config.teams(), config.rules(), config.duties(), book));
        Staff staff = Staff.of(config.teams(), config.duties());
        return new Playbook(config.conversations(), classifier, staff, assignment, book);
    }

    /** Their ids, in order. */
    public List<String> teams() {
        return assignment.map(Assignment::teamIds).orElse(List.of());
    }

    /**
     * The same with people in its teams.
     *
     * @param byTeam those who take turns
     * @param all who work here
     */
    Playbook with(Map<String, List<Member>> byTeam, Set<String> all) {
        return new Playbook(rules, classifier, staff.with(byTeam, all), assignment.map(each -> each.with(byTeam)), sla);
    }
}
