package io.momentum.ops.event;

import io.momentum.ops.followup.Conversation;
import io.momentum.store.fact.Fact.OptOutUndone;
import io.momentum.store.index.Views.Message;
import io.momentum.store.index.Views.MessageStatus;
import java.util.Optional;

/** What an event tells besides its fact: who and what the fact's ids mean. */
public interface Surroundings {

    /** A message that a fact ended. */
    record Ended(long mtId, MessageStatus status) {}

    /** What the fact with this sequence number ended. */
    Optional<Ended> endedBy(long sequence);

    /** Whether what undoes an opt-out has opened its number: nothing newer stood against it. */
    boolean isUndone(long sequence, OptOutUndone undone);

    Optional<Message> message(long mtId);

    Optional<Conversation> conversation(long id);

    /** What a contact wrote. */
    Optional<String> textOf(long digits, long moId);
}
