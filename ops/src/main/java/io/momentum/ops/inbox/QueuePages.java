package io.momentum.ops.inbox;

import io.momentum.ops.access.Right;
import io.momentum.ops.api.Ask;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The lists that a team works: queues, searches and saved views, page by page. */
public final class QueuePages implements Section {

    static final String PLACE = "queues";

    private static final String PATH = "/q/";
    private static final int LIMIT = 50;

    /** What a list can be narrowed by; nothing of it tells who somebody is, so that it may stand in a URL. */
    static final List<String> FILTERS =
            List.of("campaign", "label", "owner", "team", "zone", "branch", "list", "stage", "language");

    /** What a search can be narrowed by besides. */
    static final List<String> SEARCHED =
            List.of("q", "number", "state", "sla", "outcome", "carrier", "olderThan", "youngerThan");

    @Override
    public List<Entry> menu() {
        return List.of(new Entry(PLACE, "queue.menu", Inbox.ROOT, Right.READ));
    }

    @Override
    public void on(Routes routes) {
        routes.get("", Right.READ, visit -> View.seeOther(Inbox.ROOT + PATH + Queue.BREACHING.path()));
        routes.get("/", Right.READ, visit -> View.seeOther(Inbox.ROOT + PATH + Queue.BREACHING.path()));
        routes.get(PATH + ":queue", Right.READ, this::queue);
        routes.get("/counts", Right.READ, visit -> visit.part("queue/counts", sidebar(visit, visit.query("here"))));
        routes.get(
                "/search",
                Right.READ,
                visit -> visit.html(
                        "queue/search", PLACE, visit.t("queue.search"), searchForm(visit, new JsonObject())));
        routes.post("/search", Right.READ, QueuePages::search);
        routes.get("/search/:key", Right.READ, this::found);
        routes.get("/views/:view", Right.READ, this::saved);
        routes.post("/views", Right.READ, QueuePages::saveView);
        routes.post("/views/delete", Right.READ, QueuePages::deleteView);
    }

    // ---- what is shown

    /** A queue beside the lists, and how many it has; -1 where that is not known. */
    public record Tally(Queue queue, long count, boolean here) {}

    /** A saved view beside them. */
    public record Kept(String name, String title, boolean shared, boolean here) {}

    public record SidebarView(List<Tally> queues, List<Kept> views, String here) {

        /** These counts again. */
        public String path() {
            return Inbox.ROOT + "/counts" + Paths.query(Map.of(), "here", here);
        }
    }

    /**
     * A list.
     *
     * @param path of this list, for its filters and parts; its search in a URL's parameter is that of {@code filters}
     * @param count how many the list has, without filters; -1 where that is not known
     * @param next of the page behind; empty at the end
     * @param searchKey under which its search is kept; empty for queues
     */
    public record ListView(
            SidebarView sidebar,
            String title,
            String path,
            List<ConversationLine> lines,
            long count,
            Map<String, String> filters,
            String next,
            String searchKey,
            String searchText) {

        /** Whose changes are shown as they come. */
        public String live() {
            return Inbox.ROOT + "/live";
        }

        /** Whether filters leave some out. */
        public boolean isFiltered() {
            return filters.values().stream().anyMatch(value -> !value.isEmpty());
        }

        /** The page behind this one. */
        public String nextPath() {
            return path + Paths.query(filters, "cursor", next);
        }

        /** This page again. */
        public String samePath() {
            return path + Paths.query(filters, "", "");
        }
    }

    /**
     * What is looked for, to be changed.
     *
     * @param wanted by name
     */
    public record SearchView(SidebarView sidebar, Map<String, String> wanted) {
        public String value(String name) {
            return wanted.getOrDefault(name, "");
        }
    }

    private View queue(Visit visit) {
        Queue queue = Queue.of(visit.path("queue")).orElseThrow(NotDone::missing);
        Map<String, String> filters = filters(visit);
        JsonObject page = visit.read(ask(visit, queue, filters));
        List<ConversationLine> lines = lines(visit, page);
        if (queue == Queue.NO_OUTCOME) lines = closedToday(page, visit);
        String path = Inbox.ROOT + PATH + queue.path();
        var view = new ListView(
                sidebar(visit, queue.path()),
                visit.t(queue.key()),
                path,
                lines,
                page.getLong("count", (long) lines.size()),
                filters,
                page.getString("next", ""),
                "",
                "");
        return list(visit, view);
    }

    private static View list(Visit visit, ListView view) {
        return visit.isPart() ? visit.part("queue/rows", view) : visit.html("queue/list", PLACE, view.title(), view);
    }

    private static Ask ask(Visit visit, Queue queue, Map<String, String> filters) {
        if (queue == Queue.NO_OUTCOME)
            return Ask.of("searchConversations")
                    .query("state", "closed")
                    .query("outcome", "-")
                    .query("texts", "true");
        String view = queue == Queue.MINE ? mine(visit) : queue.view();
        Ask ask = Ask.of("listConversations")
                .query("view", view)
                .query("cursor", visit.query("cursor"))
                .query("limit", Integer.toString(LIMIT))
                .query("texts", "true");
        for (Map.Entry<String, String> each : filters.entrySet()) ask = ask.query(each.getKey(), each.getValue());
        return ask;
    }

    private static String mine(Visit visit) {
        return "owner:" + visit.caller().name();
    }

    private static List<ConversationLine> lines(Visit visit, JsonObject page) {
        List<ConversationLine> lines = new ArrayList<>();
        for (Object each : page.getJsonArray("items")) lines.add(ConversationLine.of(visit.site(), (JsonObject) each));
        return lines;
    }

    private static List<ConversationLine> closedToday(JsonObject page, Visit visit) {
        ZoneId zone = visit.session().zone();
        LocalDate today = LocalDate.now(zone);
        List<ConversationLine> lines = new ArrayList<>();
        for (Object each : page.getJsonArray("items")) {
            JsonObject json = (JsonObject) each;
            Optional<Instant> at = ConversationLine.time(ConversationLine.part(json, "closure"), "at");
            if (at.isEmpty() || at.get().atZone(zone).toLocalDate().equals(today))
                lines.add(ConversationLine.of(visit.site(), json));
        }
        return lines;
    }

    static Map<String, String> filters(Visit visit) {
        Map<String, String> filters = new LinkedHashMap<>();
        for (String name : FILTERS) filters.put(name, visit.query(name));
        return filters;
    }

    // ---- beside the lists

    /** @param here the path of the queue, or the name of the view, that is shown */
    static SidebarView sidebar(Visit visit, String here) {
        JsonObject counts = visit.read(Ask.of("countConversations"));
        List<Tally> queues = new ArrayList<>();
        for (Queue queue : Queue.values())
            queues.add(
                    new Tally(queue, count(visit, queue, counts), queue.path().equals(here)));
        List<Kept> views = new ArrayList<>();
        for (Object each : visit.read(Ask.of("listViews")).getJsonArray("items")) {
            JsonObject view = (JsonObject) each;
            String name = view.getString("name");
            views.add(new Kept(
                    name,
                    view.getString("title", name),
                    view.getBoolean("shared", false),
                    here.equals("view " + name)));
        }
        return new SidebarView(queues, views, here);
    }

    private static long count(Visit visit, Queue queue, JsonObject counts) {
        return switch (queue) {
            case MINE ->
                visit.read(Ask.of("listConversations")
                                .query("view", mine(visit))
                                .query("limit", "1"))
                        .getLong("count", 0L);
            case NO_OUTCOME ->
                closedToday(visit.read(ask(visit, queue, Map.of())), visit).size();
            default -> counts.getLong(queue.view(), 0L);
        };
    }

    // ---- searching

    private static SearchView searchForm(Visit visit, JsonObject wanted) {
        Map<String, String> values = new LinkedHashMap<>();
        wanted.forEach(each -> values.put(each.getKey(), String.valueOf(each.getValue())));
        return new SearchView(sidebar(visit, ""), values);
    }

    /** Keeps what is looked for with the session: a number must not stand in a URL. */
    private static View search(Visit visit) {
        JsonObject wanted = new JsonObject();
        List<String> names = new ArrayList<>(SEARCHED);
        names.addAll(FILTERS);
        for (String name : names) {
            String value = visit.form(name);
            if (!value.isEmpty()) wanted.put(name, value);
        }
        String quick = visit.form("quick");
        if (!quick.isEmpty()) wanted.put(isNumber(quick) ? "number" : "q", quick);
        if (wanted.isEmpty()) return View.seeOther(Inbox.ROOT + "/search");
        return View.seeOther(Inbox.ROOT + "/search/" + visit.session().keep(wanted));
    }

    /** Whether one field for all means a number: nothing but digits and what people write between them. */
    static boolean isNumber(String text) {
        return text.matches("[+0-9 ()./-]+") && text.replaceAll("[^0-9]", "").length() >= 4;
    }

    private View found(Visit visit) {
        String key = visit.path("key");
        JsonObject wanted = visit.session().kept(key).orElse(null);
        if (wanted == null) return View.seeOther(Inbox.ROOT + "/search");
        Ask ask = Ask.of("searchConversations");
        for (Map.Entry<String, Object> each : wanted) ask = ask.query(each.getKey(), String.valueOf(each.getValue()));
        return results(visit, ask, "/search/" + key, visit.t("queue.found"), "", key, wanted);
    }

    private View saved(Visit visit) {
        String name = visit.path("view");
        Ask ask = Ask.of("searchConversations").query("saved", name);
        return results(visit, ask, "/views/" + Paths.encoded(name), name, "view " + name, "", new JsonObject());
    }

    private static View results(
            Visit visit, Ask ask, String path, String title, String here, String key, JsonObject wanted) {
        JsonObject page = visit.read(ask.query("cursor", visit.query("cursor"))
                .query("limit", Integer.toString(LIMIT))
                .query("texts", "true"));
        SidebarView sidebar = sidebar(visit, here);
        String words = sidebar.views().stream()
                .filter(Kept::here)
                .map(Kept::title)
                .findFirst()
                .orElse(title);
        String text = String.join(
                ", ",
                wanted.stream().map(each -> String.valueOf(each.getValue())).toList());
        var view = new ListView(
                sidebar,
                words,
                Inbox.ROOT + path,
                lines(visit, page),
                -1,
                Map.of(),
                page.getString("next", ""),
                key,
                text);
        return list(visit, view);
    }

    // ---- saved views

    private static View saveView(Visit visit) {
        JsonObject query = visit.session().kept(visit.form("key")).orElseThrow(NotDone::missing);
        String title = visit.form("title");
        String name = title.toLowerCase(java.util.Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
        if (name.isEmpty()) name = "view";
        visit.read(Ask.of("putView")
                .path("view", name)
                .body(new JsonObject()
                        .put("title", title)
                        .put("query", query)
                        .put("shared", !visit.form("shared").isEmpty())));
        visit.say("queue.view-saved", title);
        return View.seeOther(Inbox.ROOT + "/views/" + Paths.encoded(name));
    }

    private static View deleteView(Visit visit) {
        visit.read(Ask.of("deleteView")
                .path("view", visit.form("view"))
                .query("shared", visit.form("shared").isEmpty() ? "false" : "true"));
        visit.say("queue.view-deleted");
        return View.seeOther(Inbox.ROOT);
    }
}
