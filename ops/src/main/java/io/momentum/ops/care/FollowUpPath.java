package io.momentum.ops.care;

import io.momentum.ops.care.CareFold.Undecided;
import io.momentum.ops.care.SentMessages.Earlier;
import io.momentum.ops.care.SentMessages.History;
import io.momentum.ops.followup.Conversation;
import io.momentum.ops.followup.ConversationFold;
import io.momentum.ops.followup.Decision;
import io.momentum.ops.followup.Decision.Facts;
import io.momentum.ops.followup.Join;
import io.momentum.ops.followup.Join.Joined;
import io.momentum.ops.followup.Rules;
import io.momentum.store.fact.CareFact.ConversationOpened;
import io.momentum.store.fact.CareFact.ConversationReopened;
import io.momentum.store.fact.CareFact.ReplyJoined;
import io.momentum.store.fact.CareFact.Stage;
import io.momentum.store.fact.Fact.MoReceived;
import io.momentum.store.index.Shelf;
import io.momentum.store.value.MessageId;
import java.util.Objects;
import java.util.Optional;

/**
 * The way of a reply once its carrier has its answer. Read it from top to bottom:
 *
 * <pre>{@code
 * MoReceived (folded) ─▶ join to the message and campaign that it answers
 *                     ─▶ the conversation: the open one, the one that closed lately, or a new one
 *                     ─▶ classify ─▶ owner ─▶ clocks
 *                     ─▶ JOURNAL ReplyJoined, ReplyClassified, OwnerAssigned, ClockMoved … together
 *                     ─▶ (CareFold) rows ─▶ inbox, events
 * }</pre>
 *
 * On the desk's thread. Whatever a step stumbles over, the reply stands in a conversation: nothing that a person wrote is lost
 * for want of a label.
 */
final class FollowUpPath {

    private static final String SYSTEM = "system";

    /** So many of a contact's conversations are looked at. */
    private static final int CONVERSATIONS_MAX = 10;

    private final SentMessages messages;
    private final MessageId.Generator ids;
    private final Steps steps;

    FollowUpPath(SentMessages messages, MessageId.Generator ids, Steps steps) {
        this.messages = messages;
        this.ids = ids;
        this.steps = steps;
    }

    /** A reply on its way. */
    record Reply(MoReceived mo, String text, Joined joined, History history) {}

    Decision decide(Undecided undecided, Shelf rows, Rules rules, long now) {
        MoReceived mo = (MoReceived) messages.at(undecided.position());
        String text = SentMessages.textOf(mo.pdu());
        History history = messages.before(mo.sourceDigits(), mo.moId(), mo.atMicros(), rules.joinWindow());
        Joined joined = Join.of(text, mo.destination().text(), mo.atMicros(), history.sent(), rules.joinWindow());
        var reply = new Reply(mo, text, joined, history);
        Optional<Earlier> same = sameWords(reply, rules);
        Story story = conversation(reply, same, rows, rules, now);
        boolean goesOn = story.isNew() || !story.all().isEmpty();
        long duplicate = goesOn ? 0 : same.map(Earlier::moId).orElse(0L);
        story.add(joinedFact(reply, story.state().id(), duplicate, now));
        if (duplicate == 0) steps.afterReply(reply, story, rows, now);
        return new Facts(story.all());
    }

    // ---- which conversation

    private Story conversation(Reply reply, Optional<Earlier> same, Shelf rows, Rules rules, long now) {
        Conversation last = null;
        for (Conversation known : Conversations.ofContact(rows, reply.mo().sourceDigits(), CONVERSATIONS_MAX)) {
            if (known.stage() == Stage.MERGED || !belongs(known, reply)) continue;
            if (known.isOpen()) return Story.of(known);
            if (last == null) last = known;
        }
        if (last != null && closedLately(last, reply, rules)) {
            if (same.isPresent() && !closedBetween(last, same.get())) return Story.of(last);
            Story story = Story.of(last);
            story.add(new ConversationReopened(now, SYSTEM, last.id(), "reply"));
            return story;
        }
        MoReceived mo = reply.mo();
        var opened = new ConversationOpened(
                now,
                SYSTEM,
                ids.next(now),
                mo.sourceDigits(),
                mo.destination().text(),
                mo.account(),
                last == null ? 0 : last.id());
        return Story.of(opened, Conversations.attributesOf(rows, mo.sourceDigits()));
    }

    /** The same account's matter, and the same campaign's where both are known. */
    private static boolean belongs(Conversation c, Reply reply) {
        if (!Objects.equals(c.account(), reply.mo().account())) return false;
        String campaign = reply.joined().campaign();
        boolean sure = reply.joined().confidence() >= Conversation.Link.SURE;
        return !sure
                || campaign.isEmpty()
                || c.link().campaign().isEmpty()
                || campaign.equals(c.link().campaign());
    }

    /** Whether a person closed what had been said: then the same words say that it is not over. What a rule did is done. */
    private static boolean closedBetween(Conversation c, Earlier said) {
        return ConversationFold.isPerson(c.closure().actor()) && c.closure().atMicros() > said.atMicros();
    }

    private static boolean closedLately(Conversation c, Reply reply, Rules rules) {
        long since = reply.mo().atMicros() - c.closure().atMicros();
        return !c.isOpen() && since <= rules.reopenWithin().toNanos() / 1_000;
    }

    // ---- the reply itself

    private static ReplyJoined joinedFact(Reply reply, long conversation, long duplicateOf, long now) {
        Joined joined = reply.joined();
        return new ReplyJoined(
                now,
                SYSTEM,
                conversation,
                reply.mo().sourceDigits(),
                reply.mo().moId(),
                reply.mo().atMicros(),
                joined.mtId(),
                joined.campaign(),
                joined.method(),
                joined.confidence(),
                joined.alternatives(),
                duplicateOf);
    }

    /** What the contact said there before, in the same words and lately: an answer in between makes them another reply. */
    private static Optional<Earlier> sameWords(Reply reply, Rules rules) {
        long since = reply.mo().atMicros() - rules.duplicateWithin().toNanos() / 1_000;
        String said = reply.text().strip();
        for (Earlier earlier : reply.history().earlier()) {
            boolean answeredBetween =
                    reply.history().sent().stream().anyMatch(sent -> sent.atMicros() > earlier.atMicros());
            if (earlier.atMicros() >= since
                    && !answeredBetween
                    && earlier.address().equals(reply.mo().destination().text())
                    && earlier.text().strip().equalsIgnoreCase(said)) return Optional.of(earlier);
        }
        return Optional.empty();
    }

    /** What follows once a reply stands in its conversation: label, owner, clocks. */
    interface Steps {
        void afterReply(Reply reply, Story story, Shelf rows, long nowMicros);
    }
}
