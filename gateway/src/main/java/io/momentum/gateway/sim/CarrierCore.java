package io.momentum.gateway.sim;

import com.cloudhopper.smpp.SmppConstants;
import com.cloudhopper.smpp.pdu.BaseBind;
import com.cloudhopper.smpp.pdu.SubmitSm;
import io.momentum.gateway.sim.CarrierIds.CarrierMessageId;
import io.momentum.gateway.sim.CarrierListener.DeliverAnswered;
import io.momentum.gateway.sim.CarrierListener.SubmitSeen;
import io.momentum.gateway.sim.CarrierOptions.StateShare;
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
    private final List<CarrierHabit> habits;
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
        habits = CarrierQuirks.habits(options.quirks(), chances);
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

    List<CarrierHabit> habits() {
        return habits;
    }

    /** The bound connections. */
    List<CarrierBind> binds() {
        return List.copyOf(binds);
    }

    CarrierBind connected(Channel channel) {
        var bind = new CarrierBind(channel, this, ++connections);
        for (CarrierHabit habit : habits) habit.connected(bind);
        later(BIND_MILLIS, () -> {
            if (!bind.isBound()) bind.cut();
        });
        return bind;
    }

    /** What a bind is answered. */
    BindCase judge(CarrierBind bind, BaseBind<?> pdu) {
        var judged = new BindCase(bind, pdu, bindStatusOf(pdu), System.currentTimeMillis());
        for (CarrierHabit habit : habits) habit.bind(judged);
        return judged;
    }

    private int bindStatusOf(BaseBind<?> pdu) {
        CarrierOptions.Listen listen = options.listen();
        if (!listen.systemId().isEmpty() && !listen.systemId().equals(pdu.getSystemId()))
            return SmppConstants.STATUS_INVSYSID;
        if (!listen.password().isEmpty() && !listen.password().equals(pdu.getPassword()))
            return SmppConstants.STATUS_INVPASWD;
        return binds.size() < options.limits().bindsMax() ? SmppConstants.STATUS_OK : SmppConstants.STATUS_BINDFAIL;
    }

    void bound(CarrierBind bind) {
        counters.bindsAccepted.increment();
        counters.bindsOpen.increment();
        binds.add(bind);
        for (CarrierHabit habit : habits) habit.bound(bind);
        if (!bind.receives()) return;
        CarrierAccount account = account(bind.systemId());
        account.bound(bind);
        while (!unaddressed.isEmpty()) account.add(unaddressed.remove());
    }

    void closed(CarrierBind bind, List<Delivery> unanswered) {
        if (!bind.isBound()) return;
        counters.bindsOpen.decrement();
        binds.remove(bind);
        long nowMillis = System.currentTimeMillis();
        for (CarrierHabit habit : habits) habit.closed(bind, nowMillis);
        CarrierAccount account = account(bind.systemId());
        account.unbound(bind);
        account.addAgain(unanswered);
        if (account.isIdle()) accounts.remove(bind.systemId());
    }

    void submitted(CarrierBind bind, SubmitSm pdu) {
        counters.submits.increment();
        submits++;
        int status = isFull() ? SmppConstants.STATUS_MSGQFUL : SmppConstants.STATUS_OK;
        var submit = new SubmitCase(bind, pdu, status, submits, System.currentTimeMillis());
        submit.state = stateOf();
        submit.receiptFirst = options.receipts().beforeResponse();
        for (CarrierHabit habit : habits) habit.submit(submit);
        if (submit.form == SubmitCase.Form.NONE) {
            counters.submitsUnanswered.increment();
            return;
        }
        CarrierMessageId id = submit.isAccepted() ? nextId() : null;
        tell(submit, id);
        if (id == null) refuse(submit);
        else accept(submit, id);
    }

    private boolean isFull() {
        int max = options.limits().pendingMax();
        return pending >= max || agenda.size() >= max;
    }

    private CarrierMessageId nextId() {
        CarrierMessageId id = ids.next();
        for (CarrierHabit habit : habits) id = habit.id(id);
        return id;
    }

    private void tell(SubmitCase submit, @Nullable CarrierMessageId id) {
        if (listener.equals(CarrierListener.NONE)) return;
        SubmitSm pdu = submit.pdu;
        listener.submitSeen(new SubmitSeen(
                submit.bind.number(),
                submit.bind.systemId(),
                Addresses.fromPdu(pdu.getSourceAddress()),
                Addresses.fromPdu(pdu.getDestAddress()),
                pdu.getEsmClass() & 0xff,
                pdu.getRegisteredDelivery() & 0xff,
                pdu.getDataCoding() & 0xff,
                submit.octets(),
                submit.status,
                id == null ? "" : id.inResponse(),
                submit.atMillis));
    }

    private void refuse(SubmitCase submit) {
        counters.submitsRefused.increment();
        answer(new SubmitAnswer(submit, submit.form == SubmitCase.Form.ID_THOUGH_REFUSED ? "0" : ""));
    }

    private void accept(SubmitCase submit, CarrierMessageId id) {
        counters.submitsAccepted.increment();
        countDestination(submit.pdu);
        var answer = new SubmitAnswer(submit, id.inResponse());
        boolean hangsUp = submit.form == SubmitCase.Form.HANG_UP;
        boolean overtaken = noteReceipts(submit, id, hangsUp ? null : answer);
        if (submit.state == MessageState.DELIVERED) noteReply(submit.bind, submit.pdu);
        if (hangsUp) {
            counters.submitsUnanswered.increment();
            submit.bind.closeAfterFlush();
        } else if (!overtaken) {
            answer(answer);
        }
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
    private boolean wantsReceipt(SubmitCase submit) {
        if (!options.receipts().enabled()) return false;
        int wanted = submit.pdu.getRegisteredDelivery() & SmppConstants.REGISTERED_DELIVERY_SMSC_RECEIPT_MASK;
        return switch (wanted) {
            case 0 -> submit.receiptUnasked;
            case 2 -> submit.state != MessageState.DELIVERED;
            case 3 -> submit.state == MessageState.DELIVERED;
            default -> true;
        };
    }

    /** Plans the receipts; whether the first of them is to send the answer when it has left. */
    private boolean noteReceipts(SubmitCase submit, CarrierMessageId id, @Nullable SubmitAnswer answer) {
        CarrierOptions.Receipts receipts = options.receipts();
        List<Delivery.Planned> plan = new ArrayList<>();
        if (wantsReceipt(submit) && !chances.percent(receipts.withheldPercent())) {
            int delay = chances.between(receipts.delayMinMillis(), receipts.delayMaxMillis());
            var receipt = receipt(submit, id, submit.receiptFirst ? answer : null);
            plan.add(new Delivery.Planned(receipt, delay));
            if (chances.percent(receipts.repeatedPercent())) plan.add(new Delivery.Planned(receipt.alone(), delay));
        }
        for (CarrierHabit habit : habits) habit.receipts(submit, plan);
        boolean overtaken = false;
        for (Delivery.Planned each : plan) {
            boolean second = overtaken && each.receipt().response() != null;
            overtaken |= each.receipt().response() != null;
            note(submit.bind.systemId(), second ? each.receipt().alone() : each.receipt(), each.delayMillis());
        }
        return overtaken;
    }

    private static Delivery.Receipt receipt(SubmitCase submit, CarrierMessageId id, @Nullable SubmitAnswer answer) {
        return new Delivery.Receipt(
                submit.pdu.getDestAddress(),
                submit.pdu.getSourceAddress(),
                id.inReceipt(),
                submit.state,
                submit.atMillis,
                submit.bind.number(),
                answer);
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
        if (pending >= options.limits().pendingMax()) return false;
        Delivery.Mo whole = mo(Addresses.toPdu(from), Addresses.toPdu(to), text);
        List<Delivery.Mo> parts = inParts ? MoParts.of(whole, ++lastReference) : List.of(whole);
        for (CarrierHabit habit : habits) parts = habit.messages(parts);
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

    void later(int delayMillis, Runnable action) {
        if (delayMillis == 0) action.run();
        else agenda.note(System.currentTimeMillis() + delayMillis, action);
    }

    private CarrierAccount account(String systemId) {
        return accounts.computeIfAbsent(systemId, id -> new CarrierAccount());
    }

    /** Answers a submit, in its time and form. */
    void answer(SubmitAnswer answer) {
        SubmitCase submit = answer.submit();
        later(submit.answerDelayMillis, () -> submit.bind.answer(answer));
        if (submit.againMillis < 0) return;
        later(submit.answerDelayMillis + submit.againMillis, () -> submit.bind.answer(answer));
    }

    DeliverDraft draft(Delivery delivery, CarrierBind bind, long nowMillis) {
        (delivery instanceof Delivery.Receipt ? counters.receiptsSent : counters.mosSent).increment();
        DeliverDraft draft = writer.draft(delivery, bind, nowMillis);
        for (CarrierHabit habit : habits) habit.deliver(draft);
        return draft;
    }

    /** Sends a receipt or a message of its own accord. */
    void send(String systemId, Delivery delivery) {
        note(systemId, delivery, 0);
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
        for (CarrierHabit habit : habits) habit.tick(this, nowMillis);
        pumpAndFlush();
    }

    private void enquire(long nowMillis) {
        int periodMillis = options.limits().enquireLinkMillis();
        if (periodMillis == 0 || nowMillis - enquiredMillis < periodMillis) return;
        enquiredMillis = nowMillis;
        for (CarrierBind bind : binds) bind.enquire();
    }

    void pumpAndFlush() {
        long nowMillis = System.currentTimeMillis();
        for (CarrierAccount account : accounts.values()) account.pump(nowMillis, habits);
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
