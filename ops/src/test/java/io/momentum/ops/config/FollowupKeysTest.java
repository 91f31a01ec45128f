package io.momentum.ops.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.ops.followup.FollowupConfig;
import io.momentum.ops.followup.Outcome;
import io.momentum.ops.followup.Rules;
import io.momentum.ops.followup.assign.Duty;
import io.momentum.ops.followup.assign.Member;
import io.momentum.ops.followup.assign.Rule;
import io.momentum.ops.followup.assign.Strategy;
import io.momentum.ops.followup.assign.Team;
import io.momentum.ops.followup.match.Dimension;
import io.momentum.ops.followup.match.Match;
import io.momentum.ops.followup.sla.ClockKind;
import io.momentum.ops.followup.sla.Rung;
import io.momentum.ops.followup.sla.SlaPolicy;
import io.momentum.store.calendar.Interval;
import io.momentum.store.calendar.WorkCalendar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FollowupKeysTest {

    @TempDir
    Path directory;

    private FollowupConfig read(String text) throws Exception {
        Path file = directory.resolve("momentum.yaml");
        Files.writeString(file, text);
        return ConfigFile.read(file).followup();
    }

    @Test
    void defaults() throws Exception {
        assertEquals(FollowupConfig.OFF, read("host: 1\n"));
        FollowupConfig config = read("""
                followup:
                  teams: [{ id: sales, members: [{ id: ana }] }]
                  sla: [{ id: all, priority: 1, within: { firstAction: 4h } }]
                  owners: [{ id: any, team: sales }]
                  duty: [{ owner: boss }]
                """);
        assertEquals(
                new FollowupConfig(
                        Rules.DEFAULT,
                        FollowupConfig.LEARN_AT,
                        "",
                        List.of(),
                        List.of(new Team(
                                "sales", "", List.of(new Member("ana", 20, 1, Set.of(), Set.of(), List.of())))),
                        List.of(new SlaPolicy(
                                "all",
                                1,
                                1,
                                Match.ANY,
                                Map.of(ClockKind.FIRST_ACTION, Duration.ofHours(4)),
                                Optional.empty(),
                                List.of(50, 80),
                                SlaPolicy.LADDER)),
                        List.of(new Rule("any", Match.ANY, "sales", Strategy.STICKY_OWNER, Duration.ZERO)),
                        List.of(new Duty(Match.ANY, "boss"))),
                config);
    }

    @Test
    void everyKeyIsMapped() throws Exception {
        Files.writeString(directory.resolve("days.ics"), """
                BEGIN:VCALENDAR
                BEGIN:VEVENT
                DTSTART;VALUE=DATE:20261225
                SUMMARY:Christmas
                END:VEVENT
                END:VCALENDAR
                """);
        FollowupConfig config = read("""
                followup:
                  conversations:
                    zone: Europe/Madrid
                    joinWindow: 5d
                    reopenWithin: 1d
                    duplicateWithin: 1m
                    promiseGrace: 4
                    outcomes: [{ code: visit_booked, required: [date, branch], final: false, positive: true }]
                  learning: { at: "04:30" }
                  calendars:
                    - id: office
                      zone: Europe/Madrid
                      hours: [{ days: [monday], open: ["09:00-13:00", "16:00-20:00"] }]
                      holidays: [2026-12-08]
                      holidayFiles: [days.ics]
                      exceptions: [{ date: 2026-12-24, name: Eve, open: ["09:00-12:00"] }]
                  teams:
                    - id: north
                      calendar: office
                      members:
                        - { id: ana, capacity: 5, weight: 2, languages: [es, en], zones: [north],
                            absences: [{ from: "2026-12-24T00:00:00+01:00", until: "2026-12-27T00:00:00+01:00" }] }
                  sla:
                    - { id: gold, version: 4, priority: 9, match: { label: [urgency], campaign: [a, b], team: [north] },
                        within: { firstAction: 15m, firstResponse: 1h, nextResponse: 2h, resolution: 3d },
                        calendar: office, warnPercent: [60], escalate: [{ to: lead, after: 10m }, { to: duty-manager }] }
                  owners:
                    - { id: spanish, match: { language: [es], zone: [north], branch: [b], list: [l], stage: [s], role: [r],
                        account: [acme] }, team: north, strategy: weighted, acceptWithin: 20m }
                  duty: [{ match: { zone: [north] }, owner: maria }, { owner: boss }]
                """);
        List<Interval> split = List.of(Interval.parse("09:00-13:00"), Interval.parse("16:00-20:00"));
        assertEquals(
                List.of(new WorkCalendar(
                        "office",
                        ZoneId.of("Europe/Madrid"),
                        Map.of(DayOfWeek.MONDAY, split),
                        Map.of(
                                LocalDate.of(2026, 12, 8), WorkCalendar.Day.holiday(""),
                                LocalDate.of(2026, 12, 25), WorkCalendar.Day.holiday("Christmas"),
                                LocalDate.of(2026, 12, 24),
                                        new WorkCalendar.Day("Eve", List.of(Interval.parse("09:00-12:00")))))),
                config.calendars());
        assertEquals(ZoneId.of("Europe/Madrid"), config.conversations().zone());
        assertEquals(Duration.ofDays(5), config.conversations().joinWindow());
        assertEquals(Duration.ofDays(1), config.conversations().reopenWithin());
        assertEquals(Duration.ofMinutes(1), config.conversations().duplicateWithin());
        assertEquals(4, config.conversations().promiseGrace());
        assertEquals(
                new Outcome("visit_booked", List.of("date", "branch"), false, true),
                config.conversations().outcome("visit_booked").orElseThrow());
        assertTrue(config.conversations().outcome("resolved").isPresent(), "those of the product stay");
        assertEquals(Optional.of(LocalTime.of(4, 30)), config.learnAt());
        var away = new Member.Absence(Instant.parse("2026-12-23T23:00:00Z"), Instant.parse("2026-12-26T23:00:00Z"));
        assertEquals(
                List.of(new Team(
                        "north",
                        "office",
                        List.of(new Member("ana", 5, 2, Set.of("es", "en"), Set.of("north"), List.of(away))))),
                config.teams());
        assertEquals(
                List.of(new SlaPolicy(
                        "gold",
                        4,
                        9,
                        new Match(Map.of(
                                Dimension.LABEL, Set.of("urgency"),
                                Dimension.CAMPAIGN, Set.of("a", "b"),
                                Dimension.TEAM, Set.of("north"))),
                        Map.of(
                                ClockKind.FIRST_ACTION, Duration.ofMinutes(15),
                                ClockKind.FIRST_RESPONSE, Duration.ofHours(1),
                                ClockKind.NEXT_RESPONSE, Duration.ofHours(2),
                                ClockKind.RESOLUTION, Duration.ofDays(3)),
                        Optional.of("office"),
                        List.of(60),
                        List.of(
                                new Rung(Rung.Whom.LEAD, Duration.ofMinutes(10)),
                                new Rung(Rung.Whom.DUTY_MANAGER, Duration.ZERO)))),
                config.sla());
        Match spanish = new Match(Map.of(
                Dimension.LANGUAGE, Set.of("es"),
                Dimension.ZONE, Set.of("north"),
                Dimension.BRANCH, Set.of("b"),
                Dimension.LIST, Set.of("l"),
                Dimension.STAGE, Set.of("s"),
                Dimension.ROLE, Set.of("r"),
                Dimension.ACCOUNT, Set.of("acme")));
        assertEquals(
                List.of(new Rule("spanish", spanish, "north", Strategy.WEIGHTED, Duration.ofMinutes(20))),
                config.rules());
        assertEquals(
                List.of(
                        new Duty(new Match(Map.of(Dimension.ZONE, Set.of("north"))), "maria"),
                        new Duty(Match.ANY, "boss")),
                config.duties());
    }

    @Test
    void learningCanBeOffAndWhatTeachesItLiesBesideTheConfiguration() throws Exception {
        assertEquals(
                Optional.empty(), read("followup: { learning: { at: off } }\n").learnAt());
        Path classify = Files.createDirectory(directory.resolve("classify"));
        assertEquals(classify.toString(), read("host: 1\n").classify());
        Files.writeString(classify.resolve("en.tsv"), "question\t*\thow much\nnothing\n");
        var e = assertThrows(ConfigException.class, () -> read("host: 1\n"));
        assertTrue(e.getMessage().contains("en.tsv:2"), e.getMessage());
    }

    @Test
    void mistakesAreToldWithTheirPlace() {
        var e = assertThrows(ConfigException.class, () -> read("""
                followup:
                  calendars: [{ id: office, zone: Europe/Madird, hours: [] }]
                  teams: [{ id: north, calendar: offce, members: [{ id: ana }, { id: ana }] }]
                  sla:
                    - { id: a, priority: 1, within: { firstAction: 1h }, escalate: [{ to: lead }, { to: lead }] }
                    - { id: b, priority: 1, within: { firstActoin: 1h } }
                  owners: [{ id: any, team: nort, match: { label: [] } }]
                  duty: [{ owner: boss, match: { zone: [north] } }]
                """));
        String all = e.problems().stream().map(Problem::toString).reduce("", (sum, one) -> sum + one + "\n");
        for (String expected : List.of(
                "momentum.yaml:2:35: zone: must be a time zone",
                "hours: at least one day must have hours",
                "momentum.yaml:3:34: no calendar has the id 'offce'",
                "momentum.yaml:3:70: member 'ana' is in the team already",
                "to: is told once",
                "firstActoin",
                "momentum.yaml:7:29: no team has the id 'nort' (did you mean 'north'?)",
                "label: names nothing",
                "the last must take anything, so that nothing is unowned")) {
            assertTrue(all.contains(expected), expected + " in\n" + all);
        }
    }
}
