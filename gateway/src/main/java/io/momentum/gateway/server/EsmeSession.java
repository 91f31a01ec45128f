package io.momentum.gateway.server;

import io.momentum.gateway.codec.BindRequest;
import io.momentum.gateway.codec.CommandId;
import io.momentum.gateway.codec.CommandStatus;
import io.momentum.gateway.codec.Frames;
import io.momentum.gateway.codec.PduWriter;
import io.momentum.gateway.net.Loop;
import io.momentum.gateway.net.PduHandler;
import io.momentum.gateway.net.SmppConnection;
import io.momentum.gateway.session.Liveness;
import io.momentum.store.outbox.OutboxEntry;
import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One ESME's connection, from accept to close: bind, submits within the window, deliveries, unbind. Each command is checked
 * against the state (SMPP 3.4 section 2.2 and 2.3). A bad PDU costs one answer, never the session, unless its framing is
 * broken. Owned by the connection's loop.
 */
final class EsmeSession implements PduHandler {

    private enum State {
        OPEN,
        CHECKING,
        BOUND,
        UNBINDING,
        CLOSED
    }

    private static final Logger LOG = LoggerFactory.getLogger(EsmeSession.class);
    private static final int VERSION_3_4 = 0x34;
    private static final long UNBIND_NANOS = TimeUnit.SECONDS.toNanos(2);

    /** The part of the enquire_link period for which a full window may keep us from reading. */
    private static final int PAUSE_SHARE = 3;

    private final SmppServer server;
    private final SmppConnection connection;
    private final long openedNanos = System.nanoTime();
    private State state = State.OPEN;
    private boolean transmits;
    private boolean receives;
    private @Nullable Account account;
    private @Nullable EsmeDeliveries deliveries;
    private @Nullable Liveness liveness;
    private int windowMax;
    private long pausedNanos;
    private int unanswered;
    private boolean askedToUnbind;
    private int unbindSequence;
    private long unbindNanos;
    private int controlSequence;

    EsmeSession(SmppServer server, SmppConnection connection) {
        this.server = server;
        this.connection = connection;
    }

    Loop loop() {
        return connection.loop();
    }

    /** The account, once bound. */
    @Nullable
    Account account() {
        return account;
    }

    @Override
    public int pduBytesMax() {
        return account == null ? Frames.MAX_BEFORE_BIND : server.config().maxPduBytes();
    }

    @Override
    public void onPdu(ByteBuf in, int at, int length) {
        if (liveness != null) liveness.heard(connection.heardNanos());
        int commandId = Frames.commandId(in, at);
        int sequence = Frames.sequence(in, at);
        if ((commandId & CommandId.RESPONSE) != 0) {
            onResponse(commandId, Frames.status(in, at), sequence);
            return;
        }
        switch (commandId) {
            case CommandId.SUBMIT_SM -> onSubmit(in, at, length, sequence);
            case CommandId.ENQUIRE_LINK -> answer(CommandId.ENQUIRE_LINK, CommandStatus.ESME_ROK, sequence);
            case CommandId.BIND_TRANSMITTER, CommandId.BIND_RECEIVER, CommandId.BIND_TRANSCEIVER ->
                onBind(commandId, copy(in, at, length), sequence);
            case CommandId.UNBIND -> onUnbind(sequence);
            default -> onOther(commandId, sequence);
        }
    }

    // ---- bind

    private void onBind(int commandId, byte[] pdu, int sequence) {
        if (state != State.OPEN) {
            answer(commandId, CommandStatus.ESME_RALYBND, sequence);
            return;
        }
        state = State.CHECKING;
        new BindAttempt(server, connection, this, commandId, sequence).check(pdu);
    }

    /** Whether a bind is being looked at, and the connection still there. */
    boolean isChecking() {
        return state == State.CHECKING;
    }

    void bound(int commandId, int sequence, BindRequest request, Account named) {
        account = named;
        connection.owner("account " + named.id());
        state = State.BOUND;
        windowMax = named.config().window();
        transmits = request.transmits();
        receives = request.receives();
        boolean withTlvs = request.takesTlvs();
        int version = withTlvs ? VERSION_3_4 : PduWriter.NO_VERSION;
        named.counters().bindAttempts.add(CommandStatus.ESME_ROK);
        server.bound(this);
        PduWriter.bindResponse(connection.out(), commandId, sequence, server.systemId(), version);
        ServerConfig config = server.config();
        liveness = new Liveness(
                config.enquireLink().toNanos(), config.responseTimeout().toNanos(), System.nanoTime());
        LOG.info("Account {} bound ({}) from {}", named.id(), CommandId.name(commandId), connection.peer());
        if (!receives) return;
        deliveries = new EsmeDeliveries(this, connection, named, withTlvs, config.deliverWindow());
        deliveries.start();
    }

    /** The bind will be answered with an error, and the connection closed. */
    void bindRefused() {
        state = State.UNBINDING;
        unbindNanos = System.nanoTime();
    }

    // ---- submit

    private void onSubmit(ByteBuf in, int at, int length, int sequence) {
        Account bound = account;
        if (state != State.BOUND || !transmits || bound == null) {
            refuseInState(CommandId.SUBMIT_SM, sequence);
            return;
        }
        bound.counters().submits.increment();
        if (unanswered >= windowMax) {
            bound.counters().throttled.increment();
            bound.counters().responses.add(CommandStatus.ESME_RTHROTTLED);
            answer(CommandId.SUBMIT_SM, CommandStatus.ESME_RTHROTTLED, sequence);
            return;
        }
        if (++unanswered >= windowMax) {
            pausedNanos = System.nanoTime();
            connection.pause();
        }
        server.submits().onSubmit(loop(), bound, copy(in, at, length), new SubmitReply(bound, sequence));
    }

    /** Answers one submit_sm, unless its ESME has gone. */
    private final class SubmitReply implements SubmitSink.Reply {
        private final Account bound;
        private final int sequence;
        private final long receivedNanos = System.nanoTime();

        SubmitReply(Account bound, int sequence) {
            this.bound = bound;
            this.sequence = sequence;
        }

        @Override
        public void accepted(long mtId) {
            if (connection.isOpen()) PduWriter.submitSmResponse(connection.out(), sequence, mtId);
            bound.counters().acceptTime.add(System.nanoTime() - receivedNanos);
            answered(CommandStatus.ESME_ROK);
        }

        @Override
        public void refused(int status) {
            if (connection.isOpen()) answer(CommandId.SUBMIT_SM, status, sequence);
            answered(status);
        }

        private void answered(int status) {
            bound.counters().responses.add(status);
            unanswered--;
            if (connection.isPaused() && unanswered < windowMax) connection.resume();
            finishUnbindIfIdle();
        }
    }

    // ---- deliver

    /** Entries of the account's outbox for this session. */
    void deliver(List<OutboxEntry> entries) {
        Account bound = account;
        if (deliveries != null) deliveries.add(entries);
        else if (bound != null) bound.outbox().leave(this, entries);
    }

    private void onResponse(int commandId, int status, int sequence) {
        boolean expected = switch (commandId) {
            case CommandId.DELIVER_SM_RESP -> deliveries != null && deliveries.answered(sequence, status);
            case CommandId.GENERIC_NACK -> deliveries != null && deliveries.answered(sequence, nonZero(status));
            case CommandId.ENQUIRE_LINK_RESP -> true;
            case CommandId.UNBIND_RESP -> {
                connection.closeAfterFlush();
                yield true;
            }
            default -> false;
        };
        if (!expected) server.unexpectedResponses().increment();
    }

    private static int nonZero(int status) {
        return status == CommandStatus.ESME_ROK ? CommandStatus.ESME_RUNKNOWNERR : status;
    }

    // ---- everything else

    /** Requests that we know and do not serve get their own response; others a generic_nack (SMPP 3.4 section 4.3). */
    private void onOther(int commandId, int sequence) {
        if (state != State.BOUND) {
            refuseInState(commandId, sequence);
            return;
        }
        switch (commandId) {
            case CommandId.QUERY_SM -> answer(commandId, CommandStatus.ESME_RQUERYFAIL, sequence);
            case CommandId.CANCEL_SM -> answer(commandId, CommandStatus.ESME_RCANCELFAIL, sequence);
            case CommandId.REPLACE_SM -> answer(commandId, CommandStatus.ESME_RREPLACEFAIL, sequence);
            case CommandId.SUBMIT_MULTI -> answer(commandId, CommandStatus.ESME_RSUBMITFAIL, sequence);
            case CommandId.DATA_SM -> answer(commandId, CommandStatus.ESME_RINVCMDID, sequence);
            case CommandId.DELIVER_SM -> answer(commandId, CommandStatus.ESME_RINVBNDSTS, sequence);
            default -> nack(sequence, CommandStatus.ESME_RINVCMDID);
        }
        Account bound = account;
        if (bound != null) bound.counters().malformed.increment();
    }

    /** Before bind nothing but a bind and enquire_link is served, and whoever tries is not kept. */
    private void refuseInState(int commandId, int sequence) {
        if (CommandId.hasResponse(commandId)) answer(commandId, CommandStatus.ESME_RINVBNDSTS, sequence);
        else nack(sequence, CommandStatus.ESME_RINVCMDID);
        if (state == State.OPEN) connection.closeAfterFlush();
    }

    private void onUnbind(int sequence) {
        if (state == State.OPEN || state == State.CHECKING) {
            answer(CommandId.UNBIND, CommandStatus.ESME_ROK, sequence);
            connection.closeAfterFlush();
            return;
        }
        state = State.UNBINDING;
        askedToUnbind = true;
        unbindSequence = sequence;
        unbindNanos = System.nanoTime();
        finishUnbindIfIdle();
    }

    /** The accepted submits are answered first, then the unbind. */
    private void finishUnbindIfIdle() {
        if (state != State.UNBINDING || unanswered > 0 || !askedToUnbind) return;
        answer(CommandId.UNBIND, CommandStatus.ESME_ROK, unbindSequence);
        connection.closeAfterFlush();
    }

    /** We end the session: ask for an unbind; the tick closes what does not answer. */
    void unbind() {
        if (state != State.BOUND) {
            connection.close();
            return;
        }
        state = State.UNBINDING;
        unbindNanos = System.nanoTime();
        PduWriter.header(connection.out(), CommandId.UNBIND, 0, ++controlSequence | 0x4000_0000);
    }

    @Override
    public void onTick(long nowNanos) {
        switch (state) {
            case OPEN, CHECKING -> {
                if (nowNanos - openedNanos > server.config().bindTimeout().toNanos()) connection.close();
            }
            case UNBINDING -> {
                if (nowNanos - unbindNanos > UNBIND_NANOS) connection.close();
            }
            case BOUND -> tickBound(nowNanos);
            case CLOSED -> {}
        }
    }

    private void tickBound(long nowNanos) {
        long timeoutNanos = server.config().responseTimeout().toNanos();
        if (deliveries != null) {
            deliveries.pump();
            if (deliveries.isStuck(nowNanos - timeoutNanos)) {
                LOG.warn("Account {} from {} does not answer deliver_sm, closing", account, connection.peer());
                connection.close();
                return;
            }
        }
        if (connection.isPaused()) {
            hearAgain(nowNanos);
            return;
        }
        if (liveness == null) return;
        switch (liveness.tick(nowNanos)) {
            case NOTHING -> {}
            case ENQUIRE_LINK ->
                PduWriter.header(connection.out(), CommandId.ENQUIRE_LINK, 0, ++controlSequence | 0x4000_0000);
            case CLOSE -> connection.close();
        }
    }

    /**
     * A peer that is not read from is not heard either: its enquire_link waits, its end is not noticed. So after a while it is
     * read from again, and what exceeds its window is refused for now.
     */
    private void hearAgain(long nowNanos) {
        if (nowNanos - pausedNanos > server.config().enquireLink().toNanos() / PAUSE_SHARE) connection.resume();
    }

    @Override
    public void onWritable() {
        if (deliveries != null) deliveries.pump();
    }

    @Override
    public void onBrokenFrame(int commandLength) {
        server.brokenFrames().increment();
        LOG.warn("Broken frame from {}: command_length {}, closing", connection.peer(), commandLength);
    }

    @Override
    public void onClosed() {
        state = State.CLOSED;
        if (deliveries != null) deliveries.close();
        deliveries = null;
        Account bound = account;
        if (bound != null) {
            bound.unbound();
            bound.counters().unbinds.increment();
            LOG.info("Account {} has left {}", bound.id(), connection.peer());
        }
        server.closed(this);
    }

    private void answer(int commandId, int status, int sequence) {
        PduWriter.header(connection.out(), commandId | CommandId.RESPONSE, status, sequence);
    }

    private void nack(int sequence, int status) {
        PduWriter.header(connection.out(), CommandId.GENERIC_NACK, status, sequence);
    }

    private static byte[] copy(ByteBuf in, int at, int length) {
        byte[] pdu = new byte[length];
        in.getBytes(at, pdu);
        return pdu;
    }
}
