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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The lists that a team works: queues and searches, page by page. */
public final class QueuePages implements Section {

    static final String PLACE = "queues";

    private static final String PATH = "/q/";
    private static final int LIMIT = 50;

    /** What a list can be narrowed by; nothing of it tells who somebody is, so that it may stand in a URL. */
    static final List<String> FILTERS = List.of(
            "campaign",
            "label",
            "owner",
            "team",
            "zone",
            "branch",
            "list",
            "stage",
            "language",
            "sla",
            "carrier",
            "olderThan",
            "youngerThan");

    /** What a search can be narrowed by besides. */
    static final List<String> SEARCHED = List.of("q", "number", "state", "outcome");

    /** How clocks stand, as filters and lines say it. */
    public static final List<String> SLA = List.of("ok", "warned", "breached");

    /** An age, as a pattern of HTML. */
    public static final String AGE = "[1-9][0-9]{0,5}[mhdMHD]";

    /** What can be looked for, as the form has it. */
    public static final List<String> WANTED =
            Stream.concat(SEARCHED.stream(), FILTERS.stream()).toList();

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
     * How many a list has.
     *
     * @param count without filters; -1 where that is not known
     * @param fitting how many of them fit the filters; -1 where there are none
     * @param more whether more than that may fit
     */
    public record Counted(long count, long fitting, boolean more) {

        static final Counted UNKNOWN = new Counted(-1, -1, false);

        static Counted of(JsonObject page) {
            return new Counted(page.getLong("count"), page.getLong("fitting", -1L), page.getBoolean("more", false));
        }
    }

    /**
     * A list.
     *
     * @param path of this list, for its filters and parts; its search in a URL's parameter is that of {@code filters}
     * @param queue whose filters may be kept as a view; null for none
     * @param tally how many it has
     * @param cursor of this page; empty for the first
     * @param next of the page behind; empty at the end
     * @param searchKey under which its search is kept; empty for queues
     */
    public record ListView(
            SidebarView sidebar,
            String title,
            String path,
            @Nullable Queue queue,
            List<ConversationLine> lines,
            Counted tally,
            Map<String, String> filters,
            String cursor,
            String next,
            String searchKey,
            String searchText) {

        /** Whose changes are shown as they come. */
        public String live() {
            return Inbox.ROOT + "/live";
        }

        /** Whether it can be kept as a view: a search, or a queue with filters. */
        public boolean isKeepable() {
            return !searchKey.isEmpty() || (queue != null && isFiltered());
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
            return path + Paths.query(filters, "cursor", cursor);
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
        var tally = queue == Queue.NO_OUTCOME ? new Counted(lines.size(), -1, false) : Counted.of(page);
        var view = new ListView(
                sidebar(visit, queue.path()),
                visit.t(queue.key()),
                Inbox.ROOT + PATH + queue.path(),
                queue == Queue.NO_OUTCOME ? null : queue,
                lines,
                tally,
                filters,
                visit.query("cursor"),
                page.getString("next", ""),
                "",
                "");
        return list(visit, view);
    }

    private static View list(Visit visit, ListView view) {
        return visit.isPart() ? visit.part("queue/fresh", view) : visit.html("queue/list", PLACE, view.title(), view);
    }

    private static Ask ask(Visit visit, Queue queue, Map<String, String> filters) {
        if (queue != Queue.NO_OUTCOME) return listed(visit, list(visit, queue), filters);
        Ask ask = Ask.of("searchConversations")
                .query("state", "closed")
                .query("outcome", "-")
                .query("texts", "true");
        return narrowed(ask, filters);
    }

    static Ask listed(Visit visit, String list, Map<String, String> filters) {
        Ask ask = Ask.of("listConversations")
                .query("view", list)
                .query("cursor", visit.query("cursor"))
                .query("limit", Integer.toString(LIMIT))
                .query("texts", "true");
        return narrowed(ask, filters);
    }

    private static Ask narrowed(Ask ask, Map<String, String> filters) {
        Ask narrowed = ask;
        for (Map.Entry<String, String> each : filters.entrySet())
            narrowed = narrowed.query(each.getKey(), each.getValue());
        return narrowed;
    }

    /** The list of the API. */
    static String list(Visit visit, Queue queue) {
        return queue == Queue.MINE ? mine(visit) : queue.view();
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
        for (JsonObject view : views(visit)) {
            String name = view.getString("name");
            views.add(new Kept(
                    name,
                    view.getString("title", name),
                    view.getBoolean("shared", false),
                    here.equals("view " + name)));
        }
        return new SidebarView(queues, views, here);
    }

    static List<JsonObject> views(Visit visit) {
        return visit.read(Ask.of("listViews")).getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .toList();
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
        for (String name : WANTED) {
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
        return results(visit, searched(visit, ask), "/search/" + key, visit.t("queue.found"), "", key, wanted);
    }

    static Ask searched(Visit visit, Ask ask) {
        return ask.query("cursor", visit.query("cursor"))
                .query("limit", Integer.toString(LIMIT))
                .query("texts", "true");
    }

    static View results(Visit visit, Ask ask, String path, String title, String here, String key, JsonObject wanted) {
        JsonObject page = visit.read(ask);
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
                null,
                lines(visit, page),
                page.containsKey("count") ? Counted.of(page) : Counted.UNKNOWN,
                Map.of(),
                visit.query("cursor"),
                page.getString("next", ""),
                key,
                text);
        return list(visit, view);
    }
}
