package io.momentum.ops.api;

import io.momentum.ops.care.Campaigns;
import io.momentum.ops.care.Care;
import io.momentum.ops.care.Conversations;
import io.momentum.ops.followup.Command.Relink;
import io.momentum.ops.followup.Conversation;
import io.momentum.store.fact.CareFact.ReplyJoined;
import io.momentum.store.index.Index;
import io.momentum.store.index.Views;
import io.momentum.store.journal.Journal;
import io.momentum.store.value.MessageId;
import io.momentum.store.value.SystemId;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What people say a reply answers. A link shows the message to all who see the conversation, its text and its campaign too, so
 * only what is the conversation's own can be named: what went to its number, on behalf of its account.
 */
final class Relinks {

    private static final Duration CATCH_UP = Duration.ofSeconds(1);
    private static final int STEPS_MAX = 20_000;
    private static final int MERGED_MAX = 200;

    private final Index index;
    private final Journal journal;
    private final Care care;
    private final JournalLookup lookup;

    Relinks(ApiParts parts, JournalLookup lookup) {
        index = parts.index();
        journal = parts.journal();
        care = parts.care();
        this.lookup = lookup;
    }

    /** The command of a body; a {@link Refusal} where it names what is not the conversation's. */
    Relink command(Call call, Conversation c, JsonObject body) {
        String reply = body.getString("reply", "");
        String message = body.getString("message", "");
        String named = body.getString("campaign", "");
        long moId = reply.isEmpty() ? 0 : replyOf(c, MessageId.parse(reply));
        long mtId = message.isEmpty() ? 0 : MessageId.parse(message);
        String own = message.isEmpty() ? "" : campaignOf(c, mtId);
        if (!named.isEmpty() && !named.equals(own)) mustBeSeen(call, named);
        return new Relink(moId, mtId, named.isEmpty() ? own : named, body.getString("reason", ""));
    }

    private String campaignOf(Conversation c, long mtId) {
        Waiting.forIndex(index, journal, CATCH_UP);
        Views.Message message = index.message(mtId)
                .filter(each -> c.mayAnswer(each.destinationDigits(), each.account()))
                .orElseThrow(() -> Problem.unprocessable(
                                "NO_SUCH_MESSAGE", "message: none of the conversation's account went to its number so.")
                        .refusal());
        return Objects.requireNonNullElse(message.campaign(), "");
    }

    private void mustBeSeen(Call call, String campaign) {
        boolean seen = Campaigns.find(care.rows(), campaign)
                .filter(row -> call.caller()
                        .account()
                        .map(SystemId::value)
                        .map(CampaignJson.accountOf(row)::equals)
                        .orElse(true))
                .isPresent();
        if (!seen)
            throw Problem.unprocessable(
                            "NO_SUCH_CAMPAIGN", "campaign: there is none of this name, and the message is of none so.")
                    .refusal();
    }

    /** A reply of it, or of one that was merged into it. */
    private long replyOf(Conversation c, long moId) {
        if (moId == c.replies().lastMoId()) return moId;
        Stream<Conversation> merged = Conversations.ofContact(care.rows(), c.digits(), MERGED_MAX).stream()
                .filter(each -> each.into() == c.id());
        boolean joined = Stream.concat(Stream.of(c), merged).anyMatch(each -> has(each, moId));
        if (!joined)
            throw Problem.unprocessable("NO_SUCH_REPLY", "reply: it is none of this conversation's.")
                    .refusal();
        return moId;
    }

    private boolean has(Conversation c, long moId) {
        List<Conversations.StepAt> steps = Conversations.steps(care.rows(), c.id(), STEPS_MAX);
        return steps.stream()
                .map(step -> lookup.at(step.position()))
                .anyMatch(fact -> fact instanceof ReplyJoined joined && joined.moId() == moId);
    }
}
