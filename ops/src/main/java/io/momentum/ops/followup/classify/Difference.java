package io.momentum.ops.followup.classify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a candidate learned, for people: which words of the corrections mean something else to it.
 *
 * @param learned in the order of the corrections
 */
public record Difference(List<Learned> learned) {

    private static final int WORD_MIN = 2;

    /**
     * One or two words, or a whole reply.
     *
     * @param words as they were written
     */
    public record Learned(String words, Asked asked, Label before, Label after) {

        /** "'mñn' (asked appointment): no_action -> reschedule". */
        @Override
        public String toString() {
            String when = asked == Asked.NONE ? "" : " (asked " + asked + ")";
            return "'%s'%s: %s -> %s".formatted(words, when, before, after);
        }
    }

    public Difference {
        learned = List.copyOf(learned);
    }

    static Difference of(Candidate candidate) {
        Map<List<Object>, Learned> learned = new LinkedHashMap<>();
        for (Correction each : candidate.taught().all()) {
            for (String words : parts(each.text())) {
                ReplyContext context = each.context().with(OptOutTier.NONE);
                Label before = candidate.base().classify(words, context).label();
                Label after = candidate.classifier().classify(words, context).label();
                Asked asked = context.stillOpen().asked();
                if (before != after) {
                    learned.putIfAbsent(List.of(words, asked), new Learned(words, asked, before, after));
                }
            }
        }
        return new Difference(List.copyOf(learned.values()));
    }

    /** The reply, its words and its pairs of words. */
    private static List<String> parts(String text) {
        String start = text.length() <= Folded.LENGTH_MAX ? text : text.substring(0, Folded.LENGTH_MAX);
        String[] words = start.strip().split("\\s+", -1);
        List<String> parts = new ArrayList<>();
        for (String word : words) if (word.length() >= WORD_MIN) parts.add(word);
        for (int i = 1; i < words.length; i++) parts.add(words[i - 1] + " " + words[i]);
        if (words.length > 2) parts.add(start.strip());
        return parts;
    }
}
