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
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
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
    private static final long UNBIND_NANOS = TimeUnit.SECONDS.toNanos(2);

    /** The part of the enquire_link period for which a full window may keep us from reading. */
    private static final int PAUSE_SHARE = 3;

    private final SmppServer server;
    private final SmppConnection connection;
    private final Consumer<EsmeSession> whenClosed;
    private final long openedNanos = System.nanoTime();
    private State state = State.OPEN;
    private EsmeEnd end = EsmeEnd.CLOSED_BY_PEER;
    private boolean transmits;
    private BindKind kind = BindKind.TRANSCEIVER;
    private @Nullable Account account;
    private @Nullable EsmeRequests requests;
    private @Nullable EsmeDeliveries deliveries;
    private @Nullable Liveness liveness;
    private boolean askedToUnbind;
    private int unbindSequence;
    private long unbindNanos;
    private int controlSequence;

    /** A session whose end is told to {@code whenClosed}. */
    EsmeSession(SmppServer server, SmppConnection connection, Consumer<EsmeSession> whenClosed) {
        this.server = server;
        this.whenClosed = whenClosed;
        this.connection = connection;
    }

    Loop loop() {
        return connection.loop();
    }

    /** From where it connected; behind a proxy, what that says. */
    InetAddress address() {
        return connection.remoteAddress();
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
        if (EsmeRequests.areFor(commandId)) {
            onRequest(commandId, in, at, length, sequence);
            return;
        }
        switch (commandId) {
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
        kind = BindKind.of(request);
        state = State.BOUND;
        transmits = request.transmits();
        var answers = new EsmeAnswers(
                connection,
                named.config().esme(),
                request,
                () -> server.submits().congestion(),
                server.shortIds());
        requests = new EsmeRequests(server, connection, named, answers, this::finishUnbindIfIdle);
        named.counters().bindAttempts.add(CommandStatus.ESME_ROK);
        server.bound(this);
        PduWriter.bindResponse(connection.out(), commandId, sequence, server.systemId(), answers.version());
        ServerConfig config = server.config();
        liveness = new Liveness(
                config.enquireLink().toNanos(), config.responseTimeout().toNanos(), System.nanoTime());
        LOG.info("Account {} bound ({}) from {}", named.id(), CommandId.name(commandId), connection.peer());
        if (!request.receives()) return;
        deliveries = new EsmeDeliveries(this, connection, named, answers, config.deliverWindow());
        deliveries.start();
    }

    /** The bind will be answered with an error after a while, and the connection closed. */
    void bindRefused(long afterMillis) {
        state = State.UNBINDING;
        unbindNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(afterMillis);
    }

    // ---- requests about messages

    private void onRequest(int commandId, ByteBuf in, int at, int length, int sequence) {
        if (state != State.BOUND || !transmits || requests == null) refuseInState(commandId, sequence);
        else requests.take(commandId, in, at, length, sequence);
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

    /** What no ESME may ask, or nobody knows: a generic_nack (SMPP 3.4 section 4.3). */
    private void onOther(int commandId, int sequence) {
        if (state != State.BOUND) {
            refuseInState(commandId, sequence);
            return;
        }
        if (commandId == CommandId.DELIVER_SM) answer(commandId, CommandStatus.ESME_RINVBNDSTS, sequence);
        else nack(sequence, CommandStatus.ESME_RINVCMDID);
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
        end = EsmeEnd.UNBOUND_BY_PEER;
        unbindSequence = sequence;
        unbindNanos = System.nanoTime();
        finishUnbindIfIdle();
    }

    /** The accepted submits are answered first, then the unbind. */
    private void finishUnbindIfIdle() {
        if (state != State.UNBINDING || !askedToUnbind || (requests != null && !requests.isIdle())) return;
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
        end = EsmeEnd.STOPPED;
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
                end = EsmeEnd.STALLED;
                connection.close();
                return;
            }
        }
        if (connection.isPaused()) {
            if (requests != null)
                requests.hearAgain(nowNanos, server.config().enquireLink().toNanos() / PAUSE_SHARE);
            return;
        }
        if (liveness == null) return;
        switch (liveness.tick(nowNanos)) {
            case NOTHING -> {}
            case ENQUIRE_LINK ->
                PduWriter.header(connection.out(), CommandId.ENQUIRE_LINK, 0, ++controlSequence | 0x4000_0000);
            case CLOSE -> {
                end = EsmeEnd.SILENT;
                connection.close();
            }
        }
    }

    @Override
    public void onWritable() {
        if (deliveries != null) deliveries.pump();
    }

    @Override
    public void onBrokenFrame(int commandLength) {
        end = EsmeEnd.BROKEN_FRAME;
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
            bound.unbound(kind);
            bound.counters().ended(end);
            LOG.info("Account {} has left {}", bound.id(), connection.peer());
        }
        whenClosed.accept(this);
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
