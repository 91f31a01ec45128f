package io.momentum.ops.inbox;

import io.momentum.ops.access.Right;
import io.momentum.ops.api.Ask;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Where events go, what was given up, and trying it again. */
public final class WebhookPages implements Section {

    static final String PLACE = "webhook";

    private static final String PATH = "/webhooks";
    private static final int ROWS = 50;

    @Override
    public List<Entry> menu() {
        return List.of(new Entry(PLACE, "webhook.menu", Inbox.ROOT + PATH, Right.GATEWAY_READ));
    }

    @Override
    public void on(Routes routes) {
        routes.get(PATH, Right.GATEWAY_READ, WebhookPages::list);
        routes.get(PATH + "/:webhook", Right.GATEWAY_READ, WebhookPages::one);
        routes.post(
                PATH + "/:webhook/pause",
                Right.GATEWAY_WRITE,
                visit -> change(visit, "pauseWebhook", "webhook.paused"));
        routes.post(
                PATH + "/:webhook/resume",
                Right.GATEWAY_WRITE,
                visit -> change(visit, "resumeWebhook", "webhook.resumed"));
        routes.post(PATH + "/:webhook/test", Right.GATEWAY_WRITE, WebhookPages::test);
        routes.post(PATH + "/:webhook/replay", Right.GATEWAY_WRITE, WebhookPages::replay);
    }

    /**
     * Where events go.
     *
     * @param state {@code active}, {@code paused}, {@code disabled}, or {@code receiver_down} for an active one that fails
     */
    public record HookView(
            String name,
            String url,
            String template,
            String state,
            String reason,
            long waiting,
            long delivered,
            long failed,
            long dead,
            String lastError) {
        public String path() {
            return Inbox.ROOT + PATH + "/" + Paths.encoded(name);
        }
    }

    /** An event that was given up. */
    public record DeadView(String event, long attempts, Instant at, String status, String error) {}

    public record HookPage(HookView hook, List<DeadView> dead, String next) {
        public String nextPath() {
            return hook.path() + "?cursor=" + Paths.encoded(next);
        }
    }

    public record HooksView(List<HookView> hooks) {}

    private static View list(Visit visit) {
        List<HookView> hooks = new ArrayList<>();
        for (Object each : visit.read(Ask.of("listWebhooks")).getJsonArray("items")) hooks.add(hook((JsonObject) each));
        return visit.html("webhook/list", PLACE, visit.t("webhook.title"), new HooksView(hooks));
    }

    private static HookView hook(JsonObject json) {
        boolean down = json.getBoolean("receiverDown", false);
        String state = json.getString("state");
        return new HookView(
                json.getString("name"),
                json.getString("url"),
                json.getString("template"),
                down && state.equals("active") ? "receiver_down" : state,
                json.getString("reason", ""),
                json.getLong("waiting", 0L),
                json.getLong("delivered", 0L),
                json.getLong("failed", 0L),
                json.getLong("dead", 0L),
                json.getString("lastError", ""));
    }

    private static View one(Visit visit) {
        String name = visit.path("webhook");
        JsonObject json = visit.read(Ask.of("getWebhook").path("webhook", name));
        JsonObject page = visit.read(Ask.of("listDeadLetters")
                .path("webhook", name)
                .query("cursor", visit.query("cursor"))
                .query("limit", Integer.toString(ROWS)));
        List<DeadView> dead = new ArrayList<>();
        for (Object each : page.getJsonArray("items")) dead.add(dead((JsonObject) each));
        var view = new HookPage(hook(json), dead, page.getString("next", ""));
        return visit.html("webhook/one", PLACE, name, view);
    }

    private static DeadView dead(JsonObject json) {
        return new DeadView(
                json.getString("event"),
                json.getLong("attempts", 0L),
                Instant.parse(json.getString("at")),
                json.getValue("status") == null ? "" : json.getValue("status").toString(),
                json.getString("error", ""));
    }

    private static View change(Visit visit, String operation, String said) {
        String name = visit.path("webhook");
        visit.read(Ask.of(operation).path("webhook", name));
        visit.say(said, name);
        return back(name);
    }

    private static View back(String name) {
        return View.seeOther(Inbox.ROOT + PATH + "/" + Paths.encoded(name));
    }

    private static View test(Visit visit) {
        String name = visit.path("webhook");
        JsonObject went = visit.read(Ask.of("testWebhook").path("webhook", name));
        if (went.getBoolean("delivered")) visit.say("webhook.tested", went.getLong("millis"));
        else
            visit.refuse(visit.t(
                    "webhook.test-failed",
                    went.getString("error", went.getValue("status").toString())));
        return back(name);
    }

    /** Those that are ticked; all where none is. */
    private static View replay(Visit visit) {
        String name = visit.path("webhook");
        JsonObject body = new JsonObject();
        List<String> events = visit.forms("event");
        if (!events.isEmpty()) body.put("events", new JsonArray(new ArrayList<>(events)));
        JsonObject done =
                visit.read(Ask.of("replayDeadLetters").path("webhook", name).body(body));
        visit.say("webhook.replayed", done.getLong("replayed"));
        return back(name);
    }
}
