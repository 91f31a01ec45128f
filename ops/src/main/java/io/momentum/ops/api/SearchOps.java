package io.momentum.ops.api;

import io.momentum.ops.access.Right;
import io.momentum.ops.care.Care;
import io.momentum.ops.care.Conversations;
import io.momentum.ops.contacts.NumberReader;
import io.momentum.ops.followup.Conversation;
import io.momentum.ops.search.Query;
import io.momentum.ops.search.Search;
import io.momentum.store.index.Shelf;
import io.momentum.store.value.MessageId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Finds conversations. */
final class SearchOps {

    /** Search members beside those of {@link Query#FIELDS}. */
    private static final List<String> OTHERS =
            List.of("q", "number", "region", "olderThan", "youngerThan", "openedFrom", "openedUntil", "view");

    /** Who types more digits means a whole number. */
    private static final int LAST_DIGITS_MAX = 7;

    private static final String ON_TIME = "ok";

    /** No journal is as young, no clock as far. */
    private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

    private final Care care;
    private final Search search;
    private final ViewOps views;
    private final ConversationTimeline timeline;

    SearchOps(ApiParts parts, ViewOps views, ConversationTimeline timeline) {
        this.timeline = timeline;
        care = parts.care();
        search = new Search(parts.index().shelf(Shelf.Kind.SEARCH), care.rows());
        this.views = views;
    }

    Answer find(Call call) {
        Caller caller = call.caller();
        JsonObject wanted =
                call.query("saved").map(name -> views.query(call, name)).orElseGet(JsonObject::new);
        for (String name : names()) call.query(name).ifPresent(value -> wanted.put(name, value));
        Query query = query(wanted);
        if (!caller.seesTexts() && !(query.words().isEmpty() && query.number().isEmpty()))
            throw Problem.forbidden("What was said and by which number cannot be searched by those who may not see it.")
                    .refusal();
        Predicate<Conversation> seen = besides(wanted).and(c -> caller.may(Right.READ, c));
        Search.Page page = search.page(query, seen, before(call), call.limit());
        JsonArray items = new JsonArray();
        page.items().forEach(c -> items.add(timeline.line(call, c)));
        JsonObject json = new JsonObject().put("items", items);
        if (page.next() != 0) json.put("next", MessageId.format(page.next()));
        return Answer.json(200, json);
    }

    static List<String> names() {
        List<String> names = new ArrayList<>(Query.FIELDS);
        names.addAll(OTHERS);
        return names;
    }

    private static long before(Call call) {
        long before = call.query("cursor").map(MessageId::parse).orElse(Long.MAX_VALUE);
        if (before <= 0) throw Problem.badRequest("cursor: not one of a search").refusal();
        return before;
    }

    /** All that fit, of which the caller may do something, the newest first; one more than the most where there are more. */
    List<Conversation> all(JsonObject wanted, Caller caller, Right right, int most) {
        Query query = query(wanted);
        Predicate<Conversation> seen = besides(wanted).and(c -> caller.may(right, c));
        List<Conversation> found = new ArrayList<>();
        long before = Long.MAX_VALUE;
        while (before != 0 && found.size() <= most) {
            Search.Page page = search.page(query, seen, before, Math.min(500, most + 1 - found.size()));
            found.addAll(page.items());
            before = page.next();
        }
        return found;
    }

    // ---- what is wanted

    /** Throws a refusal where it is not understood. */
    static Query query(JsonObject wanted) {
        Map<String, String> fields = new TreeMap<>();
        for (String name : Query.FIELDS) {
            String value = wanted.getString(name);
            if (value != null && !(name.equals("sla") && isOnTime(wanted)))
                fields.put(name, value.equals("-") ? "" : value);
        }
        Instant now = Instant.now();
        long from = Math.max(time(wanted, "openedFrom", 0), age(wanted, "youngerThan", now, 0));
        long until =
                Math.min(time(wanted, "openedUntil", Long.MAX_VALUE), age(wanted, "olderThan", now, Long.MAX_VALUE));
        try {
            return new Query(number(wanted), wanted.getString("q", ""), fields, from, until);
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest(String.valueOf(e.getMessage())).refusal();
        }
    }

    /** As it was typed: a whole number in any form, or its last digits. */
    private static String number(JsonObject wanted) {
        String typed = wanted.getString("number", "").strip();
        if (typed.isEmpty()) return "";
        String region = wanted.getString("region", "");
        if (!region.isEmpty()) {
            NumberReader.Reading reading = reader(region).read(typed);
            if (reading.isGood()) return Long.toString(reading.digits());
        }
        String digits = typed.replaceAll("[^0-9]", "");
        // Before a whole number, 00 stands for + and one 0 for the own country; the last digits may begin with one.
        return digits.length() > LAST_DIGITS_MAX ? digits.replaceFirst("^0+", "") : digits;
    }

    private static NumberReader reader(String region) {
        try {
            return new NumberReader(region);
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest("region: two letters of a country, as CO").refusal();
        }
    }

    private static long time(JsonObject wanted, String name, long usual) {
        @Nullable String text = wanted.getString(name);
        if (text == null) return usual;
        try {
            Instant at = Instant.parse(text);
            if (at.isBefore(Instant.EPOCH)) return 0;
            return at.isBefore(LATEST) ? at.toEpochMilli() : usual;
        } catch (DateTimeParseException e) {
            throw Problem.badRequest(name + ": a time such as 2026-12-04T09:00:00Z")
                    .refusal();
        }
    }

    private static long age(JsonObject wanted, String name, Instant now, long usual) {
        @Nullable String text = wanted.getString(name);
        return text == null ? usual : Age.millis(name, text, now);
    }

    /** What no term says: whether it stands in a list, and whether all its clocks are on time. */
    private static Predicate<Conversation> besides(JsonObject wanted) {
        String view = wanted.getString("view", "");
        boolean onTime = isOnTime(wanted);
        return c -> (view.isEmpty() || Conversations.isIn(c, view))
                && (!onTime || ConversationJson.sla(c).equals(ON_TIME));
    }

    private static boolean isOnTime(JsonObject wanted) {
        return ON_TIME.equals(wanted.getString("sla"));
    }
}
