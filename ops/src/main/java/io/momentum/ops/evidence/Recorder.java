package io.momentum.ops.evidence;

import io.momentum.ops.care.Care;
import io.momentum.ops.evidence.EvidenceTable.End;
import io.momentum.ops.evidence.EvidenceTable.Entry;
import io.momentum.ops.evidence.EvidenceTable.Owed;
import io.momentum.ops.evidence.Sources.Made;
import io.momentum.ops.followup.Decision;
import io.momentum.ops.followup.Decision.Code;
import io.momentum.ops.followup.Decision.Facts;
import io.momentum.ops.followup.Decision.Refused;
import io.momentum.ops.followup.evidence.CanonicalJson;
import io.momentum.ops.followup.evidence.Chain;
import io.momentum.ops.followup.evidence.Days;
import io.momentum.ops.followup.evidence.Digests;
import io.momentum.ops.followup.evidence.MerkleRoot;
import io.momentum.ops.followup.evidence.RecordJson;
import io.momentum.store.fact.CareFact;
import io.momentum.store.fact.CareFact.ContactErased;
import io.momentum.store.fact.CareFact.EvidenceKeyChanged;
import io.momentum.store.fact.CareFact.EvidenceRecorded;
import io.momentum.store.fact.CareFact.EvidenceSealed;
import io.momentum.store.index.Index;
import io.momentum.store.index.Shelf;
import io.momentum.store.journal.Journal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the records that are owed, in the order of what they are about; destroys the keys of erased contacts in their turn; and
 * seals days that have ended, see {@link Sealing}. Its thread, {@code momentum-evidence}, journals one thing after the other, so
 * that nothing comes between a record and the seal over it. After a crash it finds in the rows what is still owed. Whoever asks is
 * served between two batches of records, however many are owed: he waits for those alone that were owed when he asked.
 */
final class Recorder implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);
    private static final String SYSTEM = "system";

    /** A contact that no contact is: decisions of this line wait for each other alone. */
    private static final long LINE = -1;

    private static final int BATCH = 50;
    private static final int TRIES_MAX = 5;
    private static final long PARK_NANOS = 500_000_000;
    private static final long AGAIN_NANOS = 2_000_000_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Sources sources;
    private final ContactKeys contacts;
    private final SigningKeys signing;
    private final Journal journal;
    private final Index index;
    private final Care care;
    private final LongSupplier nowMicros;
    private final ConcurrentLinkedQueue<Wish> wishes = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Erasure> erasures = new ConcurrentLinkedQueue<>();
    private final Thread thread = new Thread(this::run, "momentum-evidence");
    private volatile boolean stopping;

    /** Of the thread: wishes that are not fulfilled yet. */
    private final List<Wish> asked = new ArrayList<>();

    private boolean tidy;
    private long told;
    private long troubled;
    private int tries;

    /** Somebody waits for a new key (with a name), or for all that is owed up to a fact. */
    private record Wish(Optional<String> rotateBy, long until, CompletableFuture<Decision> done) {}

    private record Erasure(long digits, CompletableFuture<Void> done) {}

    Recorder(
            Sources sources,
            ContactKeys contacts,
            SigningKeys signing,
            Journal journal,
            Index index,
            Care care,
            LongSupplier nowMicros) {
        this.sources = sources;
        this.contacts = contacts;
        this.signing = signing;
        this.journal = journal;
        this.index = index;
        this.care = care;
        this.nowMicros = nowMicros;
    }

    void start() {
        thread.start();
    }

    /** There may be something to do. Any thread. */
    void wake() {
        LockSupport.unpark(thread);
    }

    CompletableFuture<Void> whenErased(long digits) {
        var erasure = new Erasure(digits, new CompletableFuture<>());
        erasures.add(erasure);
        return erasure.done();
    }

    /** Nobody waits for that any more. */
    void forget(CompletableFuture<Void> erased) {
        erased.cancel(false);
        erasures.removeIf(each -> each.done().isDone());
    }

    CompletableFuture<Decision> rotate(String actor) {
        return wish(Optional.of(actor));
    }

    CompletableFuture<Void> settled() {
        return wish(Optional.empty()).thenApply(done -> null);
    }

    private CompletableFuture<Decision> wish(Optional<String> rotateBy) {
        var wish = new Wish(rotateBy, journal.durableSequence(), new CompletableFuture<>());
        wishes.add(wish);
        wake();
        return wish.done();
    }

    private void run() {
        while (!stopping) {
            try {
                boolean more = round();
                if (!more && wishes.isEmpty() && asked.isEmpty()) LockSupport.parkNanos(this, PARK_NANOS);
            } catch (InterruptedException e) {
                break;
            } catch (NotTaken | TimeoutException e) {
                if (!stopping) LOG.warn("Evidence waits: {}", e.getMessage());
                LockSupport.parkNanos(this, AGAIN_NANOS);
            } catch (RuntimeException e) {
                LOG.error("Evidence has stumbled and goes on", e);
                LockSupport.parkNanos(this, AGAIN_NANOS);
            }
        }
        refuseAsked("Momentum stops.");
        sources.close();
    }

    private void refuseAsked(String why) {
        asked.forEach(wish -> wish.done().complete(new Refused(Code.BUSY, why)));
        asked.clear();
    }

    private boolean round() throws InterruptedException, TimeoutException {
        for (Wish wish = wishes.poll(); wish != null; wish = wishes.poll()) asked.add(wish);
        boolean done = false;
        try {
            keyInForce();
            if (!tidy) forgetErased();
            boolean more = recordSome();
            sealDays();
            fulfil();
            done = true;
            return more;
        } finally {
            // Not in this round: whoever asked may ask again.
            if (!done) refuseAsked("Evidence cannot be written now.");
        }
    }

    private void fulfil() throws InterruptedException, TimeoutException {
        if (asked.isEmpty()) return;
        long until = asked.stream().mapToLong(Wish::until).max().getAsLong();
        if (!index.awaitSequence(until, PATIENCE)) throw new TimeoutException("the index is far behind");
        long owed = EvidenceFold.firstOwed(rows());
        for (Wish wish : List.copyOf(asked)) {
            if (wish.rotateBy().isPresent()) rotateNow(wish.rotateBy().get());
            else if (owed <= wish.until()) continue;
            asked.remove(wish);
            wish.done().complete(new Facts());
        }
    }

    private Shelf rows() {
        return index.shelf(Shelf.Kind.EVIDENCE);
    }

    // ---- keys that sign

    /** The journal knows the key that signs; a key that it knows and that was not taken into use yet, is. */
    private void keyInForce() throws InterruptedException, TimeoutException {
        String known = EvidenceFold.end(rows()).key();
        if (!known.isEmpty()) signing.take(known);
        SigningKey key = signing.current();
        if (known.equals(key.id())) return;
        journal(List.of(
                new EvidenceKeyChanged(nowMicros.getAsLong(), SYSTEM, key.id(), key.publicKey(), known, new byte[0])));
        LOG.info("Evidence is signed with the key {}", key.id());
    }

    private void rotateNow(String actor) throws InterruptedException, TimeoutException {
        SigningKey old = signing.current();
        SigningKey next = signing.prepare();
        byte[] endorsement = old.sign(CanonicalJson.bytes(Chain.nextKey(next.id(), next.publicKey(), old.id())));
        journal(List.of(new EvidenceKeyChanged(
                nowMicros.getAsLong(), actor, next.id(), next.publicKey(), old.id(), endorsement)));
        signing.take(next.id());
        LOG.info("Evidence is signed with the key {} from now on, no longer with {}", next.id(), old.id());
    }

    // ---- records

    private boolean recordSome() throws InterruptedException, TimeoutException {
        Map<Long, Owed> owed = owed();
        if (owed.isEmpty()) return false;
        // A decision's facts become durable together: the clocks that a close has stopped are folded with it.
        if (!index.awaitSequence(journal.durableSequence(), PATIENCE))
            throw new TimeoutException("the index is far behind");
        List<CareFact> facts = new ArrayList<>();
        for (Map.Entry<Long, Owed> each : owed.entrySet()) {
            if (each.getValue().kind().equals(RecordJson.ERASED)) {
                // First what came before it, with the key.
                if (facts.isEmpty()) erase(each.getKey(), each.getValue());
                break;
            }
            facts.add(recorded(each.getKey(), each.getValue()));
        }
        if (facts.isEmpty()) return true;
        contacts.sync();
        journal(facts);
        return true;
    }

    private Map<Long, Owed> owed() {
        Map<Long, Owed> owed = new LinkedHashMap<>();
        rows().scan(EvidenceTable.OWED.key(), EvidenceTable.OWED.end(), (key, row) -> {
            owed.put(EvidenceTable.lastNumber(key), EvidenceTable.OWED_FORM.fromBytes(row));
            return owed.size() < BATCH;
        });
        return owed;
    }

    private EvidenceRecorded recorded(long cause, Owed owed) {
        Made made = made(cause, owed);
        return new EvidenceRecorded(
                nowMicros.getAsLong(),
                SYSTEM,
                owed.kind(),
                cause,
                made.conversation(),
                made.campaign(),
                made.subject(),
                made.record());
    }

    /** One that cannot be made, time and again, says so in its place: the others must not wait for it for ever. */
    private Made made(long cause, Owed owed) {
        try {
            return sources.make(cause, owed, contacts::of);
        } catch (RuntimeException e) {
            tries = cause == troubled ? tries + 1 : 1;
            troubled = cause;
            if (tries < TRIES_MAX) throw e;
            LOG.error("The record of fact {} cannot be made", cause, e);
            return new Made(owed.conversation(), "", "", RecordJson.unmade(cause, owed.kind(), String.valueOf(e)));
        }
    }

    private void erase(long cause, Owed owed) throws InterruptedException, TimeoutException {
        String subject = contacts.destroy(owed.digits()).orElse("");
        var fact = (ContactErased) sources.at(owed.position());
        journal(List.of(new EvidenceRecorded(
                nowMicros.getAsLong(),
                fact.actor(),
                RecordJson.ERASED,
                cause,
                0,
                "",
                subject,
                RecordJson.erased(cause, fact, subject))));
        contacts.forget(owed.digits());
        erasures.removeIf(each -> each.digits() == owed.digits() && each.done().complete(null));
    }

    /** A crash between an erasure's record and the end of it leaves a number behind whose erasure is owed no more. */
    private void forgetErased() throws InterruptedException, TimeoutException {
        List<Long> left = contacts.unforgotten();
        if (!left.isEmpty()) {
            if (!index.awaitSequence(journal.durableSequence(), PATIENCE))
                throw new TimeoutException("the index is far behind");
            Set<Long> owed = new HashSet<>();
            rows().scan(EvidenceTable.OWED.key(), EvidenceTable.OWED.end(), (key, row) -> {
                Owed each = EvidenceTable.OWED_FORM.fromBytes(row);
                if (each.kind().equals(RecordJson.ERASED)) owed.add(each.digits());
                return true;
            });
            for (long digits : left) if (!owed.contains(digits)) contacts.forget(digits);
        }
        tidy = true;
    }

    // ---- days

    private void sealDays() throws InterruptedException, TimeoutException {
        long today = Days.of(nowMicros.getAsLong());
        for (OptionalLong day = next(today); day.isPresent() && !stopping; day = next(today)) seal(day.getAsLong());
        End end = EvidenceFold.end(rows());
        long astray = Sealing.astray(end, today);
        if (astray != 0 && astray != told)
            LOG.warn(
                    "The clock says {}, the last day of evidence is {}: nobody ran between them, or the clock is wrong."
                            + " Days without records have no seal then",
                    Days.text(today),
                    Days.text(Math.max(end.day(), end.sealedDay())));
        told = astray;
    }

    private OptionalLong next(long today) {
        Shelf rows = rows();
        End end = EvidenceFold.end(rows);
        byte[] row = rows.get(EvidenceTable.ENTRY.key(end.sealedNumber() + 1));
        return Sealing.next(end, row == null ? null : EvidenceTable.ENTRY_FORM.fromBytes(row), today);
    }

    private void seal(long day) throws InterruptedException, TimeoutException {
        Shelf rows = rows();
        End end = EvidenceFold.end(rows);
        long first = end.sealedNumber() + 1;
        var tree = new MerkleRoot();
        rows.scan(EvidenceTable.ENTRY.key(first), EvidenceTable.ENTRY.end(), (key, row) -> {
            Entry entry = EvidenceTable.ENTRY_FORM.fromBytes(row);
            if (entry.day() == day) tree.add(Digests.bytes(entry.hash()));
            return entry.day() == day;
        });
        long last = end.sealedNumber() + tree.size();
        byte[] root = tree.root();
        SigningKey key = signing.current();
        long now = nowMicros.getAsLong();
        byte[] signature =
                key.sign(CanonicalJson.bytes(Chain.day(day, first, last, root, end.statement(), now, key.id())));
        journal(List.of(new EvidenceSealed(now, SYSTEM, Days.text(day), first, last, root, signature, key.id())));
        LOG.info("Evidence of {} is sealed: {} records", Days.text(day), tree.size());
    }

    // ---- journalling

    /** Follow-up takes no facts now: it stops, or too much waits. */
    private static final class NotTaken extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotTaken(String why) {
            super(why);
        }
    }

    /** Journals facts and waits until they can be read. */
    private void journal(List<CareFact> facts) throws InterruptedException, TimeoutException {
        try {
            Decision decision = care.record(LINE, facts).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (decision instanceof Refused refused) throw new NotTaken(refused.detail());
        } catch (ExecutionException e) {
            throw new IllegalStateException("facts were not journalled", e);
        }
    }

    @Override
    public void close() {
        stopping = true;
        wake();
        try {
            thread.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        var stops = new Refused(Code.BUSY, "Momentum stops.");
        wishes.forEach(wish -> wish.done().complete(stops));
    }
}
