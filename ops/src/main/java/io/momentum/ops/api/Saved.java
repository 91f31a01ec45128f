package io.momentum.ops.api;

import io.momentum.ops.care.Care;
import io.momentum.ops.care.Settings;
import io.momentum.ops.followup.Decision;
import io.momentum.ops.followup.Decision.Code;
import io.momentum.ops.followup.Decision.Facts;
import io.momentum.ops.followup.Decision.Refused;
import io.momentum.store.fact.CareFact.SettingSaved;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** Settings of one kind: people, tokens, answers, views. A change is journalled and readable when the call returns. */
final class Saved {

    private final Care care;
    private final String kind;

    Saved(Care care, String kind) {
        this.care = care;
        this.kind = kind;
    }

    Optional<JsonObject> find(String name) {
        return Settings.find(care.rows(), kind, name).map(JsonObject::new);
    }

    /** Makes or changes one. What it was and is goes into the audit, but for the members that are named. */
    void put(Call call, String name, JsonObject body, String... secret) {
        JsonObject before = find(name).orElseGet(JsonObject::new);
        if (before.equals(body)) return;
        save(call, name, body.encode(), before.isEmpty());
        JsonObject after = body.copy();
        for (String member : secret) {
            before.remove(member);
            after.remove(member);
        }
        call.changes().say(before, after);
    }

    void remove(Call call, String name, String... secret) {
        JsonObject before = find(name)
                .orElseThrow(() -> Problem.notFound("No such " + kind + ".").refusal());
        save(call, name, "", false);
        for (String member : secret) before.remove(member);
        call.changes().say(before, new JsonObject());
    }

    private void save(Call call, String name, String body, boolean isNew) {
        String actor = call.caller().actor();
        Decision decision = Waiting.forResult(care.ask(0, (rows, now) -> {
            if (isNew && !Settings.hasRoom(rows, kind))
                return new Refused(Code.BUSY, "There are %d of them, which is the most.".formatted(Settings.MOST));
            return new Facts(new SettingSaved(now, actor, kind, name, body));
        }));
        if (decision instanceof Refused refused) throw ConversationOps.refusal(refused);
    }
}
