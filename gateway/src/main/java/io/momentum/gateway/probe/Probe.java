package io.momentum.gateway.probe;

import io.momentum.gateway.carrier.CarrierConfig;
import io.momentum.gateway.codec.CommandId;
import io.momentum.gateway.codec.Frames;
import io.momentum.gateway.codec.MessagePdu;
import io.momentum.gateway.codec.ResponsePdu;
import io.momentum.gateway.probe.Observations.Answer;
import io.momentum.gateway.probe.Observations.Delivery;
import io.momentum.gateway.probe.ProbeLink.Frame;
import io.momentum.gateway.profile.SessionProfile.BindMode;
import io.momentum.gateway.receipt.Receipt;
import io.momentum.gateway.receipt.ReceiptScanner;
import io.momentum.store.value.Address;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Binds to a carrier as its configuration says, sends a handful of messages to a test handset, waits for their
 * receipts, and says what the carrier does otherwise than its profile. Used by one thread.
 */
public final class Probe {

    /** What one number gets: submit_sm, and so messages on the bill. */
    public static final int MESSAGES_EACH = 9;

    private final CarrierConfig carrier;
    private final ReceiptScanner scanner;
    private final Duration patience;
    private final BlockingQueue<Frame> frames = new LinkedBlockingQueue<>();
    private final Map<Integer, Open> open = new LinkedHashMap<>();
    private final List<Answer> answers = new ArrayList<>();
    private final List<Delivery> deliveries = new ArrayList<>();
    private int interfaceVersion;
    private long enquireMillis = -1;
    private int unansweredMost;

    private record Open(ProbeMessage message, long sentNanos) {}

    /**
     * A probe of one carrier.
     *
     * @param patience how long receipts may take
     */
    public Probe(CarrierConfig carrier, Duration patience) {
        this.carrier = carrier;
        scanner = new ReceiptScanner(carrier.profile().receipts());
        this.patience = patience;
    }

    /** Sends to each number in turn. */
    public Lessons run(String from, List<String> numbers) throws IOException, InterruptedException {
        boolean single = carrier.bind() == BindMode.TRANSCEIVER;
        int role = single ? CommandId.BIND_TRANSCEIVER : CommandId.BIND_TRANSMITTER;
        try (ProbeLink link = ProbeLink.bind(carrier, role, this::bound);
                ProbeLink receiver = single ? null : ProbeLink.bind(carrier, CommandId.BIND_RECEIVER, this::bound)) {
            link.follow(frames);
            if (receiver != null) receiver.follow(frames);
            enquire(link);
            for (String number : numbers) send(link, from, number);
            awaitReceipts();
        }
        return Lessons.of(
                new Observations(
                        interfaceVersion, enquireMillis, List.copyOf(answers), List.copyOf(deliveries), unansweredMost),
                carrier.profile());
    }

    private void bound(byte[] response) {
        interfaceVersion = Math.max(interfaceVersion, ResponsePdu.interfaceVersion(response));
    }

    private void enquire(ProbeLink link) throws IOException, InterruptedException {
        long start = System.nanoTime();
        int sequence = link.enquire();
        long deadline = start + carrier.responseTimeout().toNanos();
        for (Frame frame = next(deadline); frame != null; frame = next(deadline)) {
            if (Frames.commandId(frame.pdu()) != CommandId.ENQUIRE_LINK_RESP) take(frame);
            else if (Frames.sequence(frame.pdu()) == sequence) {
                enquireMillis = TimeUnit.NANOSECONDS.toMillis(frame.atNanos() - start);
                return;
            }
        }
    }

    /** Whole messages one by one, the parts of a long one behind each other as a window would send them. */
    private void send(ProbeLink link, String from, String number) throws IOException, InterruptedException {
        Address source = ProbeMessage.address(from);
        Address destination = ProbeMessage.address(number);
        List<ProbeMessage> all =
                ProbeMessage.all(source, destination, carrier.profile().text().outbound());
        for (int i = 0; i < all.size(); i++) {
            ProbeMessage message = all.get(i);
            long now = System.nanoTime();
            open.put(link.send(message.pdu()), new Open(message, now));
            unansweredMost = Math.max(unansweredMost, open.size());
            boolean more = i + 1 < all.size() && all.get(i + 1).part() > 1 && open.size() < carrier.window();
            if (!more) awaitAnswers(now + carrier.responseTimeout().toNanos());
        }
    }

    private void awaitAnswers(long deadline) throws InterruptedException {
        while (!open.isEmpty()) {
            Frame frame = next(deadline);
            if (frame == null) break;
            take(frame);
        }
        open.values().forEach(each -> answers.add(new Answer(each.message, Observations.NO_ANSWER, "", 0)));
        open.clear();
    }

    private void awaitReceipts() throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (finals() < answers.stream().filter(Answer::isAccepted).count()) {
            Frame frame = next(deadline);
            if (frame == null) return;
            take(frame);
        }
    }

    private long finals() {
        return deliveries.stream()
                .map(each -> receiptIn(each.pdu(), scanner))
                .filter(receipt -> receipt != null && receipt.state().isFinal() && !receipt.intermediate())
                .count();
    }

    static @Nullable Receipt receiptIn(byte[] pdu, ReceiptScanner scanner) {
        MessagePdu message = MessagePdu.parse(pdu, true);
        return message.isOk() ? scanner.scan(message) : null;
    }

    private @Nullable Frame next(long deadline) throws InterruptedException {
        return frames.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    private void take(Frame frame) {
        byte[] pdu = frame.pdu();
        switch (Frames.commandId(pdu)) {
            case CommandId.DELIVER_SM, CommandId.DATA_SM ->
                deliveries.add(new Delivery(pdu, System.currentTimeMillis()));
            case CommandId.SUBMIT_SM_RESP, CommandId.GENERIC_NACK -> answered(pdu, frame.atNanos());
            default -> {
                // Nothing to learn from.
            }
        }
    }

    private void answered(byte[] pdu, long atNanos) {
        Open sent = open.remove(Frames.sequence(pdu));
        if (sent == null) return;
        int status = Frames.status(pdu);
        String id = status == 0 ? ResponsePdu.messageId(pdu) : "";
        answers.add(new Answer(sent.message, status, id, TimeUnit.NANOSECONDS.toMillis(atNanos - sent.sentNanos)));
    }
}
