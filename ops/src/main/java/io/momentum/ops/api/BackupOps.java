package io.momentum.ops.api;

import io.momentum.ops.backup.Backups;
import io.momentum.ops.backup.Backups.Stage;
import io.momentum.ops.backup.Backups.State;
import io.vertx.core.json.JsonObject;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Backups of the process that runs. */
final class BackupOps {

    private final Backups backups;

    BackupOps(ApiParts parts) {
        backups = parts.backups();
    }

    Map<String, Operation> byId() {
        return Map.of("startBackup", this::begin, "getBackup", this::get);
    }

    private Answer begin(Call call) {
        call.caller().mustSeeAll();
        JsonObject body = call.body();
        Path to = directory(body.getString("to"));
        boolean begun = backups.begin(to, body.getBoolean("keys", true), body.getInteger("keep", 0));
        if (!begun) throw Problem.busy("A backup is being made.").refusal();
        return Answer.json(202, state());
    }

    private static Path directory(String text) {
        try {
            Path to = Path.of(text);
            if (to.isAbsolute()) return to.normalize();
        } catch (InvalidPathException e) {
            throw Problem.unprocessable("BAD_PATH", "to: " + e.getMessage()).refusal();
        }
        throw Problem.unprocessable("BAD_PATH", "to: a path that begins with /").refusal();
    }

    private Answer get(Call call) {
        call.caller().mustSeeAll();
        return Answer.json(200, state());
    }

    private JsonObject state() {
        Optional<State> last = backups.state();
        if (last.isEmpty()) return new JsonObject().put("stage", word(Stage.NONE));
        State state = last.get();
        var json = new JsonObject()
                .put("stage", word(state.stage()))
                .put("to", state.to().toString())
                .put("files", state.files())
                .put("filesDone", state.filesDone())
                .put("copiedBytes", state.copiedBytes())
                .put("startedAt", state.startedAt().toString());
        if (state.endedAt() != null) json.put("endedAt", state.endedAt().toString());
        if (state.backup() != null) json.put("backup", state.backup().toString());
        if (state.error() != null) json.put("error", state.error());
        return json;
    }

    private static String word(Stage stage) {
        return stage.name().toLowerCase(Locale.ROOT);
    }
}
