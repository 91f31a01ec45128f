package io.momentum.ops.care;

import io.momentum.ops.care.FollowUpPath.Reply;
import io.momentum.ops.care.FollowUpPath.Story;
import io.momentum.ops.followup.Rules;
import io.momentum.store.index.Shelf;

/** Label, owner and clocks: each the rules of its own package, put to one conversation. */
final class ReplySteps implements FollowUpPath.Steps {

    @Override
    public void afterReply(Reply reply, Story story, Rules rules, Shelf rows, long nowMicros) {
        clocks(story, rules, nowMicros);
    }

    /** The owner has not acted in time: the next one. */
    void notAccepted(Story story, Rules rules, Shelf rows, long nowMicros) {}

    /** Starts, pauses, resumes, warns and stops what the state asks for. */
    void clocks(Story story, Rules rules, long nowMicros) {}
}
