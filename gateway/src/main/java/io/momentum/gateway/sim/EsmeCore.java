package io.momentum.gateway.sim;

import com.cloudhopper.smpp.SmppConstants;
import com.cloudhopper.smpp.pdu.DeliverSm;
import io.momentum.gateway.sim.EsmeBind.Waiting;
import io.momentum.gateway.sim.EsmeListener.Mo;
import io.momentum.gateway.sim.EsmeListener.Outcome;
import io.momentum.gateway.sim.EsmeListener.Receipt;
import io.momentum.gateway.sim.EsmeListener.SubmitResult;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What waits to be submitted and what has been received by a {@link SimulatedEsme}. Owned by its event loop. */
final class EsmeCore {

    private static final long SEED = 1;

    private final EsmeOptions options;
    private final EsmeListener listener;
    private final Consumer<EsmeBind> onLost;
    private final Kept<Receipt> receipts;
    private final Kept<Mo> mos;
    private final LongAdder unexpected = new LongAdder();
    private final LongAdder bindsOpen = new LongAdder();
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private final List<EsmeBind> binds = new ArrayList<>();
    private final List<EsmeHabit> habits;
    private int next;
    private int deliverStatus = SmppConstants.STATUS_OK;
    private boolean stalled;
    private boolean stopped;

    EsmeCore(EsmeOptions options, EsmeListener listener, Consumer<EsmeBind> onLost) {
        this.options = options;
        this.listener = listener;
        this.onLost = onLost;
        receipts = new Kept<>(options.bounds().keptMax());
        mos = new Kept<>(options.bounds().keptMax());
        habits = EsmeQuirks.habits(options.quirks(), new Chances(SEED));
    }

    List<EsmeHabit> habits() {
        return habits;
    }

    /** The bound connections. */
    List<EsmeBind> binds() {
        return List.copyOf(binds);
    }

    EsmeOptions options() {
        return options;
    }

    Kept<Receipt> receipts() {
        return receipts;
    }

    Kept<Mo> mos() {
        return mos;
    }

    int bindsOpen() {
        return bindsOpen.intValue();
    }

    long unexpectedResponses() {
        return unexpected.sum();
    }

    boolean isStalled() {
        return stalled;
    }

    void stall(boolean stop) {
        stalled = stop;
    }

    void answerDeliveriesWith(int status) {
        deliverStatus = status;
    }

    void unexpected() {
        unexpected.increment();
    }

    void add(Waiting message) {
        boolean hopeless = stopped || (binds.isEmpty() && !options.reconnect().isWanted());
        if (hopeless || waiting.size() >= options.bounds().waitingMax()) {
            answered(message, new SubmitResult(Outcome.NOT_SENT, 0, ""));
            return;
        }
        waiting.add(message);
    }

    void answered(Waiting message, SubmitResult result) {
        listener.submitAnswered(message.submit(), result);
        message.result().complete(result);
    }

    /** Takes a deliver_sm; what is not answered well will come again and is not kept. */
    DeliverCase received(DeliverSm pdu) {
        var deliver = new DeliverCase(pdu, deliverStatus);
        for (EsmeHabit habit : habits) habit.deliver(deliver);
        if (deliver.isTaken()) take(pdu);
        return deliver;
    }

    private void take(DeliverSm pdu) {
        long nowMillis = System.currentTimeMillis();
        if (ReceiptReader.isReceipt(pdu)) {
            Receipt receipt = ReceiptReader.read(pdu, nowMillis);
            receipts.add(receipt);
            listener.received(receipt);
            return;
        }
        Mo mo = new Mo(
                Addresses.fromPdu(pdu.getSourceAddress()),
                Addresses.fromPdu(pdu.getDestAddress()),
                pdu.getEsmClass() & 0xff,
                pdu.getDataCoding() & 0xff,
                SmsText.octetsOf(pdu),
                nowMillis);
        mos.add(mo);
        listener.received(mo);
    }

    void bound(EsmeBind bind) {
        binds.add(bind);
        bindsOpen.increment();
        listener.bound(binds.size());
    }

    void closed(EsmeBind bind, boolean wasBound, Collection<Waiting> unanswered) {
        if (wasBound) {
            binds.remove(bind);
            bindsOpen.decrement();
            listener.lost(binds.size());
        }
        boolean again = options.reconnect().resend() && options.reconnect().isWanted() && !stopped;
        for (Waiting message : List.copyOf(unanswered).reversed()) {
            if (again) waiting.addFirst(message);
            else answered(message, new SubmitResult(Outcome.IN_DOUBT, 0, ""));
        }
        if (binds.isEmpty() && !options.reconnect().isWanted()) giveUpWaiting();
        if (!stopped) onLost.accept(bind);
    }

    void stop() {
        stopped = true;
        giveUpWaiting();
        for (EsmeBind bind : List.copyOf(binds)) bind.unbind();
    }

    private void giveUpWaiting() {
        while (!waiting.isEmpty()) answered(waiting.remove(), new SubmitResult(Outcome.NOT_SENT, 0, ""));
    }

    void drop() {
        for (EsmeBind bind : List.copyOf(binds)) bind.cut();
    }

    void enquire() {
        for (EsmeBind bind : binds) bind.enquire();
    }

    void tick() {
        long nowMillis = System.currentTimeMillis();
        for (EsmeHabit habit : habits) habit.tick(this, nowMillis);
        for (EsmeBind bind : binds) bind.flush();
    }

    void pumpAndFlush() {
        while (!waiting.isEmpty()) {
            EsmeBind bind = withRoom();
            if (bind == null) break;
            bind.submit(waiting.remove());
        }
        for (EsmeBind bind : binds) bind.flush();
    }

    private @Nullable EsmeBind withRoom() {
        for (int i = 0; i < binds.size(); i++) {
            next = next + 1 < binds.size() ? next + 1 : 0;
            if (binds.get(next).hasRoom()) return binds.get(next);
        }
        return null;
    }
}
