package io.momentum.ops.care;

import io.momentum.gateway.optout.OptOutWords;
import io.momentum.ops.care.CareFold.Undecided;
import io.momentum.ops.followup.Command;
import io.momentum.ops.followup.Conversation;
import io.momentum.ops.followup.ConversationFold;
import io.momentum.ops.followup.Decider;
import io.momentum.ops.followup.Decision;
import io.momentum.ops.followup.Decision.Code;
import io.momentum.ops.followup.Decision.Facts;
import io.momentum.ops.followup.Decision.Refused;
import io.momentum.ops.followup.assign.Member;
import io.momentum.store.fact.CareFact;
import io.momentum.store.index.Index;
import io.momentum.store.index.Shelf;
import io.momentum.store.journal.Journal;
import io.momentum.store.value.MessageId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Follow-up over one journal and index: its fold, its desk, its path, and the way in for people. Made before the projector
 * starts, for the fold goes with it; started after.
 */
public final class Care implements AutoCloseable {

    /** Event loops have those before it, bulk changes the one behind it. */
    private static final int ID_SOURCE = MessageId.SOURCE_MAX - 1;

    private final CareFold fold;
    private final Index index;
    private final MessageId.Space space;
    private final SentMessages messages;
    private final Desk desk;
    private final FollowUpPath path;
    private final Moments moments;
    private final ReplySteps steps;
    private final AtomicReference<Rulebook> rulebook;

    /** What the configuration says, and who works here; together they are the playbook. */
    private record Rulebook(
            Playbook configured, Map<String, List<Member>> byTeam, Set<String> people, Playbook playbook) {
        static Rulebook of(Playbook configured, Map<String, List<Member>> byTeam, Set<String> people) {
            return new Rulebook(configured, byTeam, people, configured.with(byTeam, people));
        }
    }

    public Care(
            CareFold fold,
            Journal journal,
            Index index,
            MessageId.Space space,
            Playbook playbook,
            Supplier<OptOutWords> words,
            LongSupplier nowMicros) {
        this.fold = fold;
        this.index = index;
        this.space = space;
        rulebook = new AtomicReference<>(Rulebook.of(playbook, Map.of(), Set.of()));
        messages = new SentMessages(index, journal);
        MessageId.Generator ids = space.generator(ID_SOURCE);
        steps = new ReplySteps(new ReplyReading(words), playbook);
        path = new FollowUpPath(messages, ids, steps);
        moments = new Moments(steps);
        desk = new Desk(journal, index, new Rounds(), nowMicros);
        fold.onCommit(sequence -> desk.wake());
    }

    /** The ids of this process. */
    public MessageId.Space ids() {
        return space;
    }

    /** From now on somebody hears of each change of a conversation; on the projector's thread. */
    public void onChanges(CareFold.ChangeListener listener) {
        fold.onChanges(listener);
    }

    public void start() {
        desk.start();
    }

    /** Takes new rules; what was decided stays. */
    public void reload(Playbook replacement) {
        rulebook.updateAndGet(known -> Rulebook.of(replacement, known.byTeam(), known.people()));
        steps.reload(playbook());
    }

    /**
     * Takes the people of each team, beside those of the configuration; whose name is there already takes its place.
     *
     * @param byTeam those who take turns
     * @param all who work here and can be given something
     */
    public void people(Map<String, List<Member>> byTeam, Set<String> all) {
        rulebook.updateAndGet(known -> Rulebook.of(known.configured(), byTeam, all));
        steps.reload(playbook());
    }

    public Playbook playbook() {
        return Objects.requireNonNull(rulebook.get()).playbook();
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
        Decision decision = tried(c, command, actor, now);
        return decision instanceof Facts facts ? moments.afterCommand(c, facts, at, now) : decision;
    }

    /** What a command would come to now; nothing is changed. */
    public Decision tried(Conversation c, Command command, String actor, long nowMicros) {
        Playbook now = playbook();
        return new Decider(now.rules(), now.staff()).decide(c, command, actor, nowMicros);
    }

    /**
     * What a change came to.
     *
     * @param before the conversation as it was when it was decided; null where there is none
     * @param after as the decision makes it; the same where nothing changes
     */
    public record Changed(
            Decision decision,
            @Nullable Conversation before,
            @Nullable Conversation after) {}

    /** As {@link #change}, and tells the states that the decision stands between. Any thread. */
    public CompletableFuture<Changed> changeTold(long conversation, Command command, String actor) {
        Conversation known = Conversations.find(rows(), conversation).orElse(null);
        if (known == null) {
            var gone = new Refused(Code.NOT_FOUND, "No such conversation.");
            return CompletableFuture.completedFuture(new Changed(gone, null, null));
        }
        var between = new AtomicReference<@Nullable Changed>();
        return desk.ask(known.digits(), (at, now) -> {
                    Conversation before = Conversations.find(at, conversation).orElseThrow();
                    Decision decision = decide(conversation, OptionalInt.empty(), command, actor, at, now);
                    Conversation after = before;
                    if (decision instanceof Facts facts) {
                        for (CareFact fact : facts.facts()) {
                            boolean about = ConversationFacts.conversationOf(fact) == conversation;
                            if (about) after = ConversationFold.apply(after, fact);
                        }
                    }
                    between.set(new Changed(decision, before, after));
                    return decision;
                })
                // Where the desk itself refused, nothing was looked at.
                .thenApply(decision -> {
                    Changed told = between.get();
                    return told != null && told.decision().equals(decision) ? told : new Changed(decision, null, null);
                });
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
            return path.decide(reply, rows, playbook().rules(), nowMicros);
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
