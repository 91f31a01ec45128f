package io.momentum.ops.api;

import io.momentum.ops.followup.classify.Candidate;
import io.momentum.ops.followup.classify.Difference.Learned;
import io.momentum.ops.followup.classify.Example;
import io.momentum.ops.followup.classify.Promotion;
import io.momentum.ops.learning.Learning;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/** Operations on the classifier of replies, and on what it learns. */
final class LearningOps {

    private final Learning learning;

    LearningOps(Learning learning) {
        this.learning = learning;
    }

    Map<String, Operation> byId() {
        return Map.of(
                "getClassifier",
                this::get,
                "judgeClassifier",
                this::judge,
                "promoteClassifier",
                this::promote,
                "revertClassifier",
                this::revert);
    }

    /** It is taught by what the contacts of all accounts write. */
    private Answer get(Call call) {
        call.caller().mustSeeAll();
        return state();
    }

    private Answer judge(Call call) {
        call.caller().mustSeeAll();
        return Answer.json(200, json(learning.judge(without(call))));
    }

    private Answer state() {
        Learning.State state = learning.state();
        return Answer.json(
                200,
                new JsonObject()
                        .put("serving", state.serving())
                        .put("base", state.base())
                        .put("promoted", new JsonArray(state.promoted()))
                        .put("corrections", state.corrections())
                        .put("untaught", state.untaught()));
    }

    private Answer promote(Call call) {
        call.caller().mustSeeAll();
        Promotion promotion = learning.promote(without(call), ConversationOps.actorOf(call));
        JsonObject verdict = json(promotion);
        if (promotion.candidate().taught().all().isEmpty())
            throw conflict("NOTHING_TO_LEARN", "Nobody has corrected anything that could be learned.")
                    .with("verdict", verdict)
                    .refusal();
        if (!promotion.promoted())
            throw conflict("WORSE", "It does worse than what serves, which goes on serving.")
                    .with("verdict", verdict)
                    .refusal();
        return Answer.json(200, verdict);
    }

    private Answer revert(Call call) {
        call.caller().mustSeeAll();
        if (!learning.revert(ConversationOps.actorOf(call)))
            throw conflict("NOTHING_PROMOTED", "It serves as it is shipped: there is nothing to take back.")
                    .refusal();
        return state();
    }

    private static Problem conflict(String code, String detail) {
        return Problem.of(409, code, "Conflict", detail);
    }

    private static List<String> without(Call call) {
        return call.query("without").map(text -> List.of(text.split(",", -1))).orElse(List.of());
    }

    private static JsonObject json(Promotion promotion) {
        Candidate candidate = promotion.candidate();
        JsonArray learned = new JsonArray();
        for (Learned each : promotion.difference().learned())
            learned.add(new JsonObject()
                    .put("words", each.words())
                    .put("asked", each.asked().toString())
                    .put("before", each.before().toString())
                    .put("after", each.after().toString()));
        JsonArray flipped = new JsonArray();
        for (Example each : promotion.flipped())
            flipped.add(new JsonObject()
                    .put("text", each.text())
                    .put("label", each.intent().label().toString()));
        return new JsonObject()
                .put("version", candidate.classifier().version())
                .put("promotable", promotion.promoted())
                .put("macroF1Before", promotion.before())
                .put("macroF1After", promotion.after())
                .put("taught", candidate.taught().all().size())
                .put("heldBack", candidate.held().all().size())
                .put("goldenLost", flipped)
                .put("learned", learned);
    }
}
