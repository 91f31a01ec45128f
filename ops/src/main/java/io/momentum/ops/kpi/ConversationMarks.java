package io.momentum.ops.kpi;

import io.momentum.ops.followup.Conversation;
import io.momentum.ops.followup.Conversation.Clock;
import io.momentum.ops.followup.ConversationFold;
import io.momentum.ops.followup.Outcome;
import io.momentum.store.fact.CareFact.ClockMove;
import io.momentum.store.fact.CareFact.Stage;
import io.momentum.store.fact.CareFact.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A conversation's state as the rows that follow from it alone: those of its present episode. Earlier episodes keep the rows
 * that they ended with. Pure.
 */
final class ConversationMarks {

    private static final long SECOND_MICROS = 1_000_000;
    private static final long DAY_MICROS = micros(Duration.ofDays(1));
    private static final long SOON_MICROS = micros(Duration.ofMinutes(15));
    private static final Set<String> REQUESTS = Set.of("question", "complaint", "reschedule", "urgency");
    private static final Set<String> NOBODY = Set.of("wrong_number", "auto_reply", "unintelligible");
    private static final Set<String> TRUE = Set.of("true", "yes", "1", "si", "sí");

    private final Conversation c;
    private final Dims dims;

    private ConversationMarks(Conversation c) {
        this.c = c;
        dims = Dims.of(c);
    }

    /** Its rows; none for a contact that is there to try things out. */
    static List<KpiRow> of(Conversation c) {
        return isForTests(c.contact().get("test")) ? List.of() : new ConversationMarks(c).rows();
    }

    /** Whether an attribute says that a contact is no customer. */
    static boolean isForTests(@org.jspecify.annotations.Nullable String attribute) {
        return attribute != null && TRUE.contains(attribute.strip().toLowerCase(java.util.Locale.ROOT));
    }

    private List<KpiRow> rows() {
        List<KpiRow> rows = new ArrayList<>();
        if (c.replies().lastMoId() != 0) rows.add(reply());
        if (c.replies().firstAtMicros() != 0) rows.add(episode());
        if (c.stage() == Stage.CLOSED) rows.add(close());
        boolean waits =
                c.isOpen() && c.stage() != Stage.WAITING_CONTACT && c.replies().unansweredSinceMicros() != 0;
        if (waits) rows.add(open());
        return rows;
    }

    private KpiRow reply() {
        boolean joined = !c.link().campaign().isEmpty() && c.link().confidence() >= Conversation.Link.SURE;
        boolean reviewed = c.label().source().equals("human")
                && c.label().moId() == c.replies().lastMoId();
        return KpiRow.of(Kind.REPLY, c.replies().lastAtMicros(), c.replies().lastMoId(), 0, dims)
                .mark(Mark.RECEIVED, 1)
                .mark(Mark.REPLIES, 1)
                .mark(Mark.NO_CONTEXT, !joined)
                .mark(Mark.RELINKED, c.link().relinked())
                .mark(Mark.REVIEWED, reviewed)
                .mark(Mark.CORRECTED, reviewed && c.label().corrected());
    }

    private KpiRow open() {
        return KpiRow.of(Kind.OPEN, c.replies().unansweredSinceMicros(), c.id(), 0, dims)
                .mark(Mark.WAITING, 1)
                .mark(Mark.CRITICAL, c.label().urgent() && c.isBreached());
    }

    // ---- the episode

    private KpiRow episode() {
        KpiRow row = KpiRow.of(Kind.EPISODE, c.replies().firstAtMicros(), c.id(), c.episode(), dims);
        // What was said in it belongs to the episode of the other one, which is the one to be settled.
        if (c.stage() == Stage.MERGED) return row.mark(Mark.MERGED, 1);
        boolean closed = c.stage() == Stage.CLOSED;
        boolean settled = closed && verdict(c).isFinal();
        long tookMicros = c.closure().atMicros() - row.atMicros();
        row.mark(Mark.EPISODES, 1)
                .mark(Mark.UNACTED, !closed && c.work().firstActionMicros() == 0)
                .mark(Mark.SETTLED, settled && tookMicros <= micros(Limits.CLOSED_WITHIN))
                .mark(Mark.UNSETTLED, !settled)
                .mark(Mark.DEBT, !closed && c.work().firstResponseMicros() != 0)
                .mark(Mark.REQUESTS, REQUESTS.contains(dims.label()))
                .mark(Mark.REQUESTS_HANDLED, closed && REQUESTS.contains(dims.label()))
                .mark(
                        Mark.RIGHT_PARTY,
                        !dims.label().isEmpty() && !NOBODY.contains(c.label().detail()))
                .mark(Mark.PROMISED, closed && c.closure().outcome().equals("payment_promised"));
        interest(row, closed);
        times(row, closed);
        return row;
    }

    private void interest(KpiRow row, boolean closed) {
        if (!dims.label().equals("interested")) return;
        String outcome = closed ? c.closure().outcome() : "";
        row.mark(Mark.INTERESTED, 1)
                .mark(Mark.APPOINTMENTS, outcome.equals("appointment_confirmed"))
                .mark(Mark.OPPORTUNITIES, outcome.equals("interested_assigned"));
        if (c.work().firstActionMicros() == 0) return;
        Duration waited = Duration.ofSeconds(seconds(row.atMicros(), c.work().firstActionMicros()));
        Mark asked = Mark.INTERESTED_LATER;
        Mark won = Mark.CONVERTED_LATER;
        if (waited.compareTo(Duration.ofMinutes(15)) <= 0) {
            asked = Mark.INTERESTED_15M;
            won = Mark.CONVERTED_15M;
        } else if (waited.compareTo(Duration.ofHours(1)) <= 0) {
            asked = Mark.INTERESTED_1H;
            won = Mark.CONVERTED_1H;
        } else if (waited.compareTo(Duration.ofHours(4)) <= 0) {
            asked = Mark.INTERESTED_4H;
            won = Mark.CONVERTED_4H;
        }
        row.mark(asked, 1).mark(won, closed && isPositive(c));
    }

    private void times(KpiRow row, boolean closed) {
        if (c.work().firstActionMicros() != 0)
            row.span(Span.FIRST_ACTION, seconds(row.atMicros(), c.work().firstActionMicros()));
        if (c.work().firstResponseMicros() != 0)
            row.span(Span.FIRST_RESPONSE, seconds(row.atMicros(), c.work().firstResponseMicros()));
        work(row, "first_action", Span.FIRST_ACTION_WORK);
        work(row, "first_response", Span.FIRST_RESPONSE_WORK);
        if (!closed) return;
        if (ConversationFold.isPerson(c.closure().actor())) {
            row.span(Span.RESOLUTION, seconds(row.atMicros(), c.closure().atMicros()));
            work(row, "resolution", Span.RESOLUTION_WORK);
        } else if (isOptOutByRule()) {
            row.span(Span.OPT_OUT_MILLIS, (c.closure().atMicros() - c.replies().lastAtMicros()) / 1_000);
        }
    }

    /** Time of work as the clock measured it, by the calendar that it ran by. */
    private void work(KpiRow row, String name, Span span) {
        Clock clock = c.clock(name);
        if (clock != null && clock.last() == ClockMove.STOPPED) row.span(span, clock.businessMillis() / 1_000);
    }

    // ---- its end

    private KpiRow close() {
        boolean optOut = c.closure().outcome().equals("opt_out_applied");
        long days = Math.ceilDiv(Math.max(1, c.closure().atMicros() - c.openedAtMicros()), DAY_MICROS);
        return KpiRow.of(Kind.CLOSE, c.closure().atMicros(), c.id(), c.closure().atMicros(), dims)
                .mark(Mark.CLOSED, 1)
                .mark(Mark.CLEAN, 1)
                .mark(Mark.REASSIGNED, c.ownership().changes() >= 2)
                .mark(Mark.TIMED_OUT, c.ownership().timeouts() > 0)
                .mark(Mark.PING_PONG, hasComeBack())
                .mark(Mark.ESCALATED, c.work().escalations() > 0)
                .mark(Mark.OPT_OUTS, optOut)
                .mark(Mark.OPT_OUTS_BY_RULE, isOptOutByRule())
                .mark(Mark.OPT_OUTS_BY_PERSON, optOut && !isOptOutByRule())
                .mark(Mark.OPT_OUTS_UNATTRIBUTED, optOut && dims.campaign().isEmpty())
                .mark(Mark.COMPLETE, isComplete())
                .mark(
                        Mark.UPDATES,
                        c.work().notes() + c.work().actions() + c.work().sent())
                .mark(Mark.CASE_DAYS, days);
    }

    private boolean isOptOutByRule() {
        return c.closure().outcome().equals("opt_out_applied")
                && c.closure().actor().startsWith("rule:");
    }

    /** Whether somebody has got it again whom it had been taken from. */
    private boolean hasComeBack() {
        List<String> owners = new ArrayList<>(c.ownership().past());
        owners.addFirst(c.ownership().owner());
        for (int i = 2; i < owners.size(); i++) {
            if (!owners.get(i).isEmpty() && owners.get(i).equals(owners.get(i - 2))) return true;
        }
        return false;
    }

    /** Whether all is there that proves it: message, reply, owner or rule, outcome and its fields. */
    private boolean isComplete() {
        boolean decided = !c.ownership().isUnowned() || c.closure().actor().startsWith("rule:");
        return c.link().mtId() != 0
                && c.replies().lastMoId() != 0
                && decided
                && verdict(c).isComplete();
    }

    /** Whether it ended as was hoped for. */
    static boolean isPositive(Conversation c) {
        return c.stage() == Stage.CLOSED && verdict(c).isPositive();
    }

    /** What the outcome amounted to when it was given, whatever is configured now. */
    private static Verdict verdict(Conversation c) {
        Verdict given = c.closure().verdict();
        return given != null
                ? given
                : Outcome.usual(c.closure().outcome(), c.closure().fields());
    }

    // ---- what a fact adds that the state forgets

    /** What the row of an episode keeps of what it had, and gets from the latest fact. */
    static void remember(
            KpiRow episode, @org.jspecify.annotations.Nullable KpiRow stored, boolean owned, long atMicros) {
        boolean soon = owned && atMicros - episode.atMicros() <= SOON_MICROS;
        episode.mark(Mark.OWNED_SOON, soon || (stored != null && stored.has(Mark.OWNED_SOON)));
        if (stored != null) episode.mark(Mark.VISITS, stored.count(Mark.VISITS));
    }

    private static long seconds(long from, long to) {
        return Math.max(0, to - from) / SECOND_MICROS;
    }

    private static long micros(Duration duration) {
        return duration.toNanos() / 1_000;
    }
}
