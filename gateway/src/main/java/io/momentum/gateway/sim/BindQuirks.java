package io.momentum.gateway.sim;

import static io.momentum.gateway.sim.CarrierHabit.onBind;
import static io.momentum.gateway.sim.CarrierQuirks.entry;

import com.cloudhopper.smpp.SmppConstants;
import com.cloudhopper.smpp.pdu.BindTransceiver;
import io.momentum.gateway.sim.QuirkCatalogue.Entry;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Whom a carrier lets in, and what it says to them. */
final class BindQuirks {

    private BindQuirks() {}

    static List<Entry<CarrierHabit>> entries() {
        return List.of(
                entry(
                        "no-transceiver",
                        "",
                        "refuses bind_transceiver with 0x03",
                        "carriers of SMPP 3.3; OpenSIPS users",
                        (argument, chances) -> onBind(bind -> {
                            if (bind.pdu instanceof BindTransceiver) bind.refuse(SmppConstants.STATUS_INVCMDID);
                        })),
                entry(
                        "system-type",
                        "VMA",
                        "refuses a bind with another system_type with 0x53",
                        "Kannel's default is VMA",
                        (argument, chances) -> onBind(bind -> {
                            if (!argument.text().equals(bind.pdu.getSystemType()))
                                bind.refuse(SmppConstants.STATUS_INVSYSTYP);
                        })),
                entry(
                        "sc-version",
                        "0x50",
                        "states this sc_interface_version; none for no statement",
                        "0x00, 0x33, 0x50 and nothing are all seen",
                        (argument, chances) -> {
                            boolean none = argument.text().equals("none");
                            int version = none ? BindCase.NO_VERSION : argument.code();
                            return onBind(bind -> bind.version = version);
                        }),
                entry(
                        "bind-resp-short",
                        "",
                        "answers binds with a header alone",
                        "smppex",
                        (argument, chances) -> onBind(bind -> bind.headerOnly = true)),
                entry(
                        "bind-refused",
                        "0x0D:3",
                        "refuses the first so many binds with a status",
                        "0x05 after a lost connection, 0x0D, 0x0E",
                        (argument, chances) -> {
                            int status = argument.part(0).code();
                            int count = argument.part(1).count();
                            int[] refused = {0};
                            return onBind(bind -> {
                                if (refused[0]++ < count) bind.refuse(status);
                            });
                        }),
                entry(
                        "stale-session",
                        "30s",
                        "holds a session that was lost without unbind for bound, and refuses its system_id with 0x05",
                        "Clickatell: 30 s; vumi, jsmpp: minutes",
                        (argument, chances) -> new StaleSession(argument.millis())),
                entry(
                        "ban",
                        "5:30s",
                        "refuses everybody with 0x0D for a while after more binds than this within a minute",
                        "ksmppd: 300 s; Adobe Campaign guide",
                        (argument, chances) -> new Ban(argument)),
                entry(
                        "enquire-before-bind-resp",
                        "",
                        "sends enquire_link before it answers a bind",
                        "Kannel has a workaround",
                        (argument, chances) -> onBind(bind -> bind.bind.enquire())));
    }

    private static final class StaleSession implements CarrierHabit {
        private final int millis;
        private final Map<String, Long> held = new HashMap<>();

        StaleSession(int millis) {
            this.millis = millis;
        }

        @Override
        public void bind(BindCase bind) {
            Long untilMillis = held.get(String.valueOf(bind.pdu.getSystemId()));
            if (untilMillis != null && bind.atMillis < untilMillis) bind.refuse(SmppConstants.STATUS_ALYBND);
        }

        @Override
        public void closed(CarrierBind bind, long nowMillis) {
            if (!bind.saidGoodbye()) held.put(bind.systemId(), nowMillis + millis);
        }
    }

    private static final class Ban implements CarrierHabit {
        private static final int MINUTE_MILLIS = 60_000;

        private final int triesMax;
        private final int millis;
        private final ArrayDeque<Long> tries = new ArrayDeque<>();
        private long untilMillis;

        Ban(QuirkArgument argument) {
            triesMax = argument.part(0).count();
            millis = argument.part(1).millis();
        }

        @Override
        public void bind(BindCase bind) {
            tries.add(bind.atMillis);
            while (bind.atMillis - tries.element() > MINUTE_MILLIS) tries.remove();
            if (tries.size() > triesMax && bind.atMillis >= untilMillis) {
                untilMillis = bind.atMillis + millis;
                tries.clear();
            }
            if (bind.atMillis < untilMillis) bind.refuse(SmppConstants.STATUS_BINDFAIL);
        }
    }
}
