package io.momentum.ops.followup;

import io.momentum.store.fact.CareFact.ClockMove;
import io.momentum.store.fact.CareFact.Stage;
import io.momentum.store.fact.CareFact.Verdict;
import io.momentum.store.value.SystemId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one conversation: the fold of its facts. It belongs to one contact; its replies, labels, owners, clocks
 * and outcome are those of its present episode, which ends with a close and begins anew with what reopens it.
 *
 * @param id as {@link io.momentum.store.value.MessageId}s are written
 * @param digits the contact, as E.164
 * @param address our number or name that was answered
 * @param account the ESME account that owns the address, where one does
 * @param previous the contact's conversation before it, 0 for none
 * @param into the conversation that this one was merged into, 0 for none
 * @param untilMicros when it wakes by itself, 0 for never
 * @param episode counts closes: 1 until the first reopening
 * @param version grows with each fact; what If-Match compares
 */
public record Conversation(
        long id,
        long digits,
        String address,
        @Nullable SystemId account,
        long openedAtMicros,
        long previous,
        long into,
        Stage stage,
        long untilMicros,
        int episode,
        int version,
        Replies replies,
        Link link,
        Label label,
        Ownership ownership,
        Work work,
        Closure closure,
        List<Clock> clocks,
        Map<String, String> contact) {

    /** It is written as a whole: the clocks of older episodes are in its steps alone. */
    private static final int CLOCKS_OF_EPISODES = 10;

    /**
     * What the contact said.
     *
     * @param firstAtMicros the first reply of the episode: its clocks start there; 0 for none yet
     * @param unansweredSinceMicros the first reply that has had no answer, 0 where all have
     * @param count without duplicates, over all episodes
     */
    public record Replies(
            long firstAtMicros,
            long lastAtMicros,
            long lastMoId,
            long unansweredSinceMicros,
            int count,
            int duplicates) {

        /** The reply that a close had left waits again. */
        Replies waitingSince(long micros) {
            return new Replies(micros, lastAtMicros, lastMoId, micros, count, duplicates);
        }

        Replies repeated() {
            return new Replies(firstAtMicros, lastAtMicros, lastMoId, unansweredSinceMicros, count, duplicates + 1);
        }

        Replies answered() {
            return new Replies(firstAtMicros, lastAtMicros, lastMoId, 0, count, duplicates);
        }

        Replies with(long moId, long atMicros) {
            long first = firstAtMicros == 0 ? atMicros : firstAtMicros;
            long unanswered = unansweredSinceMicros == 0 ? atMicros : unansweredSinceMicros;
            return new Replies(first, atMicros, moId, unanswered, count + 1, duplicates);
        }
    }

    /**
     * What the last reply answers.
     *
     * @param confidence 0 to 1000
     * @param relinked whether a person said so
     */
    public record Link(long mtId, String campaign, String method, int confidence, boolean relinked) {

        /** From here on a join counts as known, 0 to 1000. */
        public static final int SURE = 800;

        /** Whether nobody can say what it answers. */
        public boolean isWithoutContext() {
            return campaign.isEmpty() && confidence < SURE;
        }
    }

    /**
     * What it is about. The flags stay with the conversation once a reply raised them.
     *
     * @param label empty where it needs a person's look
     * @param moId the reply that it was read in
     * @param source {@code rule}, {@code model}, {@code human}
     * @param corrected whether a person changed it
     */
    public record Label(
            String label,
            String detail,
            boolean optOut,
            boolean urgent,
            int confidence,
            String source,
            String version,
            long moId,
            boolean corrected,
            List<String> reasons,
            Map<String, String> extracted) {

        /** Without what it quotes of the reply. */
        Label withoutQuotes() {
            return new Label(
                    label, detail, optOut, urgent, confidence, source, version, moId, corrected, List.of(), Map.of());
        }

        static final Label NONE = new Label("", "", false, false, 0, "", "", 0, false, List.of(), Map.of());
    }

    /**
     * Who is to answer.
     *
     * @param owner empty: nobody, and seen as such
     * @param acceptUntilMicros when it goes to the next one, 0 for never
     * @param changes of the owner after the first one
     * @param timeouts of those, how many for want of an act
     * @param past who had it before, the last one first
     */
    public record Ownership(
            String team,
            String owner,
            long sinceMicros,
            long acceptUntilMicros,
            String reason,
            String rule,
            String explanation,
            int changes,
            int timeouts,
            List<String> past) {

        static final Ownership NONE = new Ownership("", "", 0, 0, "", "", "", 0, 0, List.of());

        public boolean isUnowned() {
            return owner.isEmpty();
        }

        /** The owner has acted: it stays. */
        Ownership accepted() {
            return new Ownership(team, owner, sinceMicros, 0, reason, rule, explanation, changes, timeouts, past);
        }
    }

    /**
     * What was done in this episode.
     *
     * @param firstActionMicros the first act of a person that counts, 0 for none
     * @param firstActor who did it
     * @param firstResponseMicros the first answer that was sent, 0 for none
     * @param lastSentMicros the last answer, 0 for none
     * @param sent answers, notes, calls, escalations of all episodes
     */
    public record Work(
            long firstActionMicros,
            String firstActor,
            long firstResponseMicros,
            long lastSentMicros,
            int sent,
            int notes,
            int actions,
            int escalations,
            String escalatedTo) {

        static final Work NONE = new Work(0, "", 0, 0, 0, 0, 0, 0, "");

        Work firstBy(String actor, long atMicros) {
            return new Work(
                    atMicros,
                    actor,
                    firstResponseMicros,
                    lastSentMicros,
                    sent,
                    notes,
                    actions,
                    escalations,
                    escalatedTo);
        }

        /** One answer more; the first of a person is the first response. */
        Work answered(boolean byPerson, long atMicros) {
            long first = byPerson && firstResponseMicros == 0 ? atMicros : firstResponseMicros;
            return new Work(
                    firstActionMicros, firstActor, first, atMicros, sent + 1, notes, actions, escalations, escalatedTo);
        }

        Work counted(int moreNotes, int moreActions) {
            return new Work(
                    firstActionMicros,
                    firstActor,
                    firstResponseMicros,
                    lastSentMicros,
                    sent,
                    notes + moreNotes,
                    actions + moreActions,
                    escalations,
                    escalatedTo);
        }

        Work escalated(String to) {
            return new Work(
                    firstActionMicros,
                    firstActor,
                    firstResponseMicros,
                    lastSentMicros,
                    sent,
                    notes,
                    actions,
                    escalations + 1,
                    to);
        }
    }

    /**
     * How it ended, or ended the last time.
     *
     * @param outcome empty where it has not been closed
     * @param verdict what the outcome amounted to when it was given; null where an earlier release did not say
     * @param promise {@code pending} and what came of it, empty where nothing was promised
     * @param promiseDueMicros by when a pending promise must have been kept, whatever else is said meanwhile; 0 for none
     * @param untilMicros when it is to be looked at again, 0 for never
     * @param unansweredMicros since when a reply had waited that the close left without an answer, 0 for none
     * @param reopens how often it went on after a close
     */
    public record Closure(
            String outcome,
            Map<String, String> fields,
            @Nullable Verdict verdict,
            long atMicros,
            String actor,
            String promise,
            String paid,
            long promiseDueMicros,
            long untilMicros,
            long unansweredMicros,
            int reopens,
            long reopenedAtMicros) {

        static final Closure NONE = new Closure("", Map.of(), null, 0, "", "", "", 0, 0, 0, 0, 0);

        /** Whether a promise is to be kept that nobody has settled. */
        public boolean isPromisePending() {
            return promise.equals("pending") && promiseDueMicros != 0;
        }
    }

    /**
     * A response-time clock, one of each name and episode.
     *
     * @param last what it did last
     * @param nextMicros when it is to be looked at next, 0 for never
     * @param said what it has said: {@code warned 50}, {@code breached}, {@code escalated lead}
     * @param ownerAtDue who had it when it was found late
     * @param frozen which policy and calendar it runs by
     */
    public record Clock(
            String name,
            int episode,
            ClockMove last,
            String policy,
            long startedAtMicros,
            long endedAtMicros,
            long dueMicros,
            long nextMicros,
            List<Pause> pauses,
            List<String> said,
            String ownerAtDue,
            String teamAtDue,
            long wallMillis,
            long businessMillis,
            String frozen) {

        /**
         * A time that does not count.
         *
         * @param toMicros 0 while it goes on
         */
        public record Pause(String reason, long fromMicros, long toMicros) {}

        /** Whether it was ever late, though it may have stopped since. */
        public boolean breached() {
            return said.contains("breached");
        }

        boolean isWarned() {
            return said.stream().anyMatch(word -> word.startsWith("warned"));
        }

        public boolean isRunning() {
            return !isOver() && (pauses.isEmpty() || pauses.getLast().toMicros() != 0);
        }

        public boolean isOver() {
            return last == ClockMove.STOPPED || last == ClockMove.CANCELLED;
        }
    }

    /** Whether a message may be what was answered: it went to the contact, for the account where the address is of one. */
    public boolean mayAnswer(long destinationDigits, SystemId sender) {
        return destinationDigits == digits && (account == null || account.equals(sender));
    }

    public boolean isOpen() {
        return stage != Stage.CLOSED && stage != Stage.MERGED;
    }

    /** When the first of its running clocks is due, {@link Long#MAX_VALUE} for none. */
    public long dueMicros() {
        long due = Long.MAX_VALUE;
        for (Clock clock : clocks) {
            if (clock.isRunning() && clock.dueMicros() > 0) due = Math.min(due, clock.dueMicros());
        }
        return due;
    }

    public boolean isBreached() {
        return clocks.stream().anyMatch(clock -> !clock.isOver() && clock.breached());
    }

    /** Whether one of its running clocks has warned. */
    public boolean isWarned() {
        return clocks.stream().anyMatch(clock -> clock.isRunning() && clock.isWarned());
    }

    /** The clock of a name in this episode; null where there is none. */
    public @Nullable Clock clock(String name) {
        for (Clock clock : clocks) {
            if (clock.name().equals(name) && clock.episode() == episode) return clock;
        }
        return null;
    }

    // ---- the same, changed

    Conversation with(Stage to, long until) {
        var next = new Edit(this);
        next.stage = to;
        next.untilMicros = until;
        return next.done();
    }

    Conversation with(Replies changed) {
        var next = new Edit(this);
        next.replies = changed;
        return next.done();
    }

    Conversation with(Link changed) {
        var next = new Edit(this);
        next.link = changed;
        return next.done();
    }

    Conversation with(Label changed) {
        var next = new Edit(this);
        next.label = changed;
        return next.done();
    }

    Conversation with(Ownership changed) {
        var next = new Edit(this);
        next.ownership = changed;
        return next.done();
    }

    Conversation with(Work changed) {
        var next = new Edit(this);
        next.work = changed;
        return next.done();
    }

    Conversation with(Closure changed) {
        var next = new Edit(this);
        next.closure = changed;
        return next.done();
    }

    Conversation with(Clock changed) {
        List<Clock> all = new ArrayList<>(clocks);
        all.removeIf(clock -> clock.name().equals(changed.name()) && clock.episode() == changed.episode());
        all.add(changed);
        var next = new Edit(this);
        next.clocks = List.copyOf(all);
        return next.done();
    }

    /** With other attributes of its contact. */
    public Conversation withContact(Map<String, String> attributes) {
        var next = new Edit(this);
        next.contact = attributes;
        return next.done();
    }

    /** What it quotes of replies is gone. */
    public Conversation withoutQuotes() {
        return with(label.withoutQuotes());
    }

    Conversation mergedInto(long other) {
        var next = new Edit(this);
        next.into = other;
        next.stage = Stage.MERGED;
        next.untilMicros = 0;
        return next.done();
    }

    Conversation nextVersion() {
        var next = new Edit(this);
        next.version = version + 1;
        return next.done();
    }

    /** Begins the next episode: its clocks, first act and first answer are still to come. */
    Conversation nextEpisode() {
        var next = new Edit(this);
        next.episode = episode + 1;
        next.work = new Work(0, "", 0, 0, work.sent, work.notes, work.actions, work.escalations, "");
        next.replies = new Replies(0, replies.lastAtMicros, replies.lastMoId, 0, replies.count, replies.duplicates);
        next.clocks = clocks.stream()
                .filter(clock -> clock.episode() > episode - CLOCKS_OF_EPISODES)
                .toList();
        return next.done();
    }

    /** A conversation on its way to the next state. */
    private static final class Edit {
        private final Conversation from;
        private long into;
        private Stage stage;
        private long untilMicros;
        private int episode;
        private int version;
        private Replies replies;
        private Link link;
        private Label label;
        private Ownership ownership;
        private Work work;
        private Closure closure;
        private List<Clock> clocks;
        private Map<String, String> contact;

        Edit(Conversation from) {
            this.from = from;
            into = from.into;
            stage = from.stage;
            untilMicros = from.untilMicros;
            episode = from.episode;
            version = from.version;
            replies = from.replies;
            link = from.link;
            label = from.label;
            ownership = from.ownership;
            work = from.work;
            closure = from.closure;
            clocks = from.clocks;
            contact = from.contact;
        }

        Conversation done() {
            return new Conversation(
                    from.id,
                    from.digits,
                    from.address,
                    from.account,
                    from.openedAtMicros,
                    from.previous,
                    into,
                    stage,
                    untilMicros,
                    episode,
                    version,
                    replies,
                    link,
                    label,
                    ownership,
                    work,
                    closure,
                    clocks,
                    contact);
        }
    }
}
