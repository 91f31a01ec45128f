package io.momentum.ops.followup.classify;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The answers that a message offers: "Reply 1 to confirm or 2 to reschedule", "Responda A para confirmar". */
final class OfferedAnswers {

    private static final Set<String> LINKS = Set.of("to", "for", "para", "p", "if", "si");
    private static final int VERB_WORDS = 3;
    private static final int ANSWER_LENGTH = 10;
    /** Too common inside sentences to be answers. */
    private static final Set<String> NO_ANSWERS = Set.of(
            "reply",
            "text",
            "send",
            "responda",
            "responde",
            "envie",
            "us",
            "back",
            "call",
            "how",
            "you",
            "and",
            "y",
            "o",
            "or");

    private OfferedAnswers() {}

    static Map<String, Intent> in(Folded message, Map<String, Intent> verbs) {
        Map<String, Intent> answers = new HashMap<>();
        List<String> words = message.words();
        for (int i = 1; i + 1 < words.size(); i++) {
            String answer = words.get(i - 1);
            if (!LINKS.contains(words.get(i)) || !isAnswer(answer)) continue;
            Intent meant = verb(words, i + 1, verbs);
            if (meant != null) answers.putIfAbsent(answer, meant);
        }
        return answers;
    }

    private static boolean isAnswer(String word) {
        return word.length() <= ANSWER_LENGTH
                && !NO_ANSWERS.contains(word)
                && word.codePoints().allMatch(Character::isLetterOrDigit);
    }

    private static @org.jspecify.annotations.Nullable Intent verb(
            List<String> words, int from, Map<String, Intent> verbs) {
        int to = Math.min(words.size(), from + VERB_WORDS);
        for (int start = from; start < to; start++) {
            for (int end = to; end > start; end--) {
                Intent meant = verbs.get(String.join(" ", words.subList(start, end)));
                if (meant != null) return meant;
            }
        }
        return null;
    }
}
