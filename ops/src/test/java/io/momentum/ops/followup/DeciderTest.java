package io.momentum.ops.followup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.momentum.ops.followup.Command.Assign;
import io.momentum.ops.followup.Command.Claim;
import io.momentum.ops.followup.Command.Close;
import io.momentum.ops.followup.Command.TakeBack;
import io.momentum.ops.followup.Decision.Facts;
import io.momentum.ops.followup.Decision.Refused;
import io.momentum.ops.followup.assign.Duty;
import io.momentum.ops.followup.assign.Member;
import io.momentum.ops.followup.assign.Staff;
import io.momentum.ops.followup.assign.Team;
import io.momentum.ops.followup.match.Match;
import io.momentum.store.fact.CareFact;
import io.momentum.store.fact.CareFact.ConversationClosed;
import io.momentum.store.fact.CareFact.ConversationOpened;
import io.momentum.store.fact.CareFact.ConversationReopened;
import io.momentum.store.fact.CareFact.OwnerAssigned;
import io.momentum.store.fact.CareFact.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeciderTest {

    private static final String LEA = "user:lea";
    private static final Staff STAFF = Staff.of(
                    List.of(
                            new Team("sales", "", List.of(member("ana"), member("luis"))),
                            new Team("care", "", List.of())),
                    List.of(new Duty(Match.ANY, "boss")))
            .with(Map.of("care", List.of(member("eva"))), Set.of("eva", "lea"));

    private static Member member(String id) {
        return new Member(id, 20, 1, Set.of(), Set.of(), List.of());
    }

    private static Conversation open() {
        var opened = new ConversationOpened(1, "system", 5, 15_550_100_142L, "890123", null, 0);
        return ConversationFold.open(opened, Map.of());
    }

    private static Conversation owned(String team, String owner) {
        return ConversationFold.apply(open(), new OwnerAssigned(2, LEA, 5, team, owner, "manual", "", "", 0));
    }

    private static Decision decide(Conversation c, Command command) {
        return new Decider(Rules.DEFAULT, STAFF).decide(c, command, LEA, 3);
    }

    private static String given(Conversation c, String team, String owner) {
        return switch (decide(c, new Assign(team, owner, ""))) {
            case Facts facts -> {
                var fact = (OwnerAssigned) facts.facts().getFirst();
                yield fact.team() + "/" + fact.owner();
            }
            case Refused refused -> refused.code() + " " + refused.detail();
        };
    }

    // ---- to whom it can be given

    @Test
    void itIsGivenToWhoeverWorksHere() {
        assertEquals("sales/ana", given(open(), "sales", "ana"));
        assertEquals("sales/eva", given(open(), "sales", "eva"));
        assertEquals("/boss", given(open(), "", "boss"));
        assertEquals("/lea", given(open(), "", "lea"));
        assertEquals("care/", given(owned("sales", "ana"), "care", ""));
    }

    @Test
    void itIsGivenToNobodyWhoIsNotKnown() {
        assertEquals(
                "UNKNOWN_OWNER Nobody here is named \"anna\". Of team sales are ana, luis.",
                given(open(), "sales", "anna"));
        assertEquals("UNKNOWN_OWNER Nobody here is named \"anna\".", given(open(), "", "anna"));
        assertEquals("UNKNOWN_TEAM No team is named \"sale\".", given(open(), "sale", "ana"));
        assertEquals("UNKNOWN_TEAM No team is named \"sale\".", given(open(), "sale", ""));
        var refused = assertInstanceOf(Refused.class, decide(open(), new Assign("sales", "anna", "")));
        assertEquals(Map.of("owner", "anna", "known", "ana, luis"), refused.more());
    }

    @Test
    void whoHasItKeepsItThoughItHasLeft() {
        Conversation c = owned("gone", "max");
        assertEquals("sales/max", given(c, "sales", "max"));
        assertEquals("gone/ana", given(c, "", "ana"));
        assertEquals("gone/ana", given(c, "gone", "ana"));
    }

    @Test
    void aProgramClaimsForItselfAndForThoseWhoWorkHere() {
        Decider decider = new Decider(Rules.DEFAULT, STAFF);
        assertInstanceOf(Facts.class, decider.decide(open(), new Claim("crm"), "token:crm", 3));
        assertInstanceOf(Facts.class, decider.decide(open(), new Claim("ana"), "token:crm", 3));
        var refused = assertInstanceOf(Refused.class, decider.decide(open(), new Claim("anna"), "token:crm", 3));
        assertEquals(Decision.Code.UNKNOWN_OWNER, refused.code());
    }

    @Test
    void whereNoTeamIsKnownAnyNameWillDo() {
        Decider decider = new Decider(Rules.DEFAULT, Staff.ANYBODY.with(Map.of(), Set.of("root")));
        assertInstanceOf(Facts.class, decider.decide(open(), new Assign("north", "agent-7", ""), "token:crm", 3));
        Decider withPeople =
                new Decider(Rules.DEFAULT, Staff.ANYBODY.with(Map.of("care", List.of(member("eva"))), Set.of("eva")));
        assertInstanceOf(Refused.class, withPeople.decide(open(), new Assign("", "agent-7", ""), "token:crm", 3));
    }

    // ---- what an outcome amounts to

    private static final Rules RULES = new Rules(
            Rules.DEFAULT.zone(),
            Rules.DEFAULT.joinWindow(),
            Rules.DEFAULT.reopenWithin(),
            Rules.DEFAULT.duplicateWithin(),
            2,
            List.of(
                    new Outcome("visit_booked", List.of("room"), true, true),
                    new Outcome("call_again", List.of(), false, false)));

    private static ConversationClosed closed(String outcome, Map<String, String> fields) {
        Decision decision = new Decider(RULES, STAFF).decide(open(), new Close(outcome, fields), LEA, 3);
        return (ConversationClosed)
                assertInstanceOf(Facts.class, decision).facts().getFirst();
    }

    @Test
    void aCloseSaysWhatItsOutcomeAmountsTo() {
        assertEquals(
                new Verdict(true, true, true),
                closed("visit_booked", Map.of("room", "4")).verdict());
        assertEquals(
                new Verdict(false, false, true), closed("call_again", Map.of()).verdict());
    }

    @Test
    void aCloseThatIsPutBackAmountsToWhatItDid() {
        ConversationClosed fact = closed("visit_booked", Map.of("room", "4"));
        Conversation before = ConversationFold.apply(open(), fact);
        Conversation after = ConversationFold.apply(before, new ConversationReopened(4, LEA, 5, "manual"));
        Map<String, String> memory = TakingBack.memory("reopen", before, after);
        // Its outcome is not configured any more.
        Decision decision = decide(after, new TakeBack("reopen", memory));
        List<CareFact> facts =
                new ArrayList<>(assertInstanceOf(Facts.class, decision).facts());
        var again = (ConversationClosed) facts.getFirst();
        assertEquals(Map.of("room", "4"), again.fields());
        assertEquals(fact.verdict(), again.verdict());
    }

    @Test
    void whatAnEarlierReleaseClosedAmountsToWhatItDidThere() {
        assertEquals(new Verdict(true, true, false), Outcome.usual("appointment_confirmed", Map.of()));
        assertEquals(new Verdict(false, false, true), Outcome.usual("follow_up_pending", Map.of("date", "2026-12-04")));
        assertEquals(new Verdict(true, false, true), Outcome.usual("visit_booked", Map.of()));
    }
}
