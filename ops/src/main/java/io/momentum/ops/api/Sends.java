package io.momentum.ops.api;

import io.momentum.gateway.Gateway;
import io.momentum.gateway.codec.CommandStatus;
import io.momentum.gateway.codec.MessagePdu;
import io.momentum.gateway.codec.Segments;
import io.momentum.gateway.intake.Repeated;
import io.momentum.gateway.intercept.Action;
import io.momentum.gateway.net.Loop;
import io.momentum.gateway.path.Purposes;
import io.momentum.gateway.path.SubmitPath.Submission;
import io.momentum.gateway.policy.Category;
import io.momentum.gateway.server.Account;
import io.momentum.gateway.server.SubmitSink;
import io.momentum.ops.campaign.CampaignKeys;
import io.momentum.store.fact.Fact.Origin;
import io.momentum.store.suppression.Purpose;
import io.momentum.store.suppression.SuppressionList;
import io.momentum.store.value.SuppressionScope;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Hands messages of the API to the path that those of ESMEs take. Any thread. */
final class Sends {

    private static final Problem THROTTLED = Problem.of(
            429, "THROTTLED", "Too many messages", "The account's rate or the carrier's queue is full; try again.");

    private final Gateway gateway;
    private final SuppressionList suppressions;

    Sends(Gateway gateway, SuppressionList suppressions) {
        this.gateway = gateway;
        this.suppressions = suppressions;
    }

    /**
     * One message to send.
     *
     * @param pdu its submit_sm, sequence number 0: equal requests make equal bytes
     * @param answers whether a person answers somebody who wrote
     */
    record Draft(
            Account account,
            String from,
            long digits,
            @Nullable String key,
            byte[] pdu,
            boolean answers) {}

    /** The key that a client gave, null for none; a {@link Refusal} for those of campaigns. */
    static @Nullable String keyOf(Call call) {
        String key = call.header("Idempotency-Key").orElse(null);
        if (key != null && CampaignKeys.has(key))
            throw Problem.unprocessable(
                            "KEY_RESERVED", "Idempotency-Key: those that begin with campaign/ are of campaigns.")
                    .refusal();
        return key;
    }

    /** What the text becomes for its carrier now; null without a route. */
    @Nullable
    Segments preview(Draft draft) {
        return gateway.submitPath()
                .preview(
                        MessagePdu.parse(draft.pdu()),
                        Origin.API,
                        draft.account().config());
    }

    /** Completes with the id once the message is durable, or with a {@link Refusal}. */
    CompletableFuture<Long> submit(Draft draft) {
        var sent = new CompletableFuture<Long>();
        Loop loop = gateway.loops().any();
        loop.run(() -> {
            draft.account().counters().submits.increment();
            var submission = new Submission(Origin.API, draft.key(), loop::nextId, draft.pdu(), null, draft.answers());
            gateway.submitPath().submit(loop, draft.account(), submission, new Reply(draft, sent, System.nanoTime()));
        });
        return sent;
    }

    private final class Reply implements SubmitSink.Reply {

        private final Draft draft;
        private final CompletableFuture<Long> sent;
        private final long sinceNanos;

        Reply(Draft draft, CompletableFuture<Long> sent, long sinceNanos) {
            this.draft = draft;
            this.sent = sent;
            this.sinceNanos = sinceNanos;
        }

        @Override
        public void accepted(long mtId) {
            draft.account().counters().responses.add(CommandStatus.ESME_ROK);
            draft.account().counters().acceptTime.add(System.nanoTime() - sinceNanos);
            sent.complete(mtId);
        }

        @Override
        public void refused(int status) {
            draft.account().counters().responses.add(status);
            sent.completeExceptionally(problem(draft, status).refusal());
        }
    }

    private static Purpose purpose(Draft draft) {
        Category category = draft.answers()
                ? Category.NOTIFICATION
                : draft.account().config().policies().category();
        return Purposes.of(category, null);
    }

    private Problem problem(Draft draft, int status) {
        if (CommandStatus.isThrottle(status)) return THROTTLED;
        SuppressionScope scope =
                suppressions.blocking(draft.digits(), draft.account().id(), draft.from(), purpose(draft));
        if (scope != null && !suppressions.contains(draft.digits(), scope)) {
            return Problem.unprocessable("OPT_OUT_REVIEW", "The number may have opted out; somebody is to look first.")
                    .with("scope", scope.toString());
        }
        if (scope != null) {
            return Problem.unprocessable("OPTED_OUT", "The number must not be written to.")
                    .with("scope", scope.toString());
        }
        Segments segments = preview(draft);
        if (segments != null && segments.isTooLong()) {
            return Problem.unprocessable(
                            "TOO_LONG",
                            "The text takes %d parts; the carrier takes %d."
                                    .formatted(segments.count(), segments.max()))
                    .with("parts", segments.count())
                    .with("max", segments.max());
        }
        if (status == Repeated.STATUS) {
            return Problem.of(409, "DUPLICATE", "Sent before", "The same was accepted within the account's time.");
        }
        if (status == Action.STATUS) return Problem.unprocessable("INTERCEPTED", "A rule refuses this message.");
        String name = CommandStatus.name(status);
        if (CommandStatus.isTemporary(status)) return Problem.busy(name);
        String detail = status == CommandStatus.ESME_RINVDSTADR ? "No route takes this destination." : name;
        return Problem.unprocessable(name, detail);
    }
}
