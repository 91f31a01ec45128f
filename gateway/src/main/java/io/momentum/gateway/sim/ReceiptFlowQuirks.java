package io.momentum.gateway.sim;

import static io.momentum.gateway.sim.CarrierHabit.onReceipt;
import static io.momentum.gateway.sim.CarrierHabit.onSubmit;
import static io.momentum.gateway.sim.CarrierQuirks.entry;

import com.cloudhopper.smpp.SmppConstants;
import com.cloudhopper.smpp.type.Address;
import io.momentum.gateway.sim.CarrierIds.CarrierMessageId;
import io.momentum.gateway.sim.Delivery.Planned;
import io.momentum.gateway.sim.QuirkCatalogue.Entry;
import io.momentum.store.value.MessageState;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/** What messages are called, and which receipts come for them, in which order and on which connection. */
final class ReceiptFlowQuirks {

    private static final int SOON_MILLIS = 100;

    private ReceiptFlowQuirks() {}

    static List<Entry<CarrierHabit>> entries() {
        return List.of(
                entry(
                        "id-zeros",
                        "20",
                        "pads the id with zeros to this length in receipts only",
                        "Jasmin users",
                        (argument, chances) -> {
                            int length = argument.count();
                            return inReceipt(id -> "0".repeat(Math.max(0, length - id.length())) + id);
                        }),
                entry(
                        "id-stripped",
                        "",
                        "pads the id with zeros in submit_sm_resp only",
                        "Jasmin users",
                        (argument, chances) -> ids(id -> "0000" + id, id -> id)),
                entry(
                        "id-upper-case",
                        "",
                        "writes hexadecimal ids in capitals in receipts only",
                        "Jasmin",
                        (argument, chances) -> inReceipt(id -> id.toUpperCase(Locale.ROOT))),
                entry(
                        "id-30-digits",
                        "",
                        "names messages with 30 digits",
                        "Kannel: all such ids are one to it",
                        (argument, chances) -> ids(ReceiptFlowQuirks::thirty, ReceiptFlowQuirks::thirty)),
                entry(
                        "id-punctuated",
                        "",
                        "names messages as ab12.34:5-6/7",
                        "Jasmin cuts at the dot",
                        (argument, chances) -> ids(id -> "ab." + id + ":5-6/7", id -> "ab." + id + ":5-6/7")),
                entry(
                        "id-from-1",
                        "",
                        "counts its messages from 1, as another carrier does",
                        "two carriers with one id; Jasmin mixes them up",
                        (argument, chances) -> counter(Integer.MAX_VALUE)),
                entry(
                        "id-reused",
                        "100",
                        "uses so many ids in turn",
                        "short counters; vumi forgets after 7 days",
                        (argument, chances) -> counter(argument.count())),
                plan(
                        "dlr-accepted-first",
                        "sends ACCEPTD before the final receipt",
                        "Vonage, Jasmin users",
                        (submit, plan) -> before(plan, MessageState.ACCEPTED)),
                plan(
                        "dlr-enroute-first",
                        "sends ENROUTE before the final receipt",
                        "Jasmin drops it",
                        (submit, plan) -> before(plan, MessageState.ENROUTE)),
                plan(
                        "dlr-contradicted",
                        "sends UNDELIV soon after DELIVRD",
                        "Jasmin users, Vonage",
                        ReceiptFlowQuirks::contradicted),
                plan(
                        "dlr-twice",
                        "sends each receipt once more, soon after",
                        "every queue of receipts",
                        (submit, plan) -> again(plan, UnaryOperator.identity())),
                entry(
                        "dlr-unasked",
                        "",
                        "sends receipts that nobody asked for",
                        "Kannel: buggy SMSCs",
                        (argument, chances) -> onSubmit(submit -> submit.receiptUnasked = true)),
                entry(
                        "dlr-cap",
                        "50000",
                        "sends no receipts beyond so many",
                        "kast.ph: 50000 a day",
                        (argument, chances) -> new Cap(argument.count())),
                entry(
                        "dlr-unknown-id",
                        "10",
                        "adds receipts for messages that nobody sent, for a share of the submits",
                        "Adobe Campaign guide: they come back for ever if refused",
                        (argument, chances) -> new UnknownId(argument.percent(), chances)),
                entry(
                        "dlr-other-bind",
                        "",
                        "sends receipts on another connection than the message came by, if it can",
                        "Kannel's list; Adobe Campaign guide",
                        (argument, chances) -> new OtherBind()),
                plan(
                        "dlr-first-part",
                        "sends a receipt for the first part of a message only",
                        "Jasmin users",
                        (submit, plan) -> keepIf(plan, Segment.of(submit.pdu).number() <= 1)),
                plan(
                        "dlr-last-part",
                        "sends a receipt for the last part of a message only",
                        "Synchronoss",
                        (submit, plan) -> {
                            Segment segment = Segment.of(submit.pdu);
                            keepIf(plan, segment.number() == segment.total());
                        }),
                entry(
                        "esm-class",
                        "0x08",
                        "sends receipts with this esm_class: 0x08, 0x10, 0x20, 0x24",
                        "vumi, Kannel",
                        (argument, chances) -> {
                            int esmClass = argument.code();
                            return onReceipt(draft -> draft.esmClass = esmClass);
                        }),
                entry(
                        "esm-class-0-on-receipts",
                        "",
                        "sends receipts with esm_class 0",
                        "node-smpp users",
                        (argument, chances) -> onReceipt(draft -> draft.esmClass = 0)),
                entry(
                        "dlr-by-data-sm",
                        "",
                        "sends receipts as data_sm",
                        "jsmpp users",
                        (argument, chances) -> onReceipt(draft -> draft.asDataSm = true)),
                entry(
                        "dlr-not-swapped",
                        "",
                        "leaves source and destination of the message as they were in receipts",
                        "Jasmin users",
                        (argument, chances) -> onReceipt(draft -> {
                            Address source = draft.source;
                            draft.source = draft.destination;
                            draft.destination = source;
                        })),
                entry(
                        "dlr-alphanumeric",
                        "",
                        "says in receipts that the subscriber's number is alphanumeric",
                        "Jasmin users",
                        (argument, chances) -> onReceipt(draft -> {
                            String text = Addresses.fromPdu(draft.source).text();
                            draft.source = new Address(SmppConstants.TON_ALPHANUMERIC, (byte) 0, text);
                        })));
    }

    private static Entry<CarrierHabit> plan(
            String name, String does, String seen, BiConsumer<SubmitCase, List<Planned>> change) {
        return entry(name, "", does, seen, (argument, chances) -> new CarrierHabit() {
            @Override
            public void receipts(SubmitCase submit, List<Planned> plan) {
                if (!plan.isEmpty()) change.accept(submit, plan);
            }
        });
    }

    private static CarrierHabit inReceipt(UnaryOperator<String> change) {
        return ids(UnaryOperator.identity(), change);
    }

    private static CarrierHabit ids(UnaryOperator<String> response, UnaryOperator<String> receipt) {
        return new CarrierHabit() {
            @Override
            public CarrierMessageId id(CarrierMessageId id) {
                return new CarrierMessageId(response.apply(id.inResponse()), receipt.apply(id.inReceipt()));
            }
        };
    }

    private static String thirty(String id) {
        String digits = Long.toUnsignedString(id.hashCode() & 0xFFFF_FFFFL) + id.replaceAll("[^0-9]", "");
        String padded = "9".repeat(30) + digits;
        return padded.substring(padded.length() - 30);
    }

    private static CarrierHabit counter(int modulus) {
        int[] last = {0};
        return new CarrierHabit() {
            @Override
            public CarrierMessageId id(CarrierMessageId id) {
                last[0] = last[0] % modulus + 1;
                String text = Integer.toString(last[0]);
                return new CarrierMessageId(text, text);
            }
        };
    }

    private static void before(List<Planned> plan, MessageState state) {
        Planned first = plan.getFirst();
        plan.set(0, new Planned(first.receipt().alone(), first.delayMillis() + SOON_MILLIS));
        plan.addFirst(new Planned(first.receipt().withState(state), first.delayMillis()));
    }

    private static void contradicted(SubmitCase submit, List<Planned> plan) {
        if (submit.state == MessageState.DELIVERED)
            again(plan, receipt -> receipt.withState(MessageState.UNDELIVERABLE));
    }

    private static void again(List<Planned> plan, UnaryOperator<Delivery.Receipt> change) {
        Planned last = plan.getLast();
        plan.add(new Planned(change.apply(last.receipt().alone()), last.delayMillis() + SOON_MILLIS));
    }

    private static void keepIf(List<Planned> plan, boolean keep) {
        if (!keep) plan.clear();
    }

    private static final class Cap implements CarrierHabit {
        private final int max;
        private int receipts;

        Cap(int max) {
            this.max = max;
        }

        @Override
        public void receipts(SubmitCase submit, List<Planned> plan) {
            receipts += plan.size();
            keepIf(plan, receipts <= max);
        }
    }

    private static final class UnknownId implements CarrierHabit {
        private final double percent;
        private final Chances chances;
        private int last;

        UnknownId(double percent, Chances chances) {
            this.percent = percent;
            this.chances = chances;
        }

        @Override
        public void receipts(SubmitCase submit, List<Planned> plan) {
            if (plan.isEmpty() || !chances.percent(percent)) return;
            again(plan, receipt -> receipt.withId("77" + ++last));
        }
    }

    private static final class OtherBind implements CarrierHabit {
        @Override
        public boolean suits(CarrierBind bind, Delivery delivery) {
            return !(delivery instanceof Delivery.Receipt receipt) || receipt.bind() != bind.number();
        }
    }
}
