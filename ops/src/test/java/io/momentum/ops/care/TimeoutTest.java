package io.momentum.ops.care;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.momentum.ops.followup.FollowupConfig;
import io.momentum.ops.followup.Rules;
import io.momentum.ops.followup.assign.Duty;
import io.momentum.ops.followup.assign.Member;
import io.momentum.ops.followup.assign.Rule;
import io.momentum.ops.followup.assign.Strategy;
import io.momentum.ops.followup.assign.Team;
import io.momentum.ops.followup.match.Match;
import io.momentum.store.fact.CareFact.ConversationOpened;
import io.momentum.store.fact.CareFact.OwnerAssigned;
import io.momentum.store.index.Shelf;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An owner who does not act loses the conversation, and it says why. */
class TimeoutTest {

    private static final Shelf NO_ROWS = new Shelf() {
        @Override
        public byte @Nullable [] get(byte[] key) {
            return null;
        }

        @Override
        public void scan(byte[] from, byte @Nullable [] end, RowSink sink) {
            // Nothing is known.
        }
    };

    private static ReplySteps steps(String... members) {
        List<Member> team = List.of(members).stream()
                .map(id -> new Member(id, 5, 1, Set.of(), Set.of(), List.of()))
                .toList();
        var config = new FollowupConfig(
                Rules.DEFAULT,
                Optional.empty(),
                "",
                List.of(),
                List.of(new Team("sales", "", team)),
                List.of(),
                List.of(new Rule("any", Match.ANY, "sales", Strategy.ROUND_ROBIN, Duration.ofMinutes(20))),
                List.of(new Duty(Match.ANY, "boss")));
        Playbook playbook = Playbook.of(config, () -> {
            throw new IllegalStateException("nothing is to be classified");
        });
        return new ReplySteps(
                new ReplyReading(() -> {
                    throw new IllegalStateException("nothing is to be read");
                }),
                playbook);
    }

    private static Story timedOut(ReplySteps steps) {
        Story story = Story.of(new ConversationOpened(1, "system", 5, 15_550_100_142L, "890123", null, 0), Map.of());
        story.add(new OwnerAssigned(2, "rule:any", 5, "sales", "ana", "rule", "any", "", 10));
        steps.notAccepted(story, NO_ROWS, 11);
        return story;
    }

    @Test
    void whatGoesToTheNextOfATeamIsATimeout() {
        Story story = timedOut(steps("ana", "luis"));
        var last = assertInstanceOf(OwnerAssigned.class, story.all().getLast());
        assertEquals("luis timeout", last.owner() + " " + last.reason());
        assertEquals(1, story.state().ownership().timeouts());
    }

    @Test
    void whatFallsToTheOneOnDutyIsATimeoutToo() {
        Story story = timedOut(steps("ana"));
        var last = assertInstanceOf(OwnerAssigned.class, story.all().getLast());
        assertEquals("boss timeout", last.owner() + " " + last.reason());
        assertEquals("rule:duty", last.actor());
        assertEquals(1, story.state().ownership().timeouts());
    }
}
