package io.momentum.ops.evidence;

import io.momentum.gateway.codec.MessagePdu;
import io.momentum.gateway.codec.TextDecoder;
import io.momentum.ops.care.Conversations;
import io.momentum.ops.care.Conversations.StepAt;
import io.momentum.ops.evidence.EvidenceTable.Owed;
import io.momentum.ops.followup.Conversation;
import io.momentum.ops.followup.ConversationFold;
import io.momentum.ops.followup.evidence.Digests;
import io.momentum.ops.followup.evidence.Message;
import io.momentum.ops.followup.evidence.RecordJson;
import io.momentum.ops.followup.evidence.RecordJson.About;
import io.momentum.store.fact.CareFact;
import io.momentum.store.fact.CareFact.ClockMoved;
import io.momentum.store.fact.CareFact.ConversationClosed;
import io.momentum.store.fact.CareFact.ConversationOpened;
import io.momentum.store.fact.CareFact.MtTagged;
import io.momentum.store.fact.CareFact.ReplyClassified;
import io.momentum.store.fact.CareFact.ReplyJoined;
import io.momentum.store.fact.CareFact.ReplyRelinked;
import io.momentum.store.fact.CareFact.ReplySent;
import io.momentum.store.fact.Fact;
import io.momentum.store.fact.Fact.MoReceived;
import io.momentum.store.fact.Fact.MtAccepted;
import io.momentum.store.fact.Fact.MtReplaced;
import io.momentum.store.fact.Fact.OptOutUndone;
import io.momentum.store.fact.Fact.OptSource;
import io.momentum.store.fact.Fact.OptedIn;
import io.momentum.store.fact.Fact.OptedOut;
import io.momentum.store.fact.PduText;
import io.momentum.store.index.Index;
import io.momentum.store.index.Shelf;
import io.momentum.store.index.Views;
import io.momentum.store.journal.Journal;
import io.momentum.store.journal.JournalReader;
import io.momentum.store.journal.Position;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Makes records out of journal and index. What came into the journal behind the fact that a record is about has no part in it,
 * so that a record made again is the same. Owned by one thread.
 */
final class Sources implements AutoCloseable {

    /** So many steps of a conversation are looked at. */
    private static final int STEPS_MAX = 20_000;

    private static final Comparator<Position> ORDER = Comparator.comparingInt(Position::epoch)
            .thenComparingLong(Position::index)
            .thenComparingInt(Position::offset);

    private final Index index;
    private final Journal journal;
    private @Nullable JournalReader reader;

    Sources(Index index, Journal journal) {
        this.index = index;
        this.journal = journal;
    }

    /** A record, and by what it is found. */
    record Made(long conversation, String campaign, String subject, byte[] record) {}

    /** A step of a conversation. */
    private record Step(long sequence, CareFact fact) {}

    /** @param keys the contacts' keys by number */
    Made make(long cause, Owed owed, LongFunction<ContactKeys.Key> keys) {
        Position until = owed.position();
        return switch (at(until)) {
            case ConversationClosed f -> closed(cause, f, until, keys);
            case OptedOut f -> {
                ContactKeys.Key key = keys.apply(f.digits());
                About about = new About(cause, f.atMicros(), actor(f.source()), key.subject(), f.digits());
                byte[] record = RecordJson.optOut(about, f, said(f.digits(), f.evidenceId(), cause, until), key.key());
                yield new Made(0, "", key.subject(), record);
            }
            case OptedIn f -> optedIn(cause, f, actor(f.source()), until, keys);
            case OptOutUndone f -> optedIn(cause, f.opens(), f.actor(), until, keys);
            default -> throw new IllegalStateException("the index names %s for what is to be proved".formatted(until));
        };
    }

    private Made optedIn(long cause, OptedIn f, String actor, Position until, LongFunction<ContactKeys.Key> keys) {
        ContactKeys.Key key = keys.apply(f.digits());
        About about = new About(cause, f.atMicros(), actor, key.subject(), f.digits());
        byte[] record = RecordJson.optIn(about, f, said(f.digits(), f.evidenceId(), cause, until), key.key());
        return new Made(0, "", key.subject(), record);
    }

    /** The fact at a place. */
    Fact at(Position position) {
        if (reader == null) reader = journal.read(Math.max(1, journal.durableSequence()));
        return reader.at(position);
    }

    private static String actor(OptSource source) {
        return source == OptSource.KEYWORD ? "contact" : source.name().toLowerCase(Locale.ROOT);
    }

    private List<Message> said(long digits, long id, long cause, Position until) {
        if (id == 0) return List.of();
        Erasure erasure = erasureBefore(digits, cause);
        Optional<Message> reply = reply(digits, id, erasure);
        return reply.or(() -> sent(id, until, erasure)).map(List::of).orElse(List.of());
    }

    // ---- what was erased

    /**
     * The last time that a contact was erased. What was said before it has no part in a record: that one hides what it tells
     * under the contact's new key, which nobody destroys.
     *
     * @param sequence of the fact, 0 where it never was
     */
    private record Erasure(long sequence, Position position) {

        static final Erasure NEVER = new Erasure(0, new Position(0, 0, 0));

        boolean covers(Position other) {
            return sequence != 0 && ORDER.compare(other, position) < 0;
        }
    }

    /** The last one before the fact that a record is about. */
    private Erasure erasureBefore(long digits, long cause) {
        Erasure[] last = {Erasure.NEVER};
        byte[] end = EvidenceTable.ERASED.key(digits, cause);
        index.shelf(Shelf.Kind.EVIDENCE).scan(EvidenceTable.ERASED.key(digits), end, (key, row) -> {
            Position at = EvidenceTable.OWED_FORM.fromBytes(row).position();
            last[0] = new Erasure(EvidenceTable.lastNumber(key), at);
            return true;
        });
        return last[0];
    }

    // ---- a closed conversation

    private Made closed(long cause, ConversationClosed f, Position until, LongFunction<ContactKeys.Key> keys) {
        List<Step> all = steps(f.conversation(), cause, f.atMicros());
        if (all.isEmpty() || !(all.getFirst().fact() instanceof ConversationOpened opened))
            throw new IllegalStateException("a closed conversation was never opened");
        long before = 0;
        Conversation c = ConversationFold.open(opened, Map.of());
        Erasure erasure = erasureBefore(opened.digits(), cause);
        List<RecordJson.Step> episode = new ArrayList<>();
        for (Step step : all) {
            if (!(step.fact() instanceof ConversationOpened)) c = ConversationFold.apply(c, step.fact());
            episode.add(new RecordJson.Step(step.fact(), isErased(step, opened.digits(), erasure)));
            if (step.fact() instanceof ConversationClosed && step.sequence() < cause) {
                before = step.sequence();
                episode.clear();
            }
        }
        ContactKeys.Key key = keys.apply(opened.digits());
        var about = new About(cause, f.atMicros(), f.actor(), key.subject(), opened.digits());
        String previous = before == 0 ? "" : RecordJson.idOf(before);
        List<Message> messages = messages(c, episode, until, erasure);
        byte[] record = RecordJson.closed(about, c, episode, messages, previous, key.key());
        return new Made(c.id(), c.link().campaign(), key.subject(), record);
    }

    /** A reply from before may have been read after it. */
    private boolean isErased(Step step, long digits, Erasure erasure) {
        if (step.sequence() < erasure.sequence()) return true;
        return step.fact() instanceof ReplyClassified f
                && index.contactMessage(digits, f.moId())
                        .filter(erasure::covers)
                        .isPresent();
    }

    /** Up to the close, and the clocks that it stopped: those stand right behind it. */
    private List<Step> steps(long conversation, long cause, long closedAtMicros) {
        List<Step> steps = new ArrayList<>();
        for (StepAt at : Conversations.steps(index.shelf(), conversation, STEPS_MAX)) {
            CareFact fact = (CareFact) at(at.position());
            boolean follows = fact instanceof ClockMoved && fact.atMicros() == closedAtMicros;
            if (at.sequence() > cause && !follows) break;
            steps.add(new Step(at.sequence(), fact));
        }
        return steps;
    }

    private List<Message> messages(Conversation c, List<RecordJson.Step> episode, Position until, Erasure erasure) {
        Set<Long> replies = new LinkedHashSet<>();
        Set<Long> linked = new LinkedHashSet<>();
        Set<Long> sent = new LinkedHashSet<>();
        for (RecordJson.Step step : episode) {
            switch (step.fact()) {
                case ReplyJoined f -> {
                    replies.add(f.moId());
                    linked.add(f.mtId());
                }
                case ReplyRelinked f -> linked.add(f.mtId());
                case ReplySent f -> sent.add(f.mtId());
                default -> {
                    // Speaks of no message.
                }
            }
        }
        // A wrong link proves nothing, and shows nobody else's words.
        linked.removeIf(id -> !index.message(id)
                .filter(each -> c.mayAnswer(each.destinationDigits(), each.account()))
                .isPresent());
        sent.addAll(linked);
        sent.remove(0L);
        List<Message> messages = new ArrayList<>();
        replies.forEach(id -> reply(c.digits(), id, erasure).ifPresent(messages::add));
        sent.forEach(id -> sent(id, until, erasure).ifPresent(messages::add));
        messages.sort(Comparator.comparingLong(Message::atMicros).thenComparingLong(Message::id));
        return messages;
    }

    private Optional<Message> reply(long digits, long moId, Erasure erasure) {
        Optional<Position> place = index.contactMessage(digits, moId);
        if (place.isEmpty() || !(at(place.get()) instanceof MoReceived mo)) return Optional.empty();
        boolean erased = erasure.covers(place.get());
        var account = mo.account();
        return Optional.of(new Message(
                mo.moId(),
                true,
                mo.atMicros(),
                account == null ? "" : account.value(),
                mo.carrier().value(),
                mo.destination().text(),
                mo.source().text(),
                erased ? "" : textOf(mo.pdu()),
                erased ? "" : hashOf(mo.pdu()),
                "",
                List.of(),
                erased));
    }

    private Optional<Message> sent(long mtId, Position until, Erasure erasure) {
        Optional<Views.Message> known = index.message(mtId);
        if (known.isEmpty()) return Optional.empty();
        List<Fact> steps = new ArrayList<>();
        Position written = null;
        String campaign = "";
        for (Views.Event event : known.get().timeline()) {
            if (ORDER.compare(event.position(), until) >= 0) continue;
            steps.add(event.fact());
            boolean isText = event.fact() instanceof MtAccepted || event.fact() instanceof MtReplaced;
            if (isText) written = event.position();
            if (event.fact() instanceof MtTagged tagged) campaign = tagged.campaign();
        }
        if (written == null) return Optional.empty();
        boolean erased = erasure.covers(written);
        byte[] pdu = switch (at(written)) {
            case MtAccepted f -> f.pdu();
            case MtReplaced f -> f.pdu();
            default -> throw new IllegalStateException("the index names a wrong place for a message");
        };
        Views.Message m = known.get();
        return Optional.of(new Message(
                mtId,
                false,
                steps.getFirst().atMicros(),
                m.account().value(),
                "",
                m.source().text(),
                m.destination().text(),
                erased ? "" : textOf(pdu),
                erased ? "" : hashOf(pdu),
                campaign,
                steps,
                erased));
    }

    /** Of a PDU as it was received: of one whose text has gone nobody can say. */
    private static String hashOf(byte[] pdu) {
        return PduText.mark(pdu).isPresent() ? "" : Digests.hex(Digests.sha256(pdu));
    }

    private static String textOf(byte[] pdu) {
        return TextDecoder.decode(MessagePdu.parse(pdu, true));
    }

    @Override
    public void close() {
        if (reader != null) reader.close();
    }
}
