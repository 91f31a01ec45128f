package io.momentum.ops.inbox;

import io.vertx.core.json.JsonObject;

/** Ends a handler with what an operation refused. Carries no stack trace: it is an answer, not a fault. */
final class NotDone extends RuntimeException {

    private final int status;
    private final transient JsonObject problem;

    NotDone(int status, JsonObject problem) {
        super(problem.getString("detail", ""), null, false, false);
        this.status = status;
        this.problem = problem;
    }

    int status() {
        return status;
    }

    /** As RFC 9457 has it. */
    JsonObject problem() {
        return problem;
    }

    String code() {
        return problem.getString("code", "");
    }

    static NotDone missing() {
        return new NotDone(404, new JsonObject().put("code", "NOT_FOUND"));
    }
}
