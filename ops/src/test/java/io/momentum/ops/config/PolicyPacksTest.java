package io.momentum.ops.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.policy.AccountPolicies;
import io.momentum.gateway.policy.Ask;
import io.momentum.gateway.policy.Cap;
import io.momentum.gateway.policy.Category;
import io.momentum.gateway.policy.Decision;
import io.momentum.gateway.policy.Decision.Defer;
import io.momentum.gateway.policy.PolicyBook;
import io.momentum.gateway.policy.PolicyPack;
import io.momentum.store.calendar.Interval;
import io.momentum.store.calendar.WorkCalendar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyPacksTest {

    @TempDir
    Path directory;

    private MomentumConfig read(String accountKeys, String rest) throws Exception {
        Path file = directory.resolve("momentum.yaml");
        Files.writeString(
                file, "accounts: [{ systemId: acme, password: { plain: secret }%s }]%n%s".formatted(accountKeys, rest));
        return ConfigFile.read(file);
    }

    private void pack(String text) throws Exception {
        Files.createDirectories(directory.resolve("policies"));
        Files.writeString(directory.resolve("policies/mine.yaml"), text);
    }

    private String problems(String accountKeys) {
        return assertThrows(ConfigException.class, () -> read(accountKeys, "")).problems().stream()
                .map(Problem::toString)
                .reduce("", (all, one) -> all + one + "\n");
    }

    @Test
    void defaults() throws Exception {
        MomentumConfig config = read("", "");
        assertEquals(
                AccountPolicies.NONE, config.gateway().accounts().getFirst().policies());
        assertEquals(new AccountPolicies(List.of(), Category.MARKETING, Duration.ofHours(24)), AccountPolicies.NONE);
        assertEquals(PolicyBook.NONE, config.gateway().policies());
    }

    @Test
    void everyKeyIsMapped() throws Exception {
        Files.writeString(directory.resolve("days.txt"), "2026-12-24 Eve\n");
        Files.writeString(directory.resolve("zones.csv"), "999,XX,R1,Asia/Tokyo Asia/Seoul\n");
        pack("""
                version: 7
                country: XX
                regions: [R1]
                categories: [notification, collections]
                hours:
                  - { days: [monday, tuesday], open: ["09:00-12:00", "13:00-18:30"] }
                  - { days: [sunday], open: ["10:00-11:00:30"] }
                holidays: [2026-12-25]
                holidayFiles: [days.txt]
                exceptions: [{ date: 2026-12-26, name: Boxing Day, open: ["10:00-12:00"] }]
                caps: [{ messages: 2, per: 24h }, { messages: 1, per: day }, { messages: 3, per: week }]
                minGap: 30m
                answers: counted
                source: https://example.org/law
                reviewedOn: 2026-11-01
                validFrom: 2026-12-01
                validUntil: 2027-12-31
                """);
        MomentumConfig config = read(
                ", policies: [mine, us-federal], category: collections, answersWithin: 2h", "policyZones: [zones.csv]");
        assertEquals(
                new AccountPolicies(List.of("mine", "us-federal"), Category.COLLECTIONS, Duration.ofHours(2)),
                config.gateway().accounts().getFirst().policies());
        List<Interval> split = List.of(Interval.parse("09:00-12:00"), Interval.parse("13:00-18:30"));
        var hours = new WorkCalendar(
                "mine",
                ZoneOffset.UTC,
                Map.of(
                        DayOfWeek.MONDAY, split,
                        DayOfWeek.TUESDAY, split,
                        DayOfWeek.SUNDAY, List.of(Interval.parse("10:00-11:00:30"))),
                Map.of(
                        LocalDate.of(2026, 12, 24), WorkCalendar.Day.holiday("Eve"),
                        LocalDate.of(2026, 12, 25), WorkCalendar.Day.holiday(""),
                        LocalDate.of(2026, 12, 26),
                                new WorkCalendar.Day("Boxing Day", List.of(Interval.parse("10:00-12:00")))));
        assertEquals(
                new PolicyPack(
                        "mine",
                        7,
                        "XX",
                        Set.of("R1"),
                        Set.of(Category.NOTIFICATION, Category.COLLECTIONS),
                        hours,
                        List.of(
                                new Cap(2, new Cap.Rolling(Duration.ofHours(24))),
                                new Cap(1, new Cap.Day()),
                                new Cap(3, new Cap.Week())),
                        Duration.ofMinutes(30),
                        false,
                        "https://example.org/law",
                        LocalDate.of(2026, 11, 1),
                        LocalDate.of(2026, 12, 1),
                        LocalDate.of(2027, 12, 31)),
                config.gateway().policies().get("mine"));
        assertEquals(
                List.of(ZoneId.of("Asia/Tokyo"), ZoneId.of("Asia/Seoul")),
                config.gateway().policies().placeOf(9991L).orElseThrow().zones());
    }

    @Test
    void mistakesAreToldWithTheirPlace() throws Exception {
        assertTrue(problems(", policies: [us-floridda]").contains("did you mean 'us-florida'?"));
        pack("""
                version: 0
                country: usa
                categories: []
                hours: [{ days: [monday], open: ["09:00-12:00", "11:00-13:00"] }]
                caps: [{ messages: 9, per: 24h }]
                holidays: [2026-02-30]
                validFrom: 2026-01-02
                validUntil: 2026-01-01
                surprise: true
                """);
        String all = problems(", policies: [mine]");
        for (String expected : List.of(
                "mine.yaml:1:10: version",
                "mine.yaml:2:10: country: must be a country's two letters",
                "categories: must name at least one",
                "mine.yaml:4:18: the hours of monday overlap",
                "mine.yaml:5:20: messages: 9 is not in 1..8",
                "mine.yaml:6:12: holidays: must be a day such as 2026-12-25",
                "'source' is missing",
                "validUntil: is before validFrom",
                "unknown key 'surprise'")) {
            assertTrue(all.contains(expected), expected + " in\n" + all);
        }
    }

    /** Both sides of each edge, by the clock of the place. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            us-federal,      12025550100,  marketing,   America/New_York,    2026-11-30T07:59, 2026-11-30T08:00
            us-federal,      12025550100,  marketing,   America/New_York,    2026-11-30T20:59, send
            us-federal,      12025550100,  marketing,   America/New_York,    2026-11-30T21:00, 2026-12-01T08:00
            us-federal,      12025550100,  notification,America/New_York,    2026-11-30T23:00, send
            us-federal,      18505550100,  marketing,   America/New_York,    2026-11-30T08:30, 2026-11-30T09:00
            us-federal,      18505550100,  marketing,   America/New_York,    2026-11-30T20:59, send
            us-federal,      18085550100,  marketing,   Pacific/Honolulu,    2026-11-30T07:59, 2026-11-30T08:00
            us-federal,      12025550100,  marketing,   America/New_York,    2026-03-08T07:59, 2026-03-08T08:00
            us-federal,      12025550100,  marketing,   America/New_York,    2026-11-01T07:59, 2026-11-01T08:00
            us-safe,         12025550100,  marketing,   America/New_York,    2026-11-28T20:00, 2026-11-29T12:00
            us-safe,         12025550100,  marketing,   America/New_York,    2026-11-29T18:00, 2026-11-30T09:00
            us-florida,      13055550100,  marketing,   America/New_York,    2026-11-30T19:59, send
            us-florida,      13055550100,  marketing,   America/New_York,    2026-11-30T20:00, 2026-12-01T08:00
            us-florida,      12025550100,  marketing,   America/New_York,    2026-11-30T20:00, send
            us-oklahoma,     14055550100,  marketing,   America/Chicago,     2026-11-30T20:00, 2026-12-01T08:00
            us-oregon,       15035550100,  marketing,   America/Los_Angeles, 2026-11-30T20:00, 2026-12-01T08:00
            us-oregon,       15035550100,  marketing,   America/Los_Angeles, 2025-12-31T20:30, send
            us-texas,        12145550100,  marketing,   America/Chicago,     2026-11-28T08:59, 2026-11-28T09:00
            us-texas,        12145550100,  marketing,   America/Chicago,     2026-11-28T20:59, send
            us-texas,        12145550100,  marketing,   America/Chicago,     2026-11-29T11:59, 2026-11-29T12:00
            us-texas,        12145550100,  marketing,   America/Chicago,     2025-08-31T08:00, send
            us-connecticut,  12035550100,  marketing,   America/New_York,    2026-11-30T08:59, 2026-11-30T09:00
            us-connecticut,  12035550100,  marketing,   America/New_York,    2026-11-30T20:00, 2026-12-01T09:00
            us-rhode-island, 14015550100,  marketing,   America/New_York,    2026-11-27T18:00, 2026-11-28T10:00
            us-rhode-island, 14015550100,  marketing,   America/New_York,    2026-11-29T17:00, 2026-11-30T09:00
            us-washington,   12065550100,  marketing,   America/Los_Angeles, 2026-11-30T20:00, 2026-12-01T08:00
            us-reg-f,        12025550100,  collections, America/New_York,    2026-11-30T21:00, 2026-12-01T08:00
            co-general,      573005550100, marketing,   America/Bogota,      2026-11-29T20:59, send
            co-general,      573005550100, marketing,   America/Bogota,      2026-11-29T21:00, 2026-11-30T08:00
            co-ley-2300,     573005550100, collections, America/Bogota,      2026-11-27T06:59, 2026-11-27T07:00
            co-ley-2300,     573005550100, collections, America/Bogota,      2026-11-27T19:00, 2026-11-28T08:00
            co-ley-2300,     573005550100, collections, America/Bogota,      2026-11-28T14:59, send
            co-ley-2300,     573005550100, collections, America/Bogota,      2026-11-28T15:00, 2026-11-30T07:00
            co-ley-2300,     573005550100, collections, America/Bogota,      2026-11-29T12:00, 2026-11-30T07:00
            co-ley-2300,     573005550100, collections, America/Bogota,      2026-12-08T09:00, 2026-12-09T07:00
            co-ley-2300,     573005550100, collections, America/Bogota,      2027-03-22T09:00, 2027-03-23T07:00
            mx,              525555550100, marketing,   America/Mexico_City, 2026-11-30T20:30, 2026-12-01T09:00
            mx,              526645550100, marketing,   America/Tijuana,     2026-11-30T20:29, send
            br,              5511955550100,marketing,   America/Sao_Paulo,   2026-11-27T21:00, 2026-11-28T10:00
            br,              5511955550100,marketing,   America/Sao_Paulo,   2026-11-28T16:00, 2026-11-30T09:00
            br,              5511955550100,marketing,   America/Sao_Paulo,   2026-12-25T10:00, 2026-12-26T10:00
            es,              34600555010,  marketing,   Europe/Madrid,       2026-11-30T09:30, 2026-11-30T10:00
            es,              34600555010,  marketing,   Europe/Madrid,       2026-11-27T21:00, 2026-11-30T10:00
            es,              34915550100,  marketing,   Europe/Madrid,       2026-12-08T12:00, 2026-12-09T09:00
            fr,              33600555010,  marketing,   Europe/Paris,        2026-11-28T20:00, 2026-11-30T08:00
            fr,              33600555010,  marketing,   Europe/Paris,        2026-07-14T10:00, 2026-07-15T08:00
            co-ley-2300,     573005550100, collections, America/Bogota,      2029-01-07T12:00, 2029-01-08T07:00
            co-ley-2300,     573005550100, collections, America/Bogota,      2028-12-30T15:00, 2029-01-01T07:00
            br,              5511955550100,marketing,   America/Sao_Paulo,   2029-01-06T16:00, 2029-01-08T09:00
            es,              34915550100,  marketing,   Europe/Madrid,       2029-01-06T12:00, 2029-01-08T09:00
            fr,              33600555010,  marketing,   Europe/Paris,        2029-01-07T10:00, 2029-01-08T08:00
            uk,              447700900100, marketing,   Europe/London,       2026-11-29T07:59, 2026-11-29T08:00
            uk,              447700900100, marketing,   Europe/London,       2026-11-29T20:59, send
            """)
    void everyShippedPackKeepsItsEdges(
            String pack, long digits, String category, ZoneId zone, String at, String expected) throws Exception {
        PolicyBook book = read(", policies: [" + pack + "]", "").gateway().policies();
        Ask ask = Ask.of(digits, Values.constant(Category.class).apply(category), List.of(pack));
        Decision decision =
                book.evaluate(ask, LocalDateTime.parse(at).atZone(zone).toInstant(), new long[0]);
        String got = decision instanceof Defer defer
                ? defer.until().atZone(zone).toLocalDateTime().toString()
                : decision.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        assertEquals(expected, got);
    }

    @Test
    void everyShippedPackCanBeReadAndHasItsSource() throws Exception {
        for (String name : Shipped.names("policies")) {
            PolicyPack pack =
                    read(", policies: [" + name + "]", "").gateway().policies().get(name);
            assertTrue(pack != null && pack.source().startsWith("http"), name);
        }
    }

    @Test
    void theEndOfHolidaysIsToldLongBeforeAndNeverEndsALaw() throws Exception {
        var gateway = read(", policies: [co-ley-2300, uk]", "").gateway();
        assertEquals(List.of(), gateway.warnings(LocalDate.of(2028, 7, 4)));
        assertEquals(
                List.of(
                        "policy pack co-ley-2300@2: its holidays end with 2028-12-31; from then on holidays are days like"
                                + " others: add the next ones"),
                gateway.warnings(LocalDate.of(2028, 7, 5)));
        assertEquals(
                List.of(
                        "policy pack co-ley-2300@2: its holidays ended with 2028-12-31; since then holidays are days like"
                                + " others: add the next ones"),
                gateway.warnings(LocalDate.of(2029, 1, 1)));
    }

    @Test
    void aPackThatEndsIsToldBeforeItLetsGo() throws Exception {
        pack("""
                version: 3
                country: XX
                categories: [marketing]
                hours: [{ days: [monday], open: ["09:00-12:00"] }]
                exceptions: [{ date: 2026-12-26, name: Boxing Day, open: ["10:00-12:00"] }]
                source: https://example.org/law
                reviewedOn: 2026-11-01
                validFrom: 2026-12-01
                validUntil: 2027-12-31
                """);
        var gateway = read(", policies: [mine]", "").gateway();
        assertEquals(List.of(), gateway.warnings(LocalDate.of(2027, 7, 4)));
        assertEquals(
                List.of("policy pack mine@3: it ends with 2027-12-31; from then on nothing of it holds"),
                gateway.warnings(LocalDate.of(2027, 7, 5)));
        assertEquals(
                List.of("policy pack mine@3: it ended with 2027-12-31; since then nothing of it holds"),
                gateway.warnings(LocalDate.of(2028, 1, 1)));
    }

    /** A pack that is shipped ends only where its law does. */
    @Test
    void noShippedPackEndsWithItsHolidays() throws Exception {
        for (String name : Shipped.names("policies")) {
            PolicyPack pack =
                    read(", policies: [" + name + "]", "").gateway().policies().get(name);
            assertTrue(pack != null && !pack.validUntil().isBefore(LocalDate.of(9999, 12, 31)), name);
        }
    }
}
