package io.momentum.ops.kpi;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How many of each mark, and how many messages ended in which way. Not for several threads. */
final class Counts {

    private final TreeMap<Integer, Long> marks = new TreeMap<>();
    private final TreeMap<String, Long> words = new TreeMap<>();

    void add(KpiRow row, int sign) {
        row.marks().forEach((mark, times) -> add(marks, mark.code(), times * sign));
        if (!row.word().isEmpty()) add(words, row.word(), sign);
    }

    void addAll(Counts others) {
        others.marks.forEach((code, times) -> add(marks, code, times));
        others.words.forEach((word, times) -> add(words, word, times));
    }

    private static <K> void add(Map<K, Long> to, K key, long times) {
        to.merge(key, times, (a, b) -> a + b == 0 ? null : Long.valueOf(a + b));
    }

    /** The cell with these; null where nothing is left. */
    byte @Nullable [] addedTo(byte @Nullable [] cell) {
        var all = new Counts();
        if (cell != null) {
            read(
                    cell,
                    (mark, times) -> add(all.marks, mark.code(), times),
                    (word, times) -> add(all.words, word, times));
        }
        all.addAll(this);
        return all.isEmpty() ? null : all.toBytes();
    }

    boolean isEmpty() {
        return marks.isEmpty() && words.isEmpty();
    }

    private byte[] toBytes() {
        var to = new Octets();
        to.number(marks.size());
        marks.forEach((code, times) -> {
            to.number(code);
            to.signed(times);
        });
        words.forEach((word, times) -> {
            to.text(word);
            to.signed(times);
        });
        return to.done();
    }

    interface OfMark {
        void is(Mark mark, long times);
    }

    interface OfWord {
        void is(String word, long times);
    }

    static void read(byte[] cell, OfMark ofMark, OfWord ofWord) {
        var from = new Octets(cell);
        for (long left = from.number(); left > 0; left--) {
            Mark mark = Mark.ofCode((int) from.number());
            ofMark.is(mark, from.signed());
        }
        while (from.hasMore()) {
            String word = from.text();
            ofWord.is(word, from.signed());
        }
    }
}
