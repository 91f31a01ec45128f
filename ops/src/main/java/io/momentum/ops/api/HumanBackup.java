package io.momentum.ops.api;

import io.vertx.core.json.JsonObject;

/** Backups for the commands. */
public final class HumanBackup {

    private HumanBackup() {}

    /** The request for one. */
    public static String request(String to, boolean keys, int keep) {
        return new JsonObject()
                .put("to", to)
                .put("keys", keys)
                .put("keep", keep)
                .encode();
    }

    /** How far one is. */
    public record Standing(
            String stage, int files, int filesDone, long copiedBytes, String startedAt, String backup, String error) {
        public boolean isRunning() {
            return stage.equals("running");
        }

        public boolean isDone() {
            return stage.equals("done");
        }
    }

    public static Standing standing(String json) {
        JsonObject state = new JsonObject(json);
        return new Standing(
                state.getString("stage"),
                state.getInteger("files", 0),
                state.getInteger("filesDone", 0),
                state.getLong("copiedBytes", 0L),
                state.getString("startedAt", ""),
                state.getString("backup", ""),
                state.getString("error", ""));
    }
}
