package io.momentum.gateway.carrier;

import io.momentum.gateway.codec.AlertNotification;
import io.momentum.gateway.codec.CommandId;
import io.momentum.gateway.codec.CommandStatus;
import io.momentum.gateway.codec.Frames;
import io.momentum.gateway.codec.PduWriter;
import io.momentum.gateway.codec.ResponsePdu;
import io.momentum.gateway.message.Mt;
import io.momentum.gateway.net.Loop;
import io.momentum.gateway.net.PduHandler;
import io.momentum.gateway.net.SmppConnection;
import io.momentum.gateway.profile.SessionProfile;
import io.momentum.gateway.session.RequestWindow;
import io.momentum.gateway.suppress.ClearedSubmit;
import io.momentum.store.fact.Fact.AlertReceived;
import io.momentum.store.value.MessageId;
import io.netty.buffer.ByteBuf;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection of a bind, from the bind request to the close: what the SMSC sends is answered here, and what it answers is
 * matched with what we sent. A fresh connection is a fresh window (SMPP 3.4 section 2.7). Owned by the lane's loop.
 */
final class CarrierLink implements PduHandler {

    /** How it stands. */
    enum State {
        BINDING,
        BOUND,
        UNBINDING
    }

    private static final Logger LOG = LoggerFactory.getLogger(CarrierLink.class);

    /** How long our last words may take to leave. */
    private static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final CarrierBind bind;
    private final SmppConnection connection;
    private final CarrierConfig config;
    private final CarrierCounters counters;
    private final Outcomes outcomes;
    private final RequestWindow<Mt> window;
    private final OwedAnswers owed;
    private final LinkWatch watch;
    private final SubmitAnswers answers;
    private final SubmitForm form;
    private final AddedTlvs addedTlvs;
    private final Unbinding unbinding;
    private State state = State.BINDING;
    private BindEnd end = BindEnd.CLOSED_BY_PEER;
    private long boundNanos;
    private long closingNanos;
    private int controlSequence;
    private int theirVersion;

    /** The connection is up: binds. */
    CarrierLink(CarrierBind bind, Outcomes outcomes, SmppConnection connection) {
        this.bind = bind;
        this.outcomes = outcomes;
        this.connection = connection;
        config = bind.config();
        counters = bind.carrier().counters();
        window = new RequestWindow<>(config.window());
        owed = new OwedAnswers(connection, config.window());
        watch = new LinkWatch(config, System.nanoTime());
        answers = new SubmitAnswers(window, outcomes, counters, watch, this::submitSettled);
        unbinding = new Unbinding(this, connection, owed, config.responseTimeout());
        form = SubmitForm.of(config.profile());
        addedTlvs = AddedTlvs.of(config.profile());
        SessionProfile session = config.profile().session();
        PduWriter.bind(
                connection.out(),
                bind.role().commandId(),
                nextControlSequence(),
                config.systemId(),
                config.password().reveal(),
                session.systemType(),
                session.interfaceVersion(),
                session.addressRange().ton(),
                session.addressRange().npi(),
                session.addressRange().range());
    }

    SmppConnection connection() {
        return connection;
    }

    State state() {
        return state;
    }

    boolean isOf(SmppConnection other) {
        return connection == other;
    }

    RequestWindow<Mt> window() {
        return window;
    }

    LinkWatch watch() {
        return watch;
    }

    /** sc_interface_version of the bind response, 0 where the SMSC did not say. */
    int theirVersion() {
        return theirVersion;
    }

    OwedAnswers owed() {
        return owed;
    }

    boolean canWrite() {
        return state == State.BOUND && connection.isOpen();
    }

    /** Submits that have no answer, and attempts on their way. */
    int unanswered() {
        return window.used() + bind.kept();
    }

    void write(ClearedSubmit cleared) {
        long nowNanos = System.nanoTime();
        watch.sending(window.used(), nowNanos);
        Mt mt = cleared.mt();
        int sequence = window.add(mt, nowNanos);
        byte[] pdu = form.of(LeavingTimes.pdu(mt, config.profile().flow().validity()), mt);
        if (watch.takesTlvs()) PduWriter.writeWithSequence(connection.out(), addedTlvs.to(pdu, mt), sequence);
        else PduWriter.writeWithoutTlvs(connection.out(), pdu, sequence);
        counters.submits.increment();
        if (mt.attempts() == 1 && mt.dueAtMillis() == 0) counters.queueTime.add(waitedNanos(mt));
    }

    /** Since its id was made, which is a millisecond's work before its acceptance: 0 where the ids run ahead of the clock. */
    private long waitedNanos(Mt mt) {
        long millis = connection.loop().nowMicros() / 1_000 - MessageId.millis(mt.mtId());
        return Math.max(0, millis) * 1_000_000;
    }

    // ---- what comes in

    @Override
    public int pduBytesMax() {
        return state == State.BINDING ? Frames.MAX_BEFORE_BIND : Frames.MAX_BOUND;
    }

    @Override
    public void onPdu(ByteBuf in, int at, int length) {
        int commandId = Frames.commandId(in, at);
        int sequence = Frames.sequence(in, at);
        watch.heard(connection.heardNanos());
        if (CommandId.isResponse(commandId)) onResponse(in, at, length, commandId, sequence);
        else onRequest(in, at, length, commandId, sequence);
    }

    private void onRequest(ByteBuf in, int at, int length, int commandId, int sequence) {
        switch (commandId) {
            case CommandId.ENQUIRE_LINK -> PduWriter.enquireLinkResponse(connection.out(), sequence);
            case CommandId.DELIVER_SM, CommandId.DATA_SM -> onDeliver(in, at, length, commandId, sequence);
            case CommandId.UNBIND -> onUnbind(sequence);
            case CommandId.ALERT_NOTIFICATION -> onAlert(in, at, length);
            case CommandId.OUTBIND -> counters.unexpectedResponses.increment();
            default -> PduWriter.genericNack(connection.out(), CommandStatus.ESME_RINVCMDID, sequence);
        }
    }

    private void onDeliver(ByteBuf in, int at, int length, int commandId, int sequence) {
        if (state == State.BINDING) {
            PduWriter.refusal(connection.out(), commandId, CommandStatus.ESME_RINVBNDSTS, sequence);
            return;
        }
        byte[] pdu = new byte[length];
        in.getBytes(at, pdu);
        owed.add();
        bind.deliveries().onDeliver(bind, sequence, pdu);
    }

    /** Kept for who asks later; nobody is answered, so a full journal loses no more than this. */
    private void onAlert(ByteBuf in, int at, int length) {
        counters.alerts.increment();
        Loop loop = bind.loop();
        if (state != State.BOUND || !loop.stage().hasRoom()) return;
        byte[] pdu = new byte[length];
        in.getBytes(at, pdu);
        AlertNotification alert = AlertNotification.parse(pdu);
        loop.stage()
                .note(new AlertReceived(
                        loop.nowMicros(), config.id(), alert.source(), alert.esme(), alert.availability()));
    }

    private void onUnbind(int sequence) {
        LOG.info("{} was unbound by the SMSC", bind);
        end = BindEnd.UNBOUND_BY_PEER;
        boolean wasBinding = state == State.BINDING;
        leaveBound();
        unbinding.asked(sequence, wasBinding);
    }

    private void onResponse(ByteBuf in, int at, int length, int commandId, int sequence) {
        int status = Frames.status(in, at);
        switch (commandId) {
            case CommandId.SUBMIT_SM_RESP -> answers.answered(in, at, length, status, sequence);
            case CommandId.GENERIC_NACK -> {
                if (state == State.BINDING) onBindResponse(in, at, length, SubmitAnswers.failure(status));
                else answers.nacked(in, at, length, status, sequence);
            }
            case CommandId.BIND_TRANSMITTER_RESP, CommandId.BIND_RECEIVER_RESP, CommandId.BIND_TRANSCEIVER_RESP ->
                onBindResponse(in, at, length, status);
            case CommandId.ENQUIRE_LINK_RESP -> counters.enquireTime.add(watch.sinceAskedNanos(System.nanoTime()));
            case CommandId.UNBIND_RESP -> connection.closeAfterFlush();
            default -> answers.wrong(sequence);
        }
    }

    private void onBindResponse(ByteBuf in, int at, int length, int status) {
        if (state != State.BINDING || unbinding.isOn()) {
            counters.unexpectedResponses.increment();
            return;
        }
        counters.bindAttempts.add(status);
        if (status != CommandStatus.ESME_ROK) {
            end(BindEnd.BIND_REFUSED);
            bind.refused(status);
            return;
        }
        theirVersion = ResponsePdu.interfaceVersion(in, at, length);
        state = State.BOUND;
        boundNanos = System.nanoTime();
        watch.bound(boundNanos);
        bind.bound();
    }

    private void submitSettled() {
        bind.planPump();
        unbinding.goOn();
    }

    // ---- the clock

    @Override
    public void onTick(long nowNanos) {
        if (!connection.isOpen()) {
            if (closingNanos == 0) closingNanos = nowNanos;
            else if (nowNanos - closingNanos > CLOSE_NANOS) connection.abort();
            return;
        }
        answers.onTick(nowNanos, nowNanos - config.responseTimeout().toNanos());
        counters.windowFullNanos.add(watch.takeFullNanos());
        if (state == State.UNBINDING || unbinding.isOn()) {
            unbinding.onTick(nowNanos);
            return;
        }
        switch (watch.tick(state == State.BINDING, window.used(), connection.isPaused(), nowNanos)) {
            case NOTHING -> {}
            case ENQUIRE_LINK -> PduWriter.enquireLink(connection.out(), nextControlSequence());
            case BIND_UNANSWERED -> giveUp(BindEnd.BIND_UNANSWERED);
            case STALLED -> giveUp(BindEnd.STALLED);
            case SILENT -> {
                end(BindEnd.SILENT);
                connection.abort();
            }
        }
    }

    /** The peer is there and does not do its part: it is told that we leave, so that it does not keep the session. */
    private void giveUp(BindEnd why) {
        end(why);
        PduWriter.unbind(connection.out(), nextControlSequence());
        connection.closeAfterFlush();
    }

    private void end(BindEnd why) {
        end = why;
        if (why != BindEnd.STOPPED) connection.recordFault(why.toString().replace('_', ' '));
    }

    // ---- leaving

    /** Unbinds in order: what is unanswered is waited for, for the response time-out at most. */
    void stop() {
        if (unbinding.isOn()) return;
        end = BindEnd.STOPPED;
        if (state != State.BOUND) {
            connection.close();
            return;
        }
        leaveBound();
        unbinding.begin();
    }

    private void leaveBound() {
        if (state != State.BOUND) return;
        state = State.UNBINDING;
        bind.leftBound();
    }

    /** An attempt or an answer that an unbind may have waited for is done. */
    void settled() {
        unbinding.goOn();
    }

    @Override
    public void onWritable() {
        bind.planPump();
    }

    @Override
    public void onBrokenFrame(int commandLength) {
        end = BindEnd.BROKEN_FRAME;
        counters.malformed.increment();
        counters.brokenFrames.increment();
        LOG.warn("{}: command_length {}, closing", bind, commandLength);
    }

    @Override
    public void onClosed() {
        if (end == BindEnd.CLOSED_BY_PEER && state == State.BOUND) connection.recordFault("closed by peer");
        leaveBound();
        outcomes.linkLost(window);
        bind.closed(end, boundNanos == 0 ? -1 : System.nanoTime() - boundNanos);
    }

    /** Control PDUs take numbers from the upper half, so that they never meet those of the window in a dump. */
    int nextControlSequence() {
        controlSequence = (controlSequence + 1) & 0x3FFF_FFFF;
        return 0x4000_0000 | controlSequence;
    }
}
