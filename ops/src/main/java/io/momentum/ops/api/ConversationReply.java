package io.momentum.ops.api;

import io.momentum.gateway.codec.PduWriter;
import io.momentum.gateway.server.Account;
import io.momentum.gateway.server.Accounts;
import io.momentum.ops.care.Care;
import io.momentum.ops.care.Conversations;
import io.momentum.ops.followup.Command.Answered;
import io.momentum.ops.followup.Conversation;
import io.momentum.ops.followup.Decision;
import io.momentum.ops.followup.Decision.Code;
import io.momentum.ops.followup.Decision.Refused;
import io.momentum.store.value.Address;
import io.momentum.store.value.MessageId;
import io.vertx.core.json.JsonObject;
import java.util.OptionalInt;

/**
 * An answer out of a conversation: it takes the way of every other message, through the same gate. A draft that was begun
 * before the contact's last word, or before an opt-out, is refused: whoever wrote it has not read that.
 */
final class ConversationReply {

    private final Accounts accounts;
    private final Care care;
    private final Sends sends;
    private final Once once;

    ConversationReply(ApiParts parts, ConversationTimeline timeline) {
        accounts = parts.gateway().accounts();
        care = parts.care();
        sends = new Sends(parts.gateway(), parts.suppressions());
        once = new Once(sends, parts.index(), parts.journal(), timeline.lookup());
    }

    Answer send(Call call, Conversation c) {
        JsonObject body = call.body();
        mustHaveRead(c, call, body);
        Account account = accountOf(c, body);
        Address from = PduWriter.address(body.getString("from", c.address()));
        byte[] pdu =
                PduWriter.submitSm(from, PduWriter.address(Long.toString(c.digits())), body.getString("text"), 1, "");
        var draft = new Sends.Draft(
                account, from.text(), c.digits(), call.header("Idempotency-Key").orElse(null), pdu, true);
        Once.Sent sent = once.send(draft);
        String actor = ConversationOps.actorOf(call);
        Decision decision = sent.replayed()
                ? new Decision.Facts()
                : Waiting.forResult(care.change(c.id(), OptionalInt.empty(), new Answered(sent.mtId()), actor));
        if (decision instanceof Refused refused) throw ConversationOps.refusal(refused);
        Conversation after = Conversations.find(care.rows(), c.id()).orElse(c);
        JsonObject json = new JsonObject()
                .put("message", MessageId.format(sent.mtId()))
                .put("conversation", ConversationJson.of(after));
        return Answer.json(202, json).with("ETag", ConversationJson.tag(after));
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
