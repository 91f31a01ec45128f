package io.momentum.store.fact;

import io.momentum.store.fact.Fact.OptAnswer;
import io.momentum.store.fact.Fact.OptOutAnswered;
import io.momentum.store.fact.Fact.OptOutHeld;
import io.momentum.store.fact.Fact.OptOutReviewed;
import io.momentum.store.fact.Fact.OptOutUndone;
import io.momentum.store.fact.Fact.Review;

/** The bodies of what becomes of opt-outs that leave a doubt, and of our answers. Enums go by name: these facts are few. */
final class OptOutBodies {

    private OptOutBodies() {}

    static int held(OptOutHeld f, FactWriter to) {
        to.i64(f.atMicros());
        to.i64(f.digits());
        FactBodies.scope(f.scope(), to);
        to.i64(f.evidenceId());
        to.text(f.words());
        to.text(f.rule());
        to.i64(f.deadlineMicros());
        return FactCodec.OPT_OUT_HELD;
    }

    static OptOutHeld held(FactReader from) {
        return new OptOutHeld(
                from.i64(), from.i64(), FactBodies.scope(from), from.i64(), from.text(), from.text(), from.i64());
    }

    static int reviewed(OptOutReviewed f, FactWriter to) {
        to.i64(f.atMicros());
        to.i64(f.digits());
        FactBodies.scope(f.scope(), to);
        to.i64(f.evidenceId());
        to.text(f.review().name());
        to.text(f.actor());
        to.text(f.reason());
        return FactCodec.OPT_OUT_REVIEWED;
    }

    static OptOutReviewed reviewed(FactReader from) {
        return new OptOutReviewed(
                from.i64(),
                from.i64(),
                FactBodies.scope(from),
                from.i64(),
                constant(Review.class, from.text()),
                from.text(),
                from.text());
    }

    static int undone(OptOutUndone f, FactWriter to) {
        to.i64(f.atMicros());
        to.i64(f.digits());
        FactBodies.scope(f.scope(), to);
        to.i64(f.evidenceId());
        to.i64(f.seen());
        to.text(f.actor());
        to.text(f.reason());
        return FactCodec.OPT_OUT_UNDONE;
    }

    static OptOutUndone undone(FactReader from) {
        return new OptOutUndone(
                from.i64(), from.i64(), FactBodies.scope(from), from.i64(), from.i64(), from.text(), from.text());
    }

    static int answered(OptOutAnswered f, FactWriter to) {
        to.i64(f.atMicros());
        to.i64(f.mtId());
        to.i64(f.digits());
        to.i64(f.evidenceId());
        to.text(f.answer().name());
        to.text(f.language());
        to.i64(f.untilMicros());
        return FactCodec.OPT_OUT_ANSWERED;
    }

    static OptOutAnswered answered(FactReader from) {
        return new OptOutAnswered(
                from.i64(),
                from.i64(),
                from.i64(),
                from.i64(),
                constant(OptAnswer.class, from.text()),
                from.text(),
                from.i64());
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String name) {
        try {
            return Enum.valueOf(type, name);
        } catch (IllegalArgumentException e) {
            throw new FactFormatException(type.getSimpleName() + " has no " + name);
        }
    }
}
