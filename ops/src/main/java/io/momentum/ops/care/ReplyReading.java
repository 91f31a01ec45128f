package io.momentum.ops.care;

import io.momentum.gateway.optout.OptOutWords;
import io.momentum.gateway.optout.Verdict;
import io.momentum.ops.care.FollowUpPath.Reply;
import io.momentum.ops.followup.Conversation;
import io.momentum.ops.followup.Join.Sent;
import io.momentum.ops.followup.classify.Asked;
import io.momentum.ops.followup.classify.Classification;
import io.momentum.ops.followup.classify.Classifier;
import io.momentum.ops.followup.classify.OptOutTier;
import io.momentum.ops.followup.classify.ReplyContext;
import io.momentum.ops.followup.classify.ReplyRules;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads a reply with what it answers: the same words mean what the message before them asked. */
final class ReplyReading {

    private static final long HOUR_MICROS = 3_600_000_000L;

    private final Supplier<OptOutWords> words;

    ReplyReading(Supplier<OptOutWords> words) {
        this.words = words;
    }

    Classification read(Reply reply, Classifier classifier, Conversation c) {
        Sent answered = reply.joined().best();
        String language = c.contact().getOrDefault("language", "");
        OptOutTier tier = tierOf(reply, answered);
        if (answered == null)
            return classifier.classify(reply.text(), new ReplyContext(Asked.NONE, Map.of(), -1, language, tier));
        long afterMicros = reply.mo().atMicros() - answered.atMicros();
        ReplyContext context = context(classifier.rules(), answered.text(), afterMicros, language);
        return classifier.classify(reply.text(), context.with(tier));
    }

    /** What a reply means depends on what the message before it asked, and how long ago. */
    static ReplyContext context(ReplyRules rules, String answered, long afterMicros, String language) {
        ReplyContext asked = rules.contextOf(answered);
        int hours = (int) (afterMicros / HOUR_MICROS);
        return new ReplyContext(asked.asked(), asked.answers(), hours, language, OptOutTier.NONE);
    }

    /** As the gateway has judged it, which remembers what it sent last: a word that was offered as an answer leaves a doubt. */
    private OptOutTier tierOf(Reply reply, @Nullable Sent answered) {
        OptOutWords rules = words.get();
        long digits = reply.mo().sourceDigits();
        Verdict verdict = rules.classify(reply.text(), digits);
        if (answered == null
                || !answered.sender().equals(reply.mo().destination().text())) return OptOutTier.of(verdict);
        return OptOutTier.of(OptOutWords.inAnswer(verdict, digits, rules.offered(answered.text())));
    }
}
