package io.momentum.ops.config;

import io.momentum.ops.followup.FollowupConfig;
import io.momentum.ops.followup.Rules;
import io.momentum.ops.followup.assign.Duty;
import io.momentum.ops.followup.assign.Rule;
import io.momentum.ops.followup.assign.Strategy;
import io.momentum.ops.followup.assign.Team;
import io.momentum.ops.followup.match.Dimension;
import io.momentum.ops.followup.match.Match;
import io.momentum.ops.followup.sla.SlaPolicy;
import io.momentum.store.calendar.WorkCalendar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads {@code followup}: calendars, teams, promises and who owns what. */
final class FollowupKeys {

    static final Duration DAYS_MAX = Duration.ofDays(366);

    private final Map<String, WorkCalendar> calendars = new TreeMap<>();
    private final Map<String, Team> teams = new TreeMap<>();
    private final Map<String, String> places = new HashMap<>();

    private FollowupKeys() {}

    static FollowupConfig read(Section section) {
        return new FollowupKeys().all(section);
    }

    private FollowupConfig all(Section section) {
        Rules conversations = ConversationKeys.read(section.section("conversations"));
        Optional<LocalTime> learnAt = ConversationKeys.learning(section.section("learning"), FollowupConfig.LEARN_AT);
        for (Section each : section.sections("calendars")) calendar(each);
        for (Section each : section.sections("teams")) team(each);
        List<SlaPolicy> sla = new ArrayList<>();
        for (Section each : section.sections("sla")) {
            new SlaKeys(this).read(each).ifPresent(sla::add);
        }
        List<Rule> rules = new ArrayList<>();
        for (Section each : section.sections("owners")) rule(each).ifPresent(rules::add);
        List<Duty> duties = new ArrayList<>();
        for (Section each : section.sections("duty")) duty(each).ifPresent(duties::add);
        section.end();
        boolean covered = !duties.isEmpty() && duties.getLast().match().isAny();
        if (!covered && (!rules.isEmpty() || !duties.isEmpty()))
            section.problem("duty", "the last must take anything, so that nothing is unowned: { owner: NAME }");
        return new FollowupConfig(
                conversations,
                learnAt,
                classify(section),
                List.copyOf(calendars.values()),
                List.copyOf(teams.values()),
                sla,
                rules,
                duties);
    }

    /** Beside the configuration, where there is one. */
    private static String classify(Section section) {
        Path directory = ClassifyFiles.beside(section.source().reading().directory());
        if (!Files.isDirectory(directory)) return "";
        try {
            ClassifyFiles.check(directory);
        } catch (ConfigException e) {
            e.problems().forEach(section.source().reading()::add);
        }
        return directory.toString();
    }

    private void calendar(Section section) {
        CalendarKeys.read(section).ifPresent(read -> {
            if (isFirst("calendar", read.value().id(), read))
                calendars.put(read.value().id(), read.value());
        });
    }

    private void team(Section section) {
        Optional<Placed<String>> id = section.required("id", Values.visible(1, 63));
        Optional<Placed<String>> calendar = section.optional("calendar", Values.visible(1, 63));
        calendar.ifPresent(this::calendarIsKnown);
        Team team = MemberKeys.team(
                section,
                id.map(Placed::value).orElse(""),
                calendar.map(Placed::value).orElse(""));
        section.end();
        id.filter(name -> isFirst("team", name.value(), name)).ifPresent(name -> teams.put(name.value(), team));
    }

    private Optional<Rule> rule(Section section) {
        Optional<Placed<String>> id = section.required("id", Values.visible(1, 63));
        Match match = match(section.section("match"));
        Optional<Placed<String>> team = section.required("team", Values.visible(1, 63));
        team.ifPresent(name -> isKnown("team", name, teams.keySet()));
        Strategy strategy = section.value("strategy", Values.constant(Strategy.class), Strategy.STICKY_OWNER);
        Duration acceptWithin = section.value("acceptWithin", Values.duration(Duration.ZERO, DAYS_MAX), Duration.ZERO);
        section.end();
        if (id.isEmpty() || team.isEmpty() || !isFirst("rule", id.get().value(), id.get())) return Optional.empty();
        return Optional.of(new Rule(id.get().value(), match, team.get().value(), strategy, acceptWithin));
    }

    private static Optional<Duty> duty(Section section) {
        Match match = match(section.section("match"));
        Optional<Placed<String>> owner = section.required("owner", Values.visible(1, 63));
        section.end();
        return owner.map(name -> new Duty(match, name.value()));
    }

    /** A word or a list of words for each dimension. */
    static Match match(Section section) {
        Map<Dimension, Set<String>> wanted = new EnumMap<>(Dimension.class);
        for (Dimension dimension : Dimension.values()) {
            if (!section.has(dimension.word())) continue;
            Set<String> words = new TreeSet<>();
            for (var word : section.list(dimension.word(), Values.visible(1, 63))) words.add(word.value());
            if (section.isEmptyList(dimension.word())) section.problem(dimension.word(), "names nothing");
            if (!words.isEmpty()) wanted.put(dimension, words);
        }
        section.end();
        return new Match(wanted);
    }

    void calendarIsKnown(Placed<String> name) {
        isKnown("calendar", name, calendars.keySet());
    }

    private static void isKnown(String kind, Placed<String> name, Collection<String> known) {
        if (known.contains(name.value())) return;
        String hint = Similar.to(name.value(), new TreeSet<>(known))
                .map(" (did you mean '%s'?)"::formatted)
                .orElse("");
        name.problem("no %s has the id '%s'%s".formatted(kind, name.value(), hint));
    }

    /** Whether no other of its kind has the name, or stands where it wants to stand. */
    boolean isFirst(String kind, String name, Placed<?> at) {
        String first = places.putIfAbsent(kind + " " + name, at.place());
        if (first != null) at.problem("%s '%s' is there already, at %s".formatted(kind, name, first));
        return first == null;
    }
}
