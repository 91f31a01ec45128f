package io.momentum.ops.kpi;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How many of each mark, and how many messages ended in which way. Not for several threads. */
final class Counts {

    /** By the code of a mark. */
    private final long[] marks = new long[Mark.CODES];

    private final TreeMap<String, Long> words = new TreeMap<>();

    void add(KpiRow row, int sign) {
        row.marks().forEach((mark, times) -> marks[mark.code()] += times * sign);
        if (!row.word().isEmpty()) add(words, row.word(), sign);
    }

    void addAll(Counts others) {
        for (int code = 0; code < marks.length; code++) marks[code] += others.marks[code];
        others.words.forEach((word, times) -> add(words, word, times));
    }

    private static <K> void add(Map<K, Long> to, K key, long times) {
        to.merge(key, times, (a, b) -> a + b == 0 ? null : Long.valueOf(a + b));
    }

    /** The cell with these; null where nothing is left. */
    byte @Nullable [] addedTo(byte @Nullable [] cell) {
        var all = new Counts();
        if (cell != null) {
            read(cell, (mark, times) -> all.marks[mark.code()] += times, (word, times) -> add(all.words, word, times));
        }
        all.addAll(this);
        return all.isEmpty() ? null : all.toBytes();
    }

    boolean isEmpty() {
        return words.isEmpty() && kinds() == 0;
    }

    private int kinds() {
        int kinds = 0;
        for (long times : marks) {
            if (times != 0) kinds++;
        }
        return kinds;
    }

    private byte[] toBytes() {
        var to = new Octets();
        to.number(kinds());
        for (int code = 0; code < marks.length; code++) {
            if (marks[code] == 0) continue;
            to.number(code);
            to.signed(marks[code]);
        }
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
