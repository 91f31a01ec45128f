package io.momentum.ops.care;

import io.momentum.gateway.optout.OptOutWords;
import io.momentum.ops.care.CareFold.Undecided;
import io.momentum.ops.followup.Command;
import io.momentum.ops.followup.Conversation;
import io.momentum.ops.followup.Decider;
import io.momentum.ops.followup.Decision;
import io.momentum.ops.followup.Decision.Code;
import io.momentum.ops.followup.Decision.Facts;
import io.momentum.ops.followup.Decision.Refused;
import io.momentum.store.fact.CareFact;
import io.momentum.store.index.Index;
import io.momentum.store.index.Shelf;
import io.momentum.store.journal.Journal;
import io.momentum.store.value.MessageId;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Follow-up over one journal and index: its fold, its desk, its path, and the way in for people. Made before the projector
 * starts, for the fold goes with it; started after.
 */
public final class Care implements AutoCloseable {

    /** The last source of ids; event loops have those before it. */
    private static final int ID_SOURCE = MessageId.SOURCE_MAX;

    private final Index index;
    private final SentMessages messages;
    private final Desk desk;
    private final FollowUpPath path;
    private final Moments moments;
    private final ReplySteps steps;
    private volatile Playbook playbook;

    public Care(
            CareFold fold,
            Journal journal,
            Index index,
            int host,
            Playbook playbook,
            Supplier<OptOutWords> words,
            LongSupplier nowMicros) {
        this.index = index;
        this.playbook = playbook;
        messages = new SentMessages(index, journal);
        var ids = new MessageId.Generator(host, ID_SOURCE);
        steps = new ReplySteps(new ReplyReading(words), playbook);
        path = new FollowUpPath(messages, ids, steps);
        moments = new Moments(steps);
        desk = new Desk(journal, index, new Rounds(), nowMicros);
        fold.onCommit(sequence -> desk.wake());
    }

    public void start() {
        desk.start();
    }

    /** Takes new rules; what was decided stays. */
    public void reload(Playbook replacement) {
        playbook = replacement;
        steps.reload(replacement);
    }

    public Playbook playbook() {
        return playbook;
    }

    /** The rows, as of the last commit. */
    public Shelf rows() {
        return index.shelf();
    }

    /**
     * Changes a conversation. Any thread.
     *
     * @param version what it must still have; empty for whatever it is
     * @return completes once the change can be read by all, or with why not
     */
    public CompletableFuture<Decision> change(long conversation, OptionalInt version, Command command, String actor) {
        Conversation known = Conversations.find(rows(), conversation).orElse(null);
        if (known == null)
            return CompletableFuture.completedFuture(new Refused(Code.NOT_FOUND, "No such conversation."));
        return desk.ask(known.digits(), (at, now) -> decide(conversation, version, command, actor, at, now));
    }

    private Decision decide(long conversation, OptionalInt version, Command command, String actor, Shelf at, long now) {
        Conversation c = Conversations.find(at, conversation).orElseThrow();
        if (version.isPresent() && version.getAsInt() != c.version())
            return new Refused(Code.CHANGED, "It has changed since; look again.");
        Decision decision = new Decider(playbook.rules()).decide(c, command, actor, now);
        return decision instanceof Facts facts ? moments.afterCommand(c, facts, at, now) : decision;
    }

    /** Journals facts about a contact, or about none, in their turn. Any thread. */
    public CompletableFuture<Decision> record(long digits, List<? extends CareFact> facts) {
        return desk.ask(digits, (at, now) -> new Facts(List.copyOf(facts)));
    }

    /** Asks for any decision about a contact. Any thread. */
    public CompletableFuture<Decision> ask(long digits, Desk.Task task) {
        return desk.ask(digits, task);
    }

    private final class Rounds implements Desk.Rounds {
        @Override
        public Decision reply(Undecided reply, Shelf rows, long nowMicros) {
            return path.decide(reply, rows, playbook.rules(), nowMicros);
        }

        @Override
        public long contactOf(long conversation, Shelf rows) {
            return Conversations.find(rows, conversation)
                    .map(Conversation::digits)
                    .orElse(0L);
        }

        @Override
        public Decision due(long conversation, String kind, Shelf rows, long nowMicros) {
            return Conversations.find(rows, conversation)
                    .map(c -> moments.due(c, kind, rows, nowMicros))
                    .orElse(new Facts());
        }
    }

    @Override
    public void close() {
        desk.close();
        messages.close();
    }
}
