package io.momentum.ops.api;

import io.momentum.gateway.codec.DataCoding.Alphabet;
import io.momentum.gateway.codec.PduWriter;
import io.momentum.gateway.codec.Segments;
import io.momentum.gateway.server.Account;
import io.momentum.gateway.server.Accounts;
import io.momentum.ops.care.Care;
import io.momentum.ops.care.Conversations;
import io.momentum.ops.followup.Command.Answered;
import io.momentum.ops.followup.Conversation;
import io.momentum.ops.followup.Decision;
import io.momentum.ops.followup.Decision.Code;
import io.momentum.ops.followup.Decision.Refused;
import io.momentum.ops.followup.campaign.Template;
import io.momentum.store.fact.CareFact.ReplySent;
import io.momentum.store.suppression.SuppressionList;
import io.momentum.store.value.Address;
import io.momentum.store.value.MessageId;
import io.momentum.store.value.SuppressionScope;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.OptionalInt;

/**
 * An answer out of a conversation: it takes the way of every other message, through the same gate. A draft that was begun
 * before the contact's last word, or before an opt-out, is refused: whoever wrote it has not read that.
 */
final class ConversationReply {

    private static final int STEPS_MAX = 500;

    private final Accounts accounts;
    private final Care care;
    private final Sends sends;
    private final Once once;

    private final JournalLookup lookup;
    private final SuppressionList suppressions;
    private final PresenceOps presence;

    ConversationReply(ApiParts parts, ConversationTimeline timeline, PresenceOps presence) {
        suppressions = parts.suppressions();
        this.presence = presence;
        accounts = parts.gateway().accounts();
        care = parts.care();
        sends = new Sends(parts.gateway(), parts.suppressions());
        lookup = timeline.lookup();
        once = new Once(sends, parts.index(), parts.journal(), lookup);
    }

    Answer send(Call call, Conversation c) {
        JsonObject body = call.body();
        mustHaveRead(c, call, body);
        presence.mustBeFree(call, c, body.getBoolean("force", false));
        Sends.Draft draft = draft(call, c, body, body.getString("text"));
        Once.Sent sent = once.send(draft);
        String actor = ConversationOps.actorOf(call);
        Decision decision = sent.replayed() && isTold(c, sent.mtId())
                ? new Decision.Facts()
                : Waiting.forResult(care.change(c.id(), OptionalInt.empty(), new Answered(sent.mtId()), actor));
        if (decision instanceof Refused refused) throw ConversationOps.refusal(refused);
        presence.sent(call, c);
        Conversation after = Conversations.find(care.rows(), c.id()).orElse(c);
        call.changes()
                .say(new JsonObject()
                        .put("text", body.getString("text"))
                        .put("message", MessageId.format(sent.mtId())));
        JsonObject json = new JsonObject()
                .put("message", MessageId.format(sent.mtId()))
                .put("conversation", ConversationJson.of(after, ConversationOps.isMasked(call, after)));
        return Answer.json(202, json).with("ETag", ConversationJson.tag(after));
    }

    /** Whether the conversation knows of a message: the process may have ended between the two. */
    private boolean isTold(Conversation c, long mtId) {
        return Conversations.steps(care.rows(), c.id(), STEPS_MAX).stream()
                .map(step -> lookup.at(step.position()))
                .anyMatch(fact -> fact instanceof ReplySent told && told.mtId() == mtId);
    }

    private Sends.Draft draft(Call call, Conversation c, JsonObject body, String text) {
        Account account = accountOf(c, body);
        // From the number that the contact wrote to: an opt-out of that one must not be answered from another.
        Address from = PduWriter.address(c.address());
        byte[] pdu = PduWriter.submitSm(from, PduWriter.address(Long.toString(c.digits())), text, 1, "");
        return new Sends.Draft(account, from.text(), c.digits(), Sends.keyOf(call), pdu, true);
    }

    /** What an answer would be now: its text, into how many parts its carrier would cut it, and whether it would go at all. */
    Answer preview(Call call, Conversation c, CannedOps canned) {
        JsonObject body = call.body();
        String name = body.getString("canned", "");
        if (name.isEmpty() == body.getString("text", "").isEmpty())
            throw Problem.badRequest("text or canned: one of them").refusal();
        Template.Filled filled = name.isEmpty()
                ? new Template.Filled(body.getString("text"), List.of())
                : canned.fill(call, name, body.getString("language", ""), c);
        Sends.Draft draft = draft(call, c, body, filled.text());
        JsonObject json = new JsonObject()
                .put("text", filled.text())
                .put("missing", new JsonArray(filled.missing()))
                .put("characters", filled.text().codePointCount(0, filled.text().length()));
        SuppressionScope closed =
                suppressions.blocking(draft.digits(), draft.account().id(), draft.from());
        if (closed != null) json.put("suppressed", closed.toString());
        Segments segments = sends.preview(draft);
        json.put("routed", segments != null);
        if (segments != null)
            json.put("encoding", segments.alphabet() == Alphabet.UCS2 ? "ucs2" : "gsm7")
                    .put("parts", segments.count())
                    .put("partsMax", segments.max())
                    .put("tooLong", segments.isTooLong());
        json.put("sendable", closed == null && segments != null && !segments.isTooLong() && filled.isWhole());
        return Answer.json(200, json);
    }

    private static void mustHaveRead(Conversation c, Call call, JsonObject body) {
        OptionalInt version = ConversationOps.expected(call);
        String lastRead = body.getString("lastReply", "");
        boolean newer =
                !lastRead.isEmpty() && MessageId.parse(lastRead) != c.replies().lastMoId();
        boolean changed = version.isPresent() && version.getAsInt() != c.version();
        if (!newer && !changed) return;
        throw ConversationOps.refusal(new Refused(Code.CHANGED, "Something came in while you wrote; read it first."));
    }

    private Account accountOf(Conversation c, JsonObject body) {
        String name = c.account() == null
                ? body.getString("account", "")
                : c.account().value();
        Account account = name.isEmpty() ? null : accounts.get(name);
        if (account != null) return account;
        throw Problem.unprocessable("NO_SUCH_ACCOUNT", "account: say on whose behalf; the number belongs to none.")
                .refusal();
    }
}
