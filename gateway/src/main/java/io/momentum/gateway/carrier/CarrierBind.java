package io.momentum.gateway.carrier;

import io.momentum.gateway.message.Mt;
import io.momentum.gateway.net.Loop;
import io.momentum.gateway.net.PduHandler;
import io.momentum.gateway.net.SmppConnection;
import io.momentum.gateway.session.RateLimit;
import io.momentum.gateway.suppress.ClearedSubmit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One bind to a carrier, over its reconnects. One connection of it is a {@link CarrierLink}; what became of each submit_sm is told
 * to {@link Outcomes}; when and where to connect again is {@link Reconnect}'s. Owned by its lane's loop.
 */
public final class CarrierBind {

    private static final Logger LOG = LoggerFactory.getLogger(CarrierBind.class);

    private final Lane lane;
    private final int index;
    private final BindRole role;
    private final CarrierConfig config;
    private final CarrierCounters counters;
    private final Outcomes outcomes;
    private final Reconnect reconnect;
    private @Nullable CarrierLink link;
    private @Nullable CarrierBind receiver;
    private @Nullable CarrierBind transmitter;
    private boolean connecting;
    private boolean sends;
    private boolean stopped;
    private int kept;
    private final RateLimit sessionRate;
    private @Nullable BindEnd lastEnd;

    CarrierBind(Lane lane, int index, BindRole role) {
        this.lane = lane;
        this.index = index;
        this.role = role;
        config = lane.carrier().config();
        counters = lane.carrier().counters();
        outcomes = new Outcomes(lane);
        reconnect = new Reconnect(this, index, lane.carrier());
        sessionRate = lane.carrier().flow().newSessionRate();
    }

    /** Makes a transmitter and the receiver beside it one logical link. */
    static void pair(CarrierBind transmitter, CarrierBind receiver) {
        transmitter.receiver = receiver;
        receiver.transmitter = transmitter;
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

    BindRole role() {
        return role;
    }

    LaneSteps.Deliveries deliveries() {
        return lane.steps().deliveries();
    }

    /** How it stands, for people; may be a moment old. */
    Carrier.BindStatus status() {
        CarrierLink l = link;
        return new Carrier.BindStatus(
                config.id(),
                index,
                role.toString(),
                state(l),
                l == null ? 0 : l.window().used(),
                l == null ? "" : l.connection().peer(),
                reconnect.host(),
                String.valueOf(lastEnd == null ? "" : lastEnd),
                l == null ? reconnect.nextMillis() : 0,
                l == null ? 0 : l.window().oldestAgeNanos(System.nanoTime()),
                l == null ? 0 : l.theirVersion());
    }

    private String state(@Nullable CarrierLink l) {
        if (l == null) return connecting ? "connecting" : "down";
        return switch (l.state()) {
            case BINDING -> "binding";
            case BOUND -> "bound";
            case UNBINDING -> "unbinding";
        };
    }

    @Override
    public String toString() {
        return "Carrier %s bind %d (%s)".formatted(config.id(), index, role);
    }

    // ---- sending

    /** Whether a message may be taken from the queue for this bind. */
    boolean hasRoom() {
        CarrierLink l = link;
        return sends
                && l != null
                && l.canWrite()
                && l.window().free() > kept
                && l.connection().isWritable()
                && sessionRate.waitNanos(System.nanoTime()) == 0;
    }

    boolean canWrite() {
        CarrierLink l = link;
        return sends && l != null && l.canWrite();
    }

    /** Keeps a place in the window, and takes a token of the bind's rate, while an attempt is on its way to the disk. */
    void keepPlace() {
        sessionRate.tryTake(System.nanoTime());
        kept++;
    }

    void givePlaceBack() {
        kept--;
        if (link != null) link.settled();
    }

    int kept() {
        return kept;
    }

    /** Writes a submit_sm. The gate calls this, and nobody else can: it takes the gate's proof. */
    void write(ClearedSubmit cleared) {
        loop().assertOwner();
        open().write(cleared);
    }

    /** Answers a deliver_sm, if the connection that it came on is still up. */
    public void answerDeliver(SmppConnection from, DeliveryAnswer answer) {
        loop().assertOwner();
        CarrierLink to = link;
        if (to == null || !to.isOf(from)) return;
        to.owed().give(answer);
        to.settled();
    }

    /** Announces that an answer waits for submits in flight. @return false where too many do: answer with a temporary status */
    public boolean tryHoldAnswer(SmppConnection from) {
        CarrierLink to = link;
        return to == null || !to.isOf(from) || to.owed().tryHold();
    }

    /** Gives the answer that {@link #tryHoldAnswer} announced. */
    public void answerHeld(SmppConnection from, DeliveryAnswer answer) {
        CarrierLink to = link;
        if (to != null && to.isOf(from)) to.owed().letGo();
        answerDeliver(from, answer);
    }

    /** Calls back once no submit to this number waits for its answer that was written before. */
    void whenSettled(long digits, Runnable then) {
        List<Mt> inFlight = new ArrayList<>();
        CarrierLink l = link;
        if (l != null) {
            l.window().forEach(mt -> {
                if (mt.digits() == digits) inFlight.add(mt);
            });
        }
        if (inFlight.isEmpty()) then.run();
        else outcomes.whenSettled(inFlight, then);
    }

    public SmppConnection connection() {
        return open().connection();
    }

    void planPump() {
        lane.planPump();
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
        if (link != null) link.stop();
    }

    boolean isStopped() {
        return stopped;
    }

    boolean isDown() {
        return link == null && !connecting;
    }

    /** Whether a session may stand at the SMSC; may be a moment old. */
    boolean isUp() {
        return link != null;
    }

    int unanswered() {
        CarrierLink l = link;
        return l == null ? kept : l.unanswered();
    }

    void connecting() {
        connecting = true;
    }

    void connectFailed(BindEnd why, String detail) {
        connecting = false;
        counters.connectFailures.increment();
        ended(why);
        reconnect.afterFailure(detail);
    }

    /** Whether a connection that the SMSC makes would be welcome: also while we try, for it may be that ours never gets through. */
    boolean takesOutbind() {
        return link == null && !stopped && role != BindRole.TRANSMITTER;
    }

    /** The SMSC has made the connection: bind over it. */
    PduHandler answersOutbind(SmppConnection connection) {
        if (connecting) reconnect.giveWay();
        return connected(connection);
    }

    /** The connection is up: bind. */
    PduHandler connected(SmppConnection connection) {
        connecting = false;
        connection.owner("carrier " + config.id());
        CarrierLink made = new CarrierLink(this, outcomes, connection);
        link = made;
        if (stopped) made.stop();
        return made;
    }

    /** The SMSC does not take the bind. */
    void refused(int status) {
        reconnect.refused(status);
        open().connection().closeAfterFlush();
    }

    void bound() {
        LOG.info("{} is bound to {}", this, open().connection().peer());
        reconnect.succeeded();
        counters.bounds.increment();
        reckon();
        if (stopped) open().stop();
    }

    /** It is not bound any more, or not for long. */
    void leftBound() {
        reckon();
    }

    /**
     * The connection has gone.
     *
     * @param stoodNanos how long it was bound, below 0 where it never was
     */
    void closed(BindEnd why, long stoodNanos) {
        link = null;
        reckon();
        ended(why);
        lane.planPump();
        if (stoodNanos < 0) {
            reconnect.afterFailure(why.toString());
            return;
        }
        counters.disconnects.increment();
        reconnect.afterSession(why, stoodNanos);
    }

    private void ended(BindEnd why) {
        lastEnd = why;
        counters.ended(why);
    }

    private boolean isBound() {
        return link != null && link.state() == CarrierLink.State.BOUND;
    }

    /** Tells the lane whether messages can leave here; a receiver's change is its transmitter's. */
    private void reckon() {
        if (transmitter != null) transmitter.reckon();
        if (!role.transmits()) return;
        boolean paused = receiver != null && config.profile().session().pauseWithoutReceiver() && !receiver.isBound();
        boolean now = isBound() && !paused;
        if (now == sends) return;
        sends = now;
        if (now) lane.transmitterBound();
        else lane.transmitterLost();
    }

    private CarrierLink open() {
        if (link == null) throw new IllegalStateException("not connected");
        return link;
    }
}
