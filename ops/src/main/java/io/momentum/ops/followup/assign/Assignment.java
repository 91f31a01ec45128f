package io.momentum.ops.followup.assign;

import io.momentum.ops.followup.assign.Decision.Candidate;
import io.momentum.ops.followup.assign.Decision.Look;
import io.momentum.ops.followup.match.Dimension;
import io.momentum.ops.followup.match.Subject;
import io.momentum.ops.followup.sla.SlaBook;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The rules in their order, the teams, and who is on duty. The first rule that fits and has somebody decides; one whose members
 * cannot, or have let it lie, leaves it to the next; the one on duty takes the rest.
 */
public final class Assignment {

    private final Map<String, Team> teams = new TreeMap<>();
    private final List<Rule> rules;
    private final List<Duty> duties;
    private final SlaBook book;

    /**
     * Puts them together.
     *
     * @param duties in order; the last takes anything
     * @param book the teams' hours, for the time in which an owner is to take it up
     * @throws IllegalArgumentException where a rule names no team, or nobody is on duty for the rest
     */
    public Assignment(List<Team> teams, List<Rule> rules, List<Duty> duties, SlaBook book) {
        for (Team team : teams) this.teams.put(team.id(), team);
        this.rules = List.copyOf(rules);
        this.duties = List.copyOf(duties);
        this.book = book;
        for (Rule rule : rules) {
            if (!this.teams.containsKey(rule.team()))
                throw new IllegalArgumentException("rule %s: no team is named %s".formatted(rule.id(), rule.team()));
        }
        if (duties.isEmpty() || !duties.getLast().match().isAny())
            throw new IllegalArgumentException("the last on duty must take anything, so that nothing is unowned");
    }

    public List<String> teamIds() {
        return List.copyOf(teams.keySet());
    }

    /**
     * The same with people in its teams; one whose name a team has already takes that place.
     *
     * @param people by team
     */
    public Assignment with(Map<String, List<Member>> people) {
        Map<String, Team> all = new TreeMap<>(teams);
        people.forEach((id, members) ->
                all.put(id, joined(all.getOrDefault(id, new Team(id, "", List.of())), members)));
        return new Assignment(List.copyOf(all.values()), rules, duties, book);
    }

    private static Team joined(Team team, List<Member> people) {
        Map<String, Member> members = new LinkedHashMap<>();
        for (Member member : team.members()) members.put(member.id(), member);
        for (Member member : people) members.put(member.id(), member);
        return new Team(team.id(), team.calendar(), List.copyOf(members.values()));
    }

    /** In the order of their names, with all who take turns in them. */
    public List<Team> teams() {
        return List.copyOf(teams.values());
    }

    public List<Rule> rules() {
        return rules;
    }

    /** Chooses the owner. Same values, same owner. */
    public Decision decide(Request request, AssignState state) {
        List<Look> looks = new ArrayList<>();
        for (Rule rule : rules) {
            Optional<String> refusal = rule.match().refusal(request.subject());
            if (refusal.isPresent()) {
                looks.add(new Look("rule " + rule.id(), "does not fit: " + refusal.get(), List.of()));
                continue;
            }
            Choice choice = new Choice(rule, members(rule), request, state);
            Member taken = choice.taken();
            looks.add(new Look("rule " + rule.id(), choice.outcome(), choice.candidates()));
            if (taken != null) return decision(rule, taken, request, looks);
        }
        return onDuty(request, looks);
    }

    /**
     * Who goes on with what was closed: the one who had it, as long as that one still works here and is not away; otherwise as if
     * it were new.
     *
     * @param request with the owner that it has
     * @param team whose it is
     */
    public Decision goOn(Request request, String team, Staff staff, AssignState state) {
        String owner = request.previousOwner().orElse("");
        boolean away = teams.values().stream()
                .flatMap(each -> each.members().stream())
                .anyMatch(member -> member.id().equals(owner)
                        && member.absentAt(request.now()).isPresent());
        if (!staff.has(owner) || away) return decide(request, state);
        Optional<Instant> acceptBy = rules.stream()
                .filter(rule -> rule.team().equals(team) && rule.match().takes(request.subject()))
                .findFirst()
                .flatMap(rule -> acceptBy(rule, request));
        var look = new Look("owner", "goes on", List.of(new Candidate(owner, true, "has had it")));
        return new Decision(owner, "", team, request.reason(), acceptBy, 0, List.of(look));
    }

    private List<Member> members(Rule rule) {
        Team team = teams.get(rule.team());
        return team == null ? List.of() : team.members();
    }

    private Decision decision(Rule rule, Member taken, Request request, List<Look> looks) {
        int weight = rule.strategy() == Strategy.WEIGHTED ? taken.weight() : 0;
        Optional<Instant> acceptBy = acceptBy(rule, request);
        return new Decision(taken.id(), rule.id(), rule.team(), request.reason(), acceptBy, weight, looks);
    }

    private Optional<Instant> acceptBy(Rule rule, Request request) {
        if (rule.acceptWithin().isZero()) return Optional.empty();
        return Optional.of(book.calendarOf(rule.team()).plus(request.now(), rule.acceptWithin()));
    }

    /** The first on duty for it who is there and has not let it lie; at the end, the last of all, who takes anything. */
    private Decision onDuty(Request request, List<Look> looks) {
        List<Candidate> candidates = new ArrayList<>();
        for (Duty duty : duties) {
            String why = whyNotOnDuty(duty, request);
            boolean last = duty.equals(duties.getLast());
            if (why != null && !last) {
                candidates.add(new Candidate(duty.owner(), false, why));
                continue;
            }
            candidates.add(
                    new Candidate(duty.owner(), true, why == null ? "is on duty" : "takes the rest, although: " + why));
            looks.add(new Look("duty", duty.match().toString(), List.copyOf(candidates)));
            return new Decision(duty.owner(), "", "", request.reason(), Optional.empty(), 0, looks);
        }
        throw new IllegalStateException("nobody is on duty");
    }

    private @Nullable String whyNotOnDuty(Duty duty, Request request) {
        Optional<String> refusal = duty.match().refusal(request.subject());
        if (refusal.isPresent()) return refusal.get();
        if (request.tried().contains(duty.owner())) return "did not take it up";
        return teams.values().stream()
                .flatMap(team -> team.members().stream())
                .filter(member -> member.id().equals(duty.owner()))
                .flatMap(member -> member.absentAt(request.now()).stream())
                .findFirst()
                .map(absence -> "is away until " + absence.until())
                .orElse(null);
    }

    /** Why a member cannot take it; null where it can. */
    static @Nullable String whyNot(Member member, Request request, AssignState state) {
        Subject subject = request.subject();
        Optional<Member.Absence> absence = member.absentAt(request.now());
        if (request.tried().contains(member.id())) return "did not take it up";
        if (absence.isPresent()) return "is away until " + absence.get().until();
        if (lacks(member.zones(), subject, Dimension.ZONE)) return "is not in zone " + word(subject, Dimension.ZONE);
        if (lacks(member.languages(), subject, Dimension.LANGUAGE))
            return "does not speak " + word(subject, Dimension.LANGUAGE);
        int open = state.openOf(member.id());
        if (open >= member.capacity()) return "is full: " + open + " of " + member.capacity() + " open";
        return null;
    }

    /** One who is bound to some zones has no part in a conversation that has none of them. */
    private static boolean lacks(Set<String> has, Subject subject, Dimension dimension) {
        if (has.isEmpty()) return false;
        Optional<String> wanted = subject.get(dimension);
        if (wanted.isEmpty()) return dimension == Dimension.ZONE;
        return !has.contains(wanted.get());
    }

    private static String word(Subject subject, Dimension dimension) {
        return subject.get(dimension).orElse("(none)");
    }
}
