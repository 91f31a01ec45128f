package io.momentum.ops.followup;

import io.momentum.ops.followup.Conversation.Clock;
import io.momentum.ops.followup.match.Dimension;
import io.momentum.ops.followup.match.Subject;
import io.momentum.ops.followup.sla.ClockKind;
import io.momentum.ops.followup.sla.FrozenTerms;
import io.momentum.ops.followup.sla.Rung;
import io.momentum.ops.followup.sla.SlaBook;
import io.momentum.ops.followup.sla.SlaClock;
import io.momentum.ops.followup.sla.SlaClock.Pause;
import io.momentum.ops.followup.sla.SlaClock.PausedIn;
import io.momentum.ops.followup.sla.SlaClock.Said;
import io.momentum.ops.followup.sla.SlaClock.State;
import io.momentum.ops.followup.sla.SlaClock.Step;
import io.momentum.ops.followup.sla.SlaSignal;
import io.momentum.ops.followup.sla.SlaSignal.Breached;
import io.momentum.ops.followup.sla.SlaSignal.Escalated;
import io.momentum.ops.followup.sla.SlaSignal.Warned;
import io.momentum.ops.followup.sla.Terms;
import io.momentum.ops.followup.sla.TermsText;
import io.momentum.store.fact.CareFact;
import io.momentum.store.fact.CareFact.ClockMove;
import io.momentum.store.fact.CareFact.ClockMoved;
import io.momentum.store.fact.CareFact.ConversationEscalated;
import io.momentum.store.fact.CareFact.Stage;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What the clocks of a conversation must do so that they fit its state. Nobody starts or stops a clock: after each change the
 * state says which clocks must run, and what differs is done. Each begins when the reply was journalled that it is about.
 */
public final class Clocks {

    private static final String SYSTEM = "system";

    private final SlaBook book;
    private final Function<String, Optional<String>> frozen;

    /**
     * Clocks by today's policies.
     *
     * @param frozen the terms of clocks that run, by the names in their facts
     */
    public Clocks(SlaBook book, Function<String, Optional<String>> frozen) {
        this.book = book;
        this.frozen = frozen;
    }

    /**
     * What is to be journalled.
     *
     * @param terms to be kept beside it, by their names
     */
    public record Moves(List<CareFact> facts, Map<String, String> terms) {}

    /** What the clocks must do now. */
    public Moves moves(Conversation c, long nowMicros) {
        var facts = new ArrayList<CareFact>();
        var terms = new TreeMap<String, String>();
        for (ClockKind kind : ClockKind.values()) {
            Clock clock = c.clock(name(kind));
            boolean again = clock != null && clock.isOver() && kind == ClockKind.NEXT_RESPONSE;
            if (clock == null || again) start(c, kind, nowMicros, facts, terms);
            else if (!clock.isOver()) follow(c, kind, clock, nowMicros, facts);
        }
        return new Moves(facts, terms);
    }

    /** The name of a clock in facts. */
    public static String name(ClockKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    // ---- starting

    private void start(Conversation c, ClockKind kind, long now, List<CareFact> facts, Map<String, String> kept) {
        long since = since(c, kind);
        if (since == 0 || !c.isOpen()) return;
        Optional<FrozenTerms> terms = book.frozenTermsOf(kind, subject(c));
        if (terms.isEmpty()) return;
        kept.put(terms.get().name(), terms.get().text());
        SlaClock started = SlaClock.start(terms.get().terms(), instant(since));
        facts.add(
                moved(c, kind, started, ClockMove.STARTED, now, "", terms.get().name()));
        Step step = started.advance(instant(now));
        say(c, kind, step, now, facts);
    }

    /** When the reply came that a clock of this kind would be about; 0 where none is needed. */
    private static long since(Conversation c, ClockKind kind) {
        return switch (kind) {
            case FIRST_ACTION -> c.work().firstActionMicros() == 0 ? c.replies().firstAtMicros() : 0;
            case FIRST_RESPONSE ->
                c.work().firstResponseMicros() == 0 ? c.replies().unansweredSinceMicros() : 0;
            case NEXT_RESPONSE ->
                c.work().firstResponseMicros() != 0 ? c.replies().unansweredSinceMicros() : 0;
            case RESOLUTION -> c.replies().firstAtMicros();
        };
    }

    // ---- following

    private void follow(Conversation c, ClockKind kind, Clock clock, long now, List<CareFact> facts) {
        Optional<SlaClock> known = rebuilt(clock, kind);
        if (known.isEmpty()) return;
        SlaClock running = known.get();
        if (c.stage() == Stage.MERGED) {
            end(c, kind, running.cancel(instant(now), "merged"), ClockMove.CANCELLED, now, "merged", facts);
            return;
        }
        long doneAt = doneAt(c, kind, clock);
        if (doneAt != 0) {
            end(c, kind, running.stop(instant(doneAt)), ClockMove.STOPPED, now, "", facts);
            return;
        }
        if (!c.isOpen()) {
            String why = "closed with " + c.closure().outcome();
            end(c, kind, running.cancel(instant(now), why), ClockMove.CANCELLED, now, why, facts);
            return;
        }
        pauseOrRun(c, kind, running, now, facts);
    }

    /** When what it waited for was done; 0 for not yet. A close answers nobody: an answer from before its start is none to it. */
    private static long doneAt(Conversation c, ClockKind kind, Clock clock) {
        return switch (kind) {
            case FIRST_ACTION -> c.work().firstActionMicros();
            case FIRST_RESPONSE -> c.work().firstResponseMicros();
            case NEXT_RESPONSE -> {
                boolean answered = c.replies().unansweredSinceMicros() == 0
                        && c.work().lastSentMicros() >= clock.startedAtMicros();
                yield answered ? c.work().lastSentMicros() : 0;
            }
            case RESOLUTION -> c.isOpen() ? 0 : c.closure().atMicros();
        };
    }

    private static void pauseOrRun(Conversation c, ClockKind kind, SlaClock running, long now, List<CareFact> facts) {
        boolean rests = c.stage() == Stage.WAITING_CONTACT || c.stage() == Stage.SCHEDULED;
        if (rests && running.state() == State.RUNNING) {
            PausedIn in = PausedIn.valueOf(c.stage().name());
            Step step = running.pause(instant(now), in, c.stage().name());
            say(c, kind, step, now, facts);
            facts.add(moved(
                    c, kind, step.clock(), ClockMove.PAUSED, now, c.stage().name(), ""));
        } else if (!rests && running.state() == State.PAUSED) {
            SlaClock resumed = running.resume(instant(now)).clock();
            facts.add(moved(c, kind, resumed, ClockMove.RESUMED, now, "", ""));
        } else {
            say(c, kind, running.advance(instant(now)), now, facts);
        }
    }

    private static void end(
            Conversation c, ClockKind kind, Step step, ClockMove move, long now, String reason, List<CareFact> facts) {
        say(c, kind, step, now, facts);
        facts.add(moved(c, kind, step.clock(), move, now, reason, ""));
    }

    // ---- saying

    private static void say(Conversation c, ClockKind kind, Step step, long now, List<CareFact> facts) {
        for (Said said : step.said()) {
            SlaSignal signal = said.signal();
            switch (signal) {
                case Warned warned -> facts.add(warned(c, kind, step.clock(), now, warned));
                case Breached _ -> facts.add(moved(c, kind, step.clock(), ClockMove.BREACHED, now, "", ""));
                case Escalated escalated -> {
                    String whom = escalated.whom().name().toLowerCase(Locale.ROOT);
                    facts.add(moved(c, kind, step.clock(), ClockMove.ESCALATED, now, whom, ""));
                    facts.add(new ConversationEscalated(
                            now, SYSTEM, c.id(), whom, escalatedTo(c, escalated.whom()), "sla " + name(kind)));
                }
            }
        }
    }

    private static String escalatedTo(Conversation c, Rung.Whom whom) {
        return whom == Rung.Whom.OWNER ? c.ownership().owner() : whom.word();
    }

    private static ClockMoved warned(Conversation c, ClockKind kind, SlaClock clock, long now, Warned warned) {
        return moved(c, kind, clock, ClockMove.WARNED, now, Integer.toString(warned.percent()), "");
    }

    private static ClockMoved moved(
            Conversation c, ClockKind kind, SlaClock clock, ClockMove move, long now, String reason, String frozenAs) {
        SlaClock.Measured measured = clock.measured(instant(Math.max(now, micros(clock.startedAt()))));
        Terms terms = clock.terms();
        return new ClockMoved(
                now,
                SYSTEM,
                c.id(),
                name(kind),
                c.episode(),
                move,
                terms.policy() + "@" + terms.version(),
                micros(clock.startedAt()),
                clock.due().map(Clocks::micros).orElse(0L),
                clock.nextAt().map(Clocks::micros).orElse(0L),
                measured.wall().minus(measured.pausedWall()).toMillis(),
                measured.work().toMillis(),
                reason,
                frozenAs);
    }

    // ---- between the state and the machine

    private Optional<SlaClock> rebuilt(Clock clock, ClockKind kind) {
        Optional<Terms> terms = frozen.apply(clock.frozen()).flatMap(Clocks::terms);
        if (terms.isEmpty() || terms.get().kind() != kind) return Optional.empty();
        List<Pause> pauses = new ArrayList<>();
        for (Clock.Pause pause : clock.pauses()) {
            pauses.add(new Pause(
                    PausedIn.valueOf(pause.reason()),
                    pause.reason(),
                    instant(pause.fromMicros()),
                    pause.toMicros() == 0 ? null : instant(pause.toMicros())));
        }
        List<SlaSignal> said = clock.said().stream().map(Clocks::signal).toList();
        return Optional.of(new SlaClock(
                terms.get(), clock.episode(), instant(clock.startedAtMicros()), pauses, null, false, "", said));
    }

    /** Terms that cannot be read are those of nothing: the conversation goes on without that clock. */
    private static Optional<Terms> terms(String text) {
        try {
            return Optional.of(TermsText.parse(text));
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    private static SlaSignal signal(String word) {
        String[] parts = word.split(" ", 2);
        return switch (parts[0]) {
            case "warned" -> new Warned(Integer.parseInt(parts[1]));
            case "breached" -> new Breached();
            default -> new Escalated(Rung.Whom.valueOf(parts[1].toUpperCase(Locale.ROOT)));
        };
    }

    /** A conversation as the rules see it. */
    public static Subject subject(Conversation c) {
        Map<Dimension, String> values = new EnumMap<>(Dimension.class);
        put(values, Dimension.TEAM, c.ownership().team());
        put(values, Dimension.LABEL, c.label().label());
        put(values, Dimension.CAMPAIGN, c.link().campaign());
        put(values, Dimension.ACCOUNT, c.account() == null ? "" : c.account().value());
        for (Dimension each : List.of(
                Dimension.ZONE,
                Dimension.BRANCH,
                Dimension.LIST,
                Dimension.STAGE,
                Dimension.ROLE,
                Dimension.LANGUAGE)) {
            put(values, each, c.contact().getOrDefault(each.word(), ""));
        }
        return new Subject(values);
    }

    private static void put(Map<Dimension, String> values, Dimension dimension, String value) {
        if (!value.isEmpty()) values.put(dimension, value);
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    private static long micros(Instant instant) {
        return Duration.between(Instant.EPOCH, instant).toNanos() / 1_000;
    }
}
