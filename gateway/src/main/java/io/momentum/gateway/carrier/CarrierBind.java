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
import io.momentum.gateway.session.Liveness;
import io.momentum.gateway.session.RequestWindow;
import io.momentum.gateway.suppress.ClearedSubmit;
import io.momentum.store.fact.Fact.AlertReceived;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One bind to a carrier, over its reconnects: connect, bind, send within the window, answer what the SMSC sends. Owned by its
 * lane's loop. What became of each submit_sm is told to {@link Outcomes}; when to connect again is {@link Reconnect}'s.
 */
public final class CarrierBind implements PduHandler {

    /** What the bind may do (SMPP 3.4 section 2.2). */
    enum Role {
        TRANSMITTER(CommandId.BIND_TRANSMITTER),
        RECEIVER(CommandId.BIND_RECEIVER),
        TRANSCEIVER(CommandId.BIND_TRANSCEIVER);

        private final int commandId;

        Role(int commandId) {
            this.commandId = commandId;
        }

        boolean transmits() {
            return this != RECEIVER;
        }
    }

    private enum State {
        DOWN,
        CONNECTING,
        BINDING,
        BOUND,
        UNBINDING
    }

    private static final Logger LOG = LoggerFactory.getLogger(CarrierBind.class);
    private static final long BIND_TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final int INTERFACE_VERSION = 0x34;

    /** How long an SMSC's unbind waits for the answers that are owed on both sides. */
    private static final long UNBIND_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Lane lane;
    private final int index;
    private final Role role;
    private final CarrierConfig config;
    private final CarrierCounters counters;
    private final Outcomes outcomes;
    private final Reconnect reconnect;
    private final AddedTlvs addedTlvs;
    private RequestWindow<Mt> window;
    private State state = State.DOWN;
    private @Nullable SmppConnection connection;
    private @Nullable Liveness liveness;
    private int kept;
    private @Nullable OwedAnswers owed;
    private boolean askedToUnbind;
    private boolean unbindSent;
    private int unbindSequence;
    private int controlSequence;
    private long stateSinceNanos;
    private boolean stopped;

    CarrierBind(Lane lane, int index, Role role) {
        this.lane = lane;
        this.index = index;
        this.role = role;
        config = lane.carrier().config();
        counters = lane.carrier().counters();
        window = new RequestWindow<>(config.window());
        outcomes = new Outcomes(lane);
        reconnect = new Reconnect(this, config);
        addedTlvs = AddedTlvs.of(config.profile());
    }

    public Loop loop() {
        return lane.loop();
    }

    public Carrier carrier() {
        return lane.carrier();
    }

    CarrierConfig config() {
        return config;
    }

    /** How it stands, for people; may be a moment old. */
    Carrier.BindStatus status() {
        SmppConnection c = connection;
        String role = this.role.name().toLowerCase(java.util.Locale.ROOT);
        String stands = state.name().toLowerCase(java.util.Locale.ROOT);
        return new Carrier.BindStatus(config.id(), index, role, stands, window.used(), c == null ? "" : c.peer());
    }

    // ---- sending

    /** Whether a message may be taken from the queue for this bind. */
    boolean hasRoom() {
        return canWrite() && window.free() > kept && connection != null && connection.isWritable();
    }

    boolean canWrite() {
        return state == State.BOUND && role.transmits() && connection != null && connection.isOpen();
    }

    /** Keeps a place in the window while an attempt is on its way to the disk. */
    void keepPlace() {
        kept++;
    }

    void givePlaceBack() {
        kept--;
        finishUnbindIfIdle();
    }

    /** Writes a submit_sm. The gate calls this, and nobody else can: it takes the gate's proof. */
    void write(ClearedSubmit cleared) {
        loop().assertOwner();
        SmppConnection c = open();
        Mt mt = cleared.mt();
        int sequence = window.add(mt, System.nanoTime());
        byte[] pdu = LeavingTimes.pdu(mt, config.profile().flow().validity());
        PduWriter.writeWithSequence(c.out(), addedTlvs.to(pdu), sequence);
        counters.submits.increment();
    }

    /** Answers a deliver_sm, if the connection that it came on is still up. */
    public void answerDeliver(SmppConnection from, DeliveryAnswer answer) {
        loop().assertOwner();
        OwedAnswers to = owed;
        if (to == null || !to.isOf(from)) return;
        to.give(answer);
        finishUnbindIfIdle();
    }

    /** Announces that an answer waits for submits in flight. @return false where too many do: answer with a temporary status */
    public boolean tryHoldAnswer(SmppConnection from) {
        OwedAnswers to = owed;
        return to == null || !to.isOf(from) || to.tryHold();
    }

    /** Gives the answer that {@link #tryHoldAnswer} announced. */
    public void answerHeld(SmppConnection from, DeliveryAnswer answer) {
        OwedAnswers to = owed;
        if (to != null && to.isOf(from)) to.letGo();
        answerDeliver(from, answer);
    }

    /** Calls back once no submit to this number waits for its answer that was written before. */
    void whenSettled(long digits, Runnable then) {
        List<Mt> inFlight = new ArrayList<>();
        window.forEach(mt -> {
            if (mt.digits() == digits) inFlight.add(mt);
        });
        if (inFlight.isEmpty()) then.run();
        else outcomes.whenSettled(inFlight, then);
    }

    public SmppConnection connection() {
        return open();
    }

    // ---- life

    void start() {
        loop().assertOwner();
        reconnect.now();
    }

    /** Unbinds in order, or stops trying; what is unanswered after the response time-out is unknown. */
    void stop() {
        loop().assertOwner();
        stopped = true;
        if (state == State.BOUND) {
            leaveBound(State.UNBINDING);
            finishUnbindIfIdle();
        } else if (connection != null) {
            connection.close();
        }
    }

    boolean isStopped() {
        return stopped;
    }

    boolean isDown() {
        return state == State.DOWN;
    }

    int unanswered() {
        return window.used() + kept;
    }

    void connecting() {
        become(State.CONNECTING);
    }

    void connectFailed(String why) {
        counters.connectFailures.increment();
        become(State.DOWN);
        reconnect.failed(why);
    }

    /** The connection is up: bind. */
    PduHandler connected(SmppConnection c) {
        connection = c;
        c.owner("carrier " + config.id());
        window = new RequestWindow<>(config.window());
        owed = new OwedAnswers(c, config.window());
        askedToUnbind = false;
        unbindSent = false;
        become(State.BINDING);
        PduWriter.bind(
                c.out(),
                role.commandId,
                nextControlSequence(),
                config.systemId(),
                config.password().reveal(),
                config.systemType(),
                INTERFACE_VERSION);
        return this;
    }

    @Override
    public int pduBytesMax() {
        return state == State.BOUND || state == State.UNBINDING ? Frames.MAX_BOUND : Frames.MAX_BEFORE_BIND;
    }

    @Override
    public void onPdu(ByteBuf in, int at, int length) {
        int commandId = Frames.commandId(in, at);
        int sequence = Frames.sequence(in, at);
        int status = Frames.status(in, at);
        if (liveness != null) liveness.heard(open().heardNanos());
        if ((commandId & CommandId.RESPONSE) != 0) onResponse(in, at, length, commandId, status, sequence);
        else onRequest(in, at, length, commandId, sequence);
    }

    private void onRequest(ByteBuf in, int at, int length, int commandId, int sequence) {
        ByteBuf out = open().out();
        switch (commandId) {
            case CommandId.ENQUIRE_LINK ->
                PduWriter.header(out, CommandId.ENQUIRE_LINK_RESP, CommandStatus.ESME_ROK, sequence);
            case CommandId.DELIVER_SM, CommandId.DATA_SM -> onDeliver(in, at, length, commandId, sequence);
            case CommandId.UNBIND -> onUnbind(sequence);
            case CommandId.ALERT_NOTIFICATION -> onAlert(in, at, length);
            case CommandId.OUTBIND -> counters.unexpectedResponses.increment();
            default -> PduWriter.header(out, CommandId.GENERIC_NACK, CommandStatus.ESME_RINVCMDID, sequence);
        }
    }

    private void onDeliver(ByteBuf in, int at, int length, int commandId, int sequence) {
        if (state != State.BOUND && state != State.UNBINDING) {
            PduWriter.header(open().out(), commandId | CommandId.RESPONSE, CommandStatus.ESME_RINVBNDSTS, sequence);
            return;
        }
        byte[] pdu = new byte[length];
        in.getBytes(at, pdu);
        if (owed != null) owed.add();
        lane.steps().deliveries().onDeliver(this, sequence, pdu);
    }

    /** Kept for who asks later; nobody is answered, so a full journal loses no more than this. */
    private void onAlert(ByteBuf in, int at, int length) {
        counters.alerts.increment();
        if (state != State.BOUND || !lane.loop().stage().hasRoom()) return;
        byte[] pdu = new byte[length];
        in.getBytes(at, pdu);
        AlertNotification alert = AlertNotification.parse(pdu);
        long now = lane.loop().nowMicros();
        lane.loop()
                .stage()
                .note(new AlertReceived(now, config.id(), alert.source(), alert.esme(), alert.availability()));
    }

    private void onUnbind(int sequence) {
        LOG.info("Carrier {} bind {} was unbound by the SMSC", config.id(), index);
        askedToUnbind = true;
        unbindSequence = sequence;
        if (state == State.BOUND) leaveBound(State.UNBINDING);
        if (state == State.UNBINDING) finishUnbindIfIdle();
        else answerUnbind();
    }

    private void answerUnbind() {
        PduWriter.header(open().out(), CommandId.UNBIND_RESP, CommandStatus.ESME_ROK, unbindSequence);
        open().closeAfterFlush();
    }

    private void onResponse(ByteBuf in, int at, int length, int commandId, int status, int sequence) {
        switch (commandId) {
            case CommandId.SUBMIT_SM_RESP -> onSubmitResponse(in, at, length, status, sequence);
            case CommandId.GENERIC_NACK -> {
                if (state == State.BINDING) onBindResponse(status);
                else onSubmitResponse(in, at, length, failure(status), sequence);
            }
            case CommandId.BIND_TRANSMITTER_RESP, CommandId.BIND_RECEIVER_RESP, CommandId.BIND_TRANSCEIVER_RESP ->
                onBindResponse(status);
            case CommandId.ENQUIRE_LINK_RESP -> {
                // bytes from the peer have already proved that it is there
            }
            case CommandId.UNBIND_RESP -> open().closeAfterFlush();
            default -> onWrongResponse(sequence);
        }
    }

    /** A response of another kind under the number of a submit_sm: it tells nothing about the message. */
    private void onWrongResponse(int sequence) {
        counters.unexpectedResponses.increment();
        Mt mt = window.remove(sequence);
        if (mt == null) return;
        outcomes.unknown(mt);
        lane.planPump();
        finishUnbindIfIdle();
    }

    private void onBindResponse(int status) {
        if (state != State.BINDING) {
            counters.unexpectedResponses.increment();
            return;
        }
        counters.bindAttempts.add(status);
        if (status != CommandStatus.ESME_ROK) {
            reconnect.refused(status);
            open().recordFault("bind refused");
            open().closeAfterFlush();
            return;
        }
        LOG.info("Carrier {} bind {} is bound as {} to {}", config.id(), index, role, open().peer());
        reconnect.succeeded();
        become(State.BOUND);
        liveness = new Liveness(
                config.enquireLink().toNanos(), config.responseTimeout().toNanos(), System.nanoTime());
        if (role.transmits()) lane.transmitterBound();
        if (stopped) stop();
    }

    private void onSubmitResponse(ByteBuf in, int at, int length, int status, int sequence) {
        long sentNanos = window.sentNanos(sequence);
        Mt mt = window.remove(sequence);
        if (mt == null) {
            outcomes.late(in, at, length, status, sequence);
            return;
        }
        counters.responses.add(status);
        counters.responseTime.add(System.nanoTime() - sentNanos);
        outcomes.answered(mt, status, ResponsePdu.messageId(in, at, length));
        lane.planPump();
        finishUnbindIfIdle();
    }

    /** A generic_nack never means success, whatever status it carries. */
    private static int failure(int status) {
        return status == CommandStatus.ESME_ROK ? CommandStatus.ESME_RUNKNOWNERR : status;
    }

    private void finishUnbindIfIdle() {
        SmppConnection c = connection;
        if (state != State.UNBINDING || c == null || !c.isOpen() || unanswered() > 0) return;
        if (askedToUnbind) {
            if (owed == null || owed.isEmpty()) answerUnbind();
        } else if (!unbindSent) {
            unbindSent = true;
            PduWriter.header(c.out(), CommandId.UNBIND, 0, nextControlSequence());
        }
    }

    @Override
    public void onTick(long nowNanos) {
        SmppConnection c = open();
        outcomes.timeOut(window, nowNanos - config.responseTimeout().toNanos());
        if (state == State.BINDING && nowNanos - stateSinceNanos > BIND_TIMEOUT_NANOS) {
            LOG.warn("Carrier {} bind {}: no answer to the bind", config.id(), index);
            c.close();
            return;
        }
        if (state == State.UNBINDING) {
            tickUnbinding(c, nowNanos - stateSinceNanos);
            return;
        }
        if (liveness == null || c.isPaused()) return;
        switch (liveness.tick(nowNanos)) {
            case NOTHING -> {}
            case ENQUIRE_LINK -> PduWriter.header(c.out(), CommandId.ENQUIRE_LINK, 0, nextControlSequence());
            case CLOSE -> {
                LOG.warn("Carrier {} bind {}: the SMSC is silent, closing", config.id(), index);
                c.close();
            }
        }
    }

    private void tickUnbinding(SmppConnection c, long sinceNanos) {
        if (sinceNanos > config.responseTimeout().toNanos()) c.close();
        else if (askedToUnbind && c.isOpen() && sinceNanos > UNBIND_NANOS) answerUnbind();
    }

    @Override
    public void onWritable() {
        lane.planPump();
    }

    @Override
    public void onBrokenFrame(int commandLength) {
        counters.malformed.increment();
        LOG.warn("Carrier {} bind {}: command_length {}, closing", config.id(), index, commandLength);
    }

    @Override
    public void onClosed() {
        boolean wasBinding = state == State.BINDING;
        if (state == State.BOUND) leaveBound(State.DOWN);
        become(State.DOWN);
        connection = null;
        liveness = null;
        counters.disconnects.increment();
        outcomes.linkLost(window);
        lane.planPump();
        if (wasBinding) reconnect.failed("closed before the bind was answered");
        else reconnect.lost();
    }

    private void leaveBound(State to) {
        become(to);
        if (role.transmits()) lane.transmitterLost();
    }

    private void become(State to) {
        state = to;
        stateSinceNanos = System.nanoTime();
    }

    /** Control PDUs take numbers from the upper half, so that they never meet those of the window in a dump. */
    private int nextControlSequence() {
        controlSequence = (controlSequence + 1) & 0x3FFF_FFFF;
        return 0x4000_0000 | controlSequence;
    }

    private SmppConnection open() {
        if (connection == null) throw new IllegalStateException("not connected");
        return connection;
    }
}
