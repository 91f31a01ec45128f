package io.momentum.store.fact;

import io.momentum.store.value.SystemId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What happens between a reply and its closed conversation. Decisions are facts: what a rule decided stays decided when the
 * rule changes.
 *
 * <p>These are few beside the facts of messages, so their bytes follow from their components ({@link RecordForm}): never
 * take away, move or retype a component of a released record, nor rename a constant of its enums; make the next record. One may
 * be added at the end, which is missing in all that was written before: see {@link CareBodies}.
 *
 * <p>{@link #actor} says who: {@code user:maria}, {@code token:crm}, {@code rule:zone-north}, {@code contact}, {@code system}.
 */
public sealed interface CareFact extends Fact {

    /** Who did it. */
    String actor();

    // ---- contacts and campaigns

    /**
     * What is known of a contact.
     *
     * @param digits its number as E.164
     * @param source where it comes from: a file's name, {@code api}
     * @param attributes those that change: name, externalId, zone, branch, list, stage, language and any other; an empty
     *     value takes one away
     */
    record ContactSaved(long atMicros, String actor, long digits, String source, Map<String, String> attributes)
            implements CareFact {}

    /** What is known of a contact is to be forgotten. */
    record ContactErased(long atMicros, String actor, long digits, String reason) implements CareFact {}

    /**
     * A campaign, or a new definition of it.
     *
     * @param campaign its name, as messages and files carry it
     * @param definition a JSON object; its members are those of the API
     */
    record CampaignSaved(long atMicros, String actor, String campaign, String definition) implements CareFact {}

    /**
     * Some of those that a campaign goes to.
     *
     * @param first the number of the first of them in the campaign, from 0
     * @param digits their numbers as E.164
     * @param variables for each of them what its template is filled with, a JSON object; empty where nothing is
     */
    record CampaignRecipients(
            long atMicros, String actor, String campaign, int first, List<Long> digits, List<String> variables)
            implements CareFact {}

    /** A campaign begins, pauses, goes on or ends. */
    record CampaignMoved(long atMicros, String actor, String campaign, CampaignStage stage, String reason)
            implements CareFact {}

    /** A recipient that the campaign does not write to, and why. */
    record RecipientSkipped(long atMicros, String actor, String campaign, int recipient, long digits, String reason)
            implements CareFact {}

    /**
     * A message belongs to a campaign.
     *
     * @param digits whom it goes to
     * @param recipient its place in the campaign's recipients, -1 where it came in otherwise
     * @param how {@code send}, {@code tlv}, {@code service_type}, {@code account}
     */
    record MtTagged(long atMicros, String actor, long mtId, long digits, String campaign, int recipient, String how)
            implements CareFact {}

    // ---- a conversation, from its first reply to its outcome

    /**
     * A contact has something to be answered.
     *
     * @param conversation its id
     * @param digits the contact
     * @param address our number or name that was answered
     * @param account the ESME account that owns that address, where one does
     * @param previous the conversation of the same contact before it, 0 for none
     */
    record ConversationOpened(
            long atMicros,
            String actor,
            long conversation,
            long digits,
            String address,
            @Nullable SystemId account,
            long previous)
            implements CareFact {}

    /**
     * A reply stands in a conversation.
     *
     * @param receivedAtMicros when it was journalled: every clock starts there
     * @param mtId the message that it answers, 0 where none is likely
     * @param campaign of that message, empty for none
     * @param method why that one: {@code only}, {@code sender}, {@code option}, {@code recent}; {@code none}
     * @param confidence 0 to 1000
     * @param alternatives other messages that it may answer, as {@code id confidence}
     * @param duplicateOf the reply that it repeats, 0 where it does not
     */
    record ReplyJoined(
            long atMicros,
            String actor,
            long conversation,
            long digits,
            long moId,
            long receivedAtMicros,
            long mtId,
            String campaign,
            String method,
            int confidence,
            List<String> alternatives,
            long duplicateOf)
            implements CareFact {}

    /** Somebody says what a reply answers. */
    record ReplyRelinked(
            long atMicros, String actor, long conversation, long moId, long mtId, String campaign, String reason)
            implements CareFact {}

    /**
     * What a reply is, by a rule, the model, or a person.
     *
     * @param label one of the eight
     * @param detail the finer label, empty for none
     * @param confidence 0 to 1000
     * @param source {@code rule}, {@code model}, {@code human}
     * @param version of the rules or the model
     * @param reasons the strongest first
     * @param extracted what it names: {@code date}, {@code amount}, {@code reference}
     */
    record ReplyClassified(
            long atMicros,
            String actor,
            long conversation,
            long moId,
            String label,
            String detail,
            boolean optOut,
            boolean urgent,
            int confidence,
            String source,
            String version,
            List<String> reasons,
            Map<String, String> extracted)
            implements CareFact {

        /** The source where a person said it. */
        public static final String HUMAN = "human";
    }

    /**
     * Who is to answer.
     *
     * @param owner empty where only the team is known: unowned, and seen as such
     * @param reason {@code rule}, {@code claim}, {@code manual}, {@code timeout}, {@code release}, {@code duty}
     * @param rule the rule that chose, empty where a person did
     * @param explanation why, for people
     * @param acceptUntilMicros when it goes to the next one unless the owner acts; 0 for never
     * @param weight of the owner among those whom the rule gives to in turn; 0 where it was not looked at, or by an earlier release
     */
    record OwnerAssigned(
            long atMicros,
            String actor,
            long conversation,
            String team,
            String owner,
            String reason,
            String rule,
            String explanation,
            long acceptUntilMicros,
            int weight)
            implements CareFact {

        public OwnerAssigned(
                long atMicros,
                String actor,
                long conversation,
                String team,
                String owner,
                String reason,
                String rule,
                String explanation,
                long acceptUntilMicros) {
            this(atMicros, actor, conversation, team, owner, reason, rule, explanation, acceptUntilMicros, 0);
        }
    }

    /** A note for colleagues; it never leaves as a message. */
    record NoteAdded(long atMicros, String actor, long conversation, String text) implements CareFact {}

    /** A message was sent out of a conversation. */
    record ReplySent(long atMicros, String actor, long conversation, long mtId) implements CareFact {}

    /**
     * Something was done outside: a call, a visit.
     *
     * @param kind {@code call}, {@code visit}, {@code mail}, {@code other}
     */
    record ActionLogged(long atMicros, String actor, long conversation, String kind, String text) implements CareFact {}

    /**
     * A conversation is worked on, waits, or sleeps.
     *
     * @param untilMicros when it wakes by itself, 0 for never
     */
    record ConversationMoved(
            long atMicros, String actor, long conversation, Stage stage, long untilMicros, String reason)
            implements CareFact {}

    /**
     * A conversation has its outcome.
     *
     * @param fields those that the outcome asks for
     * @param untilMicros when it is to be looked at again: a promise, a follow-up with a date; 0 for never
     * @param verdict what the outcome amounted to; null where an earlier release closed it
     */
    record ConversationClosed(
            long atMicros,
            String actor,
            long conversation,
            String outcome,
            Map<String, String> fields,
            long untilMicros,
            @Nullable Verdict verdict)
            implements CareFact {

        public ConversationClosed(
                long atMicros,
                String actor,
                long conversation,
                String outcome,
                Map<String, String> fields,
                long untilMicros) {
            this(atMicros, actor, conversation, outcome, fields, untilMicros, null);
        }
    }

    /**
     * What an outcome amounted to, by the rules of the day on which it was given: those may be others now.
     *
     * @param isFinal whether it settled the matter
     * @param isPositive whether it was what was hoped for
     * @param isComplete whether all fields were there that it asked for
     */
    record Verdict(boolean isFinal, boolean isPositive, boolean isComplete) {}

    /** A closed conversation goes on. */
    record ConversationReopened(long atMicros, String actor, long conversation, String reason) implements CareFact {}

    /** A conversation is part of another one from now on. */
    record ConversationMerged(long atMicros, String actor, long conversation, long into) implements CareFact {}

    /**
     * Somebody higher is to look.
     *
     * @param step of the ladder: {@code owner}, {@code lead}, {@code duty}
     * @param to whom
     */
    record ConversationEscalated(long atMicros, String actor, long conversation, String step, String to, String reason)
            implements CareFact {}

    /**
     * A response-time clock of a conversation moves.
     *
     * @param clock {@code first_action}, {@code first_response}, {@code next_response}, {@code resolution}
     * @param episode which one of the conversation's, from 1
     * @param policy its name and version, as they were when it started
     * @param startedAtMicros when the reply was journalled that began it
     * @param dueMicros when it is or was due
     * @param nextMicros when it is to be looked at next, to warn or to find it late; 0 for never
     * @param wallMillis since its start, pauses taken off
     * @param businessMillis the same in working time
     * @param reason of a pause; of a warning, how many percent; of an escalation, to whom
     * @param frozen which policy and calendar it runs by: the name of a setting of kind {@code terms}; at its start alone
     */
    record ClockMoved(
            long atMicros,
            String actor,
            long conversation,
            String clock,
            int episode,
            ClockMove move,
            String policy,
            long startedAtMicros,
            long dueMicros,
            long nextMicros,
            long wallMillis,
            long businessMillis,
            String reason,
            String frozen)
            implements CareFact {}

    /**
     * What became of a promise to pay.
     *
     * @param state {@code kept}, {@code partial}, {@code broken}, {@code cancelled}
     * @param amount what was paid, as decimal text; empty where nothing is known
     */
    record PromiseSettled(long atMicros, String actor, long conversation, String state, String amount)
            implements CareFact {}

    // ---- what people did

    /**
     * Somebody changed something by the API.
     *
     * @param operation the contract's operationId
     * @param subject what was changed: the path, without the part that all have
     * @param status of the answer, HTTP
     * @param from the address that asked
     * @param role of who asked
     * @param before what it was, a JSON object; empty where that says nothing
     * @param after what was asked for or what it is now, a JSON object; empty where that says nothing
     */
    record ChangeAudited(
            long atMicros,
            String actor,
            String operation,
            String subject,
            int status,
            String from,
            String role,
            String before,
            String after)
            implements CareFact {}

    /**
     * Many conversations are to be changed alike.
     *
     * @param bulk its id
     * @param key of who asked for it, so that it is done once; empty for none
     * @param order what is to be done, a JSON object
     * @param undoes the order that this one takes back, 0 for none
     * @param conversations in the order in which it is done
     */
    record BulkOrdered(
            long atMicros, String actor, long bulk, String key, String order, long undoes, List<Long> conversations)
            implements CareFact {}

    /** What became of some conversations of an order. */
    record BulkDone(long atMicros, String actor, long bulk, List<BulkRow> rows) implements CareFact {}

    /**
     * What became of one.
     *
     * @param code why not; empty where it was changed
     * @param version of the conversation behind the change; whoever changes it later makes the undo void
     * @param before what the undo puts back, by names
     */
    record BulkRow(long conversation, String code, String detail, int version, Map<String, String> before) {}

    // ---- people, settings, evidence

    /**
     * A thing of the product's own that people change: a person, a token, a canned reply, a saved view, a model.
     *
     * @param kind what it is
     * @param body a JSON object; empty takes the thing away
     */
    record SettingSaved(long atMicros, String actor, String kind, String name, String body) implements CareFact {}

    /**
     * The records of a day are closed under a seal.
     *
     * @param day as {@code 2026-11-29}, by UTC
     * @param first the number of its first record
     * @param last that of its last one; one less than the first where the day has none
     * @param root of the tree over their hashes, SHA-256
     * @param signature of the statement that names all this, Ed25519
     * @param key the id of the key that signed
     */
    record EvidenceSealed(
            long atMicros, String actor, String day, long first, long last, byte[] root, byte[] signature, String key)
            implements CareFact {}

    // ---- events to the systems of record

    /**
     * A subscription to events begins, pauses, goes on, or is given up by its receiver.
     *
     * @param webhook its name in the configuration
     * @param cursor from which fact on it is owed events: those behind this sequence number; -1 leaves it as it was
     */
    record WebhookMoved(long atMicros, String actor, String webhook, WebhookStage stage, long cursor, String reason)
            implements CareFact {}

    /**
     * A receiver has acknowledged events.
     *
     * @param cursor all events up to this sequence number are acknowledged, or wait under a name of their own
     * @param count how many were acknowledged since the fact of this kind before
     * @param events those of them that waited, as numbers of events
     */
    record EventsDelivered(long atMicros, String actor, String webhook, long cursor, int count, List<Long> events)
            implements CareFact {}

    /**
     * An attempt has failed.
     *
     * @param event its number
     * @param digits whose turn it holds up; below 0 for what is no contact's
     * @param attempt from 1
     * @param nextMicros when it is tried again; 0 where that was the last time: it is a dead letter
     * @param status of HTTP, 0 where there was no answer
     */
    record DeliveryFailed(
            long atMicros,
            String actor,
            String webhook,
            long event,
            long digits,
            int attempt,
            long nextMicros,
            int status,
            String error)
            implements CareFact {}

    /**
     * Events that have their turn behind one that failed.
     *
     * @param digits whose turn each waits for, one for each of the events
     */
    record EventsHeld(long atMicros, String actor, String webhook, List<Long> events, List<Long> digits)
            implements CareFact {}

    /** Dead letters that are to be tried again. */
    record EventsReplayed(long atMicros, String actor, String webhook, List<Long> events) implements CareFact {}

    /**
     * A system of record says what an event has become there.
     *
     * @param webhook the subscription, or the token that said it
     * @param digits the contact
     * @param conversation 0 for an event of the contact alone
     * @param externalId its own name of the record
     * @param eventAtMicros when that happened which the event tells
     */
    record EventAcknowledged(
            long atMicros,
            String actor,
            String webhook,
            long event,
            long digits,
            long conversation,
            String externalId,
            long eventAtMicros)
            implements CareFact {}

    /** Where a subscription stands. */
    enum WebhookStage {
        ACTIVE,
        /** By a person. */
        PAUSED,
        /** By its receiver: 410. */
        DISABLED
    }

    /**
     * A record of evidence. What it holds of a contact is encrypted under that contact's key, which is not in the journal.
     * Its place in the chain follows from the order of these facts.
     *
     * @param kind {@code conversation_closed}, {@code opt_out}, {@code opt_in}, {@code contact_erased}
     * @param cause the sequence number of the fact that it is about
     * @param conversation 0 for none
     * @param campaign empty for none
     * @param subject the contact, under a name that says nothing of its number
     * @param record canonical JSON (RFC 8785), UTF-8
     */
    record EvidenceRecorded(
            long atMicros,
            String actor,
            String kind,
            long cause,
            long conversation,
            String campaign,
            String subject,
            byte[] record)
            implements CareFact {}

    /**
     * A contact must not be erased, or may be again.
     *
     * @param held whether it must not
     */
    record ContactHeld(long atMicros, String actor, long digits, boolean held, String reason) implements CareFact {}

    /**
     * Days are signed with this key from now on.
     *
     * @param key its id
     * @param publicKey X.509 SubjectPublicKeyInfo of an Ed25519 key
     * @param previous the id of the key before it, empty for none
     * @param endorsement the previous key's signature that this one follows it; empty where that key is not there any more
     */
    record EvidenceKeyChanged(
            long atMicros, String actor, String key, byte[] publicKey, String previous, byte[] endorsement)
            implements CareFact {}

    /** Where a campaign stands. */
    enum CampaignStage {
        DRAFT,
        RUNNING,
        PAUSED,
        CANCELLED,
        FINISHED
    }

    /** Where a conversation stands. */
    enum Stage {
        /** Nobody has looked. */
        NEW,
        /** It has a label and a team. */
        TRIAGED,
        /** It has an owner, who has not acted. */
        OWNED,
        IN_PROGRESS,
        /** The contact has the word. */
        WAITING_CONTACT,
        /** It sleeps until a time. */
        SCHEDULED,
        CLOSED,
        MERGED
    }

    /** What a clock does. */
    enum ClockMove {
        STARTED,
        WARNED,
        PAUSED,
        RESUMED,
        BREACHED,
        /** The next on the ladder is told. */
        ESCALATED,
        /** In time, or late where BREACHED came before. */
        STOPPED,
        CANCELLED
    }
}
