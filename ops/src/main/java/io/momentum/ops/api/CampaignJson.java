package io.momentum.ops.api;

import io.momentum.ops.campaign.CampaignOrders;
import io.momentum.ops.campaign.Preview;
import io.momentum.ops.campaign.Review;
import io.momentum.ops.care.Campaigns;
import io.momentum.ops.care.Campaigns.Row;
import io.momentum.ops.followup.campaign.Audience;
import io.momentum.store.value.MessageId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** Campaigns as JSON. */
final class CampaignJson {

    private CampaignJson() {}

    static String accountOf(Row row) {
        return new JsonObject(row.definition()).getString("account", "");
    }

    static JsonObject of(Row row, Map<String, Long> counts) {
        JsonObject json = new JsonObject()
                .put("name", row.name())
                .put("stage", MessageJson.word(row.stage()))
                .put("created", ContactOps.time(row.createdAtMicros()))
                .put("definition", new JsonObject(row.definition()))
                .put("progress", progress(counts));
        if (!row.reason().isEmpty()) json.put("reason", row.reason());
        if (row.startedAtMicros() > 0) json.put("started", ContactOps.time(row.startedAtMicros()));
        if (row.endedAtMicros() > 0) json.put("ended", ContactOps.time(row.endedAtMicros()));
        return json;
    }

    private static JsonObject progress(Map<String, Long> counts) {
        JsonObject skipped = new JsonObject();
        long left = 0;
        for (Map.Entry<String, Long> each : counts.entrySet()) {
            if (!each.getKey().startsWith(Campaigns.SKIPPED)) continue;
            skipped.put(each.getKey().substring(Campaigns.SKIPPED.length()), each.getValue());
            left += each.getValue();
        }
        JsonObject messages = new JsonObject();
        Review.endings(counts).forEach(messages::put);
        return new JsonObject()
                .put("recipients", counts.getOrDefault(Campaigns.RECIPIENTS, 0L))
                .put("sent", counts.getOrDefault(Campaigns.SENT, 0L))
                .put("skipped", left)
                .put("skippedBy", skipped)
                .put("pending", CampaignOrders.pending(counts))
                .put("messages", messages)
                .put("parts", counts.getOrDefault(Campaigns.PARTS, 0L));
    }

    // ---- before

    static JsonObject of(Preview preview) {
        Audience a = preview.audience();
        JsonArray examples = new JsonArray();
        preview.examples()
                .forEach(each -> examples.add(new JsonObject()
                        .put("msisdn", Long.toString(each.digits()))
                        .put("text", each.text())
                        .put("segments", each.segments())
                        .put("encoding", each.ucs2() ? "ucs2" : "gsm7")));
        JsonObject unfilled = new JsonObject();
        a.unfilled().forEach(unfilled::put);
        return findings(preview)
                .put("recipients", a.recipients())
                .put("looked", a.looked())
                .put("suppressed", a.suppressed())
                .put("noRoute", a.noRoute())
                .put("tooLong", a.tooLong())
                .put("unfilled", unfilled)
                .put("segments", a.segments())
                .put("segmentsAsWritten", a.asWritten())
                .put("segmentsFitted", a.fitted())
                .put("longest", a.longest())
                .put("ucs2", a.ucs2())
                .put("examples", examples);
    }

    static JsonObject findings(Preview preview) {
        JsonArray findings = new JsonArray();
        preview.findings()
                .forEach(each -> findings.add(new JsonObject()
                        .put("level", MessageJson.word(each.level()))
                        .put("code", each.code())
                        .put("text", each.text())));
        return new JsonObject().put("errors", preview.hasErrors()).put("findings", findings);
    }

    // ---- after

    static JsonObject review(Row row, Map<String, Long> counts, Review review) {
        JsonArray causes = new JsonArray();
        for (Review.Group group : review.causes(counts)) {
            JsonObject codes = new JsonObject();
            group.buckets()
                    .forEach(bucket ->
                            codes.put(bucket.substring(bucket.indexOf(' ') + 1), counts.getOrDefault(bucket, 0L)));
            causes.add(new JsonObject()
                    .put("family", MessageJson.word(group.family()))
                    .put("cause", MessageJson.word(group.cause()))
                    .put("count", group.count())
                    .put("advice", group.advice())
                    .put("codes", codes));
        }
        return new JsonObject()
                .put("name", row.name())
                .put("stage", MessageJson.word(row.stage()))
                .put("progress", progress(counts))
                .put("causes", causes);
    }

    static JsonObject lines(Campaigns.Page page, boolean skipped) {
        JsonArray items = new JsonArray();
        for (Campaigns.Line line : page.items()) {
            JsonObject json = new JsonObject().put("msisdn", Long.toString(line.digits()));
            if (skipped) {
                json.put("recipient", line.id()).put("skipped", line.bucket().substring(Campaigns.SKIPPED.length()));
            } else {
                json.put("id", MessageId.format(line.id())).put("ending", Review.wordOf(line.bucket()));
                int blank = line.bucket().indexOf(' ');
                if (blank > 0) json.put("code", line.bucket().substring(blank + 1));
            }
            items.add(json);
        }
        JsonObject json = new JsonObject().put("items", items);
        if (page.next() != null) json.put("next", page.next());
        return json;
    }
}
