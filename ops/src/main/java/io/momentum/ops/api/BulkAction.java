package io.momentum.ops.api;

import io.momentum.ops.access.Right;
import io.momentum.ops.followup.Command;
import io.momentum.ops.followup.Command.Reopen;
import io.momentum.ops.followup.Command.TakeBack;
import io.momentum.ops.followup.Conversation;
import io.momentum.ops.followup.TakingBack;
import io.momentum.store.fact.CareFact.BulkRow;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/**
 * What is to be done with each of many conversations.
 *
 * @param kind {@code assign}, {@code label}, {@code close}, {@code reopen}, or {@code undo}
 * @param json as it was asked for
 */
record BulkAction(String kind, JsonObject json) {

    static final String UNDO = "undo";

    static BulkAction parse(JsonObject json) {
        return new BulkAction(json.getString("kind"), json);
    }

    /** The right that each conversation asks for. */
    Right right() {
        return switch (kind) {
            case "assign" -> Right.ASSIGN;
            case "label" -> Right.LABEL;
            default -> Right.WORK;
        };
    }

    /** For a conversation of its own; not for an undo, which is another one for each. */
    Command command() {
        return switch (kind) {
            case "assign" -> ConversationOps.assign(json);
            case "label" -> ConversationOps.label(json);
            case "close" -> ConversationOps.close(json);
            case "reopen" -> new Reopen(json.getString("reason", "manual"));
            default -> throw new IllegalArgumentException("kind: assign, label, close or reopen");
        };
    }

    /** What takes back what it did to one. */
    Command undo(BulkRow row) {
        return new TakeBack(kind, row.before());
    }

    Map<String, String> memory(Conversation before, Conversation after) {
        return kind.equals(UNDO) ? Map.of() : TakingBack.memory(kind, before, after);
    }
}
