package io.momentum.ops.api;

import io.momentum.ops.care.Care;
import io.momentum.ops.care.Playbook;
import io.momentum.ops.followup.Decider;
import io.momentum.ops.followup.Outcome;
import io.momentum.ops.followup.assign.Assignment;
import io.momentum.ops.followup.assign.Member;
import io.momentum.ops.followup.assign.Team;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** By what conversations are worked here: outcomes with their fields, labels, teams. */
final class FollowupOps {

    private final Care care;

    FollowupOps(ApiParts parts) {
        care = parts.care();
    }

    Map<String, Operation> byId() {
        return Map.of("getFollowup", this::get);
    }

    private Answer get(Call call) {
        Playbook playbook = care.playbook();
        JsonArray outcomes = new JsonArray();
        for (Outcome each : playbook.rules().outcomes())
            outcomes.add(new JsonObject()
                    .put("outcome", each.code())
                    .put("required", new JsonArray(each.required()))
                    .put("final", each.isFinal())
                    .put("positive", each.isPositive()));
        JsonArray teams = new JsonArray();
        for (Team team : playbook.assignment().map(Assignment::teams).orElse(List.of())) {
            if (!sees(call, team.id())) continue;
            teams.add(new JsonObject()
                    .put("team", team.id())
                    .put(
                            "members",
                            new JsonArray(
                                    team.members().stream().map(Member::id).toList())));
        }
        JsonObject json = new JsonObject()
                .put("outcomes", outcomes)
                .put("labels", new JsonArray(Decider.LABELS))
                .put("teams", teams);
        return Answer.json(200, json);
    }

    private static boolean sees(Call call, String team) {
        var own = call.caller().scope().teams();
        return own.isEmpty() || own.contains(team.toLowerCase(Locale.ROOT));
    }
}
