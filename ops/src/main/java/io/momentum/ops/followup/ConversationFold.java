package io.momentum.ops.followup;

import io.momentum.ops.followup.Conversation.Closure;
import io.momentum.ops.followup.Conversation.Label;
import io.momentum.ops.followup.Conversation.Link;
import io.momentum.ops.followup.Conversation.Ownership;
import io.momentum.ops.followup.Conversation.Replies;
import io.momentum.ops.followup.Conversation.Work;
import io.momentum.store.fact.CareFact;
import io.momentum.store.fact.CareFact.ActionLogged;
import io.momentum.store.fact.CareFact.ClockMoved;
import io.momentum.store.fact.CareFact.ConversationClosed;
import io.momentum.store.fact.CareFact.ConversationEscalated;
import io.momentum.store.fact.CareFact.ConversationMerged;
import io.momentum.store.fact.CareFact.ConversationMoved;
import io.momentum.store.fact.CareFact.ConversationOpened;
import io.momentum.store.fact.CareFact.ConversationReopened;
import io.momentum.store.fact.CareFact.NoteAdded;
import io.momentum.store.fact.CareFact.OwnerAssigned;
import io.momentum.store.fact.CareFact.PromiseSettled;
import io.momentum.store.fact.CareFact.ReplyClassified;
import io.momentum.store.fact.CareFact.ReplyJoined;
import io.momentum.store.fact.CareFact.ReplyRelinked;
import io.momentum.store.fact.CareFact.ReplySent;
import io.momentum.store.fact.CareFact.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code apply(state, fact) → state}. What it does with a released fact never changes. */
public final class ConversationFold {

    /** Owners that are remembered, the last one first. */
    private static final int PAST_MAX = 10;

    private ConversationFold() {}

    /** The conversation that a fact opens. */
    public static Conversation open(ConversationOpened f, Map<String, String> contact) {
        return new Conversation(
                f.conversation(),
                f.digits(),
                f.address(),
                f.account(),
                f.atMicros(),
                f.previous(),
                0,
                Stage.NEW,
                0,
                1,
                1,
                new Replies(0, 0, 0, 0, 0, 0),
                new Link(0, "", "none", 0, false),
                Label.NONE,
                Ownership.NONE,
                Work.NONE,
                Closure.NONE,
                List.of(),
                contact);
    }

    /** The state after a fact of this conversation. */
    public static Conversation apply(Conversation c, CareFact fact) {
        return changed(c, fact).nextVersion();
    }

    private static Conversation changed(Conversation c, CareFact fact) {
        return switch (fact) {
            case ReplyJoined f -> joined(c, f);
            case ReplyRelinked f -> c.with(new Link(f.mtId(), f.campaign(), "human", 1000, true));
            case ReplyClassified f -> classified(c, f);
            case OwnerAssigned f -> assigned(c, f);
            case NoteAdded _ -> c.with(c.work().counted(1, 0));
            case ReplySent f -> sent(c, f);
            case ActionLogged f -> acted(c.with(c.work().counted(0, 1)), f);
            case ConversationMoved f -> moved(c, f);
            case ConversationClosed f -> closed(c, f);
            case ConversationReopened f -> reopened(c, f);
            case ConversationMerged f -> c.mergedInto(f.into());
            case ConversationEscalated f -> escalated(c, f);
            case ClockMoved f -> c.with(ClockFold.apply(c, f));
            case PromiseSettled f -> c.with(settled(c.closure(), f));
            default -> c;
        };
    }

    private static Conversation joined(Conversation c, ReplyJoined f) {
        if (f.duplicateOf() != 0) return c.with(c.replies().repeated());
        Conversation next = c.with(c.replies().with(f.moId(), f.receivedAtMicros()));
        boolean known = c.link().relinked() || (f.mtId() == 0 && c.link().confidence() > f.confidence());
        if (!known) next = next.with(new Link(f.mtId(), f.campaign(), f.method(), f.confidence(), false));
        boolean waited = c.stage() == Stage.WAITING_CONTACT || c.stage() == Stage.SCHEDULED;
        return waited ? next.with(Stage.IN_PROGRESS, 0) : next;
    }

    private static Conversation classified(Conversation c, ReplyClassified f) {
        boolean human = f.source().equals("human");
        Label before = c.label();
        // A machine's reading of an older reply says nothing of the newer one; its flags still count.
        var label = new Label(
                f.label(),
                f.detail(),
                (before.optOut() && !human) || f.optOut(),
                (before.urgent() && !human) || f.urgent(),
                f.confidence(),
                f.source(),
                f.version(),
                f.moId(),
                before.corrected() || (human && changes(before, f)),
                f.reasons(),
                f.extracted());
        Conversation next = c.with(label);
        boolean triaged = c.stage() == Stage.NEW && !f.label().isEmpty();
        if (triaged) next = next.with(Stage.TRIAGED, 0);
        return human && !c.ownership().isUnowned() ? acted(next, f) : next;
    }

    private static boolean changes(Label before, ReplyClassified f) {
        return !before.label().isEmpty() && !before.label().equals(f.label());
    }

    private static Conversation assigned(Conversation c, OwnerAssigned f) {
        Ownership before = c.ownership();
        boolean changes = !before.isUnowned() && !f.owner().equals(before.owner());
        List<String> past = before.past();
        if (changes) {
            past = new ArrayList<>(past);
            past.addFirst(before.owner());
            past = List.copyOf(past.subList(0, Math.min(past.size(), PAST_MAX)));
        }
        var ownership = new Ownership(
                f.team(),
                f.owner(),
                f.atMicros(),
                f.acceptUntilMicros(),
                f.reason(),
                f.rule(),
                f.explanation(),
                before.changes() + (changes ? 1 : 0),
                before.timeouts() + (changes && f.reason().equals("timeout") ? 1 : 0),
                past);
        Conversation next = c.with(ownership);
        boolean untouched = c.stage() == Stage.NEW || c.stage() == Stage.TRIAGED || c.stage() == Stage.OWNED;
        if (untouched) next = next.with(f.owner().isEmpty() ? Stage.TRIAGED : Stage.OWNED, 0);
        boolean byHand = f.reason().equals("claim") || f.reason().equals("manual");
        return byHand && !f.owner().isEmpty() ? acted(next, f) : next;
    }

    /** A person did something that counts as an act: somebody has looked, and the owner has accepted. */
    private static Conversation acted(Conversation c, CareFact f) {
        if (!isPerson(f.actor())) return c;
        Conversation next = c;
        if (c.work().firstActionMicros() == 0) next = c.with(c.work().firstBy(f.actor(), f.atMicros()));
        return f instanceof OwnerAssigned ? next : next.with(next.ownership().accepted());
    }

    private static Conversation sent(Conversation c, ReplySent f) {
        boolean byPerson = isPerson(f.actor());
        Conversation next = c.with(c.work().answered(byPerson, f.atMicros()));
        if (!byPerson) return next;
        next = next.with(c.replies().answered());
        if (next.isOpen() && next.stage() != Stage.SCHEDULED) next = next.with(Stage.IN_PROGRESS, 0);
        return acted(next, f);
    }

    private static Conversation moved(Conversation c, ConversationMoved f) {
        return acted(c.with(f.stage(), f.untilMicros()), f);
    }

    private static Conversation closed(Conversation c, ConversationClosed f) {
        Closure last = c.closure();
        boolean promised = f.outcome().equals("payment_promised") && f.untilMicros() != 0;
        var closure = new Closure(
                f.outcome(),
                f.fields(),
                f.verdict(),
                f.atMicros(),
                f.actor(),
                promised ? "pending" : last.promise(),
                promised ? "" : last.paid(),
                promised ? f.untilMicros() : last.promiseDueMicros(),
                f.untilMicros(),
                c.replies().unansweredSinceMicros(),
                last.reopens(),
                last.reopenedAtMicros());
        return acted(c, f).with(closure).with(c.replies().answered()).with(Stage.CLOSED, 0);
    }

    private static Conversation reopened(Conversation c, ConversationReopened f) {
        Closure x = c.closure();
        var closure = new Closure(
                x.outcome(),
                x.fields(),
                x.verdict(),
                x.atMicros(),
                x.actor(),
                x.promise(),
                x.paid(),
                x.promiseDueMicros(),
                0,
                0,
                x.reopens() + 1,
                f.atMicros());
        Stage stage = c.ownership().isUnowned() ? Stage.TRIAGED : Stage.OWNED;
        Conversation next = c.nextEpisode().with(closure).with(stage, 0);
        // Undone, it is as if the close had not been: who had no answer still has none.
        boolean waits = f.reason().equals(TakingBack.UNDO) && x.unansweredMicros() != 0;
        return waits ? next.with(next.replies().waitingSince(x.unansweredMicros())) : next;
    }

    private static Conversation escalated(Conversation c, ConversationEscalated f) {
        return acted(c.with(c.work().escalated(f.to())), f);
    }

    private static Closure settled(Closure x, PromiseSettled f) {
        return new Closure(
                x.outcome(),
                x.fields(),
                x.verdict(),
                x.atMicros(),
                x.actor(),
                f.state(),
                f.amount(),
                0,
                x.untilMicros() == x.promiseDueMicros() ? 0 : x.untilMicros(),
                x.unansweredMicros(),
                x.reopens(),
                x.reopenedAtMicros());
    }

    /** Whether a person did it: users, and programs that act for one. */
    public static boolean isPerson(String actor) {
        return actor.startsWith("user:") || actor.startsWith("token:");
    }
}
