package io.momentum.ops.followup;

import io.momentum.ops.followup.Command.Act;
import io.momentum.ops.followup.Command.All;
import io.momentum.ops.followup.Command.Answered;
import io.momentum.ops.followup.Command.Assign;
import io.momentum.ops.followup.Command.Claim;
import io.momentum.ops.followup.Command.Close;
import io.momentum.ops.followup.Command.Escalate;
import io.momentum.ops.followup.Command.Merge;
import io.momentum.ops.followup.Command.Move;
import io.momentum.ops.followup.Command.Note;
import io.momentum.ops.followup.Command.Relabel;
import io.momentum.ops.followup.Command.Relink;
import io.momentum.ops.followup.Command.Reopen;
import io.momentum.ops.followup.Command.Settle;
import io.momentum.ops.followup.Command.TakeBack;
import io.momentum.ops.followup.Decision.Code;
import io.momentum.ops.followup.Decision.Facts;
import io.momentum.ops.followup.Decision.Refused;
import io.momentum.ops.followup.assign.Staff;
import io.momentum.store.fact.CareFact;
import io.momentum.store.fact.CareFact.ActionLogged;
import io.momentum.store.fact.CareFact.ConversationEscalated;
import io.momentum.store.fact.CareFact.ConversationMerged;
import io.momentum.store.fact.CareFact.ConversationMoved;
import io.momentum.store.fact.CareFact.ConversationReopened;
import io.momentum.store.fact.CareFact.NoteAdded;
import io.momentum.store.fact.CareFact.OwnerAssigned;
import io.momentum.store.fact.CareFact.PromiseSettled;
import io.momentum.store.fact.CareFact.ReplyClassified;
import io.momentum.store.fact.CareFact.ReplyRelinked;
import io.momentum.store.fact.CareFact.ReplySent;
import io.momentum.store.fact.CareFact.Stage;
import io.momentum.store.value.MessageId;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** {@code decide(state, command, rules) → facts}. What it decides may change with every release; what it decided may not. */
public final class Decider {

    /** The labels of the product, the stronger first. */
    public static final List<String> LABELS = List.of(
            "opt_out", "urgency", "complaint", "reschedule", "interested", "confirmation", "question", "no_action");

    private static final Set<String> PROMISE_ENDS = Set.of("kept", "partial", "broken", "cancelled");
    private static final int CERTAIN = 1000;
    /** Its clocks know each, and are kept with it. */
    private static final int PAUSES_MAX = 200;

    private final Rules rules;
    private final Staff staff;

    public Decider(Rules rules, Staff staff) {
        this.rules = rules;
        this.staff = staff;
    }

    /**
     * Decides one command.
     *
     * @param actor who wants it, as facts name people
     */
    public Decision decide(Conversation c, Command command, String actor, long nowMicros) {
        if (c.stage() == Stage.MERGED) {
            String into = MessageId.format(c.into());
            return new Refused(Code.MERGED, "It is part of " + into + " now.", Map.of("into", into));
        }
        return switch (command) {
            case Claim x -> claim(c, x, actor, nowMicros);
            case Assign x -> assign(c, x, actor, nowMicros);
            case Relabel x -> relabel(c, x, actor, nowMicros);
            case Note x -> new Facts(new NoteAdded(nowMicros, actor, c.id(), x.text()));
            case Answered x -> new Facts(new ReplySent(nowMicros, actor, c.id(), x.mtId()));
            case Act x -> new Facts(new ActionLogged(nowMicros, actor, c.id(), x.kind(), x.text()));
            case Move x -> move(c, x, actor, nowMicros);
            case Close x -> new Closing(rules).decide(c, x, actor, nowMicros);
            case Reopen x -> reopen(c, x, actor, nowMicros);
            case Merge x -> merge(c, x, actor, nowMicros);
            case Relink x -> relink(c, x, actor, nowMicros);
            case Escalate x ->
                new Facts(new ConversationEscalated(nowMicros, actor, c.id(), "manual", x.to(), x.reason()));
            case Settle x -> settle(c, x, actor, nowMicros);
            case TakeBack x -> TakingBack.decide(c, x, actor, nowMicros);
            case All x -> all(c, x, actor, nowMicros);
        };
    }

    private Decision claim(Conversation c, Claim x, String actor, long now) {
        if (!c.isOpen()) return closed();
        String owner = c.ownership().owner();
        if (owner.equals(x.owner())) return new Facts();
        if (!owner.isEmpty()) return new Refused(Code.TAKEN, owner + " has it.", taken(c, owner));
        if (!mayOwn(x.owner(), actor)) return nobody(x.owner(), c.ownership().team());
        return new Facts(
                new OwnerAssigned(now, actor, c.id(), c.ownership().team(), x.owner(), "claim", "", "claimed", 0));
    }

    private static Map<String, String> taken(Conversation c, String owner) {
        Instant since = Instant.EPOCH.plus(c.ownership().sinceMicros(), ChronoUnit.MICROS);
        return Map.of("owner", owner, "since", since.toString());
    }

    private Decision assign(Conversation c, Assign x, String actor, long now) {
        if (!c.isOpen()) return closed();
        String team = x.team().isEmpty() ? c.ownership().team() : x.team();
        boolean same = team.equals(c.ownership().team())
                && x.owner().equals(c.ownership().owner());
        if (same) return new Facts();
        if (!x.team().isEmpty() && !team.equals(c.ownership().team()) && !staff.hasTeam(team)) return noTeam(team);
        boolean stays = x.owner().isEmpty() || x.owner().equals(c.ownership().owner());
        if (!stays && !mayOwn(x.owner(), actor)) return nobody(x.owner(), team);
        String reason = x.owner().isEmpty() ? "release" : "manual";
        return new Facts(new OwnerAssigned(now, actor, c.id(), team, x.owner(), reason, "", x.reason(), 0));
    }

    /** Who works here, and whoever asks: a program may own what it claims. */
    private boolean mayOwn(String owner, String actor) {
        return staff.has(owner) || actor.substring(actor.indexOf(':') + 1).equals(owner);
    }

    /** Names none but those of the team: whoever gives it away knows them. */
    private Refused nobody(String owner, String team) {
        String known = String.join(", ", staff.of(team));
        String of = known.isEmpty() ? "" : " Of team %s are %s.".formatted(team, known);
        Map<String, String> more = new TreeMap<>(Map.of("owner", owner));
        if (!known.isEmpty()) more.put("known", known);
        return new Refused(Code.UNKNOWN_OWNER, "Nobody here is named \"%s\".%s".formatted(owner, of), more);
    }

    private static Refused noTeam(String team) {
        return new Refused(Code.UNKNOWN_TEAM, "No team is named \"%s\".".formatted(team), Map.of("team", team));
    }

    private static Decision relabel(Conversation c, Relabel x, String actor, long now) {
        if (!LABELS.contains(x.label()))
            return new Refused(Code.UNKNOWN_LABEL, "Labels are " + String.join(", ", LABELS) + ".");
        return new Facts(new ReplyClassified(
                now,
                actor,
                c.id(),
                c.replies().lastMoId(),
                x.label(),
                x.detail(),
                x.label().equals("opt_out"),
                x.urgent() || x.label().equals("urgency"),
                CERTAIN,
                ReplyClassified.HUMAN,
                "",
                List.of(),
                c.label().extracted()));
    }

    private static Decision move(Conversation c, Move x, String actor, long now) {
        if (!c.isOpen()) return closed();
        boolean sleeps = x.stage() == Stage.SCHEDULED;
        if (sleeps && x.untilMicros() <= now)
            return new Refused(Code.BAD_TIME, "It can sleep until a later time only.");
        if (sleeps && x.untilMicros() - now > Closing.AHEAD_MAX.toNanos() / 1_000)
            return new Refused(Code.BAD_TIME, "It can sleep for ten years at most.");
        boolean pauses = sleeps || x.stage() == Stage.WAITING_CONTACT;
        if (pauses && x.reason().isBlank())
            return new Refused(Code.FIELDS, "Say why it waits.", Map.of("missing", "reason"));
        if (pauses && hasPausedTooOften(c))
            return new Refused(Code.BAD_TIME, "It has waited %d times; close it, or work on it.".formatted(PAUSES_MAX));
        if (!pauses && x.stage() != Stage.IN_PROGRESS)
            return new Refused(Code.FIELDS, "It can go to in_progress, waiting_contact or scheduled.");
        return new Facts(
                new ConversationMoved(now, actor, c.id(), x.stage(), sleeps ? x.untilMicros() : 0, x.reason()));
    }

    private static boolean hasPausedTooOften(Conversation c) {
        return c.clocks().stream().anyMatch(clock -> clock.pauses().size() >= PAUSES_MAX);
    }

    private static Decision reopen(Conversation c, Reopen x, String actor, long now) {
        if (c.isOpen()) return new Refused(Code.NOT_CLOSED, "It is open.");
        return new Facts(new ConversationReopened(now, actor, c.id(), x.reason()));
    }

    private static Decision merge(Conversation c, Merge x, String actor, long now) {
        Conversation into = x.into();
        if (into.id() == c.id() || into.digits() != c.digits() || into.stage() == Stage.MERGED)
            return new Refused(Code.NOT_FOUND, "It can be merged into another conversation of the same contact only.");
        return new Facts(new ConversationMerged(now, actor, c.id(), into.id()));
    }

    private static Decision relink(Conversation c, Relink x, String actor, long now) {
        long moId = x.moId() == 0 ? c.replies().lastMoId() : x.moId();
        return new Facts(new ReplyRelinked(now, actor, c.id(), moId, x.mtId(), x.campaign(), x.reason()));
    }

    private static Decision settle(Conversation c, Settle x, String actor, long now) {
        if (c.closure().promise().isEmpty()) return new Refused(Code.NOTHING_PROMISED, "Nothing was promised here.");
        if (!PROMISE_ENDS.contains(x.state()))
            return new Refused(Code.FIELDS, "A promise ends kept, partial, broken or cancelled.");
        Optional<BigDecimal> paid = Amounts.of(x.amount());
        if (!x.amount().isEmpty() && paid.isEmpty())
            return new Refused(Code.FIELDS, "amount: a positive number such as 120.50.", Map.of("missing", "amount"));
        Optional<BigDecimal> promised = Amounts.of(c.closure().fields().getOrDefault("amount", ""));
        boolean less = paid.isPresent() && promised.isPresent() && paid.get().compareTo(promised.get()) < 0;
        if (x.state().equals("kept") && less)
            return new Refused(
                    Code.FIELDS,
                    "Of " + promised.get() + " so much is a part: say partial.",
                    Map.of("missing", "state"));
        return new Facts(new PromiseSettled(now, actor, c.id(), x.state(), x.amount()));
    }

    private Decision all(Conversation c, All x, String actor, long now) {
        List<CareFact> facts = new ArrayList<>();
        Conversation state = c;
        for (Command one : x.commands()) {
            Decision decision = decide(state, one, actor, now);
            if (!(decision instanceof Facts decided)) return decision;
            for (CareFact fact : decided.facts()) state = ConversationFold.apply(state, fact);
            facts.addAll(decided.facts());
        }
        return new Facts(facts);
    }

    private static Refused closed() {
        return new Refused(Code.CLOSED, "It is closed; reopen it first.");
    }
}
