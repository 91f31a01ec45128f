package io.momentum.ops.config;

import io.momentum.ops.followup.assign.Member;
import io.momentum.ops.followup.assign.Member.Absence;
import io.momentum.ops.followup.assign.Team;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the members of a team. */
final class MemberKeys {

    private MemberKeys() {}

    static Team team(Section section, String id, String calendar) {
        List<Member> members = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Section each : section.sections("members")) member(each, names).ifPresent(members::add);
        return new Team(id, calendar, members);
    }

    private static Optional<Member> member(Section section, Set<String> names) {
        Optional<Placed<String>> id = section.required("id", Values.visible(1, 63));
        int capacity = section.value("capacity", Values.integer(0, 10_000), Member.CAPACITY);
        int weight = section.value("weight", Values.integer(1, 100), 1);
        Set<String> languages = words(section, "languages");
        Set<String> zones = words(section, "zones");
        List<Absence> absences = new ArrayList<>();
        for (Section each : section.sections("absences")) absence(each).ifPresent(absences::add);
        section.end();
        if (id.isEmpty()) return Optional.empty();
        if (!names.add(id.get().value())) {
            id.get()
                    .problem("member '%s' is in the team already"
                            .formatted(id.get().value()));
            return Optional.empty();
        }
        return Optional.of(new Member(id.get().value(), capacity, weight, languages, zones, absences));
    }

    private static Set<String> words(Section section, String key) {
        Set<String> words = new HashSet<>();
        for (var word : section.list(key, Values.visible(1, 63))) words.add(word.value());
        return words;
    }

    private static Optional<Absence> absence(Section section) {
        Optional<Placed<Instant>> from = section.required("from", MemberKeys::moment);
        Optional<Placed<Instant>> until = section.required("until", MemberKeys::moment);
        section.end();
        if (from.isEmpty() || until.isEmpty()) return Optional.empty();
        if (from.get().value().isBefore(until.get().value()))
            return Optional.of(new Absence(from.get().value(), until.get().value()));
        until.get().problem("until: must be after from");
        return Optional.empty();
    }

    private static Instant moment(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw Values.bad("a time with its offset, such as 2026-12-24T17:00:00+01:00", text);
        }
    }
}
