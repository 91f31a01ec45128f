package io.momentum.ops.followup.classify;

import java.util.Arrays;
import java.util.List;

/**
 * What the model sees of a reply: words and pairs of words, 3 to 5 letters in a row, concepts and pairs of concepts, and how
 * they meet what was asked. Each is a bucket of the model with a value; the values of a reply have the length 1.
 */
final class Features {

    static final int BUCKETS = 1 << 17;

    private static final int GRAM_MIN = 3;
    private static final int GRAM_MAX = 5;
    private static final int WORDS_MAX = 90;
    private static final int CONCEPTS_MAX = 12;
    /** How far a "not" reaches. */
    private static final int NOT_REACH = 3;

    private static final int SHORT_WORDS = 3;

    private static final int WORD = 1;
    private static final int PAIR = 2;
    private static final int GRAM = 3;
    private static final int CONCEPT = 4;
    private static final int CONCEPTS = 5;
    private static final int NOT = 6;
    private static final int ASKED = 7;
    private static final int ASKED_CONCEPT = 8;
    private static final int ASKED_WORD = 9;
    private static final int FORM = 10;

    /** How much one of them says, by its kind. */
    private static final float[] VALUE = {0, 1f, 1f, 0.4f, 1.2f, 0.8f, 1f, 0.6f, 1f, 1.5f, 0.7f};

    private static final List<String> FORMS =
            List.of("one word", "few words", "many words", "long", "asks", "exclaims", "shouts", "has digits");

    private final Folded reply;
    private final Asked asked;
    private final Concepts concepts;
    private final int[] found = new int[CONCEPTS_MAX];
    private int foundCount;

    private int size;
    private int[] buckets = new int[256];
    private float[] values = new float[256];
    /** What a feature is, for its name: the kind, and two numbers whose meaning depends on it. */
    private int[] kinds = new int[256];

    private int[] firsts = new int[256];
    private int[] seconds = new int[256];

    private Features(Folded reply, Asked asked, Concepts concepts) {
        this.reply = reply;
        this.asked = asked;
        this.concepts = concepts;
    }

    static Features of(Folded reply, Asked asked, Concepts concepts) {
        Features features = new Features(reply, asked, concepts);
        features.words();
        features.concepts();
        features.meetings();
        features.forms();
        features.scale();
        return features;
    }

    int size() {
        return size;
    }

    int bucket(int i) {
        return buckets[i];
    }

    float value(int i) {
        return values[i];
    }

    int[] buckets() {
        return Arrays.copyOf(buckets, size);
    }

    float[] values() {
        return Arrays.copyOf(values, size);
    }

    private void words() {
        String text = reply.text();
        int from = 0;
        int before = -1;
        for (int n = 0; from < text.length() && n < WORDS_MAX; n++) {
            int blank = text.indexOf(' ', from);
            int to = blank < 0 ? text.length() : blank;
            span(WORD, from, to);
            span(PAIR, before < 0 ? from : before, to);
            grams(text, from, to);
            before = from;
            from = to + 1;
        }
        if (before >= 0) add(PAIR, Digest.add(Digest.start(-PAIR), text, before, text.length()), before, text.length());
    }

    private void span(int kind, int from, int to) {
        add(kind, Digest.add(Digest.start(kind), reply.text(), from, to), from, to);
    }

    /** Letters in a row, with the word's beginning and end as letters of their own. */
    private void grams(String text, int from, int to) {
        for (int start = from - 1; start < to; start++) {
            int hash = Digest.start(GRAM);
            for (int end = start; end <= to && end - start < GRAM_MAX; end++) {
                char c = end < from || end == to ? ' ' : text.charAt(end);
                hash = Digest.add(hash, c == ' ' ? " " : text, c == ' ' ? 0 : end, c == ' ' ? 1 : end + 1);
                if (end - start + 1 >= GRAM_MIN) add(GRAM, hash, Math.max(start, from), Math.min(end + 1, to));
            }
        }
    }

    private void concepts() {
        List<String> words = reply.words();
        int count = Math.min(words.size(), WORDS_MAX);
        int not = -NOT_REACH - 1;
        for (int i = 0; i < count; i++) {
            boolean denied = i - not <= NOT_REACH;
            if (i + 1 < count) take(concepts.ofPair(words.get(i) + "_" + words.get(i + 1)), denied);
            int[] single = words.get(i).isEmpty() ? new int[0] : concepts.of(words.get(i));
            take(single, denied);
            if (Denial.isDenial(words.get(i))) not = i;
        }
        for (int a = 0; a < foundCount; a++) {
            for (int b = a + 1; b < foundCount; b++) both(CONCEPTS, found[a], found[b]);
        }
    }

    private void take(int[] some, boolean denied) {
        for (int concept : some) {
            if (denied) one(NOT, concept);
            if (seen(concept) || foundCount == CONCEPTS_MAX) continue;
            found[foundCount++] = concept;
            one(CONCEPT, concept);
        }
    }

    private boolean seen(int concept) {
        for (int i = 0; i < foundCount; i++) if (found[i] == concept) return true;
        return false;
    }

    /** The same word answers one question so and another question otherwise. */
    private void meetings() {
        one(ASKED, asked.number());
        if (asked == Asked.NONE) return;
        for (int i = 0; i < foundCount; i++) both(ASKED_CONCEPT, asked.number(), found[i]);
        if (reply.words().size() > SHORT_WORDS) return;
        int hash = Digest.add(Digest.start(ASKED_WORD + 31 * asked.number()), reply.text());
        add(ASKED_WORD, hash, asked.number(), 0);
    }

    private void forms() {
        int count = reply.words().size();
        one(FORM, count <= 1 ? 0 : count <= SHORT_WORDS ? 1 : count <= 10 ? 2 : 3);
        if (reply.isQuestion()) one(FORM, 4);
        if (reply.words().contains("!")) one(FORM, 5);
        if (reply.shouted()) one(FORM, 6);
    }

    private void one(int kind, int what) {
        both(kind, what, 0);
    }

    private void both(int kind, int first, int second) {
        add(kind, (Digest.start(kind) ^ (first * 0x9E3779B1)) * 31 + second * 0x85EBCA77, first, second);
    }

    private void add(int kind, int hash, int first, int second) {
        if (size == buckets.length) grow();
        buckets[size] = Digest.spread(hash) & (BUCKETS - 1);
        values[size] = VALUE[kind];
        kinds[size] = kind;
        firsts[size] = first;
        seconds[size++] = second;
    }

    private void grow() {
        int more = size * 2;
        buckets = Arrays.copyOf(buckets, more);
        values = Arrays.copyOf(values, more);
        kinds = Arrays.copyOf(kinds, more);
        firsts = Arrays.copyOf(firsts, more);
        seconds = Arrays.copyOf(seconds, more);
    }

    private void scale() {
        float sum = 0;
        for (int i = 0; i < size; i++) sum += values[i] * values[i];
        float length = (float) Math.sqrt(sum);
        for (int i = 0; i < size; i++) values[i] /= length;
    }

    /** What a feature is, for people. */
    String name(int i) {
        int first = firsts[i];
        int second = seconds[i];
        return switch (kinds[i]) {
            case WORD, PAIR -> "'" + reply.text().substring(first, second) + "'";
            case GRAM -> "'…" + reply.text().substring(first, second) + "…'";
            case CONCEPT -> "means " + concepts.name(first);
            case CONCEPTS -> "means " + concepts.name(first) + " and " + concepts.name(second);
            case NOT -> "means not " + concepts.name(first);
            case ASKED -> "asked " + Asked.at(first);
            case ASKED_CONCEPT -> "asked " + Asked.at(first) + ", means " + concepts.name(second);
            case ASKED_WORD -> "asked " + Asked.at(first) + ", '" + reply.text() + "'";
            default -> FORMS.get(first);
        };
    }
}
