package io.momentum.ops.evidence;

import io.momentum.ops.care.Care;
import io.momentum.ops.evidence.EvidenceTable.Day;
import io.momentum.ops.evidence.EvidenceTable.End;
import io.momentum.ops.evidence.EvidenceTable.Entry;
import io.momentum.ops.evidence.EvidenceTable.Signer;
import io.momentum.ops.followup.Decision;
import io.momentum.ops.followup.Decision.Code;
import io.momentum.ops.followup.Decision.Facts;
import io.momentum.ops.followup.Decision.Refused;
import io.momentum.ops.followup.evidence.Days;
import io.momentum.store.fact.CareFact.ContactErased;
import io.momentum.store.fact.CareFact.ContactHeld;
import io.momentum.store.index.Index;
import io.momentum.store.index.Shelf;
import io.momentum.store.journal.Journal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongPredicate;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Evidence of one data directory: its rows, its keys, and the thread that records and seals. Made before the projector starts,
 * for the fold goes with it; started after follow-up.
 */
public final class Evidence implements AutoCloseable {

    private static final int SHOWN_MAX = 100;
    private static final int OWED_COUNTED_MAX = 1_000;

    private final Index index;
    private final Care care;
    private final ContactKeys contacts;
    private final SigningKeys signing;
    private final Recorder recorder;
    private final LongSupplier nowMicros;

    /**
     * @param dir where its keys are; made if need be, for this process's user alone
     * @param signingKey an Ed25519 key in PEM that the configuration gives
     */
    public Evidence(
            EvidenceFold fold,
            Path dir,
            Optional<String> signingKey,
            Journal journal,
            Index index,
            Care care,
            LongSupplier nowMicros)
            throws IOException {
        this.index = index;
        this.care = care;
        this.nowMicros = nowMicros;
        if (!Files.isDirectory(dir))
            Files.createDirectory(
                    dir, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        contacts = ContactKeys.open(dir.resolve("contact.keys"));
        signing = SigningKeys.open(dir, signingKey);
        recorder = new Recorder(new Sources(index, journal), contacts, signing, journal, index, care, nowMicros);
        fold.onCommit(recorder::wake);
    }

    public void start() {
        recorder.start();
    }

    /** The rows, as of the last commit. */
    Shelf rows() {
        return index.shelf(Shelf.Kind.EVIDENCE);
    }

    ContactKeys contacts() {
        return contacts;
    }

    SigningKeys signing() {
        return signing;
    }

    // ---- contacts

    /** The first fact that is still to be recorded; {@link Long#MAX_VALUE} where there is none. */
    public long firstOwed() {
        return EvidenceFold.firstOwed(rows());
    }

    /** Why a contact must not be erased; empty where it may be. */
    public Optional<String> heldBecause(long digits) {
        byte[] row = rows().get(EvidenceTable.HOLD.key(digits));
        return row == null ? Optional.empty() : Optional.of(new String(row, StandardCharsets.UTF_8));
    }

    /** Forbids to erase a contact, or allows it again. */
    public CompletableFuture<Decision> hold(long digits, boolean held, String reason, String actor) {
        return care.ask(digits, (rows, now) -> new Facts(new ContactHeld(now, actor, digits, held, reason)));
    }

    /**
     * Forgets what is known of a contact and destroys its key: what evidence hides of it opens no more, and still proves that
     * nothing was changed. Records that are owed to what happened before are made first.
     *
     * @return completes when the key is gone, or with why not
     */
    public CompletableFuture<Decision> erase(long digits, String reason, String actor) {
        CompletableFuture<Void> gone = recorder.whenErased(digits);
        CompletableFuture<Decision> decided = care.ask(
                digits,
                (rows, now) -> heldBecause(digits)
                        .<Decision>map(why -> new Refused(Code.HELD, "The contact is under legal hold: " + why))
                        .orElseGet(() -> new Facts(new ContactErased(now, actor, digits, reason))));
        return decided.whenComplete((decision, failure) -> {
                    if (!(decision instanceof Facts)) recorder.forget(gone);
                })
                .thenCompose(decision -> decision instanceof Facts
                        ? gone.thenApply(done -> decision)
                        : CompletableFuture.completedFuture(decision));
    }

    // ---- keys

    /** Makes a new key and signs with it from now on. Refused where the configuration gives the key. */
    public CompletableFuture<Decision> rotate(String actor) {
        if (signing.isGiven())
            return CompletableFuture.completedFuture(new Refused(
                    Code.STAGE, "The key is given by evidence.signingKey: change it there and start again."));
        return recorder.rotate(actor);
    }

    /** A key that signs or has signed. */
    public record PublicKey(String id, long sinceMicros, String pem, boolean current) {}

    /** The keys, the oldest first. */
    public List<PublicKey> keys() {
        String current = signing.current().id();
        return keyRows().stream()
                .map(key -> new PublicKey(
                        key.key(),
                        key.atMicros(),
                        SigningKey.publicPem(key.publicKey()),
                        key.key().equals(current)))
                .toList();
    }

    List<Signer> keyRows() {
        List<Signer> keys = new ArrayList<>();
        rows().scan(EvidenceTable.KEY.key(), EvidenceTable.KEY.end(), (key, row) -> {
            keys.add(EvidenceTable.KEY_FORM.fromBytes(row));
            return true;
        });
        return keys;
    }

    // ---- records

    /**
     * Records as JSON objects for people, each with its seal and the way to it where its day has one.
     *
     * @param closed whether texts stay encrypted though they could be opened
     */
    public List<Map<String, @Nullable Object>> show(Selection selection, boolean closed) {
        List<Map<String, @Nullable Object>> shown = new ArrayList<>();
        var proofs = new Proofs(this);
        numbers(selection, number -> {
            Entry entry = entry(number);
            if (entry != null) shown.add(show(entry, proofs, closed));
            return shown.size() < SHOWN_MAX;
        });
        return shown;
    }

    private Map<String, @Nullable Object> show(Entry entry, Proofs proofs, boolean closed) {
        Told told = Told.of(entry, contacts, closed);
        Day day = day(entry.day());
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("number", entry.number());
        shown.put("day", Days.text(entry.day()));
        shown.put("at", Days.time(entry.atMicros()));
        shown.put("kind", entry.kind());
        shown.put("previous", entry.previous());
        shown.put("hash", entry.hash());
        shown.put("record", told.readable());
        shown.put("erased", told.erased());
        if (day == null) return shown;
        shown.put("seal", Proofs.seal(day));
        shown.put("proof", proofs.of(entry));
        return shown;
    }

    @Nullable
    Entry entry(long number) {
        byte[] row = rows().get(EvidenceTable.ENTRY.key(number));
        return row == null ? null : EvidenceTable.ENTRY_FORM.fromBytes(row);
    }

    @Nullable
    Day day(long day) {
        byte[] row = rows().get(EvidenceTable.DAY.key(day));
        return row == null ? null : EvidenceTable.DAY_FORM.fromBytes(row);
    }

    End end() {
        return EvidenceFold.end(rows());
    }

    /** Shows the numbers of the records of a selection, in their order; false ends it. */
    void numbers(Selection selection, LongPredicate sink) {
        Shelf rows = rows();
        switch (selection) {
            case Selection.OfConversation of ->
                scan(
                        rows,
                        EvidenceTable.BY_CONVERSATION.key(of.conversation()),
                        EvidenceTable.BY_CONVERSATION.end(of.conversation()),
                        sink);
            case Selection.OfCampaign of ->
                scan(
                        rows,
                        EvidenceTable.BY_CAMPAIGN.key(of.campaign()),
                        EvidenceTable.BY_CAMPAIGN.end(of.campaign()),
                        sink);
            case Selection.OfContact of ->
                contacts.subjectOf(of.digits())
                        .ifPresent(name -> scan(
                                rows, EvidenceTable.BY_SUBJECT.key(name), EvidenceTable.BY_SUBJECT.end(name), sink));
            case Selection.OfDays of -> days(of, sink);
        }
    }

    private static void scan(Shelf rows, byte[] from, byte[] end, LongPredicate sink) {
        rows.scan(from, end, (key, row) -> sink.test(EvidenceTable.lastNumber(key)));
    }

    private void days(Selection.OfDays of, LongPredicate sink) {
        rows().scan(EvidenceTable.ENTRY.key(firstOf(of.from())), EvidenceTable.ENTRY.end(), (key, row) -> {
            Entry entry = EvidenceTable.ENTRY_FORM.fromBytes(row);
            if (entry.day() > of.to()) return false;
            return entry.day() < of.from() || sink.test(entry.number());
        });
    }

    /** The first record of a day or of the first one behind it that is sealed; else the first without a seal. */
    private long firstOf(long day) {
        long[] first = {end().sealedNumber() + 1};
        rows().scan(EvidenceTable.DAY.key(Math.max(0, day)), EvidenceTable.DAY.end(), (key, row) -> {
            first[0] = EvidenceTable.DAY_FORM.fromBytes(row).first();
            return false;
        });
        return first[0];
    }

    /**
     * How evidence stands.
     *
     * @param records in the chain
     * @param owed records that are still to be made, counted up to a thousand
     * @param unsealedDays that have ended and have no seal
     */
    public record Standing(long records, int owed, long unsealedDays) {}

    public Standing standing() {
        End end = end();
        int[] owed = new int[1];
        rows().scan(EvidenceTable.OWED.key(), EvidenceTable.OWED.end(), (key, row) -> ++owed[0] < OWED_COUNTED_MAX);
        long unsealed = end.key().isEmpty() ? 0 : Days.of(nowMicros.getAsLong()) - 1 - end.sealedDay();
        return new Standing(end.number(), owed[0], Math.max(0, unsealed));
    }

    /** Waits until all that was to be recorded when it was asked is recorded. */
    public CompletableFuture<Void> settled() {
        return recorder.settled();
    }

    @Override
    public void close() {
        recorder.close();
        contacts.close();
    }
}
