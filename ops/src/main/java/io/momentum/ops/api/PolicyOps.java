package io.momentum.ops.api;

import io.momentum.gateway.Gateway;
import io.momentum.gateway.carrier.PolicyCheck.Outlook;
import io.momentum.gateway.net.Durable;
import io.momentum.gateway.net.Loop;
import io.momentum.gateway.path.Purposes;
import io.momentum.gateway.policy.Category;
import io.momentum.gateway.policy.Decision;
import io.momentum.gateway.server.Account;
import io.momentum.ops.campaign.PolicyOutlook;
import io.momentum.ops.campaign.PolicyOutlook.Reason;
import io.momentum.ops.care.Campaigns;
import io.momentum.ops.care.Campaigns.Row;
import io.momentum.store.fact.PolicyFact.PolicyWaived;
import io.momentum.store.index.Views;
import io.momentum.store.index.Views.MessageStatus;
import io.momentum.store.suppression.Purpose;
import io.momentum.store.suppression.SuppressionList;
import io.momentum.store.value.MessageId;
import io.momentum.store.value.Msisdn;
import io.momentum.store.value.SystemId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the rules for recipients would do, and who lets a message or campaign leave whatever they say. */
final class PolicyOps {

    private static final Logger LOG = LoggerFactory.getLogger(PolicyOps.class);
    private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");
    private static final int HOURS_USUAL = 24;

    private final ApiParts parts;
    private final Gateway gateway;
    private final SuppressionList suppressions;
    private final Messages messages;

    PolicyOps(ApiParts parts, Messages messages) {
        this.parts = parts;
        this.messages = messages;
        gateway = parts.gateway();
        suppressions = parts.suppressions();
    }

    Map<String, Operation> byId() {
        return Map.of(
                "explainPolicy", this::explain,
                "previewCampaignPolicy", this::preview,
                "waiveMessagePolicy", this::waiveMessage,
                "waiveCampaignPolicy", this::waiveCampaign);
    }

    // ---- looking

    private Answer explain(Call call) {
        SystemId account = account(call, call.query("account").orElseThrow());
        long digits = Msisdn.digitsOf(call.query("to").orElseThrow());
        if (digits == Msisdn.NONE)
            throw Problem.badRequest("to: a number with its country code").refusal();
        String from = sender(call, account);
        Outlook outlook = gateway.policies()
                .outlook(account, digits, from, call.query("campaign").orElse(""), at(call));
        boolean closed = suppressions.blocking(digits, account, from, purpose(account)) != null;
        JsonObject json = seesAll(call) ? whole(outlook) : ofOne(outlook, looksAhead(call));
        return Answer.json(200, json.put("optedOut", closed));
    }

    /** Whether somebody has written to a number concerns the account that receives it. */
    private String sender(Call call, SystemId account) {
        String from = call.query("from").orElse("").strip();
        String digits = from.startsWith("+") ? from.substring(1) : from;
        boolean isNumber = !digits.isEmpty() && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        boolean isOurs =
                seesAll(call) || !isNumber || account.equals(gateway.accounts().ownerOf(digits));
        if (!isOurs)
            throw Problem.badRequest("from: a number whose messages the account receives")
                    .refusal();
        return from;
    }

    private SystemId account(Call call, String name) {
        SystemId account = new SystemId(name);
        if (!call.caller().sees(account) || gateway.accounts().get(name) == null)
            throw Problem.notFound("No such account.").refusal();
        return account;
    }

    private static Instant at(Call call) {
        Instant at = Instant.EPOCH.plus(call.micros("at").orElse(Loop.clockMicros()), ChronoUnit.MICROS);
        if (at.isBefore(Instant.EPOCH) || at.isAfter(LATEST))
            throw Problem.badRequest("at: a time from 1970 to 2100").refusal();
        return at;
    }

    private Purpose purpose(SystemId account) {
        Account known = gateway.accounts().get(account.value());
        Category category =
                known == null ? Category.MARKETING : known.config().policies().category();
        return Purposes.of(category, null);
    }

    private static boolean seesAll(Call call) {
        return call.caller().account().isEmpty();
    }

    private static boolean looksAhead(Call call) {
        return call.micros("at").isPresent();
    }

    private static JsonObject whole(Outlook outlook) {
        JsonObject json = json(outlook, outlook.decision());
        if (!outlook.had().isEmpty()) json.getJsonArray("lines").add(outlook.had());
        return json;
    }

    /**
     * Caps count what all accounts send. Who sees one account is told that they hold now, and neither how many it were nor until when:
     * whoever could ask that of any moment would find out when others have sent.
     */
    private static JsonObject ofOne(Outlook outlook, boolean looksAhead) {
        if (looksAhead) {
            JsonObject json = json(outlook, outlook.bare());
            json.getJsonArray("lines").add("caps and gaps are looked at for now alone");
            return json;
        }
        JsonObject json = json(outlook, outlook.decision());
        if (outlook.byHad()) json.put("why", PolicyOutlook.HAD).remove("until");
        return json;
    }

    private static JsonObject json(Outlook outlook, Decision decision) {
        JsonObject json = HumanPolicy.json(decision);
        if (!outlook.category().isEmpty()) json.put("category", outlook.category());
        JsonArray lines = new JsonArray();
        outlook.lines().forEach(lines::add);
        return json.put("lines", lines);
    }

    private Row campaign(Call call) {
        return Campaigns.find(parts.care().rows(), call.path("campaign"))
                .filter(row -> call.caller().sees(new SystemId(CampaignJson.accountOf(row))))
                .orElseThrow(() -> Problem.notFound("No such campaign.").refusal());
    }

    private Answer preview(Call call) {
        Row row = campaign(call);
        Instant at = at(call);
        boolean seesAll = seesAll(call);
        PolicyOutlook outlook =
                PolicyOutlook.of(row, gateway, suppressions, parts.care().rows(), at, seesAll || !looksAhead(call));
        JsonArray deferred = new JsonArray();
        outlook.deferred().forEach((reason, waiting) -> deferred.add(json(reason, waiting, seesAll)));
        JsonArray rejected = new JsonArray();
        outlook.rejected()
                .forEach((why, count) ->
                        rejected.add(new JsonObject().put("why", why).put("count", count)));
        return Answer.json(
                200,
                new JsonObject()
                        .put("at", at.toString())
                        .put("looked", outlook.looked())
                        .put("optedOut", outlook.optedOut())
                        .put("send", outlook.sent())
                        .put("defer", deferred)
                        .put("reject", rejected));
    }

    private static JsonObject json(Reason reason, PolicyOutlook.Waiting waiting, boolean seesAll) {
        boolean tells = seesAll || !reason.byHad();
        JsonObject json = new JsonObject().put("why", tells ? reason.text() : reason.pack() + ": " + PolicyOutlook.HAD);
        json.put("count", waiting.count());
        if (tells)
            json.put("first", waiting.first().toString())
                    .put("last", waiting.last().toString());
        return json;
    }

    // ---- letting leave

    private Answer waiveMessage(Call call) {
        Views.Message message = messages.seenBy(call.caller(), messages.idOf(call.path("id")));
        if (message.status() != MessageStatus.QUEUED && message.status() != MessageStatus.ATTEMPTED)
            throw Problem.of(409, "ENDED", "It does not wait", "The message has left or ended.")
                    .refusal();
        return waive(call, message.mtId(), "");
    }

    private Answer waiveCampaign(Call call) {
        return waive(call, 0, campaign(call).name());
    }

    private Answer waive(Call call, long mtId, String campaign) {
        String reason = call.body().getString("reason").strip();
        if (reason.isEmpty()) throw Problem.badRequest("reason: say why").refusal();
        int hours = call.body().getInteger("hours", HOURS_USUAL);
        long now = Loop.clockMicros();
        long until = now + Duration.ofHours(hours).toNanos() / 1_000;
        var waived = new PolicyWaived(now, call.caller().actor(), mtId, campaign, reason, until);
        Waiting.forResult(journalled(waived));
        gateway.waive(waived);
        String what = mtId == 0 ? "campaign " + campaign : "message " + MessageId.format(mtId);
        LOG.info("{} lets {} leave whatever the packs say, for {} hours", waived.actor(), what, hours);
        call.changes()
                .say(new JsonObject()
                        .put(mtId == 0 ? "campaign" : "message", mtId == 0 ? campaign : MessageId.format(mtId))
                        .put("reason", reason)
                        .put("hours", hours));
        return Answer.json(
                200,
                new JsonObject().put("by", waived.actor()).put("reason", reason).put("until", MessageJson.time(until)));
    }

    /** In force only once it is durable: what leaves by it has its permission in the journal before it. */
    private CompletableFuture<Void> journalled(PolicyWaived waived) {
        var done = new CompletableFuture<Void>();
        Loop loop = gateway.loops().any();
        loop.run(() -> loop.stage().await(waived, new Durable() {
            @Override
            public void durable() {
                done.complete(null);
            }

            @Override
            public void refused() {
                done.completeExceptionally(
                        Problem.busy("The journal takes nothing now.").refusal());
            }
        }));
        return done;
    }
}
