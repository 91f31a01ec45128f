package io.momentum.ops.followup.sla;

import io.momentum.ops.followup.match.Dimension;
import io.momentum.ops.followup.match.Subject;
import io.momentum.store.calendar.WorkCalendar;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * All policies and calendars, and which policy runs which clock of a conversation: the one with the highest priority that fits
 * and has that clock. So one policy may promise a first answer to all, and another a faster one to those that complain.
 */
public final class SlaBook {

    public static final SlaBook EMPTY = new SlaBook(List.of(), List.of(), Map.of());

    private final List<SlaPolicy> policies;
    private final Map<String, WorkCalendar> calendars = new TreeMap<>();
    private final Map<String, String> calendarOfTeam;
    private final Map<Choice, FrozenTerms> frozen = new ConcurrentHashMap<>();

    /** What terms are made of; there are few, however many clocks run by them. */
    private record Choice(String policy, ClockKind kind, String calendar) {}

    /**
     * Puts them together.
     *
     * @param calendarOfTeam the name of each team's calendar; a team without one works around the clock
     * @throws IllegalArgumentException where two policies have one name or priority, or a calendar is missing
     */
    public SlaBook(List<SlaPolicy> policies, List<WorkCalendar> calendars, Map<String, String> calendarOfTeam) {
        this.policies = policies.stream()
                .sorted(Comparator.comparingInt(SlaPolicy::priority).reversed())
                .toList();
        for (WorkCalendar each : calendars) {
            if (this.calendars.put(each.id(), each) != null) throw bad("two calendars are named " + each.id());
        }
        this.calendarOfTeam = Map.copyOf(calendarOfTeam);
        check();
    }

    private void check() {
        Set<Integer> priorities = new HashSet<>();
        Set<String> names = new HashSet<>();
        for (SlaPolicy each : policies) {
            if (!names.add(each.id())) throw bad("two policies are named " + each.id());
            if (!priorities.add(each.priority())) throw bad("two policies have priority " + each.priority());
            each.calendar().ifPresent(this::needs);
        }
        calendarOfTeam.values().forEach(this::needs);
    }

    private void needs(String calendar) {
        if (!calendars.containsKey(calendar)) throw bad("no calendar is named " + calendar);
    }

    private static IllegalArgumentException bad(String why) {
        return new IllegalArgumentException(why);
    }

    /** All policies, the strongest first. */
    public List<SlaPolicy> policies() {
        return policies;
    }

    /** The hours of a team. */
    public WorkCalendar calendarOf(String team) {
        return named(calendarOfTeam.getOrDefault(team, ""));
    }

    /** What a clock of this kind would run by; empty where no policy promises anything. */
    public Optional<Terms> termsOf(ClockKind kind, Subject subject) {
        return frozenTermsOf(kind, subject).map(FrozenTerms::terms);
    }

    /** The same, as the clock keeps them. */
    public Optional<FrozenTerms> frozenTermsOf(ClockKind kind, Subject subject) {
        for (SlaPolicy policy : policies) {
            Duration within = policy.within().get(kind);
            if (within == null || !policy.match().takes(subject)) continue;
            String calendar = policy.calendar().orElseGet(() -> calendarNameOf(subject));
            // Kept: the text of a calendar is long, and asked for with each reply.
            return Optional.of(frozen.computeIfAbsent(
                    new Choice(policy.id(), kind, calendar),
                    choice -> FrozenTerms.of(terms(policy, kind, within, named(choice.calendar())))));
        }
        return Optional.empty();
    }

    private String calendarNameOf(Subject subject) {
        return calendarOfTeam.getOrDefault(subject.get(Dimension.TEAM).orElse(""), "");
    }

    private WorkCalendar named(String calendar) {
        return calendars.getOrDefault(calendar, WorkCalendar.ALWAYS);
    }

    private static Terms terms(SlaPolicy policy, ClockKind kind, Duration within, WorkCalendar calendar) {
        return new Terms(policy.id(), policy.version(), kind, within, calendar, policy.warnPercent(), policy.ladder());
    }

    /** Why each clock runs by what it does: a line for each policy that was looked at. */
    public List<String> explain(Subject subject) {
        List<String> lines = new ArrayList<>();
        for (ClockKind kind : ClockKind.values()) explain(kind, subject, lines);
        return lines;
    }

    private void explain(ClockKind kind, Subject subject, List<String> lines) {
        Optional<Terms> chosen = termsOf(kind, subject);
        lines.add(kind.word() + ": " + chosen.map(Terms::described).orElse("no policy promises it"));
        for (SlaPolicy policy : policies) lines.add("  " + policy.named() + ": " + why(policy, kind, subject, chosen));
    }

    private static String why(SlaPolicy policy, ClockKind kind, Subject subject, Optional<Terms> chosen) {
        if (!policy.within().containsKey(kind)) return "has no such clock";
        Optional<String> refusal = policy.match().refusal(subject);
        if (refusal.isPresent()) return refusal.get();
        if (chosen.filter(terms -> terms.policy().equals(policy.id())).isPresent())
            return "decides, priority " + policy.priority();
        return "fits, but its priority %d is lower".formatted(policy.priority());
    }
}
