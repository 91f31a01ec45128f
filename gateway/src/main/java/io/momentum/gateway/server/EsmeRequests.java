package io.momentum.gateway.server;

import io.momentum.gateway.codec.CommandId;
import io.momentum.gateway.codec.CommandStatus;
import io.momentum.gateway.codec.DataSm;
import io.momentum.gateway.codec.MessagePdu;
import io.momentum.gateway.codec.SubmitMulti;
import io.momentum.gateway.net.SmppConnection;
import io.momentum.gateway.server.EsmeProfile.OverWindow;
import io.netty.buffer.ByteBuf;
import java.util.function.LongSupplier;

/**
 * The requests of one bound ESME about its messages, and the window that they share: every request that waits for its answer
 * takes a place, whatever it asks. Owned by the connection's loop.
 */
final class EsmeRequests {

    private final SmppServer server;
    private final SmppConnection connection;
    private final Account account;
    private final EsmeAnswers answers;
    private final EsmeInquiries inquiries;
    private final LongSupplier ids;
    private final Runnable whenIdle;
    private final int windowMax;
    private final OverWindow overWindow;
    private int unanswered;
    private long pausedNanos;

    /** The requests of one bind; {@code whenIdle} runs each time none of them waits any more. */
    EsmeRequests(
            SmppServer server, SmppConnection connection, Account account, EsmeAnswers answers, Runnable whenIdle) {
        this.server = server;
        this.connection = connection;
        this.account = account;
        this.answers = answers;
        ids = answers::newId;
        inquiries = new EsmeInquiries(server.submitted(), connection.loop(), account, answers);
        this.whenIdle = whenIdle;
        windowMax = account.config().window();
        overWindow = account.config().esme().overWindow();
    }

    /** Whether this is a request that the window is for. */
    static boolean areFor(int commandId) {
        return switch (commandId) {
            case CommandId.SUBMIT_SM,
                    CommandId.DATA_SM,
                    CommandId.SUBMIT_MULTI,
                    CommandId.QUERY_SM,
                    CommandId.CANCEL_SM,
                    CommandId.REPLACE_SM -> true;
            default -> false;
        };
    }

    /** One request, where it stands in the read buffer. */
    void take(int commandId, ByteBuf in, int at, int length, int sequence) {
        boolean submits = commandId == CommandId.SUBMIT_SM || commandId == CommandId.DATA_SM;
        if (submits) account.counters().submits.increment();
        if (unanswered >= windowMax) {
            refuseOverWindow(commandId, sequence, submits);
            return;
        }
        if (++unanswered >= windowMax && overWindow == OverWindow.WAIT) {
            pausedNanos = System.nanoTime();
            connection.pause();
        }
        byte[] pdu = new byte[length];
        in.getBytes(at, pdu);
        Reply reply = new Reply(commandId, sequence);
        switch (commandId) {
            case CommandId.SUBMIT_SM -> server.submits().onSubmit(connection.loop(), account, ids, pdu, reply);
            case CommandId.DATA_SM -> dataSm(pdu, reply);
            case CommandId.SUBMIT_MULTI -> submitMulti(pdu, reply);
            case CommandId.QUERY_SM -> inquiries.query(pdu, reply);
            case CommandId.CANCEL_SM -> inquiries.cancel(pdu, reply);
            default -> inquiries.replace(pdu, reply);
        }
    }

    private void refuseOverWindow(int commandId, int sequence, boolean submits) {
        int status = overWindow == OverWindow.QUEUE_FULL ? CommandStatus.ESME_RMSGQFUL : CommandStatus.ESME_RTHROTTLED;
        account.counters().throttled(Throttle.WINDOW);
        if (submits) account.counters().responses.add(status);
        answers.status(commandId, status, sequence);
    }

    private void dataSm(byte[] pdu, Reply reply) {
        MessagePdu data = MessagePdu.parse(pdu);
        if (data.isOk()) {
            server.submits().onSubmit(connection.loop(), account, ids, DataSm.submitSm(data), reply);
            return;
        }
        account.counters().malformed.increment();
        reply.refused(data.status());
    }

    private void submitMulti(byte[] pdu, Reply reply) {
        SubmitMulti multi = SubmitMulti.parse(pdu);
        if (!multi.isOk()) {
            account.counters().malformed.increment();
            reply.done(multi.status());
            return;
        }
        var spread = new MultiSubmit(multi, account, (ids, refused, status) -> {
            if (ids.isEmpty()) reply.done(status);
            else reply.ended(() -> answers.accepted(reply.sequence, ids, refused));
        });
        spread.submit(connection.loop(), ids, server.submits());
    }

    boolean isIdle() {
        return unanswered == 0;
    }

    /**
     * A peer that is not read from is not heard either: its enquire_link waits, its end is not noticed. So after a while it is
     * read from again, and what exceeds its window is refused for now.
     */
    void hearAgain(long nowNanos, long deafNanos) {
        if (nowNanos - pausedNanos > deafNanos) connection.resume();
    }

    /** Answers one request, unless its ESME has gone, and gives its place in the window back. */
    private final class Reply implements SubmitSink.Reply, EsmeInquiries.Reply {
        private final int commandId;
        private final int sequence;
        private final long receivedNanos = System.nanoTime();

        Reply(int commandId, int sequence) {
            this.commandId = commandId;
            this.sequence = sequence;
        }

        @Override
        public void accepted(long mtId) {
            if (connection.isOpen()) answers.accepted(commandId, sequence, mtId);
            account.counters().acceptTime.add(System.nanoTime() - receivedNanos);
            account.counters().responses.add(CommandStatus.ESME_ROK);
            free();
        }

        @Override
        public void refused(int status) {
            if (connection.isOpen()) answers.status(commandId, status, sequence);
            account.counters().responses.add(status);
            free();
        }

        @Override
        public int sequence() {
            return sequence;
        }

        @Override
        public void done(int status) {
            ended(() -> answers.status(commandId, status, sequence));
        }

        @Override
        public void ended(Runnable answer) {
            if (connection.isOpen()) answer.run();
            free();
        }

        private void free() {
            unanswered--;
            if (connection.isPaused() && unanswered < windowMax) connection.resume();
            if (unanswered == 0) whenIdle.run();
        }
    }
}
