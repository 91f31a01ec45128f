package io.momentum.ops.webhook;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;

/**
 * What came back from one attempt.
 *
 * @param status of HTTP, 0 where there was no answer
 * @param retryAfterMicros what the receiver asked for, 0 for nothing
 * @param body the beginning of it
 * @param error why there was no answer, empty where there was one
 */
record Reply(int status, long retryAfterMicros, byte[] body, String error) {

    private static final byte[] NOTHING = {};
    private static final int ERROR_MAX = 200;
    private static final int EXTERNAL_ID_MAX = 200;

    /** No answer. */
    static Reply none(String error) {
        return new Reply(0, 0, NOTHING, error.length() > ERROR_MAX ? error.substring(0, ERROR_MAX) : error);
    }

    /** Nothing was sent: the receiver's form leaves the event out, and so it is done with. */
    static Reply leftOut() {
        return new Reply(204, 0, NOTHING, "");
    }

    boolean isAcknowledged() {
        return status >= 200 && status < 300;
    }

    /** Whether the receiver says that it is gone for good. */
    boolean isGone() {
        return status == 410;
    }

    /** Whether the receiver as a whole asks for a rest. */
    boolean isOverloaded() {
        return status == 429 || status == 503;
    }

    /** In words. */
    String why() {
        if (status == 0) return error;
        if (status >= 300 && status < 400) return "HTTP " + status + ": redirects are not followed";
        return "HTTP " + status;
    }

    /** What the receiver calls its record, at a path of its JSON; empty where it does not say. */
    String externalId(String path) {
        if (path.isEmpty() || body.length == 0) return "";
        try {
            Object found = Template.find(
                    path.split("\\.", -1), new JsonObject(new String(body, StandardCharsets.UTF_8)).getMap());
            String text = found instanceof String || found instanceof Number ? String.valueOf(found) : "";
            return text.length() > EXTERNAL_ID_MAX ? "" : text;
        } catch (DecodeException e) {
            return ""; // no JSON: a receiver need not answer any
        }
    }
}
