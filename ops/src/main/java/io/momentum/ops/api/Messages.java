package io.momentum.ops.api;

import io.momentum.gateway.codec.DataCoding.Alphabet;
import io.momentum.gateway.codec.Gsm7Fit;
import io.momentum.gateway.codec.MessagePdu;
import io.momentum.gateway.codec.PduWriter;
import io.momentum.gateway.codec.Segments;
import io.momentum.gateway.codec.SmppTime;
import io.momentum.gateway.message.Priority;
import io.momentum.gateway.server.Account;
import io.momentum.gateway.server.Accounts;
import io.momentum.ops.access.Role;
import io.momentum.ops.retention.Retention;
import io.momentum.store.fact.Fact;
import io.momentum.store.fact.Fact.MoReceived;
import io.momentum.store.fact.Fact.MtAccepted;
import io.momentum.store.fact.Fact.MtReplaced;
import io.momentum.store.index.Index;
import io.momentum.store.index.Views;
import io.momentum.store.journal.Journal;
import io.momentum.store.value.Address;
import io.momentum.store.value.MessageId;
import io.momentum.store.value.ShortId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** Operations on messages. */
final class Messages {

    /** How long a message that was just accepted may take to show up. */
    private static final Duration CATCH_UP = Duration.ofSeconds(1);

    private static final long YOUNG_MILLIS = 5_000;

    private final Accounts accounts;
    private final ShortId.Source shortIds;
    private final Sends sends;
    private final Once once;
    private final Index index;
    private final Journal journal;
    private final JournalLookup lookup;
    private final MessageCauses causes;
    private final Retention retention;

    Messages(ApiParts parts, JournalLookup lookup) {
        accounts = parts.gateway().accounts();
        shortIds = parts.gateway().loops().shortIds();
        index = parts.index();
        journal = parts.journal();
        retention = parts.retention();
        this.lookup = lookup;
        causes = new MessageCauses(parts.gateway().carriers());
        sends = new Sends(parts.gateway(), parts.suppressions());
        once = new Once(sends, index, journal, lookup);
    }

    // ---- sending

    Answer send(Call call) {
        JsonObject body = call.body();
        Address from = PduWriter.address(body.getString("from"));
        if (from.ton() == 5 && from.text().length() > 11) {
            throw Problem.badRequest("from: a name has at most 11 characters").refusal();
        }
        Address to = PduWriter.address(body.getString("to"));
        byte[] pdu = PduWriter.submitSm(from, to, text(body), body.getInteger("registeredDelivery", 1), validity(body));
        String priority = body.getString("priority");
        if (priority != null) pdu = PduWriter.withPriority(MessagePdu.parse(pdu), flag(priority));
        var draft =
                new Sends.Draft(account(call.caller(), body), from.text(), to.digits(), Sends.keyOf(call), pdu, false);
        Once.Sent sent = once.send(draft);
        String id = MessageId.format(sent.mtId());
        Answer answer = Answer.json(202, accepted(id, draft)).with("Location", "/v1/messages/" + id);
        return sent.replayed() ? answer.with("Idempotent-Replayed", "true") : answer;
    }

    /** As it was written, or so that it fits where that is asked for. */
    private static String text(JsonObject body) {
        String level = body.getString("gsm7", "off").toUpperCase(Locale.ROOT);
        return Gsm7Fit.fitted(body.getString("text"), Gsm7Fit.Level.valueOf(level));
    }

    private static int flag(String priority) {
        return Priority.valueOf(priority.toUpperCase(Locale.ROOT)).flag();
    }

    private JsonObject accepted(String id, Sends.Draft draft) {
        JsonObject json = new JsonObject().put("id", id);
        Segments segments = sends.preview(draft);
        if (segments == null) return json;
        return json.put("parts", segments.count())
                .put("encoding", segments.alphabet() == Alphabet.UCS2 ? "ucs2" : "gsm7");
    }

    private static String validity(JsonObject body) {
        Integer seconds = body.getInteger("validitySeconds");
        return seconds == null ? "" : SmppTime.relative(seconds);
    }

    private Account account(Caller caller, JsonObject body) {
        String named = body.getString("account");
        String own = caller.account().map(Object::toString).orElse(null);
        if (own != null && named != null && !own.equals(named)) {
            throw Problem.forbidden("The token is of another account.").refusal();
        }
        String name = own != null ? own : named;
        if (name == null)
            throw Problem.badRequest("account: say on whose behalf").refusal();
        Account account = accounts.get(name);
        if (account == null)
            throw Problem.unprocessable("NO_SUCH_ACCOUNT", "No such account.").refusal();
        return account;
    }

    // ---- looking

    Answer get(Call call) {
        long id = idOf(call.path("id"));
        boolean withPdu = call.query("include").isPresent();
        if (withPdu && !call.caller().role().covers(Role.OPERATOR)) {
            throw Problem.forbidden("What a message says is for operators.").refusal();
        }
        Views.Message message = asked(call, id);
        JsonObject json = MessageJson.of(message);
        call.asOfMicros().ifPresent(asOf -> json.put("asOf", MessageJson.time(asOf)));
        causes.of(message).ifPresent(cause -> json.put("cause", cause));
        if (withPdu) addPdu(json, message);
        return Answer.json(200, json);
    }

    /** The id that a person or an ESME writes so, in its short form too; -1 for none. */
    long idOf(String text) {
        if (!ShortId.isFormOf(text)) return MessageId.parse(text);
        return shortIds.parse(text, System.currentTimeMillis());
    }

    /** A message, for who may see it, as of the moment that the request names; a {@link Refusal} where there is none. */
    Views.Message asked(Call call, long id) {
        OptionalLong asOf = call.asOfMicros();
        if (asOf.isEmpty()) return seenBy(call.caller(), id);
        Waiting.forIndex(index, journal, CATCH_UP);
        Views.Message now = seenBy(call.caller(), id);
        return index.message(id, asOf.getAsLong())
                .orElseThrow(() -> Problem.notFound("No such message then: it was accepted at %s."
                                .formatted(MessageJson.time(
                                        now.timeline().getFirst().atMicros())))
                        .refusal());
    }

    /** A message, for who may see it; a {@link Refusal} where there is none. */
    Views.Message seenBy(Caller caller, long id) {
        return find(id).filter(found -> caller.sees(found.account()))
                .orElseThrow(() -> Problem.notFound(
                                retention.mayHaveGone(MessageId.millis(id))
                                        ? "No such message: it is older than messages are kept."
                                        : "No such message.")
                        .refusal());
    }

    /** Whoever was told an id must find it, though the index is a moment behind. */
    private Optional<Views.Message> find(long id) {
        Optional<Views.Message> found = index.message(id);
        boolean young = System.currentTimeMillis() - MessageId.millis(id) < YOUNG_MILLIS;
        if (found.isPresent() || !young) return found;
        Waiting.forIndex(index, journal, CATCH_UP);
        return index.message(id);
    }

    private void addPdu(JsonObject json, Views.Message message) {
        byte[] pdu = pduOf(message);
        Said.put(json, pdu);
        json.put("pdu", HexFormat.of().formatHex(pdu));
    }

    /** What was accepted, or what its ESME last replaced it by. */
    private byte[] pduOf(Views.Message message) {
        Views.Event last = message.timeline().getFirst();
        for (Views.Event event : message.timeline()) {
            if (event.fact() instanceof MtReplaced) last = event;
        }
        return switch (lookup.at(last.position())) {
            case MtAccepted accepted -> accepted.pdu();
            case MtReplaced replaced -> replaced.pdu();
            default -> throw new IllegalStateException("the index names %s for a message".formatted(last.position()));
        };
    }

    Answer ofContact(Call call) {
        Waiting.forIndex(index, journal, CATCH_UP);
        Views.Page<Views.ContactLine> page = page(call);
        JsonArray items = new JsonArray();
        for (Views.ContactLine line : page.items()) {
            contactLine(line, call.caller()).ifPresent(items::add);
        }
        JsonObject json = new JsonObject().put("items", items);
        if (page.next() != null) json.put("next", page.next());
        return Answer.json(200, json);
    }

    private Views.Page<Views.ContactLine> page(Call call) {
        try {
            return index.contact(call.msisdn(), call.query("cursor").orElse(null), call.limit());
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest("cursor: not one of ours").refusal();
        }
    }

    private Optional<JsonObject> contactLine(Views.ContactLine line, Caller caller) {
        Fact fact = lookup.at(line.position());
        if (fact instanceof MtAccepted mt && caller.sees(mt.account())) {
            JsonObject json = MessageJson.line(line, mt.atMicros(), mt.source(), mt.destination())
                    .put("account", mt.account().value());
            index.message(mt.mtId()).ifPresent(message -> json.put("status", MessageJson.word(message.status())));
            return Optional.of(json);
        }
        if (fact instanceof MoReceived mo) {
            boolean seen = mo.account() == null ? caller.account().isEmpty() : caller.sees(mo.account());
            if (!seen) return Optional.empty();
            JsonObject json = MessageJson.line(line, mo.atMicros(), mo.source(), mo.destination());
            if (mo.account() != null) json.put("account", mo.account().value());
            return Optional.of(json);
        }
        return Optional.empty();
    }
}
