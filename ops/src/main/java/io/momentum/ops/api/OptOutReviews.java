package io.momentum.ops.api;

import io.momentum.gateway.codec.MessagePdu;
import io.momentum.gateway.codec.TextDecoder;
import io.momentum.gateway.net.Loop;
import io.momentum.ops.optout.Decisions;
import io.momentum.ops.optout.SuppressionChanges;
import io.momentum.store.fact.Fact;
import io.momentum.store.fact.Fact.MoReceived;
import io.momentum.store.fact.Fact.OptAnswer;
import io.momentum.store.fact.Fact.OptOutAnswered;
import io.momentum.store.fact.Fact.OptOutHeld;
import io.momentum.store.fact.Fact.OptSource;
import io.momentum.store.fact.Fact.OptedOut;
import io.momentum.store.index.Index;
import io.momentum.store.index.OptOuts;
import io.momentum.store.index.Views;
import io.momentum.store.index.Views.Suppression;
import io.momentum.store.journal.Journal;
import io.momentum.store.suppression.SuppressionList;
import io.momentum.store.value.MessageId;
import io.momentum.store.value.Msisdn;
import io.momentum.store.value.SuppressionScope;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What people say about opt-outs that leave a doubt, and about those that were none. */
final class OptOutReviews {

    private static final Logger LOG = LoggerFactory.getLogger(OptOutReviews.class);
    private static final Duration IN_FORCE = Duration.ofSeconds(30);
    private static final Duration CATCH_UP = Duration.ofSeconds(1);
    private static final int HISTORY_MAX = 1_000;

    private final SuppressionChanges changes;
    private final Index index;
    private final SuppressionList suppressions;
    private final Journal journal;
    private final JournalLookup lookup;

    OptOutReviews(ApiParts parts, SuppressionChanges changes, JournalLookup lookup) {
        this.changes = changes;
        this.lookup = lookup;
        index = parts.index();
        suppressions = parts.suppressions();
        journal = parts.journal();
    }

    /** Those that wait, the one first whose time ends first. */
    Answer list(Call call) {
        Waiting.forIndex(index, journal, CATCH_UP);
        Views.Page<OptOutHeld> page;
        try {
            page = index.optOuts().held(call.query("cursor").orElse(null), call.limit());
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest("cursor: not one of ours").refusal();
        }
        JsonArray items = new JsonArray();
        for (OptOutHeld held : page.items()) if (call.caller().sees(held.scope())) items.add(json(held));
        JsonObject json = new JsonObject().put("items", items);
        if (page.next() != null) json.put("next", page.next());
        return Answer.json(200, json);
    }

    private JsonObject json(OptOutHeld held) {
        JsonObject json = new JsonObject()
                .put("msisdn", Long.toString(held.digits()))
                .put("scope", held.scope().toString())
                .put("since", MessageJson.time(held.atMicros()))
                .put("deadline", MessageJson.time(held.deadlineMicros()))
                .put("words", held.words())
                .put("rule", held.rule())
                .put("evidenceId", MessageId.format(held.evidenceId()));
        textOf(held).ifPresent(text -> json.put("text", text));
        return json;
    }

    /** What the subscriber wrote. */
    private Optional<String> textOf(OptOutHeld held) {
        return index.contactMessage(held.digits(), held.evidenceId())
                .map(lookup::at)
                .filter(MoReceived.class::isInstance)
                .map(fact -> textOf((MoReceived) fact));
    }

    static String textOf(MoReceived mo) {
        return TextDecoder.decode(MessagePdu.parse(mo.pdu(), true));
    }

    /** Decides one. */
    Answer decide(Call call) {
        long digits = call.msisdn();
        JsonObject body = call.body();
        Waiting.forIndex(index, journal, CATCH_UP);
        OptOutHeld held = held(call, digits, Optional.ofNullable(body.getString("scope")));
        String actor = ConversationOps.actorOf(call);
        String reason = body.getString("reason");
        boolean confirm = body.getString("decision").equals("confirm");
        List<Fact> facts = confirm
                ? Decisions.confirmed(held, actor, reason, Loop.clockMicros())
                : Decisions.dismissed(held, actor, reason, Loop.clockMicros());
        Waiting.forResult(changes.enforce(digits, facts), IN_FORCE);
        LOG.info(
                "{} has {} an opt-out of {} in {}",
                call.caller().name(),
                confirm ? "confirmed" : "dismissed",
                Msisdn.masked(digits),
                held.scope());
        return Answer.json(200, state(digits, held.scope(), confirm ? "confirmed" : "dismissed"));
    }

    private OptOutHeld held(Call call, long digits, Optional<String> named) {
        List<OptOutHeld> held = heldOf(digits).stream()
                .filter(each -> call.caller().changes(each.scope()))
                .filter(each -> named.isEmpty() || each.scope().equals(SuppressionScope.parse(named.get())))
                .toList();
        if (held.isEmpty())
            throw Problem.notFound("Nobody has to say whether this number opted out.")
                    .refusal();
        if (held.size() > 1)
            throw Problem.unprocessable("BAD_SCOPE", "The number waits in several scopes: name one.")
                    .with(
                            "scopes",
                            new JsonArray(held.stream()
                                    .map(each -> each.scope().toString())
                                    .toList()))
                    .refusal();
        return held.getFirst();
    }

    private List<OptOutHeld> heldOf(long digits) {
        return history(digits).stream()
                .filter(OptOutHeld.class::isInstance)
                .map(fact -> ((OptOutHeld) fact).scope())
                .distinct()
                .flatMap(scope -> index.optOuts().held(digits, scope).stream())
                .toList();
    }

    private List<Fact> history(long digits) {
        return index.optOuts().historyOf(digits, HISTORY_MAX).stream()
                .map(OptOuts.Step::position)
                .map(lookup::at)
                .toList();
    }

    /** Opens a number again that was closed for words that were no opt-out. */
    Answer undo(Call call) {
        long digits = call.msisdn();
        JsonObject body = call.body();
        // What closed the number last may be a STOP that the index does not know yet: that one is not undone.
        if (!Waiting.forIndex(index, journal, CATCH_UP))
            throw Problem.busy("The index is behind; try again.").refusal();
        // What becomes durable from here on is newer than the look, and stands against it.
        long seen = index.lastSequence();
        SuppressionScope scope = Optional.ofNullable(body.getString("scope"))
                .map(SuppressionScope::parse)
                .orElseGet(call.caller()::usualScope);
        if (!call.caller().changes(scope))
            throw Problem.forbidden("The token is of one account and changes that one's scope only.")
                    .refusal();
        Suppression closed = index.suppressionsOf(digits).stream()
                .filter(each -> each.scope().equals(scope))
                .findFirst()
                .orElseThrow(() -> Problem.notFound("The number is not closed in " + scope + ".")
                        .refusal());
        mustBeUndoable(closed, body.getString("proof", ""));
        String reason = body.getString("reason")
                + (body.containsKey("proof") ? " (proof: " + body.getString("proof") + ")" : "");
        Fact undone = Decisions.undone(closed, seen, ConversationOps.actorOf(call), reason, Loop.clockMicros());
        Waiting.forResult(changes.enforce(digits, List.of(undone)), IN_FORCE);
        if (suppressions.contains(digits, scope))
            throw conflict("CHANGED", "Something about the number came in meanwhile: look again.");
        LOG.info("{} has undone the opt-out of {} in {}", call.caller().name(), Msisdn.masked(digits), scope);
        return Answer.json(200, state(digits, scope, "undone"));
    }

    private void mustBeUndoable(Suppression closed, String proof) {
        List<Fact> history = history(closed.digits());
        if (history.size() == HISTORY_MAX)
            throw conflict("NOT_UNDOABLE", "More is known of the number than can be looked at: see its proof.");
        Set<Long> evidence = new HashSet<>(Set.of(closed.evidenceId()));
        mustBeReadings(closed.source());
        for (OptedOut each : Decisions.standing(closed.scope(), history)) {
            mustBeReadings(MessageJson.word(each.source()));
            evidence.add(each.evidenceId());
        }
        boolean confirmed = history.stream()
                .anyMatch(fact -> fact instanceof OptOutAnswered answered
                        && answered.answer() == OptAnswer.CONFIRMATION
                        && evidence.contains(answered.evidenceId()));
        if (confirmed && proof.isBlank())
            throw conflict("CONFIRMED", "The subscriber was told that no more comes: say what proves the contrary.");
    }

    private static void mustBeReadings(String source) {
        if (!Decisions.mayBeUndone(OptSource.valueOf(source.toUpperCase(Locale.ROOT))))
            throw conflict("NOT_UNDOABLE", "It was closed by " + source + ", which is no reading of words.");
    }

    private static Refusal conflict(String code, String detail) {
        return Problem.of(409, code, "Not undone", detail).refusal();
    }

    private static JsonObject state(long digits, SuppressionScope scope, String state) {
        return new JsonObject()
                .put("msisdn", Long.toString(digits))
                .put("scope", scope.toString())
                .put("state", state);
    }
}
