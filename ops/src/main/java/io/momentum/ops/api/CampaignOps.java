package io.momentum.ops.api;

import io.momentum.gateway.Gateway;
import io.momentum.ops.campaign.CampaignOrders;
import io.momentum.ops.campaign.CampaignOrders.OrderRefused;
import io.momentum.ops.campaign.Preview;
import io.momentum.ops.campaign.Review;
import io.momentum.ops.care.Campaigns;
import io.momentum.ops.care.Campaigns.Row;
import io.momentum.ops.care.Care;
import io.momentum.ops.contacts.ImportReport;
import io.momentum.ops.contacts.RowImport;
import io.momentum.ops.followup.Decision;
import io.momentum.ops.followup.Decision.Code;
import io.momentum.ops.followup.Decision.Refused;
import io.momentum.store.fact.CareFact.CampaignStage;
import io.momentum.store.suppression.SuppressionList;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Operations on campaigns. */
final class CampaignOps {

    private final Care care;
    private final Gateway gateway;
    private final SuppressionList suppressions;
    private final CampaignOrders orders;
    private final Review review;

    CampaignOps(ApiParts parts) {
        care = parts.care();
        gateway = parts.gateway();
        suppressions = parts.suppressions();
        orders = parts.campaigns().orders();
        review = new Review(gateway.carriers());
    }

    Map<String, Operation> byId() {
        Map<String, Operation> operations = new HashMap<>();
        operations.put("listCampaigns", this::list);
        operations.put("getCampaign", call -> whole(seenBy(call)));
        operations.put("putCampaign", this::put);
        operations.put("previewCampaign", call -> Answer.json(200, CampaignJson.of(preview(seenBy(call)))));
        operations.put("lintCampaign", call -> Answer.json(200, CampaignJson.findings(preview(seenBy(call)))));
        operations.put("sendCampaign", this::send);
        operations.put("pauseCampaign", call -> move(call, orders::pause));
        operations.put("resumeCampaign", this::resume);
        operations.put("cancelCampaign", call -> move(call, orders::cancel));
        operations.put("reviewCampaign", this::review);
        operations.put("listCampaignMessages", this::messages);
        return operations;
    }

    // ---- looking

    private Row seenBy(Call call) {
        return Campaigns.find(care.rows(), call.path("campaign"))
                .filter(row -> sees(call, row))
                .orElseThrow(() -> Problem.notFound("No such campaign.").refusal());
    }

    /** A token of one account sees that account's campaigns. */
    private static boolean sees(Call call, Row row) {
        return call.caller()
                .account()
                .map(own -> own.value().equals(CampaignJson.accountOf(row)))
                .orElse(true);
    }

    private Answer whole(Row row) {
        return Answer.json(200, CampaignJson.of(row, Campaigns.counts(care.rows(), row.name())));
    }

    private Answer list(Call call) {
        int limit = call.limit();
        List<Row> page = Campaigns.list(care.rows(), call.query("cursor").orElse(""), limit);
        JsonArray items = new JsonArray();
        for (Row row : page) {
            if (sees(call, row)) items.add(CampaignJson.of(row, Campaigns.counts(care.rows(), row.name())));
        }
        JsonObject json = new JsonObject().put("items", items);
        if (page.size() == limit) json.put("next", page.getLast().name());
        return Answer.json(200, json);
    }

    private Preview preview(Row row) {
        return Preview.of(row, gateway, suppressions, care.rows(), System.currentTimeMillis());
    }

    private Answer review(Call call) {
        Row row = seenBy(call);
        Map<String, Long> counts = Campaigns.counts(care.rows(), row.name());
        return Answer.json(200, CampaignJson.review(row, counts, review));
    }

    private Answer messages(Call call) {
        Row row = seenBy(call);
        Map<String, Long> counts = Campaigns.counts(care.rows(), row.name());
        Optional<String> skipped = call.query("skipped");
        List<String> buckets = skipped.isPresent()
                ? List.of(Campaigns.SKIPPED + skipped.get())
                : review.bucketsOf(
                        counts,
                        call.query("ending").orElse(""),
                        call.query("cause").orElse(""));
        try {
            Campaigns.Page page = Campaigns.lines(
                    care.rows(), row.name(), buckets, call.query("cursor").orElse(null), call.limit());
            return Answer.json(200, CampaignJson.lines(page, skipped.isPresent()));
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest("cursor: not one of this list").refusal();
        }
    }

    // ---- changing

    private Answer put(Call call) {
        String campaign = call.path("campaign");
        JsonObject body = call.body();
        call.caller().account().ifPresent(own -> {
            if (!own.value().equals(body.getString("account")))
                throw Problem.forbidden("The token is of another account.").refusal();
            mustMatchOnly(own.value(), body.getJsonArray("match", new JsonArray()));
        });
        if (Campaigns.find(care.rows(), campaign)
                .filter(row -> !sees(call, row))
                .isPresent())
            throw Problem.forbidden("The campaign is of another account.").refusal();
        try {
            done(orders.save(campaign, body.encode(), ConversationOps.actorOf(call)));
        } catch (IllegalArgumentException | ClassCastException e) {
            throw Problem.badRequest(String.valueOf(e.getMessage())).refusal();
        }
        return whole(seenBy(call));
    }

    /** What a campaign knows as its own it shows, with its numbers: of one account only that one's messages. */
    private static void mustMatchOnly(String account, JsonArray matches) {
        for (int i = 0; i < matches.size(); i++) {
            if (!account.equals(matches.getJsonObject(i).getString("account")))
                throw Problem.forbidden("match[%d].account: the token's own, by name.".formatted(i))
                        .refusal();
        }
    }

    private Answer send(Call call) {
        Row row = seenBy(call);
        mustBeRight(call, row);
        return move(call, (name, reason, actor) -> orders.send(row, actor));
    }

    /** What pauses may have been changed meanwhile, so it is looked at as if it were sent anew. */
    private Answer resume(Call call) {
        Row row = seenBy(call);
        String wrong = CampaignOrders.notResumable(row.stage());
        if (!wrong.isEmpty()) throw ConversationOps.refusal(new Refused(Code.STAGE, wrong));
        if (row.stage() != CampaignStage.RUNNING) mustBeRight(call, row);
        return move(call, (name, reason, actor) -> orders.resume(row, reason, actor));
    }

    private void mustBeRight(Call call, Row row) {
        boolean force = call.query("force").map(Boolean::parseBoolean).orElse(false);
        Preview preview = preview(row);
        if (preview.hasErrors() && !force) {
            throw Problem.unprocessable("LINT", "It has errors; put them right, or insist with force.")
                    .with("findings", CampaignJson.findings(preview).getJsonArray("findings"))
                    .refusal();
        }
    }

    private interface Order {
        CompletableFuture<Decision> about(String campaign, String reason, String actor);
    }

    private Answer move(Call call, Order order) {
        Row row = seenBy(call);
        String reason = call.query("reason").orElse("");
        done(order.about(row.name(), reason, ConversationOps.actorOf(call)));
        return whole(seenBy(call));
    }

    private static void done(CompletableFuture<Decision> order) {
        if (Waiting.forResult(order) instanceof Refused refused) throw ConversationOps.refusal(refused);
    }

    // ---- whom it goes to

    Answer takeRecipients(Call call, InputStream body) throws IOException {
        Row row = seenBy(call);
        boolean dryRun = ImportJson.isDryRun(call);
        String actor = ConversationOps.actorOf(call);
        var job = new RowImport(
                ImportJson.numbers(call),
                ImportJson.map(call),
                (digits, attributes) -> Optional.of(attributes),
                entries -> dryRun ? entries.size() : Waiting.forResult(orders.recipients(row.name(), entries, actor)));
        try {
            ImportReport report = job.take(body);
            return Answer.json(200, ImportJson.of(report, dryRun));
        } catch (OrderRefused e) {
            throw ConversationOps.refusal(e.refused());
        } catch (IllegalArgumentException e) {
            throw Problem.unprocessable("HEADING", String.valueOf(e.getMessage()))
                    .refusal();
        } catch (Refusal e) {
            throw e.problem()
                    .with("report", ImportJson.of(job.report(), dryRun))
                    .refusal();
        }
    }
}
