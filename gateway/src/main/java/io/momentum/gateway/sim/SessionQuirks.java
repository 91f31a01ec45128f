package io.momentum.gateway.sim;

import static io.momentum.gateway.sim.CarrierQuirks.entry;

import com.cloudhopper.smpp.SmppConstants;
import com.cloudhopper.smpp.pdu.EnquireLink;
import com.cloudhopper.smpp.pdu.EnquireLinkResp;
import com.cloudhopper.smpp.pdu.Pdu;
import io.momentum.gateway.sim.QuirkCatalogue.Entry;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** How a carrier treats connections that are bound. */
final class SessionQuirks {

    private SessionQuirks() {}

    static List<Entry<CarrierHabit>> entries() {
        return List.of(
                entry(
                        "enquire-strict",
                        "",
                        "closes the connection when an enquire_link_resp does not have the number asked with",
                        "python-smpplib users",
                        (argument, chances) -> new StrictEnquire()),
                entry(
                        "enquire-unanswered",
                        "",
                        "does not answer enquire_link, and works",
                        "half-broken SMSCs",
                        (argument, chances) -> deafTo(EnquireLink.class)),
                entry(
                        "enquire-punished",
                        "10s",
                        "closes a connection that sends enquire_link more often",
                        "carriers that count each PDU",
                        (argument, chances) -> new EnquirePunished(argument.millis())),
                entry(
                        "idle-drop",
                        "5m",
                        "closes a connection on which nothing came in for so long",
                        "RouteMobile, Twilio: 30 s to 5 minutes",
                        (argument, chances) -> new IdleDrop(argument.millis())),
                entry(
                        "unbind-every",
                        "60s",
                        "sends unbind on every connection again and again, and closes it",
                        "nightly maintenance, unbind storms",
                        (argument, chances) -> every(argument.millis(), CarrierBind::unbind)),
                entry(
                        "cut-every",
                        "60s",
                        "closes every connection again and again without a word",
                        "load balancers",
                        (argument, chances) -> every(argument.millis(), CarrierBind::cut)),
                entry(
                        "read-pause",
                        "50ms",
                        "reads nothing for a while after each read",
                        "slow SMSCs",
                        (argument, chances) -> {
                            int millis = argument.millis();
                            return new CarrierHabit() {
                                @Override
                                public void read(CarrierBind bind) {
                                    bind.pauseReading(millis);
                                }
                            };
                        }),
                entry(
                        "pieces",
                        "7",
                        "writes in pieces of so many octets",
                        "any network; opensmppbox took each segment for a PDU until 2013",
                        (argument, chances) -> {
                            int octets = argument.count();
                            return onConnected(bind -> bind.sendInPieces(octets));
                        }),
                entry(
                        "sequence-from",
                        "0xFFFFFF00",
                        "numbers its PDUs from here, beyond 0x7FFFFFFF too; also 0",
                        "node-smpp, smppjs users; AT&T begins with 0",
                        (argument, chances) -> {
                            int first = argument.code();
                            return onConnected(bind -> bind.numberFrom(first));
                        }),
                entry(
                        "unknown-command",
                        "1s",
                        "sends a request of a command_id that nobody knows again and again",
                        "vendor extensions",
                        (argument, chances) -> every(argument.millis(), bind -> bind.header(0x0001_0200, 0, 99))),
                entry(
                        "unasked-resp",
                        "1s",
                        "sends a submit_sm_resp that answers nothing again and again",
                        "answers that come after everybody has given up",
                        (argument, chances) -> every(
                                argument.millis(),
                                bind -> bind.header(SmppConstants.CMD_ID_SUBMIT_SM_RESP, 0, 0x7FFF_FFF0))),
                entry(
                        "alert",
                        "1s",
                        "sends alert_notification again and again",
                        "carriers with delivery pending set",
                        (argument, chances) -> every(argument.millis(), bind -> bind.raw(alert()))),
                entry(
                        "wild-length",
                        "100",
                        "sends a command_length of 64 MiB after so many PDUs",
                        "broken peers; smpp.twisted has no limit",
                        (argument, chances) -> new WildLength(argument.count())));
    }

    private static CarrierHabit onConnected(Consumer<CarrierBind> change) {
        return new CarrierHabit() {
            @Override
            public void connected(CarrierBind bind) {
                change.accept(bind);
            }
        };
    }

    private static CarrierHabit deafTo(Class<? extends Pdu> kind) {
        return new CarrierHabit() {
            @Override
            public boolean hears(CarrierBind bind, Pdu pdu) {
                return !kind.isInstance(pdu);
            }
        };
    }

    private static CarrierHabit every(int millis, Consumer<CarrierBind> act) {
        return new CarrierHabit() {
            private long lastMillis;

            @Override
            public void tick(CarrierCore carrier, long nowMillis) {
                if (lastMillis == 0) lastMillis = nowMillis;
                if (nowMillis - lastMillis < millis) return;
                lastMillis = nowMillis;
                carrier.binds().forEach(act);
            }
        };
    }

    private static byte[] alert() {
        byte[] addresses = {1, 1, '1', '5', '5', '5', '0', '1', '0', '0', 0, 1, 1, '8', '9', '0', '1', '2', '3', 0};
        return ByteBuffer.allocate(SmppChannel.HEADER + addresses.length)
                .putInt(SmppChannel.HEADER + addresses.length)
                .putInt(SmppConstants.CMD_ID_ALERT_NOTIFICATION)
                .putInt(0)
                .putInt(1)
                .put(addresses)
                .array();
    }

    private static final class StrictEnquire implements CarrierHabit {
        private final Set<Long> asked = new HashSet<>();

        @Override
        public byte[] wire(byte[] pdu) {
            ByteBuffer buffer = ByteBuffer.wrap(pdu);
            if (buffer.getInt(4) == SmppConstants.CMD_ID_ENQUIRE_LINK) asked.add((long) buffer.getInt(12));
            return pdu;
        }

        @Override
        public boolean hears(CarrierBind bind, Pdu pdu) {
            boolean right = !(pdu instanceof EnquireLinkResp) || asked.remove((long) pdu.getSequenceNumber());
            if (!right) bind.cut();
            return right;
        }
    }

    private static final class EnquirePunished implements CarrierHabit {
        private final int millis;
        private final Map<Long, Long> last = new HashMap<>();

        EnquirePunished(int millis) {
            this.millis = millis;
        }

        @Override
        public boolean hears(CarrierBind bind, Pdu pdu) {
            if (!(pdu instanceof EnquireLink)) return true;
            long nowMillis = System.currentTimeMillis();
            Long before = last.put(bind.number(), nowMillis);
            boolean tooSoon = before != null && nowMillis - before < millis;
            if (tooSoon) bind.cut();
            return !tooSoon;
        }

        @Override
        public void closed(CarrierBind bind, long nowMillis) {
            last.remove(bind.number());
        }
    }

    private static final class IdleDrop implements CarrierHabit {
        private final int millis;
        private final Map<CarrierBind, Long> heard = new HashMap<>();

        IdleDrop(int millis) {
            this.millis = millis;
        }

        @Override
        public void bound(CarrierBind bind) {
            heard.put(bind, System.currentTimeMillis());
        }

        @Override
        public boolean hears(CarrierBind bind, Pdu pdu) {
            heard.computeIfPresent(bind, (key, before) -> System.currentTimeMillis());
            return true;
        }

        @Override
        public void closed(CarrierBind bind, long nowMillis) {
            heard.remove(bind);
        }

        @Override
        public void tick(CarrierCore carrier, long nowMillis) {
            heard.forEach((bind, atMillis) -> {
                if (nowMillis - atMillis > millis) bind.cut();
            });
        }
    }

    private static final class WildLength implements CarrierHabit {
        private static final int WILD = 64 << 20;

        private final int after;
        private int pdus;

        WildLength(int after) {
            this.after = after;
        }

        @Override
        public byte[] wire(byte[] pdu) {
            if (++pdus != after) return pdu;
            ByteBuffer.wrap(pdu).putInt(0, WILD);
            return pdu;
        }
    }
}
