package io.momentum.gateway.sim;

import static io.momentum.gateway.sim.EsmeHabit.onDeliver;
import static io.momentum.gateway.sim.EsmeHabit.onWire;
import static io.momentum.gateway.sim.EsmeQuirks.entry;

import com.cloudhopper.smpp.SmppConstants;
import com.cloudhopper.smpp.pdu.BaseBind;
import com.cloudhopper.smpp.pdu.EnquireLink;
import com.cloudhopper.smpp.pdu.Pdu;
import com.cloudhopper.smpp.type.Address;
import io.momentum.gateway.sim.DeliverCase.Form;
import io.momentum.gateway.sim.QuirkArgument.Share;
import io.momentum.gateway.sim.QuirkCatalogue.Entry;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;

/** How an ESME binds, answers deliver_sm and treats its connections. */
final class EsmeSessionQuirks {

    private EsmeSessionQuirks() {}

    static List<Entry<EsmeHabit>> entries() {
        return List.of(
                entry(
                        "interface-version",
                        "0x33",
                        "binds with this interface_version: 0x00, 0x33, 0x50",
                        "smppex, Rusmpp, node-smpp users",
                        (argument, chances) -> {
                            byte version = (byte) argument.code();
                            return onBind(bind -> bind.setInterfaceVersion(version));
                        }),
                entry(
                        "system-type",
                        "VMA",
                        "binds with this system_type",
                        "Kannel",
                        (argument, chances) -> onBind(bind -> bind.setSystemType(argument.text()))),
                entry(
                        "address-range",
                        "^1555.*",
                        "binds with this address_range",
                        "Adobe Campaign guide, Kannel",
                        (argument, chances) ->
                                onBind(bind -> bind.setAddressRange(new Address((byte) 1, (byte) 1, argument.text())))),
                entry(
                        "sequence-from",
                        "0xFFFFFF00",
                        "numbers its PDUs from here, beyond 0x7FFFFFFF too; also 0",
                        "AT&T begins with 0; others use 32 bits",
                        (argument, chances) -> {
                            int first = argument.code();
                            return onConnected(bind -> bind.numberFrom(first));
                        }),
                entry("pieces", "7", "writes in pieces of so many octets", "any network", (argument, chances) -> {
                    int octets = argument.count();
                    return onConnected(bind -> bind.sendInPieces(octets));
                }),
                entry(
                        "read-pause",
                        "50ms",
                        "reads nothing for a while after each read",
                        "slow ESMEs",
                        (argument, chances) -> {
                            int millis = argument.millis();
                            return new EsmeHabit() {
                                @Override
                                public void read(EsmeBind bind) {
                                    bind.pauseReading(millis);
                                }
                            };
                        }),
                entry(
                        "deliver-status",
                        "0x14:5",
                        "refuses a share of the deliver_sm with a status",
                        "full queues",
                        EsmeSessionQuirks::deliverStatus),
                entry(
                        "deliver-delay",
                        "1s",
                        "answers every deliver_sm late",
                        "ESMEs that write to a database first",
                        (argument, chances) -> {
                            int millis = argument.millis();
                            return onDeliver(deliver -> deliver.delayMillis = millis);
                        }),
                form(
                        "deliver-unanswered",
                        "5",
                        "answers nothing to a share of the deliver_sm",
                        "stuck ESMEs",
                        Form.NONE),
                form("deliver-nack", "5", "answers a share of the deliver_sm with generic_nack", "smppex", Form.NACK),
                form("deliver-resp-no-body", "100", "answers with a header alone", "many ESMEs", Form.HEADER_ONLY),
                form("deliver-resp-named", "100", "answers with a message id", "SMPP 3.3 ESMEs", Form.NAMED),
                form("deliver-resp-twice", "100", "answers twice", "retrying ESMEs", Form.TWICE),
                entry(
                        "enquire-every",
                        "10ms",
                        "sends enquire_link again and again",
                        "ESMEs in a hurry",
                        (argument, chances) -> every(argument.millis(), EsmeBind::enquire)),
                entry(
                        "enquire-unanswered",
                        "",
                        "does not answer enquire_link, and works",
                        "half-broken ESMEs",
                        (argument, chances) -> new EsmeHabit() {
                            @Override
                            public boolean hears(EsmeBind bind, Pdu pdu) {
                                return !(pdu instanceof EnquireLink);
                            }
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
                        "sends a deliver_sm_resp that answers nothing again and again",
                        "late answers",
                        (argument, chances) -> every(
                                argument.millis(),
                                bind -> bind.header(SmppConstants.CMD_ID_DELIVER_SM_RESP, 0, 0x7FFF_FFF0))),
                entry(
                        "unbind-every",
                        "60s",
                        "sends unbind again and again; binds again with --reconnect",
                        "restarted applications",
                        (argument, chances) -> every(argument.millis(), EsmeBind::unbind)),
                entry(
                        "cut-every",
                        "60s",
                        "closes its connections again and again without a word",
                        "mobile networks",
                        (argument, chances) -> every(argument.millis(), EsmeBind::cut)),
                entry(
                        "wild-length",
                        "100",
                        "sends a command_length of 64 MiB after so many PDUs",
                        "broken peers",
                        (argument, chances) -> {
                            int after = argument.count();
                            int[] pdus = {0};
                            return onWire(pdu -> {
                                if (++pdus[0] == after) ByteBuffer.wrap(pdu).putInt(0, 64 << 20);
                                return pdu;
                            });
                        }));
    }

    private static EsmeHabit onBind(Consumer<BaseBind<?>> change) {
        return new EsmeHabit() {
            @Override
            public void bind(BaseBind<?> bind) {
                change.accept(bind);
            }
        };
    }

    private static EsmeHabit onConnected(Consumer<EsmeBind> change) {
        return new EsmeHabit() {
            @Override
            public void connected(EsmeBind bind) {
                change.accept(bind);
            }
        };
    }

    private static EsmeHabit every(int millis, Consumer<EsmeBind> act) {
        return new EsmeHabit() {
            private long lastMillis;

            @Override
            public void tick(EsmeCore esme, long nowMillis) {
                if (lastMillis == 0) lastMillis = nowMillis;
                if (nowMillis - lastMillis < millis) return;
                lastMillis = nowMillis;
                esme.binds().forEach(act);
            }
        };
    }

    private static Entry<EsmeHabit> form(String name, String share, String does, String seen, Form form) {
        return entry(name, share, does, seen, (argument, chances) -> {
            double percent = argument.percent();
            return onDeliver(deliver -> {
                if (chances.percent(percent)) deliver.form = form;
            });
        });
    }

    private static EsmeHabit deliverStatus(QuirkArgument argument, Chances chances) {
        Share share = argument.share();
        int status = argument.with(share.what()).code();
        return onDeliver(deliver -> {
            if (chances.percent(share.percent())) deliver.status = status;
        });
    }
}
