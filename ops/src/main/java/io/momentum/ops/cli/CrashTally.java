package io.momentum.ops.cli;

import io.momentum.gateway.sim.CarrierListener;
import io.momentum.gateway.sim.EsmeListener;
import io.momentum.store.fact.Fact.MtAccepted;
import io.momentum.store.journal.JournalVerifier;
import io.momentum.store.value.MessageId;
import io.momentum.store.value.MessageState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/** What became of each message of a crash test: told by the ESME, the carrier and the journal. Any thread may tell it. */
final class CrashTally {

    private static final int ANSWERS_SECONDS = 60;

    /** How often the carrier saw each text. */
    private final Map<String, Integer> sent = new ConcurrentHashMap<>();

    /** The last state that a receipt reported, by message id. */
    private final Map<String, MessageState> receipts = new ConcurrentHashMap<>();

    /** The ids of accepted messages by their texts. */
    private final Map<String, String> accepted = new ConcurrentHashMap<>();

    private final Queue<CompletableFuture<Void>> answers = new ConcurrentLinkedQueue<>();
    private final Set<String> journaled = new HashSet<>();

    CarrierListener carrierSide() {
        return new CarrierListener() {
            @Override
            public void submitSeen(SubmitSeen submit) {
                sent.merge(submit.text(), 1, Integer::sum);
            }
        };
    }

    EsmeListener esmeSide() {
        return new EsmeListener() {
            @Override
            public void received(Receipt receipt) {
                receipts.merge(receipt.messageId(), receipt.state(), CrashTally::better);
            }
        };
    }

    void submitted(String text, CompletableFuture<EsmeListener.SubmitResult> answer) {
        answers.add(answer.thenAccept(result -> {
            if (result.isAccepted()) accepted.put(text, result.messageId());
        }));
    }

    long accepted() {
        return accepted.size();
    }

    /** Waits until each submit was answered and each accepted message has a receipt, or none has come for a while. */
    void awaitReceipts(Duration still) throws InterruptedException {
        try {
            CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).get(ANSWERS_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return; // counted as not accepted
        }
        int before = -1;
        long deadlineNanos = 0;
        while (!receipts.keySet().containsAll(accepted.values())) {
            if (receipts.size() != before) deadlineNanos = System.nanoTime() + still.toNanos();
            before = receipts.size();
            if (System.nanoTime() > deadlineNanos) return;
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            if (Thread.interrupted()) throw new InterruptedException();
        }
    }

    void readJournal(Path journal) throws IOException {
        JournalVerifier.dump(journal, 1, (sequence, fact, position) -> {
            if (fact instanceof MtAccepted mt) journaled.add(MessageId.format(mt.mtId()));
        });
    }

    /** Whether every accepted message is in the journal and was sent or reported, and none was sent twice if so wanted. */
    boolean isSound(boolean onceEach) {
        boolean once = !onceEach || duplicated() == 0;
        return !accepted.isEmpty() && lost() == 0 && once && journaled.containsAll(accepted.values()) && isEachItsOwn();
    }

    String toText() {
        long missing = missing();
        return """
                submitted   %7d
                accepted    %7d  acknowledged with an id
                journaled   %7d  in the journal; %d of the accepted are not
                sent        %7d  at the carrier
                DLR'd       %7d  of the accepted have a receipt, %d say that nobody can know; %d have none
                duplicated  %7d  sent more than once
                lost        %7d  accepted, and neither sent nor reported
                """.formatted(
                        answers.size(),
                        accepted.size(),
                        journaled.size(),
                        notJournaled(),
                        sent.size(),
                        accepted.size() - missing,
                        unknown(),
                        missing,
                        duplicated(),
                        lost());
    }

    Map<String, Object> toJson(boolean sound) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("ok", sound);
        json.put("submitted", answers.size());
        json.put("accepted", accepted.size());
        json.put("journaled", journaled.size());
        json.put("notJournaled", notJournaled());
        json.put("sent", sent.size());
        json.put("receipts", accepted.size() - missing());
        json.put("unknown", unknown());
        json.put("withoutReceipt", missing());
        json.put("duplicated", duplicated());
        json.put("lost", lost());
        return json;
    }

    private long missing() {
        return accepted.values().stream()
                .filter(id -> !receipts.containsKey(id))
                .count();
    }

    private long notJournaled() {
        return accepted.values().stream().filter(id -> !journaled.contains(id)).count();
    }

    private long unknown() {
        return accepted.values().stream().filter(this::isUnknown).count();
    }

    private long duplicated() {
        return sent.values().stream().filter(times -> times > 1).count();
    }

    private long lost() {
        return accepted.entrySet().stream()
                .filter(message -> !sent.containsKey(message.getKey()) && !isUnknown(message.getValue()))
                .count();
    }

    private boolean isUnknown(String id) {
        return receipts.get(id) == MessageState.UNKNOWN;
    }

    /** Whether no two messages were given one id. */
    private boolean isEachItsOwn() {
        return Set.copyOf(accepted.values()).size() == accepted.size();
    }

    /** A receipt that says more replaces UNKNOWN. */
    private static MessageState better(MessageState before, MessageState now) {
        return now == MessageState.UNKNOWN ? before : now;
    }
}
