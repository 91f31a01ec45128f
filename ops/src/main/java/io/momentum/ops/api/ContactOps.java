package io.momentum.ops.api;

import io.momentum.gateway.net.Loop;
import io.momentum.ops.care.Care;
import io.momentum.ops.care.Contacts;
import io.momentum.ops.care.Contacts.Contact;
import io.momentum.ops.contacts.Columns;
import io.momentum.ops.contacts.ImportReport;
import io.momentum.ops.contacts.RowImport;
import io.momentum.ops.contacts.RowImport.Entry;
import io.momentum.ops.evidence.Evidence;
import io.momentum.ops.followup.Decision;
import io.momentum.ops.followup.Decision.Code;
import io.momentum.ops.followup.Decision.Facts;
import io.momentum.ops.followup.Decision.Refused;
import io.momentum.store.fact.CareFact;
import io.momentum.store.fact.CareFact.ContactSaved;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Operations on contacts. */
final class ContactOps {

    private static final Logger LOG = LoggerFactory.getLogger(ContactOps.class);
    private static final long NUMBER_END = 1_000_000_000_000_000L;

    private final Care care;
    private final Evidence evidence;

    ContactOps(ApiParts parts) {
        care = parts.care();
        evidence = parts.evidence();
    }

    Map<String, Operation> byId() {
        return Map.of(
                "listContacts", this::list,
                "getContact", this::get,
                "putContact", this::put,
                "deleteContact", this::erase,
                "holdContact", this::hold,
                "releaseContact", this::release);
    }

    // ---- one

    private Answer get(Call call) {
        call.caller().mustSeeAll();
        JsonObject json = json(found(call.msisdn()));
        evidence.heldBecause(call.msisdn()).ifPresent(why -> json.put("held", why));
        return Answer.json(200, json);
    }

    private Contact found(long digits) {
        return Contacts.find(care.rows(), digits)
                .orElseThrow(() -> Problem.notFound("No such contact.").refusal());
    }

    private Answer put(Call call) {
        call.caller().mustSeeAll();
        long digits = call.msisdn();
        Map<String, String> attributes = attributes(call.body().getJsonObject("attributes"));
        String actor = ConversationOps.actorOf(call);
        Decision decision = Waiting.forResult(care.ask(digits, (rows, now) -> {
            try {
                return Contacts.news(rows, digits, attributes)
                        .map(news -> new Facts(new ContactSaved(now, actor, digits, "api", news)))
                        .orElseGet(Facts::new);
            } catch (IllegalArgumentException e) {
                return new Refused(Code.FIELDS, e.getMessage() + ".");
            }
        }));
        if (decision instanceof Refused refused) throw ConversationOps.refusal(refused);
        return Answer.json(200, json(found(digits)));
    }

    private static Map<String, String> attributes(JsonObject json) {
        Map<String, String> attributes = new TreeMap<>();
        json.forEach(each -> {
            String value = each.getValue() == null ? "" : String.valueOf(each.getValue());
            if (value.length() > Columns.VALUE_MAX || each.getKey().isBlank())
                throw Problem.badRequest(each.getKey() + ": at most " + Columns.VALUE_MAX + " characters")
                        .refusal();
            if (each.getKey().chars().anyMatch(Character::isISOControl))
                throw Problem.badRequest("attributes: a name has no control characters")
                        .refusal();
            attributes.put(each.getKey(), value);
        });
        return attributes;
    }

    private Answer erase(Call call) {
        call.caller().mustSeeAll();
        long digits = call.msisdn();
        String reason = call.query("reason").orElse("");
        String actor = ConversationOps.actorOf(call);
        return done(evidence.erase(digits, reason, actor));
    }

    // ---- legal hold

    private Answer hold(Call call) {
        call.caller().mustSeeAll();
        String reason = call.body().getString("reason");
        return done(evidence.hold(call.msisdn(), true, reason, ConversationOps.actorOf(call)));
    }

    private Answer release(Call call) {
        call.caller().mustSeeAll();
        String reason = call.query("reason").orElse("");
        return done(evidence.hold(call.msisdn(), false, reason, ConversationOps.actorOf(call)));
    }

    private static Answer done(CompletableFuture<Decision> change) {
        if (Waiting.forResult(change) instanceof Refused refused) throw ConversationOps.refusal(refused);
        return Answer.empty();
    }

    // ---- many

    private Answer list(Call call) {
        call.caller().mustSeeAll();
        long cursor = cursor(call);
        int limit = call.limit();
        List<Contact> page = page(call, cursor, limit + 1);
        JsonArray items = new JsonArray();
        page.stream().limit(limit).forEach(each -> items.add(json(each)));
        JsonObject json = new JsonObject().put("items", items);
        if (page.size() > limit) json.put("next", Long.toString(page.get(limit).digits()));
        return Answer.json(200, json);
    }

    private List<Contact> page(Call call, long cursor, int limit) {
        Optional<String> attribute = call.query("attribute");
        if (attribute.isPresent()) {
            String value = call.query("value").orElse("");
            return Contacts.having(care.rows(), attribute.get(), value, cursor, limit);
        }
        String prefix = call.query("prefix").orElse("");
        if (prefix.isEmpty()) return Contacts.between(care.rows(), cursor, NUMBER_END, limit);
        return startingWith(prefix, cursor, limit);
    }

    /** Numbers sort by their length first: those that begin alike are one range for each length. */
    private List<Contact> startingWith(String prefix, long cursor, int limit) {
        List<Contact> found = new ArrayList<>();
        long from = Long.parseLong(prefix);
        long to = from;
        while (to < NUMBER_END && found.size() < limit) {
            long begin = Math.max(from, cursor);
            if (begin <= to) found.addAll(Contacts.between(care.rows(), begin, to, limit - found.size()));
            from *= 10;
            to = to * 10 + 9;
        }
        return found;
    }

    private static long cursor(Call call) {
        try {
            return call.query("cursor").map(Long::parseLong).orElse(0L);
        } catch (NumberFormatException e) {
            throw Problem.badRequest("cursor: not one of ours").refusal();
        }
    }

    // ---- a file

    Answer take(Call call, InputStream body) throws IOException {
        call.caller().mustSeeAll();
        boolean dryRun = ImportJson.isDryRun(call);
        String source = call.query("source").orElse("import");
        String actor = ConversationOps.actorOf(call);
        var job = new RowImport(
                ImportJson.numbers(call),
                ImportJson.map(call),
                (digits, attributes) -> Contacts.news(care.rows(), digits, attributes),
                entries -> dryRun ? entries.size() : save(entries, source, actor));
        try {
            ImportReport report = job.take(body);
            JsonObject json = ImportJson.of(report, dryRun);
            LOG.info(
                    "{} imported contacts: {} new or changed, {} bad",
                    actor,
                    report.acceptedLines(),
                    report.badLines());
            return Answer.json(200, json);
        } catch (IllegalArgumentException e) {
            throw Problem.unprocessable("HEADING", String.valueOf(e.getMessage()))
                    .refusal();
        } catch (Refusal e) {
            throw e.problem()
                    .with("report", ImportJson.of(job.report(), dryRun))
                    .refusal();
        }
    }

    private int save(List<Entry> entries, String source, String actor) {
        List<CareFact> facts = new ArrayList<>();
        long now = Loop.clockMicros();
        for (Entry each : entries) facts.add(new ContactSaved(now, actor, each.digits(), source, each.attributes()));
        Decision decision = Waiting.forResult(care.record(0, facts));
        if (decision instanceof Refused refused) throw ConversationOps.refusal(refused);
        return entries.size();
    }

    private static JsonObject json(Contact contact) {
        return new JsonObject()
                .put("msisdn", Long.toString(contact.digits()))
                .put("since", time(contact.sinceMicros()))
                .put("changed", time(contact.changedMicros()))
                .put("source", contact.source())
                .put("attributes", new JsonObject(Map.copyOf(contact.attributes())));
    }

    static String time(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
    }
}
