package io.momentum.ops.api;

import io.momentum.ops.care.CareFold.Change;
import io.momentum.ops.care.Conversations;
import io.momentum.ops.followup.Conversation;
import io.momentum.store.index.Shelf;
import io.momentum.store.value.MessageId;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * One client that looks at a list: server-sent events (HTML standard, section 9.2). {@code conversation} says that one is in the
 * list and how it stands, {@code gone} that one has left it, {@code counts} how many it has, {@code reset} that something was
 * missed. On the API's event loop.
 */
final class ConversationStream {

    /** More than this unread, and the client is cut off. */
    private static final int UNREAD_MAX = 256 << 10;

    private static final int RETRY_MILLIS = 2_000;

    private final Call call;
    private final BooleanSupplier known;
    private final Runnable onCut;
    private final HttpServerResponse response;
    private final String view;
    private final ConversationFilter filter;
    private JsonObject counted = new JsonObject();
    private boolean ended;

    ConversationStream(Call call, BooleanSupplier known, Runnable onCut) {
        this.call = call;
        this.known = known;
        this.onCut = onCut;
        response = call.context().response();
        view = call.query("view").orElse("open");
        filter = ConversationFilter.ofStream(call);
    }

    void begin(Consumer<ConversationStream> onGone) {
        response.closeHandler(closed -> {
            ended = true;
            onGone.accept(this);
        });
        response.endHandler(closed -> {
            ended = true;
            onGone.accept(this);
        });
        response.setWriteQueueMaxSize(UNREAD_MAX);
        response.setChunked(true)
                .putHeader("Content-Type", "text/event-stream; charset=utf-8")
                .putHeader("X-Accel-Buffering", "no");
        response.write("retry: " + RETRY_MILLIS + "\n\n");
    }

    boolean isOf(Caller caller) {
        return call.caller().actor().equals(caller.actor());
    }

    /** The last event that it has seen, -1 where it comes for the first time. */
    long lastSeen() {
        try {
            return call.header("Last-Event-ID").map(Long::parseLong).orElse(-1L);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    // ---- events

    void show(List<Change> changes) {
        for (Change change : changes) show(change);
    }

    private void show(Change change) {
        Conversation before = change.before();
        Conversation after = change.after();
        if (isIn(after)) {
            JsonObject json = ConversationJson.of(after, ConversationOps.isMasked(call, after));
            write("conversation", Long.toString(change.sequence()), json);
        } else if (before != null && isIn(before)) {
            write("gone", Long.toString(change.sequence()), new JsonObject().put("id", MessageId.format(after.id())));
        }
    }

    private boolean isIn(Conversation c) {
        return Conversations.isIn(c, view) && filter.fits().test(c);
    }

    /** How many the list has, and how many of them fit. On a thread that may wait. */
    JsonObject counted(Shelf rows) {
        JsonObject json = new JsonObject()
                .put(view, ConversationCounts.of(rows, view, call.caller()).count());
        if (filter.isNarrowed()) ConversationCounts.fitting(rows, view, filter).addTo(json);
        return json;
    }

    void count(JsonObject counts) {
        if (counts.equals(counted)) return;
        counted = counts;
        write("counts", "", counts);
    }

    void reset() {
        write("reset", "", new JsonObject());
    }

    /** Says that we are here; ends where the client may not look any more. */
    void beat() {
        if (!known.getAsBoolean()) end();
        else if (!ended) write(":\n\n");
    }

    private void write(String event, String id, JsonObject data) {
        if (ended) return;
        String idLine = id.isEmpty() ? "" : "id: " + id + "\n";
        write("event: " + event + "\n" + idLine + "data: " + data.encode() + "\n\n");
    }

    private void write(String text) {
        if (response.writeQueueFull()) {
            ended = true;
            onCut.run();
            call.context().request().connection().close();
            return;
        }
        response.write(text);
    }

    void end() {
        if (ended) return;
        ended = true;
        response.end();
    }
}
