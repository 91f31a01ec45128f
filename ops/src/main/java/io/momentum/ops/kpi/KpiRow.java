package io.momentum.ops.kpi;

import java.util.EnumMap;
import java.util.Map;

/**
 * What figures are made of: one message, contact, reply, episode, close, deadline or promise. With {@code kind}, {@code id} and
 * {@code sub} it is always the same thing, whatever becomes of it.
 *
 * @param atMicros into which hour it counts, see {@link Kind}
 * @param id of the message or conversation; of a recipient that got no message, its number
 * @param sub which of several: of an episode its number, of a close and a promise the time, of a clock its start and kind, of
 *     a recipient its number
 * @param word how a message ended that did not arrive, as the carrier's code has it; empty for others
 */
public record KpiRow(
        Kind kind,
        long atMicros,
        long id,
        long sub,
        Dims dims,
        Map<Mark, Long> marks,
        Map<Span, Integer> spans,
        String word) {

    static KpiRow of(Kind kind, long atMicros, long id, long sub, Dims dims) {
        return new KpiRow(kind, atMicros, id, sub, dims, new EnumMap<>(Mark.class), new EnumMap<>(Span.class), "");
    }

    /** Has a mark, where something is so. */
    KpiRow mark(Mark mark, boolean isSo) {
        return isSo ? mark(mark, 1) : this;
    }

    /** Has a mark so many times; not at all for 0. */
    KpiRow mark(Mark mark, long times) {
        if (times != 0) marks.put(mark, times);
        return this;
    }

    /** Has taken a time, where it has one. */
    KpiRow span(Span span, long value) {
        spans.put(span, Math.clamp(value, 0, Integer.MAX_VALUE));
        return this;
    }

    /** How often it counts as that; 0 for not at all. */
    public long count(Mark mark) {
        return marks.getOrDefault(mark, 0L);
    }

    boolean has(Mark mark) {
        return marks.containsKey(mark);
    }

    /** A copy to be changed. */
    KpiRow copy() {
        var ofMarks = new EnumMap<Mark, Long>(Mark.class);
        ofMarks.putAll(marks);
        var ofSpans = new EnumMap<Span, Integer>(Span.class);
        ofSpans.putAll(spans);
        return new KpiRow(kind, atMicros, id, sub, dims, ofMarks, ofSpans, word);
    }

    KpiRow without(Mark mark) {
        marks.remove(mark);
        return this;
    }

    // ---- as a row of the index; its key has the rest

    byte[] toBytes() {
        var to = new Octets();
        for (Facet facet : Facet.values()) {
            if (facet != Facet.ALL) to.text(dims.value(facet));
        }
        to.text(word);
        to.number(marks.size());
        marks.forEach((mark, times) -> {
            to.number(mark.code());
            to.signed(times);
        });
        to.number(spans.size());
        spans.forEach((span, value) -> {
            to.number(span.code());
            to.number(value);
        });
        return to.done();
    }

    static KpiRow fromBytes(Kind kind, long atMicros, long id, long sub, byte[] bytes) {
        var from = new Octets(bytes);
        var dims = new Dims(from.text(), from.text(), from.text(), from.text(), from.text());
        String word = from.text();
        var marks = new EnumMap<Mark, Long>(Mark.class);
        for (long left = from.number(); left > 0; left--) marks.put(Mark.ofCode((int) from.number()), from.signed());
        var spans = new EnumMap<Span, Integer>(Span.class);
        for (long left = from.number(); left > 0; left--)
            spans.put(Span.ofCode((int) from.number()), (int) from.number());
        return new KpiRow(kind, atMicros, id, sub, dims, marks, spans, word);
    }
}
