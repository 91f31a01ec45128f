package io.momentum.ops.inbox;

import io.momentum.ops.access.Right;
import io.momentum.ops.api.Ask;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Campaigns from their text to what became of them: made, filled, looked at, sent, reviewed. */
public final class CampaignPages implements Section {

    static final String PLACE = "campaign";

    static final List<String> CATEGORIES = List.of("marketing", "reminder", "collections", "service", "alert", "other");

    private static final String PATH = "/campaigns";
    private static final int ROWS = 50;
    private static final int ERRORS_SHOWN = 100;
    private static final Map<String, String> CHANGES = Map.of(
            "pause", "pauseCampaign", //
            "resume", "resumeCampaign",
            "cancel", "cancelCampaign");

    @Override
    public List<Entry> menu() {
        return List.of(new Entry(PLACE, "campaign.menu", Inbox.ROOT + PATH, Right.GATEWAY_READ));
    }

    @Override
    public void on(Routes routes) {
        routes.get(PATH, Right.GATEWAY_READ, CampaignPages::list);
        routes.get(PATH + "/new", Right.GATEWAY_WRITE, CampaignPages::blank);
        routes.post(PATH + "/new", Right.GATEWAY_WRITE, CampaignPages::save);
        routes.get(PATH + "/of/:campaign", Right.GATEWAY_READ, CampaignPages::one);
        routes.get(PATH + "/of/:campaign/edit", Right.GATEWAY_WRITE, CampaignPages::edit);
        routes.get(PATH + "/of/:campaign/preview", Right.GATEWAY_READ, CampaignPages::preview);
        routes.get(PATH + "/of/:campaign/messages", Right.GATEWAY_READ, CampaignPages::messages);
        routes.upload(PATH + "/of/:campaign/check", Right.GATEWAY_WRITE, this::check);
        routes.post(PATH + "/of/:campaign/recipients", Right.GATEWAY_WRITE, this::take);
        routes.post(PATH + "/of/:campaign/send", Right.GATEWAY_WRITE, CampaignPages::send);
        routes.post(PATH + "/of/:campaign/:change", Right.GATEWAY_WRITE, CampaignPages::change);
    }

    // ---- what is shown

    /**
     * How far it is.
     *
     * @param endings messages by what became of them, in the API's words
     */
    public record ProgressView(
            String name,
            String stage,
            String reason,
            long recipients,
            long sent,
            long skipped,
            long parts,
            Map<String, Long> endings,
            Map<String, Long> skippedBy) {

        public boolean isRunning() {
            return stage.equals("running");
        }

        /** What can be done about it now, in the API's words. */
        public List<String> changes() {
            return switch (stage) {
                case "running" -> List.of("pause", "cancel");
                case "paused" -> List.of("resume", "cancel");
                default -> List.of();
            };
        }

        /** What has been seen to, in percent. */
        public long percent() {
            return recipients == 0 ? 0 : Math.min(100, 100 * (sent + skipped) / recipients);
        }

        public long ended(String ending) {
            return endings.getOrDefault(ending, 0L);
        }

        public String path() {
            return Inbox.ROOT + PATH + "/of/" + Paths.encoded(name);
        }
    }

    public record ListView(List<ProgressView> campaigns, String next) {
        public String nextPath() {
            return Inbox.ROOT + PATH + "?cursor=" + Paths.encoded(next);
        }
    }

    /**
     * The form.
     *
     * @param values by field; {@code name} is fixed once there is a campaign
     */
    public record FormView(Map<String, String> values, boolean isNew, List<String> categories) {
        public String value(String field) {
            return values.getOrDefault(field, "");
        }
    }

    /**
     * Why messages did not arrive.
     *
     * @param codes the carriers' codes, with their counts
     */
    public record CauseView(String family, String cause, long count, String advice, String codes) {}

    /** A key figure of it, with where its rows are. */
    public record FigureView(String title, String value, String path) {}

    public record CampaignView(
            ProgressView progress, Map<String, String> definition, List<CauseView> causes, List<FigureView> figures) {}

    public record FindingView(String level, String code, String text) {}

    public record ExampleView(String number, String text, long segments, String encoding) {}

    public record PreviewView(
            ProgressView progress,
            List<FindingView> findings,
            List<ExampleView> examples,
            Map<String, Long> counts,
            boolean errors) {}

    public record ErrorView(long line, String reason) {}

    /**
     * What a file would do, or did.
     *
     * @param key of the file that waits to be taken; empty where it was taken
     */
    public record FileView(
            ProgressView progress, Map<String, Long> counts, List<ErrorView> errors, String key, String region) {}

    public record MessageView(String number, String id, String what) {}

    public record MessagesView(
            ProgressView progress, Map<String, String> wanted, List<MessageView> messages, String next) {
        public String nextPath() {
            return progress.path() + "/messages" + Paths.query(wanted, "cursor", next);
        }
    }

    // ---- looking

    private static View list(Visit visit) {
        JsonObject page = visit.read(
                Ask.of("listCampaigns").query("cursor", visit.query("cursor")).query("limit", Integer.toString(ROWS)));
        List<ProgressView> campaigns = new ArrayList<>();
        for (Object each : page.getJsonArray("items")) campaigns.add(progress((JsonObject) each));
        return visit.html(
                "campaign/list", PLACE, visit.t("campaign.title"), new ListView(campaigns, page.getString("next", "")));
    }

    private static JsonObject get(Visit visit) {
        return visit.read(Ask.of("getCampaign").path("campaign", visit.path("campaign")));
    }

    private static ProgressView progress(JsonObject json) {
        JsonObject progress = json.getJsonObject("progress");
        return new ProgressView(
                json.getString("name"),
                json.getString("stage"),
                json.getString("reason", ""),
                progress.getLong("recipients"),
                progress.getLong("sent"),
                progress.getLong("skipped"),
                progress.getLong("parts"),
                counts(progress.getJsonObject("messages")),
                counts(progress.getJsonObject("skippedBy")));
    }

    private static Map<String, Long> counts(JsonObject json) {
        Map<String, Long> counts = new LinkedHashMap<>();
        json.forEach(each -> counts.put(each.getKey(), ((Number) each.getValue()).longValue()));
        return counts;
    }

    private static View one(Visit visit) {
        JsonObject json = get(visit);
        ProgressView progress = progress(json);
        if (visit.isPart()) return visit.part("campaign/progress", progress);
        JsonObject review = visit.read(Ask.of("reviewCampaign").path("campaign", progress.name()));
        List<CauseView> causes = new ArrayList<>();
        for (Object each : review.getJsonArray("causes")) causes.add(cause((JsonObject) each));
        var view = new CampaignView(progress, values(json), causes, figures(visit, progress.name()));
        return visit.html("campaign/one", PLACE, progress.name(), view);
    }

    private static CauseView cause(JsonObject json) {
        List<String> codes = new ArrayList<>();
        counts(json.getJsonObject("codes")).forEach((code, count) -> codes.add(code + ": " + count));
        return new CauseView(
                json.getString("family"),
                json.getString("cause"),
                json.getLong("count"),
                json.getString("advice"),
                String.join(", ", codes));
    }

    /** What people made of it, this month: the overview has the rest. */
    private static List<FigureView> figures(Visit visit, String campaign) {
        PeriodChoice month = PeriodChoice.thisMonth(visit);
        List<FigureView> figures = new ArrayList<>();
        for (OverviewPages.FigureView each : OverviewPages.figuresOf(visit, month.name(), Map.of("campaign", campaign)))
            figures.add(new FigureView(each.title(), each.value(), OverviewPages.path(each.kpi(), month, campaign)));
        return figures;
    }

    private static View messages(Visit visit) {
        ProgressView progress = progress(get(visit));
        Map<String, String> wanted = new LinkedHashMap<>();
        for (String name : List.of("ending", "cause", "skipped")) wanted.put(name, visit.query(name));
        Ask ask = Ask.of("listCampaignMessages")
                .path("campaign", progress.name())
                .query("cursor", visit.query("cursor"))
                .query("limit", Integer.toString(ROWS));
        for (Map.Entry<String, String> each : wanted.entrySet()) ask = ask.query(each.getKey(), each.getValue());
        JsonObject page = visit.read(ask);
        List<MessageView> messages = new ArrayList<>();
        for (Object each : page.getJsonArray("items")) {
            JsonObject json = (JsonObject) each;
            String what = json.getString("skipped", json.getString("ending", ""));
            messages.add(new MessageView(
                    json.getString("msisdn"), json.getString("id", ""), coded(what, json.getString("code", ""))));
        }
        var view = new MessagesView(progress, wanted, messages, page.getString("next", ""));
        return visit.html("campaign/messages", PLACE, visit.t("campaign.messages-of", progress.name()), view);
    }

    private static String coded(String what, String code) {
        return code.isEmpty() ? what : what + " · " + code;
    }

    // ---- its text

    private static View blank(Visit visit) {
        var view = new FormView(Map.of("category", "marketing", "language", "es"), true, CATEGORIES);
        return visit.html("campaign/form", PLACE, visit.t("campaign.new"), view);
    }

    private static View edit(Visit visit) {
        JsonObject json = get(visit);
        return visit.html(
                "campaign/form", PLACE, json.getString("name"), new FormView(values(json), false, CATEGORIES));
    }

    /** As the form has it. */
    private static Map<String, String> values(JsonObject json) {
        JsonObject definition = json.getJsonObject("definition");
        Map<String, String> values = new LinkedHashMap<>();
        values.put("name", json.getString("name"));
        for (String name : List.of("account", "sender", "category", "program", "language", "text", "pacePerSecond"))
            Optional.ofNullable(definition.getValue(name)).ifPresent(value -> values.put(name, value.toString()));
        JsonObject texts = definition.getJsonObject("texts", new JsonObject());
        texts.forEach(
                each -> values.put("text-" + each.getKey(), each.getValue().toString()));
        JsonObject hours = definition.getJsonObject("hours", new JsonObject());
        for (String name : List.of("from", "until")) values.put("hours-" + name, hours.getString(name, ""));
        values.put("answers", String.join(", ", strings(definition.getJsonArray("answers", new JsonArray()))));
        return values;
    }

    private static List<String> strings(JsonArray array) {
        return array.stream().map(String::valueOf).toList();
    }

    /** What the form does not have stays as it is. */
    private static View save(Visit visit) {
        String name = visit.form("name");
        JsonObject definition = new JsonObject();
        if (visit.form("isNew").isEmpty())
            definition = visit.read(Ask.of("getCampaign").path("campaign", name))
                    .getJsonObject("definition")
                    .copy();
        for (String field : List.of("account", "sender", "category", "program", "language")) {
            if (visit.form(field).isEmpty()) definition.remove(field);
            else definition.put(field, visit.form(field));
        }
        putTexts(visit, definition);
        putNumbers(visit, definition);
        visit.read(Ask.of("putCampaign").path("campaign", name).body(definition));
        visit.say("campaign.saved");
        return at(name, "");
    }

    private static void putTexts(Visit visit, JsonObject definition) {
        JsonObject texts = definition.getJsonObject("texts", new JsonObject());
        for (String language : List.of("en", "es")) {
            if (visit.form("text-" + language).isEmpty()) texts.remove(language);
            else texts.put(language, visit.form("text-" + language));
        }
        if (texts.isEmpty()) definition.remove("texts");
        else definition.put("texts", texts);
        if (!visit.form("text").isEmpty()) definition.put("text", visit.form("text"));
        else definition.remove("text");
        JsonArray answers = new JsonArray();
        for (String answer : visit.form("answers").split(",", -1)) {
            if (!answer.isBlank()) answers.add(answer.strip());
        }
        definition.put("answers", answers);
    }

    private static void putNumbers(Visit visit, JsonObject definition) {
        String pace = visit.form("pacePerSecond");
        if (pace.matches("[0-9]{1,5}([.][0-9]{1,3})?")) definition.put("pacePerSecond", Double.parseDouble(pace));
        else definition.remove("pacePerSecond");
        String from = visit.form("hours-from");
        String until = visit.form("hours-until");
        if (from.isEmpty() || until.isEmpty()) definition.remove("hours");
        else
            definition.put(
                    "hours",
                    definition
                            .getJsonObject(
                                    "hours",
                                    new JsonObject()
                                            .put("zone", visit.session().zone().getId()))
                            .put("from", from)
                            .put("until", until));
    }

    private static View at(String name, String below) {
        return View.seeOther(Inbox.ROOT + PATH + "/of/" + Paths.encoded(name) + below);
    }

    // ---- whom it goes to

    /** Looks at a file and keeps it, so that it can be taken when its errors have been seen. */
    private View check(Visit visit) {
        Path file = visit.upload("file")
                .orElseThrow(() -> new NotDone(400, new JsonObject().put("detail", visit.t("campaign.no-file"))));
        try {
            Uploads uploads = visit.site().uploads();
            String key = uploads.keep(visit.session(), file, System.nanoTime());
            return report(visit, uploads.find(visit.session(), key).orElseThrow(), key, visit.form("region"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private View take(Visit visit) {
        String key = visit.form("key");
        Uploads uploads = visit.site().uploads();
        Optional<Path> file = uploads.find(visit.session(), key);
        if (file.isEmpty()) {
            visit.refuse(visit.t("campaign.file-gone"));
            return at(visit.path("campaign"), "");
        }
        try {
            View view = report(visit, file.get(), "", visit.form("region"));
            uploads.drop(key);
            return view;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static View report(Visit visit, Path file, String key, String region) throws IOException {
        Ask ask = Ask.of("importRecipients")
                .path("campaign", visit.path("campaign"))
                .query("region", region.toUpperCase(Locale.ROOT))
                .query("dryRun", Boolean.toString(!key.isEmpty()));
        JsonObject report;
        try (InputStream in = Files.newInputStream(file)) {
            report = visit.take(ask, in);
        }
        Map<String, Long> counts = new LinkedHashMap<>();
        for (String name : List.of("lines", "accepted", "unchanged", "duplicates", "doubtful", "bad"))
            counts.put(name, report.getLong(name));
        List<ErrorView> errors = new ArrayList<>();
        for (Object each : report.getJsonArray("errors")) {
            JsonObject json = (JsonObject) each;
            if (errors.size() < ERRORS_SHOWN) errors.add(new ErrorView(json.getLong("line"), json.getString("reason")));
        }
        var view = new FileView(progress(get(visit)), counts, errors, key, region);
        return visit.html("campaign/file", PLACE, visit.t(key.isEmpty() ? "campaign.taken" : "campaign.checked"), view);
    }

    // ---- sending it

    private static View preview(Visit visit) {
        ProgressView progress = progress(get(visit));
        JsonObject json = visit.read(Ask.of("previewCampaign").path("campaign", progress.name()));
        List<FindingView> findings = new ArrayList<>();
        for (Object each : json.getJsonArray("findings")) {
            JsonObject finding = (JsonObject) each;
            findings.add(
                    new FindingView(finding.getString("level"), finding.getString("code"), finding.getString("text")));
        }
        List<ExampleView> examples = new ArrayList<>();
        for (Object each : json.getJsonArray("examples")) {
            JsonObject example = (JsonObject) each;
            examples.add(new ExampleView(
                    example.getString("msisdn"),
                    example.getString("text"),
                    example.getLong("segments"),
                    example.getString("encoding")));
        }
        Map<String, Long> counts = new LinkedHashMap<>();
        for (String name : List.of("recipients", "suppressed", "noRoute", "tooLong", "segments", "longest", "ucs2"))
            counts.put(name, json.getLong(name, 0L));
        var view = new PreviewView(progress, findings, examples, counts, json.getBoolean("errors", false));
        return visit.html("campaign/preview", PLACE, visit.t("campaign.preview-of", progress.name()), view);
    }

    private static View send(Visit visit) {
        String name = visit.path("campaign");
        visit.read(Ask.of("sendCampaign").path("campaign", name).query("force", visit.form("force")));
        visit.say("campaign.sending");
        return at(name, "");
    }

    private static View change(Visit visit) {
        String name = visit.path("campaign");
        String operation = CHANGES.get(visit.path("change"));
        if (operation == null) throw NotDone.missing();
        visit.read(Ask.of(operation).path("campaign", name).query("reason", visit.form("reason")));
        visit.say("campaign.done." + visit.path("change"));
        return at(name, "");
    }
}
