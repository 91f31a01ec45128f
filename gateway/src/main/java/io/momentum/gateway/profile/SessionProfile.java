package io.momentum.gateway.profile;

import io.momentum.gateway.server.Cidr;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How we bind to the carrier, and how we keep the link.
 *
 * @param interfaceVersion what we say in bind requests: 0x33, 0x34 or 0x50; a carrier of 3.3 gets no TLVs
 * @param systemType what we say in bind requests, at most 12 characters, mostly empty
 * @param enquireLink silence after which we ask whether the carrier is still there
 * @param enquireAlways ask at that interval even while there is traffic: some carriers count enquire_link only
 * @param reconnectMin the first wait before a reconnect; doubled up to {@code reconnectMax}, with jitter
 * @param pauseWithoutReceiver a transmitter does not send while the receiver beside it is down
 * @param outbind where the carrier may ask us to bind, if anywhere
 */
public record SessionProfile(
        BindMode bind,
        int interfaceVersion,
        String systemType,
        AddressRange addressRange,
        Duration enquireLink,
        boolean enquireAlways,
        Duration reconnectMin,
        Duration reconnectMax,
        Patience patience,
        Rebinding rebinding,
        HostOrder hostOrder,
        boolean pauseWithoutReceiver,
        Optional<Outbind> outbind) {

    public static final SessionProfile DEFAULT = new SessionProfile(
            BindMode.TRANSCEIVER,
            0x34,
            "",
            AddressRange.NONE,
            Duration.ofSeconds(30),
            false,
            Duration.ofSeconds(1),
            Duration.ofSeconds(60),
            Patience.DEFAULT,
            Rebinding.DEFAULT,
            HostOrder.ORDER,
            true,
            Optional.empty());

    /** How we bind. */
    public enum BindMode {
        TRANSCEIVER,
        TRANSMITTER_RECEIVER
    }

    /** At which host a bind begins. */
    public enum HostOrder {
        /** At the first; the others when it fails. */
        ORDER,
        /** Each bind at another one. */
        SPREAD
    }

    /**
     * What a bind asks to receive (SMPP 3.4 section 5.2.7). Carriers take it as a list, a prefix, a regular expression or not at
     * all, so it is passed on as it is.
     *
     * @param range at most 40 characters
     */
    public record AddressRange(int ton, int npi, String range) {
        public static final AddressRange NONE = new AddressRange(0, 0, "");
    }

    /**
     * How long we wait for a carrier that does not answer.
     *
     * @param bind for the answer to a bind
     * @param stalled for any submit_sm_resp while the window is full, or a whole window of them has timed out: then the link is
     *     replaced, though the carrier answers enquire_link
     * @param nack for the right answer after a generic_nack that names no request of ours: then the oldest is taken for meant
     */
    public record Patience(Duration bind, Duration stalled, Duration nack) {
        public static final Patience DEFAULT =
                new Patience(Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofSeconds(2));
    }

    /**
     * How we come back without being taken for an attack.
     *
     * @param alreadyBound the least wait after ESME_RALYBND: our last session has to end there first
     * @param refused the wait after refused credentials, doubled up to {@code refusedMax}
     * @param perMinute binds a minute that may be tried over all connections of the carrier
     * @param alarmPerHour binds within an hour above which the carrier's alarm is on
     */
    public record Rebinding(
            Duration alreadyBound, Duration refused, Duration refusedMax, int perMinute, int alarmPerHour) {
        public static final Rebinding DEFAULT =
                new Rebinding(Duration.ofSeconds(30), Duration.ofSeconds(60), Duration.ofMinutes(15), 20, 60);
    }

    /**
     * Where a carrier connects to us and asks for a bind (SMPP 3.4 section 4.1.7).
     *
     * @param host the address of ours that is listened on
     * @param systemId by which the carrier names itself
     */
    public record Outbind(String host, int port, List<Cidr> allowFrom, String systemId) {
        public Outbind {
            allowFrom = List.copyOf(allowFrom);
        }
    }

    /** Whether the carrier knows TLVs (SMPP 3.4 section 3.2.4). */
    public boolean takesTlvs() {
        return interfaceVersion >= 0x34;
    }

    /** The same with some of it changed. */
    public SessionProfile with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.profile();
    }

    /** A profile on its way to become another: what is not set stays as it was. */
    public static final class Draft {
        public BindMode bind;
        public int interfaceVersion;
        public String systemType;
        public AddressRange addressRange;
        public Duration enquireLink;
        public boolean enquireAlways;
        public Duration reconnectMin;
        public Duration reconnectMax;
        public Patience patience;
        public Rebinding rebinding;
        public HostOrder hostOrder;
        public boolean pauseWithoutReceiver;
        public Optional<Outbind> outbind;

        private Draft(SessionProfile from) {
            bind = from.bind;
            interfaceVersion = from.interfaceVersion;
            systemType = from.systemType;
            addressRange = from.addressRange;
            enquireLink = from.enquireLink;
            enquireAlways = from.enquireAlways;
            reconnectMin = from.reconnectMin;
            reconnectMax = from.reconnectMax;
            patience = from.patience;
            rebinding = from.rebinding;
            hostOrder = from.hostOrder;
            pauseWithoutReceiver = from.pauseWithoutReceiver;
            outbind = from.outbind;
        }

        private SessionProfile profile() {
            return new SessionProfile(
                    bind,
                    interfaceVersion,
                    systemType,
                    addressRange,
                    enquireLink,
                    enquireAlways,
                    reconnectMin,
                    reconnectMax,
                    patience,
                    rebinding,
                    hostOrder,
                    pauseWithoutReceiver,
                    outbind);
        }
    }
}
