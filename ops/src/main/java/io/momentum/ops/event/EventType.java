package io.momentum.ops.event;

import java.util.Arrays;
import java.util.Optional;

/**
 * The catalogue of what systems of record are told. A word is never used again for something else; where the members of an
 * event's data lose one or change one, its version grows.
 */
public enum EventType {
    MESSAGE_SUBMITTED("message.submitted", "A carrier took a message."),
    MESSAGE_DELIVERED("message.delivered", "A message reached its subscriber."),
    MESSAGE_FAILED("message.failed", "A message has come to an end without reaching its subscriber."),
    MESSAGE_SUPPRESSED("message.suppressed", "A message was not sent: its number had opted out."),
    MESSAGE_UNKNOWN("message.unknown", "Nothing is known of a message's end."),
    REPLY_RECEIVED("reply.received", "A contact wrote, and the reply stands in a conversation."),
    REPLY_CLASSIFIED("reply.classified", "A reply got its label, from a rule, the model or a person."),
    REPLY_RELINKED("reply.relinked", "Somebody said which message a reply answers."),
    CONTACT_OPTED_OUT("contact.opted_out", "A number must not be written to any more."),
    CONTACT_OPTED_IN("contact.opted_in", "A number may be written to again."),
    CONVERSATION_OPENED("conversation.opened", "A contact has something to be answered."),
    CONVERSATION_ASSIGNED("conversation.assigned", "A conversation has another owner or team."),
    CONVERSATION_ANSWERED("conversation.answered", "An answer was sent out of a conversation."),
    CONVERSATION_ACTION("conversation.action", "Something was done outside: a call, a visit."),
    CONVERSATION_MOVED("conversation.moved", "A conversation is worked on, waits or sleeps."),
    CONVERSATION_ESCALATED("conversation.escalated", "Somebody higher is to look."),
    CONVERSATION_MERGED("conversation.merged", "A conversation is part of another one."),
    CONVERSATION_CLOSED("conversation.closed", "A conversation has its outcome."),
    CONVERSATION_REOPENED("conversation.reopened", "A closed conversation goes on."),
    SLA_WARNING("sla.warning", "Much of the time for an answer is over."),
    SLA_BREACHED("sla.breached", "The time for an answer is over."),
    PROMISE_RECORDED("promise.recorded", "A contact promised to pay."),
    PROMISE_KEPT("promise.kept", "A promise to pay was kept."),
    PROMISE_PARTIAL("promise.partial", "A promise to pay was kept in part."),
    PROMISE_BROKEN("promise.broken", "The day of a promise to pay came, and nothing was paid."),
    PROMISE_CANCELLED("promise.cancelled", "A promise to pay does not hold any more."),
    FOLLOW_UP_DUE("follow_up.due", "The day has come that a closed conversation was put off to."),
    CAMPAIGN_STARTED("campaign.started", "A campaign begins or goes on."),
    CAMPAIGN_PAUSED("campaign.paused", "A campaign stops for now."),
    CAMPAIGN_CANCELLED("campaign.cancelled", "A campaign was ended before all were written to."),
    CAMPAIGN_FINISHED("campaign.finished", "A campaign has written to all of its recipients."),
    EVIDENCE_SEALED("evidence.sealed", "A day's facts are closed under a seal."),
    TEST("test", "Asked for by an operator, to see whether it arrives.");

    private static final String PREFIX = "momentum.";

    private final String word;
    private final String description;

    EventType(String word, String description) {
        this.word = word;
        this.description = description;
    }

    /** As the type member of an event has it: {@code momentum.reply.received}. */
    public String type() {
        return PREFIX + word;
    }

    /** Of its data's members, from 1. */
    public int version() {
        return 1;
    }

    /** One sentence. */
    public String description() {
        return description;
    }

    /** Names what the data's members mean. */
    public String schema() {
        return "urn:momentum:event:%s:%d".formatted(word, version());
    }

    /** Whether it is one of the thousands a second that messages make. */
    public boolean isOfMessage() {
        return word.startsWith("message.");
    }

    /** The type of its text, with or without the beginning that all have in common. */
    public static Optional<EventType> of(String text) {
        String wanted = text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : text;
        return Arrays.stream(values()).filter(type -> type.word.equals(wanted)).findFirst();
    }
}
