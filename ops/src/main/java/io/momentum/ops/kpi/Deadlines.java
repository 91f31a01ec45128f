package io.momentum.ops.kpi;

import io.momentum.ops.followup.Conversation;
import io.momentum.ops.followup.Conversation.Clock;
import io.momentum.store.fact.CareFact.ClockMove;
import io.momentum.store.fact.CareFact.ClockMoved;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a move of a response-time clock comes to. A clock counts once: late when it is found late, whatever comes then; else met
 * or called off when it ends. Pure.
 */
final class Deadlines {

    /** The codes are in the index: never change one, nor give it again. */
    private enum Name {
        FIRST_ACTION(0, Mark.DUE_FIRST_ACTION, Mark.MET_FIRST_ACTION),
        FIRST_RESPONSE(1, Mark.DUE_FIRST_RESPONSE, Mark.MET_FIRST_RESPONSE),
        NEXT_RESPONSE(2, Mark.DUE_NEXT_RESPONSE, Mark.MET_NEXT_RESPONSE),
        RESOLUTION(3, Mark.DUE_RESOLUTION, Mark.MET_RESOLUTION);

        private final int code;
        private final Mark due;
        private final Mark met;

        Name(int code, Mark due, Mark met) {
            this.code = code;
            this.due = due;
            this.met = met;
        }
    }

    private Deadlines() {}

    static List<KpiRow> of(Conversation before, ClockMoved f, Conversation after) {
        Name name = Name.valueOf(f.clock().toUpperCase(Locale.ROOT));
        List<KpiRow> rows = new ArrayList<>();
        Clock clock = clockOf(before, f);
        boolean wasLate = clock != null && clock.breached();
        KpiRow deadline = KpiRow.of(Kind.DEADLINE, dueMicros(clock, f), f.conversation(), sub(name, f), Dims.of(after));
        if (f.move() == ClockMove.BREACHED && !wasLate) {
            rows.add(deadline.mark(Mark.DUE, 1).mark(Mark.BREACHED, 1).mark(name.due, 1));
        } else if (f.move() == ClockMove.STOPPED && !wasLate) {
            rows.add(deadline.mark(Mark.DUE, 1)
                    .mark(Mark.MET, 1)
                    .mark(name.due, 1)
                    .mark(name.met, 1));
        } else if (f.move() == ClockMove.CANCELLED && !wasLate) {
            rows.add(deadline.mark(Mark.CALLED_OFF, 1));
        }
        if (name == Name.NEXT_RESPONSE && f.move() == ClockMove.STOPPED) {
            rows.add(KpiRow.of(Kind.RESPONSE, f.startedAtMicros(), f.conversation(), sub(name, f), Dims.of(after))
                    .span(Span.NEXT_RESPONSE, f.wallMillis() / 1_000)
                    .span(Span.NEXT_RESPONSE_WORK, f.businessMillis() / 1_000));
        }
        return rows;
    }

    private static @Nullable Clock clockOf(Conversation c, ClockMoved f) {
        Clock clock = c.clock(f.clock());
        return clock == null || clock.startedAtMicros() != f.startedAtMicros() ? null : clock;
    }

    /** A clock that has stopped or rests names no time any more: then what it said before, or the end itself. */
    private static long dueMicros(@Nullable Clock before, ClockMoved f) {
        if (f.dueMicros() != 0) return f.dueMicros();
        return before != null && before.dueMicros() != 0 ? before.dueMicros() : f.atMicros();
    }

    private static long sub(Name name, ClockMoved f) {
        return f.startedAtMicros() * 8 + name.code;
    }
}
