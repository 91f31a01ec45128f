package io.momentum.ops.inbox;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A conversation as its page shows it.
 *
 * @param address what the contact wrote to
 * @param attributes what is known of the contact, by name
 * @param answers what the last reply answers
 * @param candidates what it could answer instead
 * @param suppressed the scope at which an answer would be stopped; empty where it would go
 * @param doors all that is closed for the number
 * @param lastReply the last that one has read by looking at this; an answer is refused where another one came
 * @param key so that a form that is sent twice is done once
 * @param draft what was being written
 * @param live whose changes are shown as they come
 */
public record ConversationView(
        ConversationLine line,
        boolean open,
        boolean mine,
        String address,
        String account,
        Map<String, String> attributes,
        LabelView label,
        OwnerView owner,
        AnswersView answers,
        List<Candidate> candidates,
        List<ClockView> clocks,
        String suppressed,
        List<Door> doors,
        List<Step> steps,
        Map<String, String> closure,
        String promise,
        List<OutcomeView> outcomes,
        List<String> labels,
        List<TeamView> teams,
        List<Canned> canned,
        Map<String, String> extracted,
        Optional<Instant> until,
        String lastReply,
        String key,
        String draft,
        String live) {

    /**
     * What a reply is.
     *
     * @param confidence in per cent
     */
    public record LabelView(
            String label,
            String detail,
            boolean urgent,
            boolean optOut,
            int confidence,
            String source,
            String version,
            List<String> reasons) {}

    /** Whose it is, and why. */
    public record OwnerView(
            String team,
            String owner,
            String why,
            String rule,
            Optional<Instant> since,
            Optional<Instant> acceptUntil) {}

    /**
     * What a reply answers.
     *
     * @param confidence in per cent
     */
    public record AnswersView(
            boolean known,
            String campaign,
            String method,
            int confidence,
            String message,
            String text,
            String status,
            Optional<Instant> at) {}

    /** What it could answer instead. */
    public record Candidate(String message, String campaign, String text, Optional<Instant> at) {}

    /**
     * A clock that runs, or ran.
     *
     * @param state {@code started}, {@code warned}, {@code breached} and so on
     */
    public record ClockView(
            String clock, String state, boolean running, boolean breached, Optional<Instant> due, String policy) {}

    /** A scope that is closed for the number. */
    public record Door(String scope, String source, String reason, Optional<Instant> since) {}

    /**
     * A step.
     *
     * @param kind of row: {@code in}, {@code out}, {@code note}, {@code event}
     * @param words the key of what happened
     * @param detail what more is to be said of it
     * @param status of a message that went out
     * @param cause why it did not arrive
     * @param by who did it; empty where the system did
     */
    public record Step(
            String kind,
            String words,
            Optional<Instant> at,
            String text,
            String detail,
            String status,
            String cause,
            String by) {}

    /**
     * A way to close it.
     *
     * @param digit of the keyboard, 0 for none
     */
    public record OutcomeView(String outcome, List<String> required, int digit) {}

    public record TeamView(String team, List<Member> members) {}

    /**
     * One of a team.
     *
     * @param id as owners are named
     */
    public record Member(String id, String name) {}

    public record Canned(String name, String title) {}

    static ConversationView of(Visit visit, JsonObject json, JsonObject followup, JsonArray canned, String draft) {
        JsonObject replies = ConversationLine.part(json, "replies");
        JsonObject ownership = ConversationLine.part(json, "ownership");
        String stage = json.getString("stage", "");
        var label = ConversationLine.part(json, "label");
        return new ConversationView(
                ConversationLine.of(visit.site(), json),
                !stage.equals("closed") && !stage.equals("merged"),
                ownership.getString("owner", "").equals(visit.caller().name()),
                json.getString("address", ""),
                json.getString("account", ""),
                texts(ConversationLine.part(json.getJsonObject("contact"), "attributes")),
                label(label),
                owner(visit, ownership),
                answers(json),
                candidates(json),
                clocks(json),
                json.getString("suppressed", ""),
                doors(json),
                new Steps(visit).of(ConversationLine.items(json, "timeline")),
                closure(json),
                ConversationLine.part(json, "closure").getString("promise", ""),
                outcomes(followup),
                followup.getJsonArray("labels").stream().map(String::valueOf).toList(),
                teams(visit, followup),
                canned(canned),
                texts(ConversationLine.part(label, "extracted")),
                ConversationLine.time(json, "until"),
                replies.getString("last", ""),
                Chance.key(),
                draft,
                Inbox.ROOT + "/live?conversation=" + json.getString("id"));
    }

    private static Map<String, String> texts(JsonObject json) {
        Map<String, String> texts = new TreeMap<>();
        json.forEach(each -> texts.put(each.getKey(), String.valueOf(each.getValue())));
        return texts;
    }

    private static int perCent(JsonObject json) {
        return (int) Math.round(json.getDouble("confidence", 0.0) * 100);
    }

    private static LabelView label(JsonObject json) {
        return new LabelView(
                json.getString("label", ""),
                json.getString("detail", ""),
                json.getBoolean("urgent", false),
                json.getBoolean("optOut", false),
                perCent(json),
                json.getString("source", ""),
                json.getString("version", ""),
                ConversationLine.items(json, "reasons").stream()
                        .map(String::valueOf)
                        .toList());
    }

    private static OwnerView owner(Visit visit, JsonObject json) {
        String owner = json.getString("owner", "");
        return new OwnerView(
                json.getString("team", ""),
                owner.isEmpty() ? "" : People.name(visit.site(), owner),
                json.getString("why", ""),
                json.getString("rule", ""),
                ConversationLine.time(json, "since"),
                ConversationLine.time(json, "acceptUntil"));
    }

    private static AnswersView answers(JsonObject json) {
        JsonObject link = ConversationLine.part(json, "answers");
        JsonObject message = ConversationLine.part(json, "answered");
        return new AnswersView(
                !link.getBoolean("withoutContext", true),
                link.getString("campaign", ""),
                link.getString("method", ""),
                perCent(link),
                link.getString("message", ""),
                message.getString("text", ""),
                message.getString("status", ""),
                ConversationLine.time(message, "at"));
    }

    private static List<Candidate> candidates(JsonObject json) {
        List<Candidate> candidates = new ArrayList<>();
        for (Object each : ConversationLine.items(json, "candidates")) {
            JsonObject one = (JsonObject) each;
            candidates.add(new Candidate(
                    one.getString("id"),
                    one.getString("campaign", ""),
                    one.getString("text", ""),
                    ConversationLine.time(one, "at")));
        }
        return candidates;
    }

    private static List<ClockView> clocks(JsonObject json) {
        int episode = json.getInteger("episode", 0);
        List<ClockView> clocks = new ArrayList<>();
        for (Object each : ConversationLine.items(json, "clocks")) {
            JsonObject one = (JsonObject) each;
            if (one.getInteger("episode", 0) != episode) continue;
            clocks.add(new ClockView(
                    one.getString("clock", ""),
                    one.getString("state", ""),
                    one.getBoolean("running", false),
                    one.getBoolean("breached", false),
                    ConversationLine.time(one, "due"),
                    one.getString("policy", "")));
        }
        return clocks;
    }

    private static List<Door> doors(JsonObject json) {
        List<Door> doors = new ArrayList<>();
        for (Object each : ConversationLine.items(json, "suppressions")) {
            JsonObject one = (JsonObject) each;
            doors.add(new Door(
                    one.getString("scope", ""),
                    one.getString("source", ""),
                    one.getString("reason", ""),
                    ConversationLine.time(one, "since")));
        }
        return doors;
    }

    private static Map<String, String> closure(JsonObject json) {
        JsonObject closure = ConversationLine.part(json, "closure");
        return texts(ConversationLine.part(closure, "fields"));
    }

    static List<OutcomeView> outcomes(JsonObject followup) {
        List<OutcomeView> outcomes = new ArrayList<>();
        for (Object each : followup.getJsonArray("outcomes")) {
            JsonObject one = (JsonObject) each;
            int digit = outcomes.size() < 9 ? outcomes.size() + 1 : 0;
            outcomes.add(new OutcomeView(
                    one.getString("outcome"),
                    one.getJsonArray("required").stream().map(String::valueOf).toList(),
                    digit));
        }
        return outcomes;
    }

    static List<TeamView> teams(Visit visit, JsonObject followup) {
        List<TeamView> teams = new ArrayList<>();
        for (Object each : followup.getJsonArray("teams")) {
            JsonObject one = (JsonObject) each;
            List<Member> members = one.getJsonArray("members").stream()
                    .map(String::valueOf)
                    .map(id -> new Member(id, People.name(visit.site(), id)))
                    .toList();
            teams.add(new TeamView(one.getString("team"), members));
        }
        return teams;
    }

    private static List<Canned> canned(JsonArray items) {
        return items.stream()
                .map(JsonObject.class::cast)
                .map(one -> new Canned(one.getString("name"), one.getString("title", one.getString("name"))))
                .toList();
    }
}
