package io.momentum.ops.api;

import io.momentum.ops.access.Right;
import io.momentum.ops.care.AuditTrail;
import io.momentum.ops.care.Care;
import io.momentum.ops.care.Conversations;
import io.momentum.store.fact.CareFact.ChangeAudited;
import io.momentum.store.value.MessageId;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who changed what. */
final class AuditOps {

    private static final Pattern CONVERSATION = Pattern.compile("^conversations/([0-9a-f]{16})\\b");

    private final ApiParts parts;
    private final Care care;

    AuditOps(ApiParts parts) {
        this.parts = parts;
        care = parts.care();
    }

    /** The newest first. Whoever asks sees what it or anybody has changed before. */
    Answer list(Call call) {
        Waiting.forIndex(parts.index(), parts.journal(), Waiting.AT_MOST);
        AuditTrail.Page page = AuditTrail.page(care.rows(), filter(call), before(call), call.limit());
        boolean masked = !call.caller().seesTexts();
        JsonArray items = new JsonArray();
        page.items().forEach(each -> items.add(json(each, masked)));
        JsonObject json = new JsonObject().put("items", items);
        if (page.next() != 0) json.put("next", Long.toString(page.next()));
        return Answer.json(200, json);
    }

    private static long before(Call call) {
        try {
            return call.query("cursor").map(Long::parseLong).orElse(Long.MAX_VALUE);
        } catch (NumberFormatException e) {
            throw Problem.badRequest("cursor: not one of this list").refusal();
        }
    }

    private Predicate<ChangeAudited> filter(Call call) {
        Predicate<ChangeAudited> all = fact -> sees(call.caller(), fact);
        Optional<String> actor = call.query("actor");
        Optional<String> operation = call.query("operation");
        Optional<String> subject = call.query("subject");
        if (actor.isPresent())
            all = all.and(f -> f.actor().equals(actor.get()) || f.actor().endsWith(":" + actor.get()));
        if (operation.isPresent()) all = all.and(f -> f.operation().equals(operation.get()));
        // Who does not see numbers does not find them either, digit by digit.
        boolean masked = !call.caller().seesTexts();
        if (subject.isPresent())
            all = all.and(f -> (masked ? Masked.numbers(f.subject()) : f.subject()).contains(subject.get()));
        long from = call.micros("from").orElse(Long.MIN_VALUE);
        long until = call.micros("until").orElse(Long.MAX_VALUE);
        return all.and(f -> f.atMicros() >= from && f.atMicros() < until);
    }

    /** Who is bound to zones or teams sees what was done there, and what it has done itself. */
    private boolean sees(Caller caller, ChangeAudited fact) {
        if (caller.seesEverything() || caller.actor().equals(fact.actor())) return true;
        Matcher matcher = CONVERSATION.matcher(fact.subject());
        if (!matcher.find()) return false;
        return Conversations.find(care.rows(), MessageId.parse(matcher.group(1)))
                .filter(c -> caller.may(Right.AUDIT, c))
                .isPresent();
    }

    private static JsonObject json(AuditTrail.Entry entry, boolean masked) {
        ChangeAudited fact = entry.fact();
        JsonObject json = new JsonObject()
                .put("sequence", entry.sequence())
                .put(
                        "at",
                        Instant.EPOCH.plus(fact.atMicros(), ChronoUnit.MICROS).toString())
                .put("actor", fact.actor())
                .put("role", fact.role())
                .put("from", fact.from())
                .put("operation", fact.operation())
                .put("subject", masked ? Masked.numbers(fact.subject()) : fact.subject())
                .put("status", fact.status());
        put(json, "before", fact.before(), masked);
        put(json, "after", fact.after(), masked);
        return json;
    }

    /** A text that was cut is no object any more, and is shown as the text that it is. */
    private static void put(JsonObject json, String name, String text, boolean masked) {
        if (text.isEmpty()) return;
        String shown = masked ? Masked.text(text) : text;
        try {
            json.put(name, new JsonObject(shown));
        } catch (DecodeException e) {
            json.put(name, new JsonObject().put("cut", shown));
        }
    }
}
