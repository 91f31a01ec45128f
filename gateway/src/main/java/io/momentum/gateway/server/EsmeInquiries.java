package io.momentum.gateway.server;

import io.momentum.gateway.codec.CommandStatus;
import io.momentum.gateway.codec.MessageRef;
import io.momentum.gateway.codec.ReplaceSm;
import io.momentum.gateway.codec.SmppTime;
import io.momentum.gateway.net.Loop;
import io.momentum.store.value.MessageState;

/** What one bound ESME asks of messages that it submitted before: query_sm, cancel_sm, replace_sm. Owned by the connection's loop. */
final class EsmeInquiries {

    /** Answers one request. One of the two is called, once. */
    interface Reply {
        int sequence();

        /** By a status alone; ESME_ROK too. */
        void done(int status);

        /** By what {@code answer} writes. */
        void ended(Runnable answer);
    }

    private final SubmittedMessages messages;
    private final Loop loop;
    private final Account account;
    private final EsmeAnswers answers;

    EsmeInquiries(SubmittedMessages messages, Loop loop, Account account, EsmeAnswers answers) {
        this.messages = messages;
        this.loop = loop;
        this.account = account;
        this.answers = answers;
    }

    void query(byte[] pdu, Reply reply) {
        MessageRef ref = MessageRef.query(pdu);
        long mtId = ref.isOk() ? answers.idOf(ref.messageId()) : -1;
        if (mtId < 0) {
            reply.done(ref.isOk() ? CommandStatus.ESME_RINVMSGID : ref.status());
            return;
        }
        account.counters().queries.increment();
        messages.query(loop, account, mtId, ref, new SubmittedMessages.Found() {
            @Override
            public void found(MessageState state, long finalAtMicros, String error) {
                String finalAt = finalAtMicros == 0 ? "" : SmppTime.absolute(finalAtMicros / 1000);
                reply.ended(() -> answers.found(reply.sequence(), ref.messageId(), finalAt, state, octet(error)));
            }

            @Override
            public void missing(int status) {
                reply.done(status);
            }
        });
    }

    /** error_code has one octet: the network's code where it fits, 255 for one that does not, 0 for none. */
    private static int octet(String error) {
        if (error.isEmpty()) return 0;
        if (!error.matches("[0-9]{1,9}")) return 255;
        return Math.min(255, Integer.parseInt(error));
    }

    void cancel(byte[] pdu, Reply reply) {
        MessageRef ref = MessageRef.cancel(pdu);
        if (!ref.isOk()) {
            reply.done(ref.status());
            return;
        }
        boolean group = ref.messageId().isEmpty();
        long mtId = group ? 0 : answers.idOf(ref.messageId());
        if (mtId < 0) {
            reply.done(CommandStatus.ESME_RINVMSGID);
            return;
        }
        if (group && ref.destination().text().isEmpty()) {
            reply.done(CommandStatus.ESME_RINVDSTADR);
            return;
        }
        if (!account.tryTakeSearch(Loop.nowMillis())) {
            reply.done(CommandStatus.ESME_RTHROTTLED);
            return;
        }
        messages.cancel(loop, account, mtId, ref, cancelled -> {
            account.counters().cancelled.add(cancelled);
            reply.done(cancelled > 0 ? CommandStatus.ESME_ROK : CommandStatus.ESME_RCANCELFAIL);
        });
    }

    void replace(byte[] pdu, Reply reply) {
        ReplaceSm request = ReplaceSm.parse(pdu);
        if (!request.isOk()) {
            reply.done(request.status());
            return;
        }
        long mtId = answers.idOf(request.messageId());
        if (mtId < 0) {
            reply.done(CommandStatus.ESME_RINVMSGID);
            return;
        }
        if (!account.tryTakeSearch(Loop.nowMillis())) {
            reply.done(CommandStatus.ESME_RTHROTTLED);
            return;
        }
        messages.replace(loop, account, mtId, request, status -> {
            if (status == CommandStatus.ESME_ROK) account.counters().replaced.increment();
            reply.done(status);
        });
    }
}
