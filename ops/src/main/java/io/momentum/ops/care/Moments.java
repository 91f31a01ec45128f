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
            case "closed" -> lookAgain(c, story, now);
            case "accept" -> steps.notAccepted(story, rows, now);
            default -> {
                // A clock: those are looked at below.
            }
        }
        steps.clocks(story, rows, now);
        return new Facts(story.all());
    }

    /** A promise that nobody settled in time is broken; a follow-up with a date has come. Both go on. */
    private static void lookAgain(Conversation c, Story story, long now) {
        if (c.isOpen() || c.closure().untilMicros() == 0 || c.closure().untilMicros() > now) return;
        boolean promised = c.closure().promise().equals("pending");
        if (promised) story.add(new PromiseSettled(now, SYSTEM, c.id(), "broken", ""));
        story.add(new ConversationReopened(now, SYSTEM, c.id(), promised ? "promise not kept" : "follow-up is due"));
    }
}
