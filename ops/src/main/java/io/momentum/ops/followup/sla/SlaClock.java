package io.momentum.ops.followup.sla;

import io.momentum.ops.followup.sla.Terms.Mark;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One clock of one episode of a conversation, as a value: each change gives the next clock and what there is to say. A clock that
 * is looked at late says what it would have said in time, with the time it should have been said at; so one that is stopped
 * after its due time is breached, whether anybody had looked in between or not.
 *
 * <pre>{@code
 * start -> RUNNING -- pause -> PAUSED -- resume -> RUNNING
 *             |                  |
 *             +--- stop, cancel -+--> STOPPED, CANCELLED -- reopened -> RUNNING, the next episode
 * }</pre>
 *
 * @param episode from 1, one more each time the conversation is opened again
 * @param startedAt when the message that began it was journalled
 * @param pauses in order; the last may still go on
 * @param endedAt when it was stopped or cancelled
 * @param cancelled whether it ended without having been stopped
 * @param note why it was cancelled
 * @param said what it has said already
 */
public record SlaClock(
        Terms terms,
        int episode,
        Instant startedAt,
        List<Pause> pauses,
        @Nullable Instant endedAt,
        boolean cancelled,
        String note,
        List<SlaSignal> said) {

    public enum State {
        RUNNING,
        PAUSED,
        STOPPED,
        CANCELLED
    }

    /** In which state of a conversation a clock may stand still. */
    public enum PausedIn {
        WAITING_CONTACT,
        SCHEDULED
    }

    /**
     * A time that does not count.
     *
     * @param reason what a person or rule gave as the reason
     * @param to null while it goes on
     */
    public record Pause(
            PausedIn in,
            String reason,
            Instant from,
            @Nullable Instant to) {

        Instant endOr(Instant now) {
            return to == null ? now : to;
        }
    }

    /** What there is to say, and for when: a late look does not make it later. */
    public record Said(Instant at, SlaSignal signal) {}

    /** The clock after a change. */
    public record Step(SlaClock clock, List<Said> said) {}

    /**
     * What it measured.
     *
     * @param wall from start to end, all told
     * @param pausedWall how much of it was paused
     * @param work time of work that counted
     * @param overBy time of work beyond what was promised; negative while there is some left
     */
    public record Measured(Duration wall, Duration pausedWall, Duration work, Duration overBy) {}

    public SlaClock {
        pauses = List.copyOf(pauses);
        said = List.copyOf(said);
    }

    public static SlaClock start(Terms terms, Instant at) {
        return new SlaClock(terms, 1, at, List.of(), null, false, "", List.of());
    }

    // ---- changes

    /** Says what has come due. Asking again, or later, says nothing twice. */
    public Step advance(Instant now) {
        if (state() != State.RUNNING) return new Step(this, List.of());
        List<Said> news = new ArrayList<>();
        List<SlaSignal> all = new ArrayList<>(said);
        for (Mark mark : open()) {
            Instant at = at(mark);
            if (mark.signal().isAfterDue() ? !now.isAfter(at) : now.isBefore(at)) break;
            news.add(new Said(at, mark.signal()));
            all.add(mark.signal());
        }
        return new Step(with(pauses, endedAt, cancelled, note, all), news);
    }

    /**
     * Makes one.
     *
     * @param reason must not be blank
     */
    public Step pause(Instant at, PausedIn in, String reason) {
        require(state() == State.RUNNING, "only a running clock can be paused");
        if (reason.isBlank()) throw new IllegalArgumentException("a pause needs a reason");
        Instant from = notBeforeLast(at);
        Step before = advance(from);
        List<Pause> more = new ArrayList<>(pauses);
        more.add(new Pause(in, reason, from, null));
        return new Step(before.clock().with(more, null, false, note, before.clock().said), before.said());
    }

    public Step resume(Instant at) {
        require(state() == State.PAUSED, "only a paused clock can be resumed");
        return new Step(with(pausesEnded(notBeforeLast(at)), null, false, note, said), List.of());
    }

    /** What it waited for was done. */
    public Step stop(Instant at) {
        return end(at, false, "");
    }

    /** What it waited for is not needed any more. What was due before stays said. */
    public Step cancel(Instant at, String reason) {
        return end(at, true, reason);
    }

    private Step end(Instant at, boolean cancel, String reason) {
        require(!isEnded(), "the clock has ended already");
        Instant end = notBeforeLast(at);
        Step before = advance(end);
        SlaClock clock = before.clock();
        return new Step(clock.with(clock.pausesEnded(end), end, cancel, reason, clock.said), before.said());
    }

    /** The conversation is opened again: a new clock by today's terms, which knows nothing of the last one's time. */
    public SlaClock reopened(Terms today, Instant at) {
        require(isEnded(), "a clock that has not ended goes on");
        return new SlaClock(today, episode + 1, at, List.of(), null, false, "", List.of());
    }

    /**
     * Other terms for what has begun: this clock is cancelled, and another runs from the same start. What was said is not said
     * again.
     */
    public Reassessed reassess(Terms today, Instant at) {
        Step old = cancel(at, "now by %s@%d".formatted(today.policy(), today.version()));
        var now = new SlaClock(today, episode, startedAt, pauses, null, false, note, old.clock().said);
        return new Reassessed(old, now.advance(at));
    }

    /** The clock that was, and the one that takes its place. */
    public record Reassessed(Step old, Step now) {}

    // ---- what it is

    public State state() {
        if (cancelled) return State.CANCELLED;
        if (endedAt != null) return State.STOPPED;
        return !pauses.isEmpty() && pauses.getLast().to() == null ? State.PAUSED : State.RUNNING;
    }

    public boolean isEnded() {
        return endedAt != null;
    }

    /** Whether it is known to have run over. Ask after {@link #advance}. */
    public boolean isBreached() {
        return said.contains(new SlaSignal.Breached());
    }

    /** Whether what it waited for was done in time. */
    public boolean isMet() {
        return state() == State.STOPPED && !isBreached();
    }

    /** When it is due, or was; empty while it is paused, and where it ended before. */
    public Optional<Instant> due() {
        if (state() == State.RUNNING || isBreached()) return Optional.of(after(terms.within()));
        return Optional.empty();
    }

    /** When to look at it again, at the earliest; empty where it has nothing more to say. */
    public Optional<Instant> nextAt() {
        if (state() != State.RUNNING) return Optional.empty();
        // After the due time, not at it: by the smallest step that the journal's clock makes.
        return open().stream()
                .findFirst()
                .map(mark -> mark.signal().isAfterDue() ? at(mark).plusNanos(1_000) : at(mark));
    }

    public Measured measured(Instant now) {
        Instant end = endedAt == null ? now : endedAt;
        Duration paused = Duration.ZERO;
        Duration work = terms.calendar().between(startedAt, end);
        for (Pause pause : pauses) {
            paused = paused.plus(Duration.between(pause.from(), pause.endOr(end)));
            work = work.minus(terms.calendar().between(pause.from(), pause.endOr(end)));
        }
        return new Measured(Duration.between(startedAt, end), paused, work, work.minus(terms.within()));
    }

    /** What it runs by, how far it is, and why, a sentence a line. */
    public List<String> explain(Instant now) {
        Measured measured = measured(now);
        List<String> lines = new ArrayList<>();
        lines.add(terms.kind().word() + " by " + terms.described());
        lines.add("began %s, episode %d".formatted(startedAt, episode));
        for (Pause pause : pauses) {
            lines.add("paused %s to %s: %s (%s)"
                    .formatted(
                            pause.from(),
                            pause.to() == null ? "now" : pause.to(),
                            pause.reason(),
                            pause.in().name()));
        }
        lines.add("%s of work gone, %s in all, %s of it paused"
                .formatted(Spoken.of(measured.work()), Spoken.of(measured.wall()), Spoken.of(measured.pausedWall())));
        boolean runs = state() == State.RUNNING;
        lines.add(verdict(measured, isBreached() || (runs && now.isAfter(after(terms.within())))));
        return lines;
    }

    private String verdict(Measured measured, boolean over) {
        String left = Spoken.of(measured.overBy().abs());
        return switch (state()) {
            case RUNNING -> "due %s, %s %s".formatted(after(terms.within()), left, over ? "over" : "left");
            case PAUSED -> "not due while it is paused, %s %s".formatted(left, over ? "over" : "left");
            case STOPPED ->
                "stopped %s: %s".formatted(endedAt, over ? "breached by " + left : "met, %s left".formatted(left));
            case CANCELLED -> "cancelled %s: %s%s".formatted(endedAt, note, over ? ", breached by " + left : "");
        };
    }

    // ---- arithmetic

    private List<Mark> open() {
        return terms.marks().stream()
                .filter(mark -> !said.contains(mark.signal()))
                .toList();
    }

    private Instant at(Mark mark) {
        return after(mark.after());
    }

    /** When so much time of work that counts has passed, were it not paused again. */
    private Instant after(Duration work) {
        Duration left = work;
        Instant from = startedAt;
        for (Pause pause : pauses) {
            Duration ran = terms.calendar().between(from, pause.from());
            if (ran.compareTo(left) >= 0) break;
            left = left.minus(ran);
            from = pause.endOr(pause.from());
        }
        return terms.calendar().plus(from, left);
    }

    private List<Pause> pausesEnded(Instant at) {
        if (pauses.isEmpty() || pauses.getLast().to() != null) return pauses;
        List<Pause> ended = new ArrayList<>(pauses);
        Pause last = ended.removeLast();
        ended.add(new Pause(last.in(), last.reason(), last.from(), at));
        return ended;
    }

    /** A clock does not go back: where the host's does, nothing is earlier than what was before it. */
    private Instant notBeforeLast(Instant at) {
        Instant last = startedAt;
        if (!pauses.isEmpty()) last = pauses.getLast().endOr(pauses.getLast().from());
        return at.isBefore(last) ? last : at;
    }

    private SlaClock with(
            List<Pause> nowPauses, @Nullable Instant end, boolean isCancelled, String why, List<SlaSignal> nowSaid) {
        return new SlaClock(terms, episode, startedAt, nowPauses, end, isCancelled, why, nowSaid);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) throw new IllegalStateException(otherwise);
    }
}
