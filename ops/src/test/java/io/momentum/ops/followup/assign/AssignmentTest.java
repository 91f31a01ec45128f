package io.momentum.ops.followup.assign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.ops.followup.assign.Decision.Reason;
import io.momentum.ops.followup.match.Dimension;
import io.momentum.ops.followup.match.Match;
import io.momentum.ops.followup.match.Subject;
import io.momentum.ops.followup.sla.SlaBook;
import io.momentum.store.calendar.Interval;
import io.momentum.store.calendar.WorkCalendar;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AssignmentTest {

    /** A Friday. */
    private static final Instant NOW = Instant.parse("2026-11-27T16:50:00Z");

    private static final WorkCalendar OFFICE = new WorkCalendar(
            "office",
            ZoneOffset.UTC,
            Map.of(
                    DayOfWeek.FRIDAY, List.of(Interval.parse("09:00-17:00")),
                    DayOfWeek.MONDAY, List.of(Interval.parse("09:00-17:00"))),
            Map.of());
    private static final SlaBook BOOK = new SlaBook(List.of(), List.of(OFFICE), Map.of("sales", "office"));
    private static final Subject SPANISH_NORTH =
            new Subject(Map.of(Dimension.ZONE, "north", Dimension.LANGUAGE, "es", Dimension.LABEL, "interested"));

    private static Member member(String id) {
        return new Member(id, 3, 1, Set.of(), Set.of(), List.of());
    }

    private static Rule rule(String id, Match match, Strategy strategy) {
        return new Rule(id, match, "sales", strategy, Duration.ofMinutes(20));
    }

    private static Assignment one(Strategy strategy, Member... members) {
        return new Assignment(
                List.of(new Team("sales", "office", List.of(members))),
                List.of(rule("any", Match.ANY, strategy)),
                List.of(new Duty(Match.ANY, "boss")),
                BOOK);
    }

    private static List<String> owners(Assignment assignment, AssignState state, int times) {
        List<String> owners = new ArrayList<>();
        AssignState now = state;
        for (int i = 0; i < times; i++) {
            Decision decision = assignment.decide(Request.fresh(SPANISH_NORTH, NOW), now);
            owners.add(decision.owner());
            now = now.assigned(decision.rule(), decision.owner(), decision.weight());
        }
        return owners;
    }

    @Test
    void roundRobinGoesInTurnAndPassesOverThoseWhoCannot() {
        Member away = new Member(
                "eve", 3, 1, Set.of(), Set.of(), List.of(new Member.Absence(NOW.minusSeconds(9), NOW.plusSeconds(9))));
        Assignment assignment = one(Strategy.ROUND_ROBIN, member("ana"), away, member("luis"));
        assertEquals(List.of("ana", "luis", "ana", "luis"), owners(assignment, AssignState.EMPTY, 4));
    }

    @Test
    void leastOpenTakesTheOneWithTheFewestThenInTurn() {
        Assignment assignment = one(Strategy.LEAST_OPEN, member("ana"), member("luis"), member("eve"));
        AssignState state = AssignState.open(Map.of("ana", 2, "luis", 1));
        assertEquals(List.of("eve", "luis", "eve", "ana"), owners(assignment, state, 4));
    }

    @Test
    void weightedGivesEachItsShare() {
        Member strong = new Member("ana", 100, 3, Set.of(), Set.of(), List.of());
        Member weak = new Member("luis", 100, 1, Set.of(), Set.of(), List.of());
        List<String> owners = owners(one(Strategy.WEIGHTED, strong, weak), AssignState.EMPTY, 40);
        assertEquals(30, owners.stream().filter("ana"::equals).count());
    }

    @Test
    void anUnevenShareIsKeptOverAnyNumberOfTurns() {
        Member[] members = {weighing("ana", 5), weighing("luis", 3), weighing("eve", 2)};
        List<String> owners = owners(one(Strategy.WEIGHTED, members), AssignState.EMPTY, 100);
        assertEquals(50, count(owners, "ana"));
        assertEquals(30, count(owners, "luis"));
        assertEquals(20, count(owners, "eve"));
        assertTrue(longestRun(owners) <= 2, owners.toString());
    }

    @Test
    void whoJoinsOrComesBackStartsWhereTheOthersAre() {
        Member ana = weighing("ana", 1);
        Member luis = weighing("luis", 1);
        AssignState state = AssignState.EMPTY;
        for (String owner : owners(one(Strategy.WEIGHTED, ana, luis), state, 200))
            state = state.assigned("any", owner, 1);
        List<String> owners = owners(one(Strategy.WEIGHTED, ana, luis, weighing("eve", 1)), state, 30);
        assertEquals(10, count(owners, "eve"), owners.toString());
        assertTrue(longestRun(owners) <= 2, owners.toString());
        for (String owner : owners) state = state.assigned("any", owner, 1);
        // Ana was away meanwhile.
        for (String owner : owners(one(Strategy.WEIGHTED, luis, weighing("eve", 1)), state, 100))
            state = state.assigned("any", owner, 1);
        owners = owners(one(Strategy.WEIGHTED, ana, luis, weighing("eve", 1)), state, 30);
        assertTrue(count(owners, "ana") <= 11, owners.toString());
        assertTrue(longestRun(owners) <= 2, owners.toString());
    }

    private static Member weighing(String id, int weight) {
        return new Member(id, 10_000, weight, Set.of(), Set.of(), List.of());
    }

    private static long count(List<String> owners, String owner) {
        return owners.stream().filter(owner::equals).count();
    }

    private static int longestRun(List<String> owners) {
        int longest = 0;
        int run = 0;
        for (int i = 0; i < owners.size(); i++) {
            run = i > 0 && owners.get(i).equals(owners.get(i - 1)) ? run + 1 : 1;
            longest = Math.max(longest, run);
        }
        return longest;
    }

    @Test
    void stickyGoesBackToWhoHadTheContactUnlessThatCannot() {
        Assignment assignment = one(Strategy.STICKY_OWNER, member("ana"), member("luis"));
        Request again = Request.fresh(SPANISH_NORTH, NOW).previously("luis");
        assertEquals(
                "luis",
                assignment.decide(again, AssignState.open(Map.of("luis", 2))).owner());
        assertEquals(
                "ana",
                assignment.decide(again, AssignState.open(Map.of("luis", 3))).owner());
    }

    @Test
    void skillsZonesAndCapacityAreLookedAt() {
        Assignment assignment = one(
                Strategy.ROUND_ROBIN,
                new Member("english", 3, 1, Set.of("en"), Set.of(), List.of()),
                new Member("south", 3, 1, Set.of(), Set.of("south"), List.of()),
                new Member("full", 1, 1, Set.of(), Set.of(), List.of()),
                new Member("able", 3, 1, Set.of("es", "en"), Set.of("north"), List.of()));
        Decision decision = assignment.decide(Request.fresh(SPANISH_NORTH, NOW), AssignState.open(Map.of("full", 1)));
        assertEquals(
                List.of(
                        "owner able (rule any, team sales, reason new)",
                        "to be taken up by 2026-11-30T09:10:00Z",
                        "rule any: round-robin",
                        "  - english: does not speak es",
                        "  - south: is not in zone north",
                        "  - full: is full: 1 of 1 open",
                        "  + able: taken: 0 of 3 open"),
                decision.explain());
    }

    @Test
    void oneBoundToAZoneHasNoPartInAConversationWithoutOne() {
        Member bound = new Member("north", 3, 1, Set.of(), Set.of("north"), List.of());
        assertEquals(
                "boss",
                one(Strategy.ROUND_ROBIN, bound)
                        .decide(Request.fresh(Subject.UNKNOWN, NOW), AssignState.EMPTY)
                        .owner());
    }

    @Test
    void whoDoesNotTakeItUpInTimeLosesItToTheNextAndAtLastToTheOneOnDuty() {
        Assignment assignment = one(Strategy.ROUND_ROBIN, member("ana"), member("luis"));
        Request request = Request.fresh(SPANISH_NORTH, NOW);
        AssignState state = AssignState.EMPTY;
        List<String> owners = new ArrayList<>();
        Decision decision = assignment.decide(request, state);
        for (int i = 0; i < 3; i++) {
            owners.add(decision.owner() + " " + decision.reason().word());
            state = state.assigned(decision.rule(), decision.owner(), decision.weight())
                    .released(decision.owner());
            request = request.timedOut(decision.owner(), decision.acceptBy().orElse(NOW));
            decision = assignment.decide(request, state);
        }
        assertEquals(List.of("ana new", "luis timeout", "boss timeout"), owners);
        assertEquals("boss", decision.owner(), "nothing is unowned");
        assertEquals(Reason.TIMEOUT, decision.reason());
        assertEquals(Optional.empty(), decision.acceptBy());
    }

    @Test
    void theFirstRuleThatFitsAndHasSomebodyDecides() {
        Team sales = new Team("sales", "", List.of(member("ana")));
        Team empty = new Team("none", "", List.of());
        Assignment assignment = new Assignment(
                List.of(sales, empty),
                List.of(
                        rule(
                                "complaints",
                                new Match(Map.of(Dimension.LABEL, Set.of("complaint"))),
                                Strategy.ROUND_ROBIN),
                        new Rule("nobody", Match.ANY, "none", Strategy.ROUND_ROBIN, Duration.ZERO),
                        rule("rest", new Match(Map.of(Dimension.ZONE, Set.of("north"))), Strategy.LEAST_OPEN)),
                List.of(
                        new Duty(new Match(Map.of(Dimension.ZONE, Set.of("north"))), "maria"),
                        new Duty(Match.ANY, "boss")),
                BOOK);
        Decision decision = assignment.decide(Request.fresh(SPANISH_NORTH, NOW), AssignState.EMPTY);
        assertEquals("rest", decision.rule());
        assertEquals(
                List.of(
                        "rule complaints: does not fit: label is interested, not complaint",
                        "rule nobody: fits, but team none has nobody for it",
                        "rule rest: least-open"),
                decision.explain().stream()
                        .filter(line -> line.startsWith("rule "))
                        .toList());
        AssignState full = AssignState.open(Map.of("ana", 3));
        assertEquals(
                "maria",
                assignment.decide(Request.fresh(SPANISH_NORTH, NOW), full).owner());
        Subject south = SPANISH_NORTH.with(Dimension.ZONE, "south");
        assertEquals("boss", assignment.decide(Request.fresh(south, NOW), full).owner());
    }

    @Test
    void theLastOnDutyTakesAnythingEvenWhenAway() {
        Member away = new Member(
                "boss", 0, 1, Set.of(), Set.of(), List.of(new Member.Absence(NOW.minusSeconds(9), NOW.plusSeconds(9))));
        Decision decision =
                one(Strategy.ROUND_ROBIN, away).decide(Request.fresh(SPANISH_NORTH, NOW), AssignState.EMPTY);
        assertEquals("boss", decision.owner());
        assertTrue(decision.explain().getLast().contains("takes the rest, although: is away until"));
    }

    @Test
    void sameValuesGiveTheSameOwner() {
        Assignment assignment = one(Strategy.LEAST_OPEN, member("ana"), member("luis"), member("eve"));
        AssignState state = AssignState.open(Map.of("ana", 1)).assigned("any", "luis", 1);
        Request request = Request.fresh(SPANISH_NORTH, NOW);
        assertEquals(assignment.decide(request, state), assignment.decide(request, state));
    }

    @Test
    void aTeamThatIsNotThereAndADutyWithoutAnEndAreRefused() {
        List<Rule> rules = List.of(rule("any", Match.ANY, Strategy.ROUND_ROBIN));
        List<Duty> duties = List.of(new Duty(Match.ANY, "boss"));
        assertThrows(IllegalArgumentException.class, () -> new Assignment(List.of(), rules, duties, BOOK));
        assertThrows(IllegalArgumentException.class, () -> new Assignment(List.of(), List.of(), List.of(), BOOK));
        Match north = new Match(Map.of(Dimension.ZONE, Set.of("north")));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Assignment(List.of(), List.of(), List.of(new Duty(north, "boss")), BOOK));
    }
}
