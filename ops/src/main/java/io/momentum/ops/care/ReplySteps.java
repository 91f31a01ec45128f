package io.momentum.ops.care;

import io.momentum.ops.care.FollowUpPath.Reply;
import io.momentum.ops.followup.Clocks;
import io.momentum.ops.followup.Conversation;
import io.momentum.ops.followup.Outcome;
import io.momentum.ops.followup.assign.AssignState;
import io.momentum.ops.followup.assign.Assignment;
import io.momentum.ops.followup.assign.Decision;
import io.momentum.ops.followup.assign.Decision.Reason;
import io.momentum.ops.followup.assign.Request;
import io.momentum.ops.followup.classify.Classification;
import io.momentum.ops.followup.classify.Intent;
import io.momentum.store.fact.CareFact;
import io.momentum.store.fact.CareFact.ConversationClosed;
import io.momentum.store.fact.CareFact.OwnerAssigned;
import io.momentum.store.fact.CareFact.ReplyClassified;
import io.momentum.store.fact.CareFact.SettingSaved;
import io.momentum.store.fact.CareFact.Verdict;
import io.momentum.store.index.Shelf;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Label, owner and clocks: each the rules of its own package, put to one conversation. On the desk's thread. */
final class ReplySteps implements FollowUpPath.Steps {

    private static final Logger LOG = LoggerFactory.getLogger(ReplySteps.class);
    private static final String SYSTEM = "system";
    private static final String TERMS = "terms";
    private static final String OPT_OUT = "opt_out_applied";

    private final Turns turns = new Turns();
    private final ReplyReading reading;
    private volatile Playbook playbook;

    ReplySteps(ReplyReading reading, Playbook playbook) {
        this.reading = reading;
        this.playbook = playbook;
    }

    void reload(Playbook replacement) {
        playbook = replacement;
    }

    @Override
    public void afterReply(Reply reply, Story story, Shelf rows, long nowMicros) {
        label(reply, story, nowMicros);
        if (story.state().ownership().isUnowned()) owner(story, rows, Reason.NEW, nowMicros);
        else ownerAgain(story, rows, nowMicros);
        clocks(story, rows, nowMicros);
    }

    // ---- label

    /** A label that cannot be found is found by a person: a reply is not lost for want of one. */
    private void label(Reply reply, Story story, long now) {
        try {
            Classification found = reading.read(reply, playbook.classifier().get(), story.state());
            story.add(classified(reply, story.state(), found, now));
            boolean optedOut = found.intent() == Intent.OPT_OUT && !found.needsTriage();
            if (optedOut) close(story, found, now);
        } catch (RuntimeException e) {
            LOG.error("A reply has got no label", e);
        }
    }

    private CareFact classified(Reply reply, Conversation c, Classification found, long now) {
        ZoneId zone = playbook.rules().zone();
        Instant said = Instant.EPOCH.plus(reply.mo().atMicros(), ChronoUnit.MICROS);
        Map<String, String> fields = found.extracted().fields(said.atZone(zone).toLocalDate());
        // Below the bar a person looks first: the reasons stay, the label does not decide who works on it.
        boolean open = found.needsTriage() && !found.optOut();
        return new ReplyClassified(
                now,
                SYSTEM,
                c.id(),
                reply.mo().moId(),
                open ? "" : found.label().toString(),
                found.intent().toString(),
                found.optOut(),
                found.urgent(),
                (int) Math.round(found.confidence() * 1000),
                found.source().name().toLowerCase(Locale.ROOT),
                found.version(),
                found.reasons(),
                new TreeMap<>(fields));
    }

    /** What the gate has done already needs nobody: the outcome says so, and by which rule. */
    private void close(Story story, Classification found, long now) {
        String rule = found.reasons().isEmpty() ? "" : found.reasons().getFirst();
        Map<String, String> fields = Map.of("rule", rule);
        Verdict verdict = playbook.rules()
                .outcome(OPT_OUT)
                .map(outcome -> outcome.verdict(fields))
                .orElseGet(() -> Outcome.usual(OPT_OUT, fields));
        long id = story.state().id();
        story.add(new ConversationClosed(now, "rule:opt-out", id, OPT_OUT, fields, 0, verdict));
    }

    // ---- owner

    /** The owner has not acted in time: the next one. */
    void notAccepted(Story story, Shelf rows, long nowMicros) {
        Conversation c = story.state();
        long until = c.ownership().acceptUntilMicros();
        if (c.isOpen() && until != 0 && until <= nowMicros) owner(story, rows, Reason.TIMEOUT, nowMicros);
    }

    /** What goes on after a close goes on with whoever had it, if that one is there, and is to be taken up again. */
    void ownerAgain(Story story, Shelf rows, long nowMicros) {
        boolean reopened =
                !story.isNew() && !story.before().isOpen() && story.state().isOpen();
        if (!reopened || story.isAssigned()) return;
        boolean unowned = story.state().ownership().isUnowned();
        owner(story, rows, unowned ? Reason.NEW : Reason.REOPENED, nowMicros);
    }

    /** What has no owner for want of a rule that works is somebody's job to see: the conversation stands all the same. */
    private void owner(Story story, Shelf rows, Reason reason, long now) {
        try {
            assign(story, rows, reason, now);
        } catch (RuntimeException e) {
            LOG.error("A conversation has got no owner", e);
        }
    }

    private void assign(Story story, Shelf rows, Reason reason, long now) {
        Conversation c = story.state();
        Optional<Assignment> rules = playbook.assignment();
        if (rules.isEmpty() || !c.isOpen()) return;
        Instant at = Instant.EPOCH.plus(now, ChronoUnit.MICROS);
        boolean goesOn = reason == Reason.REOPENED;
        List<String> tried = reason == Reason.TIMEOUT ? tried(c) : List.of();
        Optional<String> previous = goesOn ? Optional.of(c.ownership().owner()) : previousOwner(c, rows);
        var request = new Request(Clocks.subject(c), at, previous, reason, tried);
        AssignState state = turns.state(rows);
        Decision decision = goesOn
                ? rules.get().goOn(request, c.ownership().team(), playbook.staff(), state)
                : rules.get().decide(request, state);
        boolean stays = goesOn && decision.owner().equals(c.ownership().owner());
        if (stays && decision.acceptBy().isEmpty()) return;
        story.add(new OwnerAssigned(
                now,
                stays ? SYSTEM : decision.rule().isEmpty() ? "rule:duty" : "rule:" + decision.rule(),
                c.id(),
                decision.team(),
                decision.owner(),
                word(decision),
                decision.rule(),
                String.join("\n", decision.explain()),
                decision.acceptBy().map(ReplySteps::micros).orElse(0L),
                decision.weight()));
    }

    private static String word(Decision decision) {
        return switch (decision.reason()) {
            case REOPENED -> "reopened";
            case TIMEOUT -> "timeout";
            case NEW -> decision.rule().isEmpty() ? "duty" : "rule";
        };
    }

    private static List<String> tried(Conversation c) {
        List<String> tried = new ArrayList<>(c.ownership().past());
        if (!c.ownership().isUnowned()) tried.addFirst(c.ownership().owner());
        return tried;
    }

    private static Optional<String> previousOwner(Conversation c, Shelf rows) {
        if (!c.ownership().past().isEmpty())
            return Optional.of(c.ownership().past().getFirst());
        if (c.previous() == 0) return Optional.empty();
        return Conversations.find(rows, c.previous())
                .map(before -> before.ownership().owner())
                .filter(owner -> !owner.isEmpty());
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    // ---- clocks

    /** Starts, pauses, resumes, warns and stops what the state asks for, and keeps count of who has how many. */
    void clocks(Story story, Shelf rows, long nowMicros) {
        try {
            move(story, rows, nowMicros);
        } catch (RuntimeException e) {
            LOG.error("The clocks of a conversation have stumbled; it stands without their moves", e);
        }
        turns.state(rows);
        turns.decided(story.before(), story.state(), story.chosen());
    }

    private void move(Story story, Shelf rows, long nowMicros) {
        var clocks = new Clocks(playbook.sla(), name -> terms(rows, story, name));
        Clocks.Moves moves = clocks.moves(story.state(), nowMicros);
        moves.terms().forEach((name, text) -> {
            if (terms(rows, story, name).isEmpty()) story.aside(new SettingSaved(nowMicros, SYSTEM, TERMS, name, text));
        });
        moves.facts().forEach(story::add);
    }

    private static Optional<String> terms(Shelf rows, Story story, String name) {
        return Settings.find(rows, TERMS, name).or(() -> story.setting(TERMS, name));
    }
}
