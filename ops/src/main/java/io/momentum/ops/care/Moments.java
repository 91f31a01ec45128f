package io.momentum.ops.care;

import io.momentum.ops.followup.Conversation;
import io.momentum.ops.followup.Decision;
import io.momentum.ops.followup.Decision.Facts;
import io.momentum.store.fact.CareFact;
import io.momentum.store.fact.CareFact.ConversationMoved;
import io.momentum.store.fact.CareFact.ConversationReopened;
import io.momentum.store.fact.CareFact.PromiseSettled;
import io.momentum.store.fact.CareFact.Stage;
import io.momentum.store.index.Shelf;

/** What is decided because a moment has come, or because something was done. */
final class Moments {

    private static final String SYSTEM = "system";

    private final ReplySteps steps;

    Moments(ReplySteps steps) {
        this.steps = steps;
    }

    /** The facts of a command, and what follows from them: clocks that stop, start or pause. */
    Facts afterCommand(Conversation before, Facts decided, Shelf rows, long now) {
        if (decided.facts().isEmpty()) return decided;
        Story story = Story.of(before);
        for (CareFact fact : decided.facts()) story.add(fact);
        steps.ownerAgain(story, rows, now);
        steps.clocks(story, rows, now);
        return new Facts(story.all());
    }

    Decision due(Conversation c, String kind, Shelf rows, long now) {
        Story story = Story.of(c);
        switch (kind) {
            case "wake" -> {
                if (c.stage() == Stage.SCHEDULED && c.untilMicros() <= now)
                    story.add(new ConversationMoved(now, SYSTEM, c.id(), Stage.IN_PROGRESS, 0, "its time has come"));
            }
            case "promise" -> promise(c, story, now);
            case "closed" -> lookAgain(c, story, now);
            case "accept" -> steps.notAccepted(story, rows, now);
            default -> {
                // A clock: those are looked at below.
            }
        }
        steps.ownerAgain(story, rows, now);
        steps.clocks(story, rows, now);
        return new Facts(story.all());
    }

    /** A promise that nobody has settled in time is broken, and somebody goes on. */
    private static void promise(Conversation c, Story story, long now) {
        if (!c.closure().isPromisePending() || c.closure().promiseDueMicros() > now) return;
        story.add(new PromiseSettled(now, SYSTEM, c.id(), "broken", ""));
        if (!c.isOpen()) story.add(new ConversationReopened(now, SYSTEM, c.id(), "promise not kept"));
    }

    /** A follow-up with a date has come. */
    private static void lookAgain(Conversation c, Story story, long now) {
        if (c.isOpen() || c.closure().untilMicros() == 0 || c.closure().untilMicros() > now) return;
        story.add(new ConversationReopened(now, SYSTEM, c.id(), "follow-up is due"));
    }
}
