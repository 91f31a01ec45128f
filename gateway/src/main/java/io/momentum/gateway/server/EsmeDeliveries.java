package io.momentum.gateway.server;

import io.momentum.gateway.codec.CommandStatus;
import io.momentum.gateway.codec.MessagePdu;
import io.momentum.gateway.codec.PduWriter;
import io.momentum.gateway.net.SmppConnection;
import io.momentum.gateway.session.RequestWindow;
import io.momentum.store.fact.Fact.DlrForwarded;
import io.momentum.store.fact.Fact.MoForwarded;
import io.momentum.store.outbox.OutboxEntry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * The deliver_sm that one session owes its ESME: sent within a window, journalled as forwarded when answered, given back to
 * the account's outbox when not. Owned by the session's loop.
 */
final class EsmeDeliveries {

    /** How long an entry rests that the ESME could not take for now, in milliseconds. */
    private static final long RETRY_MILLIS = 1_000;

    private final EsmeSession session;
    private final SmppConnection connection;
    private final Account account;
    private final EsmeAnswers answers;
    private final RequestWindow<OutboxEntry> window;
    private final ArrayDeque<OutboxEntry> waiting = new ArrayDeque<>();
    private int answered;

    EsmeDeliveries(
            EsmeSession session, SmppConnection connection, Account account, EsmeAnswers answers, int windowMax) {
        this.session = session;
        this.connection = connection;
        this.account = account;
        this.answers = answers;
        window = new RequestWindow<>(windowMax);
    }

    /** Asks for entries. They may come before this returns: the session must know its deliveries by then. */
    void start() {
        account.outbox().join(session, window.size());
    }

    void add(List<OutboxEntry> entries) {
        waiting.addAll(entries);
        pump();
    }

    void pump() {
        while (!waiting.isEmpty() && canSend()) send(waiting.removeFirst());
    }

    /** What is answered must find room in the journal. */
    private boolean canSend() {
        return window.free() > 0
                && connection.isWritable()
                && session.loop().stage().hasRoom();
    }

    private void send(OutboxEntry entry) {
        int sequence = window.add(entry, System.nanoTime());
        switch (entry) {
            case OutboxEntry.Receipt receipt ->
                PduWriter.receipt(connection.out(), sequence, receipt, answers.receipts());
            case OutboxEntry.Mo mo ->
                PduWriter.mo(connection.out(), MessagePdu.parse(mo.pdu(), true), sequence, answers.takesTlvs());
        }
        account.counters().delivers.increment();
    }

    /** The ESME answered, or nacked, a deliver_sm. @return false if none waits under this number */
    boolean answered(int sequence, int status) {
        OutboxEntry entry = window.remove(sequence);
        if (entry == null) return false;
        account.counters().deliverResponses.add(status);
        if (entry instanceof OutboxEntry.Receipt)
            account.counters().receiptResponses.add(status);
        if (status != CommandStatus.ESME_ROK && CommandStatus.isTemporary(status)) retryLater(entry);
        else done(entry, status);
        pump();
        return true;
    }

    private void done(OutboxEntry entry, int status) {
        long now = session.loop().nowMicros();
        var stage = session.loop().stage();
        switch (entry) {
            case OutboxEntry.Receipt r ->
                stage.note(new DlrForwarded(now, r.outboxId(), r.mtId(), r.account(), status));
            case OutboxEntry.Mo m -> stage.note(new MoForwarded(now, m.outboxId(), m.moId(), m.account(), status));
        }
        if (answered++ == 0) session.loop().atTurnEnd(this::tellAnswered);
    }

    private void tellAnswered() {
        int count = answered;
        answered = 0;
        account.outbox().answered(session, count);
    }

    private void retryLater(OutboxEntry entry) {
        account.counters().deliverRetries.increment();
        session.loop().after(RETRY_MILLIS, () -> account.outbox().returned(session, List.of(entry)));
    }

    /** Whether a deliver_sm has waited too long for its answer. */
    boolean isStuck(long sentBeforeNanos) {
        int oldest = window.oldestSequence();
        return oldest != 0 && window.sentNanos(oldest) - sentBeforeNanos < 0;
    }

    /** The session has gone: what is unanswered goes to the next one. */
    void close() {
        List<OutboxEntry> rest = new ArrayList<>();
        window.drain(rest::add);
        rest.addAll(waiting);
        waiting.clear();
        account.outbox().leave(session, rest);
    }
}
