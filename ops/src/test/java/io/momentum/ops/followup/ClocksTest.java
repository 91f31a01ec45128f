package io.momentum.ops.followup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.momentum.ops.followup.Conversation.Clock;
import io.momentum.ops.followup.match.Match;
import io.momentum.ops.followup.sla.ClockKind;
import io.momentum.ops.followup.sla.SlaBook;
import io.momentum.ops.followup.sla.SlaPolicy;
import io.momentum.store.fact.CareFact;
import io.momentum.store.fact.CareFact.ClockMove;
import io.momentum.store.fact.CareFact.ConversationClosed;
import io.momentum.store.fact.CareFact.ConversationMoved;
import io.momentum.store.fact.CareFact.ConversationOpened;
import io.momentum.store.fact.CareFact.ConversationReopened;
import io.momentum.store.fact.CareFact.ReplyJoined;
import io.momentum.store.fact.CareFact.ReplySent;
import io.momentum.store.fact.CareFact.Stage;
import io.momentum.store.value.SystemId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The clocks of a conversation, minute by minute; each is due after an hour, day and night. */
class ClocksTest {

    private static final long ID = 7;
    private static final String ANA = "user:ana";

    private final Map<String, String> terms = new TreeMap<>();
    private final Clocks clocks = new Clocks(
            new SlaBook(
                    List.of(new SlaPolicy(
                            "hour",
                            1,
                            1,
                            Match.ANY,
                            Map.of(
                                    ClockKind.FIRST_RESPONSE,
                                    Duration.ofHours(1),
                                    ClockKind.NEXT_RESPONSE,
                                    Duration.ofHours(1)),
                            Optional.empty(),
                            List.of(),
                            List.of())),
                    List.of(),
                    Map.of()),
            name -> Optional.ofNullable(terms.get(name)));

    private long now;
    private Conversation c = ConversationFold.open(
            new ConversationOpened(0, "system", ID, 15_550_100_100L, "890123", new SystemId("acme"), 0), Map.of());

    private ClocksTest at(int minute) {
        now = minute * 60_000_000L;
        return this;
    }

    private ClocksTest then(CareFact fact) {
        c = ConversationFold.apply(c, fact);
        Clocks.Moves moves = clocks.moves(c, now);
        terms.putAll(moves.terms());
        for (CareFact move : moves.facts()) c = ConversationFold.apply(c, move);
        return this;
    }

    private ClocksTest reply() {
        return then(new ReplyJoined(now, "system", ID, c.digits(), now + 1, now, 0, "", "none", 0, List.of(), 0));
    }

    private ClocksTest answer() {
        return then(new ReplySent(now, ANA, ID, now + 2));
    }

    private ClocksTest waits() {
        return then(new ConversationMoved(now, ANA, ID, Stage.WAITING_CONTACT, 0, "asked for papers"));
    }

    private ClocksTest closed(String actor) {
        return then(new ConversationClosed(now, actor, ID, "resolved", Map.of(), 0));
    }

    private Clock next() {
        Clock clock = c.clock("next_response");
        assertNotNull(clock);
        return clock;
    }

    @Test
    void anAnswerStopsTheClockOfTheNextResponse() {
        at(1).reply().at(2).answer().at(10).reply().at(25).answer();
        assertEquals(ClockMove.STOPPED, next().last());
        assertEquals(15 * 60_000, next().businessMillis());
    }

    @Test
    void aCloseAnswersNobody() {
        at(1).reply().at(2).answer().at(10).reply().at(20).closed(ANA);
        assertEquals(ClockMove.CANCELLED, next().last());
    }

    @Test
    void whatWaitsForTheContactCanBeClosed() {
        at(1).reply().at(2).answer().at(10).reply().at(20).waits().at(30).closed(ANA);
        assertEquals(Stage.CLOSED, c.stage());
        assertEquals(ClockMove.CANCELLED, next().last());
        assertEquals(10 * 60_000, next().businessMillis());
    }

    @Test
    void aStopWhileItWaitsForTheContactClosesIt() {
        at(1).reply()
                .at(2)
                .answer()
                .at(10)
                .reply()
                .at(20)
                .waits()
                .at(30)
                .reply()
                .closed("rule:opt-out");
        assertEquals(ClockMove.CANCELLED, next().last());
    }

    @Test
    void aClockOfTheHostThatGoesBackStopsNobody() {
        at(10).reply().at(20).waits();
        at(5).then(new ConversationMoved(now, ANA, ID, Stage.IN_PROGRESS, 0, ""));
        at(4).waits().at(3).closed(ANA);
        assertEquals(Stage.CLOSED, c.stage());
        Clock first = c.clock("first_response");
        assertNotNull(first);
        assertEquals(ClockMove.CANCELLED, first.last());
    }

    @Test
    void anUndoneCloseLetsTheReplyWaitAsBefore() {
        at(1).reply().at(5).closed(ANA).at(6).then(new ConversationReopened(now, ANA, ID, "undo"));
        assertEquals(60_000_000L, c.replies().unansweredSinceMicros());
        Clock first = c.clock("first_response");
        assertNotNull(first);
        assertEquals(60_000_000L, first.startedAtMicros());
        at(70).then(new ConversationMoved(now, "system", ID, Stage.IN_PROGRESS, 0, ""));
        assertEquals(true, c.isBreached());
    }

    @Test
    void aCloseThatIsOpenedAgainOtherwiseBeginsAnew() {
        at(1).reply().at(5).closed(ANA).at(6).then(new ConversationReopened(now, ANA, ID, "reply"));
        assertEquals(0, c.replies().unansweredSinceMicros());
    }
}
