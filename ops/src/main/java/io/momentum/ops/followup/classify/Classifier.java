package io.momentum.ops.followup.classify;

import io.momentum.ops.followup.classify.Classification.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Says what a reply means. Opt-out rules come first, then rules for the whole reply, then the model with what phrases make
 * certain. Immutable; any thread may ask.
 */
public final class Classifier {

    /** Below it a person looks first. */
    public static final double TRIAGE_BELOW = 0.5;

    private static final double RULE_CONFIDENCE = 0.99;
    private static final double PHRASE_CONFIDENCE = 0.95;
    private static final double URGENT_FROM = 0.35;
    private static final double OPT_OUT_STANDS_FROM = 0.4;

    private final ReplyRules rules;
    private final Model model;
    private final String version;

    public Classifier(ReplyRules rules, Model model) {
        this.rules = rules;
        this.model = model;
        this.version = rules.version() + "/" + model.version();
    }

    public ReplyRules rules() {
        return rules;
    }

    public Model model() {
        return model;
    }

    public String version() {
        return version;
    }

    /**
     * What the reply means.
     *
     * @param text any string; of more than 480 characters the beginning counts
     */
    public Classification classify(String text, ReplyContext context) {
        Folded reply = Folded.of(text);
        ReplyContext open = context.stillOpen();
        Optional<ReplyRules.Match> phrase = rules.phrase(reply);
        boolean urgent = phrase.map(ReplyRules.Match::intent)
                .filter(Intent.URGENCY::equals)
                .isPresent();
        Extracted extracted = Extracted.from(reply, context.language());
        if (context.optOut() == OptOutTier.T1 || context.optOut() == OptOutTier.T2) {
            return optedOut(context.optOut(), urgent, extracted);
        }
        Optional<ReplyRules.Match> whole = rules.whole(reply, open);
        if (context.optOut() == OptOutTier.NONE && whole.isPresent()) return byRule(whole.get(), extracted);
        return byModel(reply, open, phrase, extracted);
    }

    private Classification optedOut(OptOutTier tier, boolean urgent, Extracted extracted) {
        return new Classification(
                Label.OPT_OUT,
                Intent.OPT_OUT,
                true,
                urgent,
                1,
                false,
                Source.RULE,
                version,
                List.of("opt-out rule " + tier),
                extracted);
    }

    private Classification byRule(ReplyRules.Match match, Extracted extracted) {
        Intent intent = match.intent();
        return new Classification(
                intent.label(),
                intent,
                intent == Intent.OPT_OUT,
                intent == Intent.URGENCY,
                RULE_CONFIDENCE,
                intent == Intent.UNINTELLIGIBLE || intent == Intent.OPT_OUT,
                Source.RULE,
                version,
                List.of(match.reason()),
                extracted);
    }

    private Classification byModel(
            Folded reply, ReplyContext context, Optional<ReplyRules.Match> phrase, Extracted extracted) {
        Features features = model.features(reply, context.asked());
        float[] likely = model.probabilities(features);
        if (context.optOut() == OptOutTier.T3B) rule(likely, Intent.OPT_OUT, 0);
        List<String> hints = new ArrayList<>();
        Source source = Source.MODEL;
        boolean held = context.optOut() == OptOutTier.T3;
        if (context.optOut() != OptOutTier.NONE) hints.add("opt-out rule " + context.optOut());
        boolean doubt = likely[Intent.OPT_OUT.column()] >= OPT_OUT_STANDS_FROM;
        boolean urgent = likely[Intent.URGENCY.column()] >= URGENT_FROM;
        if (phrase.isPresent()) {
            hints.add(phrase.get().reason());
            urgent |= phrase.get().intent() == Intent.URGENCY;
            if (!held && !doubt && isStronger(phrase.get().intent(), likely)) {
                rule(likely, phrase.get().intent(), PHRASE_CONFIDENCE);
                source = Source.RULE;
            }
        }
        if (held
                && phrase.map(ReplyRules.Match::intent)
                        .filter(Intent.WRONG_NUMBER::equals)
                        .isEmpty()) {
            rule(likely, Intent.OPT_OUT, Math.max(likely[Intent.OPT_OUT.column()], 0.5));
        }
        return found(likely, features, hints, source, held, urgent, extracted);
    }

    /** A phrase decides unless the model is sure of a label that comes before it. */
    private static boolean isStronger(Intent phrase, float[] likely) {
        Label best = label(likely);
        return phrase.label().compareTo(best) <= 0 || confidence(likely, best) < RULE_CONFIDENCE;
    }

    /** Sets one, and scales the others so that they still add up to 1. */
    private static void rule(float[] likely, Intent intent, double share) {
        int at = intent.column();
        double others = 1 - likely[at];
        double scale = others <= 0 ? 0 : (1 - share) / others;
        for (int k = 0; k < likely.length; k++) likely[k] *= (float) scale;
        likely[at] = (float) (others <= 0 ? 1 : share);
    }

    private Classification found(
            float[] likely,
            Features features,
            List<String> hints,
            Source source,
            boolean held,
            boolean urgent,
            Extracted extracted) {
        Label label = label(likely);
        double confidence = Math.min(1, confidence(likely, label));
        Intent intent = intent(likely, label);
        boolean optOut = held || label == Label.OPT_OUT;
        boolean triage = optOut || confidence < TRIAGE_BELOW || intent == Intent.UNINTELLIGIBLE;
        return new Classification(
                label,
                intent,
                optOut,
                urgent || label == Label.URGENCY,
                confidence,
                triage,
                source,
                version,
                reasons(hints, features, intent, likely),
                extracted);
    }

    private static Label label(float[] likely) {
        Label best = Label.OPT_OUT;
        for (Label each : Label.values()) {
            if (confidence(likely, each) > confidence(likely, best)) best = each;
        }
        return best;
    }

    private static double confidence(float[] likely, Label label) {
        double sum = 0;
        for (Intent intent : INTENTS) if (intent.label() == label) sum += likely[intent.column()];
        return sum;
    }

    private static Intent intent(float[] likely, Label label) {
        Intent best = Intent.of(label);
        for (Intent each : INTENTS) {
            if (each.label() == label && likely[each.column()] > likely[best.column()]) best = each;
        }
        return best;
    }

    private static final Intent[] INTENTS = Intent.values();

    private List<String> reasons(List<String> hints, Features features, Intent intent, float[] likely) {
        List<String> reasons = new ArrayList<>(hints.subList(0, Math.min(hints.size(), Classification.REASONS)));
        new Reasons(model, features).against(intent, likely, reasons);
        return reasons;
    }
}
