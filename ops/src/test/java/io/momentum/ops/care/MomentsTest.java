package io.momentum.ops.care;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.ops.care.Derived.Due;
import io.momentum.ops.followup.Conversation;
import io.momentum.ops.followup.ConversationFold;
import io.momentum.ops.followup.Decision;
import io.momentum.ops.followup.Decision.Facts;
import io.momentum.ops.followup.Rules;
import io.momentum.ops.followup.assign.Assignment;
import io.momentum.ops.followup.assign.Duty;
import io.momentum.ops.followup.assign.Member;
import io.momentum.ops.followup.assign.Rule;
import io.momentum.ops.followup.assign.Staff;
import io.momentum.ops.followup.assign.Strategy;
import io.momentum.ops.followup.assign.Team;
import io.momentum.ops.followup.match.Match;
import io.momentum.ops.followup.sla.SlaBook;
import io.momentum.store.fact.CareFact;
import io.momentum.store.fact.CareFact.ConversationClosed;
import io.momentum.store.fact.CareFact.ConversationOpened;
import io.momentum.store.fact.CareFact.ConversationReopened;
import io.momentum.store.fact.CareFact.OwnerAssigned;
import io.momentum.store.fact.CareFact.PromiseSettled;
import io.momentum.store.fact.CareFact.Stage;
import io.momentum.store.index.Shelf;
import io.momentum.store.value.SystemId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Promises, follow-ups and owners as days pass. */
class MomentsTest {

    private static final long ID = 7;
    private static final String ANA = "user:ana";
    private static final long DAY = 86_400_000_000L;
    private static final Shelf EMPTY = new Shelf() {
        @Override
        public byte @org.jspecify.annotations.Nullable [] get(byte[] key) {
            return null;
        }

        @Override
        public void scan(byte[] from, byte @org.jspecify.annotations.Nullable [] end, RowSink sink) {
            // There is nothing.
        }
    };

    private Conversation c = ConversationFold.open(
            new ConversationOpened(0, "system", ID, 15_550_100_100L, "890123", new SystemId("acme"), 0), Map.of());

    private static Moments moments(Member... members) {
        var book = new SlaBook(List.of(), List.of(), Map.of());
        var teams = List.of(new Team("sales", "", List.of(members)));
        var duties = List.of(new Duty(Match.ANY, "boss"));
        var all = new Rule("all", Match.ANY, "sales", Strategy.ROUND_ROBIN, Duration.ofMinutes(20));
        var rules = new Assignment(teams, List.of(all), duties, book);
        var playbook =
                new Playbook(Rules.DEFAULT, MomentsTest::unused, Staff.of(teams, duties), Optional.of(rules), book);
        return new Moments(new ReplySteps(new ReplyReading(MomentsTest::unused), playbook));
    }

    private static <T> T unused() {
        throw new IllegalStateException("nothing is read here");
    }

    private static Member member(String id, Member.Absence... absences) {
        return new Member(id, 30, 1, Set.of(), Set.of(), List.of(absences));
    }

    private void then(CareFact fact) {
        c = ConversationFold.apply(c, fact);
    }

    private void owned(long at, String owner) {
        then(new OwnerAssigned(at, ANA, ID, "sales", owner, "claim", "", "", 0));
    }

    private List<CareFact> due(Moments moments, String kind, long now) {
        Decision decision = moments.due(c, kind, EMPTY, now);
        List<CareFact> facts = ((Facts) decision).facts();
        facts.forEach(this::then);
        return facts;
    }

    private void promised(long at, long until) {
        then(new ConversationClosed(
                at, ANA, ID, "payment_promised", Map.of("date", "1970-01-06", "amount", "120.50"), until));
    }

    @Test
    void aPromiseThatNobodySettledIsBrokenAndOpensAgain() {
        owned(1, "ana");
        promised(2, 5 * DAY);
        assertEquals(Set.of(new Due(5 * DAY, "promise")), Derived.dues(c));
        due(moments(member("ana")), "promise", 5 * DAY);
        assertEquals("broken", c.closure().promise());
        assertTrue(c.isOpen());
        assertEquals("ana", c.ownership().owner());
    }

    @Test
    void aPromiseWakesThoughTheContactHasWrittenMeanwhile() {
        owned(1, "ana");
        promised(2, 5 * DAY);
        then(new ConversationReopened(DAY, "system", ID, "reply"));
        assertTrue(Derived.dues(c).contains(new Due(5 * DAY, "promise")), "while it is open");
        then(new ConversationClosed(DAY + 1, ANA, ID, "resolved", Map.of(), 0));
        assertTrue(Derived.dues(c).contains(new Due(5 * DAY, "promise")), "and when it is closed otherwise");
        List<CareFact> facts = due(moments(member("ana")), "promise", 5 * DAY);
        assertTrue(facts.stream().anyMatch(PromiseSettled.class::isInstance), facts.toString());
        assertTrue(c.isOpen());
        assertFalse(Derived.dues(c).stream().anyMatch(each -> each.kind().equals("promise")));
    }

    @Test
    void aPromiseOfAnOpenConversationBreaksAndNothingIsOpenedTwice() {
        owned(1, "ana");
        promised(2, 5 * DAY);
        then(new ConversationReopened(DAY, "system", ID, "reply"));
        int episode = c.episode();
        due(moments(member("ana")), "promise", 5 * DAY);
        assertEquals("broken", c.closure().promise());
        assertEquals(episode, c.episode());
    }

    @Test
    void aSettledPromiseLeavesTheDateOfALaterFollowUp() {
        owned(1, "ana");
        promised(2, 5 * DAY);
        then(new ConversationReopened(DAY, "system", ID, "reply"));
        then(new ConversationClosed(DAY + 1, ANA, ID, "follow_up_pending", Map.of("date", "x"), 9 * DAY));
        then(new PromiseSettled(2 * DAY, ANA, ID, "kept", "120.50"));
        assertEquals(Set.of(new Due(9 * DAY, "closed")), Derived.dues(c));
        due(moments(member("ana")), "closed", 9 * DAY);
        assertTrue(c.isOpen());
    }

    @Test
    void whatGoesOnIsToBeTakenUpAgain() {
        owned(1, "luis");
        then(new ConversationClosed(2, ANA, ID, "follow_up_pending", Map.of("date", "x"), 3 * DAY));
        due(moments(member("ana"), member("luis")), "closed", 3 * DAY);
        assertEquals("luis", c.ownership().owner(), "not the next in turn");
        assertEquals(3 * DAY + 20 * 60_000_000L, c.ownership().acceptUntilMicros());
        assertEquals(Stage.OWNED, c.stage());
        due(moments(member("ana"), member("luis")), "accept", 4 * DAY);
        assertEquals("ana", c.ownership().owner());
    }

    @Test
    void whatGoesOnWhileItsOwnerIsAwayGoesToAnother() {
        owned(1, "luis");
        then(new ConversationClosed(2, ANA, ID, "follow_up_pending", Map.of("date", "x"), 3 * DAY));
        var away = new Member.Absence(Instant.EPOCH, Instant.EPOCH.plus(Duration.ofDays(30)));
        due(moments(member("luis", away), member("ana")), "closed", 3 * DAY);
        assertEquals("ana", c.ownership().owner());
        assertEquals("reopened", c.ownership().reason());
    }

    @Test
    void whatGoesOnWhenItsOwnerHasLeftTheTeamsGoesToAnother() {
        owned(1, "luis");
        then(new ConversationClosed(2, ANA, ID, "follow_up_pending", Map.of("date", "x"), 3 * DAY));
        due(moments(member("ana")), "closed", 3 * DAY);
        assertEquals("ana", c.ownership().owner());
    }

    @Test
    void nobodyOwnedItAndSomebodyDoesNow() {
        then(new ConversationClosed(2, "rule:opt-out", ID, "opt_out_applied", Map.of(), 0));
        then(new ConversationClosed(3, ANA, ID, "follow_up_pending", Map.of("date", "x"), 3 * DAY));
        due(moments(member("ana")), "closed", 3 * DAY);
        assertEquals("ana", c.ownership().owner());
    }
}
