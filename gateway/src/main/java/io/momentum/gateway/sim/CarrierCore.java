package io.momentum.gateway.sim;

import com.cloudhopper.smpp.SmppConstants;
import com.cloudhopper.smpp.pdu.BaseBind;
import com.cloudhopper.smpp.pdu.DeliverSm;
import com.cloudhopper.smpp.pdu.SubmitSm;
import io.momentum.gateway.sim.CarrierIds.CarrierMessageId;
import io.momentum.gateway.sim.CarrierListener.DeliverAnswered;
import io.momentum.gateway.sim.CarrierListener.SubmitSeen;
import io.momentum.gateway.sim.CarrierOptions.StateShare;
import io.momentum.gateway.sim.CarrierOptions.StatusShare;
import io.momentum.gateway.sim.Delivery.SubmitAnswer;
import io.momentum.store.value.MessageState;
import io.momentum.store.value.Msisdn;
import io.netty.channel.Channel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a simulated carrier decides: the answer to each submit, its receipt, its subscriber's reply, and when each of
 * them leaves. Owned by the carrier's one event loop. Receipts and messages live until they are answered, at most
 * {@code pendingMax} of them.
 */
final class CarrierCore {

    private static final int DESTINATIONS_MAX = 4_000_000;
    private static final int RETRY_MILLIS = 1_000;
    private static final int BIND_MILLIS = 10_000;

    private final CarrierOptions options;
    private final CarrierListener listener;
    private final CarrierCounters counters = new CarrierCounters();
    private final Chances chances;
    private final CarrierIds ids;
    private final DeliverSmWriter writer;
    private final Agenda agenda = new Agenda();
    private final LongTable destinations = new LongTable(DESTINATIONS_MAX);
    private final List<CarrierBind> binds = new ArrayList<>();
    private final Map<String, CarrierAccount> accounts = new LinkedHashMap<>();
    private final ArrayDeque<Delivery> unaddressed = new ArrayDeque<>();
    private int pending;
    private long submits;
    private long connections;
    private int lastReference;
    private boolean stalled;
    private long enquiredMillis = System.currentTimeMillis();

    CarrierCore(CarrierOptions options, CarrierListener listener) {
        this.options = options;
        this.listener = listener;
        chances = new Chances(options.seed());
        ids = new CarrierIds(options.idFormat(), System.currentTimeMillis());
        writer = new DeliverSmWriter(options.receipts().form());
    }

    CarrierOptions options() {
        return options;
    }

    CarrierCounters counters() {
        return counters;
    }

    boolean isStalled() {
        return stalled;
    }

    void stall(boolean stop) {
        stalled = stop;
    }

    CarrierBind connected(Channel channel) {
        var bind = new CarrierBind(channel, this, ++connections);
        later(BIND_MILLIS, () -> {
            if (!bind.isBound()) bind.cut();
        });
        return bind;
    }

    /** The status of the answer to a bind. */
    int judge(BaseBind<?> bind) {
        if (!options.systemId().isEmpty() && !options.systemId().equals(bind.getSystemId()))
            return SmppConstants.STATUS_INVSYSID;
        if (!options.password().isEmpty() && !options.password().equals(bind.getPassword()))
            return SmppConstants.STATUS_INVPASWD;
        return binds.size() < options.bindsMax() ? SmppConstants.STATUS_OK : SmppConstants.STATUS_BINDFAIL;
    }

    void bound(CarrierBind bind) {
        counters.bindsAccepted.increment();
        counters.bindsOpen.increment();
        binds.add(bind);
        if (!bind.receives()) return;
        CarrierAccount account = account(bind.systemId());
        account.bound(bind);
        while (!unaddressed.isEmpty()) account.add(unaddressed.remove());
    }

    void closed(CarrierBind bind, List<Delivery> unanswered) {
        if (!bind.isBound()) return;
        counters.bindsOpen.decrement();
        binds.remove(bind);
        CarrierAccount account = account(bind.systemId());
        account.unbound(bind);
        account.addAgain(unanswered);
        if (account.isIdle()) accounts.remove(bind.systemId());
    }

    void submitted(CarrierBind bind, SubmitSm submit) {
        counters.submits.increment();
        submits++;
        if (options.faults().stallAfterSubmits() > 0
                && submits > options.faults().stallAfterSubmits()) {
            stalled = true;
            counters.submitsUnanswered.increment();
            return;
        }
        int status = statusOf();
        CarrierMessageId id = status == SmppConstants.STATUS_OK ? ids.next() : null;
        tell(bind, submit, status, id);
        if (id == null) refuse(bind, submit, status);
        else accept(bind, submit, id);
    }

    private int statusOf() {
        if (pending >= options.pendingMax() || agenda.size() >= options.pendingMax())
            return SmppConstants.STATUS_MSGQFUL;
        StatusShare refusal = chances.share(options.faults().statuses(), StatusShare::percent);
        return refusal == null ? SmppConstants.STATUS_OK : refusal.status();
    }

    private void tell(CarrierBind bind, SubmitSm submit, int status, @Nullable CarrierMessageId id) {
        if (listener.equals(CarrierListener.NONE)) return;
        listener.submitSeen(new SubmitSeen(
                bind.number(),
                bind.systemId(),
                Addresses.fromPdu(submit.getSourceAddress()),
                Addresses.fromPdu(submit.getDestAddress()),
                submit.getEsmClass() & 0xff,
                submit.getRegisteredDelivery() & 0xff,
                submit.getDataCoding() & 0xff,
                SmsText.octetsOf(submit),
                status,
                id == null ? "" : id.inResponse(),
                System.currentTimeMillis()));
    }

    private void refuse(CarrierBind bind, SubmitSm submit, int status) {
        counters.submitsRefused.increment();
        int sequence = submit.getSequenceNumber();
        later(options.faults().responseDelayMillis(), () -> bind.answer(sequence, status, null));
    }

    private void accept(CarrierBind bind, SubmitSm submit, CarrierMessageId id) {
        counters.submitsAccepted.increment();
        countDestination(submit);
        SubmitAnswer answer = new SubmitAnswer(bind, submit.getSequenceNumber(), id.inResponse());
        MessageState state = stateOf();
        boolean receipt = wantsReceipt(submit, state)
                && !chances.percent(options.receipts().withheldPercent());
        boolean dropped = dropEvery() > 0 && submits % dropEvery() == 0;
        boolean overtaken = receipt && options.receipts().beforeResponse() && !dropped;
        if (receipt) noteReceipt(bind, submit, id, state, overtaken ? answer : null);
        if (state == MessageState.DELIVERED) noteReply(bind, submit);
        if (dropped) {
            counters.submitsUnanswered.increment();
            bind.closeAfterFlush();
        } else if (!overtaken) {
            answer(answer);
        }
    }

    private int dropEvery() {
        return options.faults().dropEverySubmits();
    }

    private void countDestination(SubmitSm submit) {
        String text = Addresses.fromPdu(submit.getDestAddress()).text();
        long digits = Msisdn.digitsOf(text);
        long key = digits == Msisdn.NONE ? Long.MIN_VALUE | text.hashCode() : digits;
        if (destinations.get(key) == 0 && destinations.put(key, 1)) counters.uniqueDestinations.increment();
    }

    private MessageState stateOf() {
        StateShare other = chances.share(options.receipts().states(), StateShare::percent);
        return other == null ? MessageState.DELIVERED : other.state();
    }

    /** By registered_delivery bits 0 and 1: never, always, on failure, on success (SMPP 5.0 section 4.7.21). */
    private boolean wantsReceipt(SubmitSm submit, MessageState state) {
        if (!options.receipts().enabled()) return false;
        return switch (submit.getRegisteredDelivery() & SmppConstants.REGISTERED_DELIVERY_SMSC_RECEIPT_MASK) {
            case 0 -> false;
            case 2 -> state != MessageState.DELIVERED;
            case 3 -> state == MessageState.DELIVERED;
            default -> true;
        };
    }

    private void noteReceipt(
            CarrierBind bind, SubmitSm submit, CarrierMessageId id, MessageState state, @Nullable SubmitAnswer answer) {
        var receipt = new Delivery.Receipt(
                submit.getDestAddress(),
                submit.getSourceAddress(),
                id.inReceipt(),
                state,
                System.currentTimeMillis(),
                answer);
        int delay = chances.between(
                options.receipts().delayMinMillis(), options.receipts().delayMaxMillis());
        note(bind.systemId(), receipt, delay);
        if (chances.percent(options.receipts().repeatedPercent())) note(bind.systemId(), receipt.alone(), delay);
    }

    private void noteReply(CarrierBind bind, SubmitSm submit) {
        MoScript script = options.subscribers();
        boolean stops = chances.percent(script.stopPercent());
        // of those who do not stop, so that both shares are of all messages
        boolean replies = !stops && chances.percent(100 * script.replyPercent() / (100 - script.stopPercent()));
        if (!stops && !replies) return;
        if (submit.getSourceAddress() == null || submit.getSourceAddress().getTon() == SmppConstants.TON_ALPHANUMERIC)
            return;
        String text = chances.oneOf(stops ? script.stops() : script.replies());
        var mo = mo(submit.getDestAddress(), submit.getSourceAddress(), text);
        note(bind.systemId(), mo, chances.between(script.delayMinMillis(), script.delayMaxMillis()));
    }

    private static Delivery.Mo mo(
            com.cloudhopper.smpp.type.Address from, com.cloudhopper.smpp.type.Address to, String text) {
        int dataCoding = SmsText.codingOf(text);
        return new Delivery.Mo(from, to, 0, dataCoding, SmsText.encode(text, dataCoding));
    }

    /** Sends a subscriber's message to whoever is bound, or to the first that binds; false where too many wait. */
    boolean inject(
            io.momentum.store.value.Address from, io.momentum.store.value.Address to, String text, boolean inParts) {
        if (pending >= options.pendingMax()) return false;
        Delivery.Mo whole = mo(Addresses.toPdu(from), Addresses.toPdu(to), text);
        List<Delivery.Mo> parts = inParts ? MoParts.of(whole, ++lastReference) : List.of(whole);
        pending += parts.size();
        unaddressed.addAll(parts);
        for (CarrierAccount account : accounts.values()) {
            if (!account.isListening()) continue;
            while (!unaddressed.isEmpty()) account.add(unaddressed.remove());
            break;
        }
        pumpAndFlush();
        return true;
    }

    private void note(String systemId, Delivery delivery, int delayMillis) {
        pending++;
        later(delayMillis, () -> account(systemId).add(delivery));
    }

    private void later(int delayMillis, Runnable action) {
        if (delayMillis == 0) action.run();
        else agenda.note(System.currentTimeMillis() + delayMillis, action);
    }

    private CarrierAccount account(String systemId) {
        return accounts.computeIfAbsent(systemId, id -> new CarrierAccount());
    }

    /** Answers a submit, late if that is the fault shown. */
    void answer(SubmitAnswer answer) {
        later(
                options.faults().responseDelayMillis(),
                () -> answer.bind().answer(answer.sequence(), SmppConstants.STATUS_OK, answer.messageId()));
    }

    DeliverSm write(Delivery delivery, long nowMillis) {
        (delivery instanceof Delivery.Receipt ? counters.receiptsSent : counters.mosSent).increment();
        return writer.write(delivery, nowMillis);
    }

    /** Takes the answer to a deliver_sm: a temporary refusal is tried again, a permanent one given up. */
    void delivered(CarrierBind bind, Delivery delivery, int status) {
        boolean receipt = delivery instanceof Delivery.Receipt;
        if (!listener.equals(CarrierListener.NONE)) {
            listener.deliverAnswered(
                    new DeliverAnswered(bind.number(), receipt, delivery.id(), status, System.currentTimeMillis()));
        }
        if (status == SmppConstants.STATUS_OK) {
            pending--;
            (receipt ? counters.receiptsAcked : counters.mosAcked).increment();
            return;
        }
        counters.deliveriesRefused.increment();
        if (isTemporary(status)) {
            Delivery again = delivery instanceof Delivery.Receipt sent ? sent.alone() : delivery;
            later(RETRY_MILLIS, () -> account(bind.systemId()).add(again));
            return;
        }
        pending--;
        counters.deliveriesGivenUp.increment();
    }

    private static boolean isTemporary(int status) {
        return status == SmppConstants.STATUS_THROTTLED
                || status == SmppConstants.STATUS_MSGQFUL
                || status == SmppConstants.STATUS_SYSERR
                || status == SmppConstants.STATUS_X_T_APPN;
    }

    /** Does what is due; called every few milliseconds. */
    void tick() {
        long nowMillis = System.currentTimeMillis();
        agenda.runDue(nowMillis);
        for (CarrierBind bind : List.copyOf(binds)) {
            if (bind.isOverdue(nowMillis)) bind.cut();
        }
        enquire(nowMillis);
        pumpAndFlush();
    }

    private void enquire(long nowMillis) {
        int periodMillis = options.enquireLinkMillis();
        if (periodMillis == 0 || nowMillis - enquiredMillis < periodMillis) return;
        enquiredMillis = nowMillis;
        for (CarrierBind bind : binds) bind.enquire();
    }

    void pumpAndFlush() {
        long nowMillis = System.currentTimeMillis();
        for (CarrierAccount account : accounts.values()) account.pump(nowMillis);
        for (CarrierBind bind : binds) bind.flush();
    }

    /** Closes every connection: with unbind, or as a cut cable would. */
    void dropAll(boolean politely) {
        for (CarrierBind bind : List.copyOf(binds)) {
            if (politely) bind.unbind();
            else bind.cut();
        }
    }
}
