package io.momentum.ops.retention;

import io.momentum.ops.retention.RetentionRun.Stage;
import io.momentum.ops.webhook.WebhookRows;
import io.momentum.store.fact.Fact;
import io.momentum.store.fact.Fact.MtAccepted;
import io.momentum.store.fact.RetentionFact.Forgotten;
import io.momentum.store.fact.RetentionFact.JournalThinned;
import io.momentum.store.fact.RetentionFact.MessagesForgotten;
import io.momentum.store.fact.RetentionFact.TextsTaken;
import io.momentum.store.index.OldMessages;
import io.momentum.store.index.OldMessages.Old;
import io.momentum.store.index.OldMessages.Slice;
import io.momentum.store.index.OldTexts;
import io.momentum.store.index.OldTexts.Erased;
import io.momentum.store.index.Shelf;
import io.momentum.store.index.Stays;
import io.momentum.store.journal.JournalReader;
import io.momentum.store.journal.KeptFile;
import io.momentum.store.journal.SealedFile;
import io.momentum.store.journal.Thinned;
import io.momentum.store.value.MessageId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One pass: for some files of the journal at a time, the messages go of which nothing stands in a later file, and then the files are
 * replaced. Owned by one thread, which takes half of its time at most, so that messages under way do not wait for it.
 */
final class Pass {

    private static final Logger LOG = LoggerFactory.getLogger(Pass.class);

    /** So many files are replaced at once: until they are, both stand on the disk. */
    private static final int FILES_AT_A_TIME = 48;

    private static final int MESSAGES_AT_A_TIME = 500;
    private static final int ENDS_AT_A_TIME = 2_000;
    private static final int WAITING_MAX = 1_000_000;
    /** Longer than a message is under way; what stays behind a round is looked at again by the next pass. */
    private static final long ROUNDS_OVERLAP_MILLIS = Duration.ofDays(8).toMillis();

    private final RetentionParts parts;
    private final boolean dryRun;
    private final String actor;
    private final BooleanSupplier stopped;
    private final Instant startedAt;
    private final OldMessages old;
    private final Written written;
    private final TextPass texts;
    private final long textsBeforeMillis;
    private final Map<Stays, Integer> stay = new EnumMap<>(Stays.class);
    private long messages;
    private long facts;
    private int files;
    private long factsWithText;
    private final long beforeMillis;
    private @Nullable String heldBack;

    Pass(
            RetentionConfig config,
            RetentionParts parts,
            boolean dryRun,
            String actor,
            BooleanSupplier stopped,
            Instant startedAt) {
        this.parts = parts;
        this.dryRun = dryRun;
        this.actor = actor;
        this.stopped = stopped;
        this.startedAt = startedAt;
        old = new OldMessages(parts.index());
        beforeMillis = before(config.messages());
        textsBeforeMillis = before(config.texts());
        written = new Written(parts.journal(), parts.index(), stopped);
        texts = new TextPass(parts, written, actor, dryRun, stopped, textsBeforeMillis);
    }

    private long before(Optional<Duration> kept) {
        return kept.map(each -> parts.nowMillis().getAsLong() - each.toMillis()).orElse(0L);
    }

    RetentionRun run() throws IOException, InterruptedException, TimeoutException {
        Set<Long> waiting = beforeMillis == 0 ? Set.of() : old.waiting(beforeMillis, WAITING_MAX);
        long from = 0;
        List<SealedFile> rounds = rounds();
        for (SealedFile end : rounds) {
            boolean last = end.equals(rounds.getLast());
            if (beforeMillis != 0) look(from, end, waiting);
            texts.old(from, end, last);
            if (last) texts.erase(end);
            if (stopped.getAsBoolean()) return ended(Stage.FAILED, "the process ends");
            if (!dryRun) thin(end);
            from = MessageId.firstOf(Math.max(MessageId.EPOCH_MILLIS, end.endMillis() - ROUNDS_OVERLAP_MILLIS));
        }
        if (!dryRun && messages + facts > 0)
            LOG.info("{} messages of before {} have gone, {} facts in {} files", messages, before(), facts, files);
        if (!dryRun && texts.texts() + factsWithText > 0)
            LOG.info(
                    "{} texts have gone, of before {} or of {} contacts that were erased: {} facts have lost theirs",
                    texts.texts(),
                    Instant.ofEpochMilli(textsBeforeMillis),
                    texts.contacts(),
                    factsWithText);
        return ended(Stage.DONE, null);
    }

    private Instant before() {
        return Instant.ofEpochMilli(beforeMillis);
    }

    RetentionRun failed(String why) {
        return ended(Stage.FAILED, why);
    }

    long messages() {
        return messages;
    }

    long facts() {
        return facts;
    }

    long texts() {
        return texts.texts();
    }

    private RetentionRun ended(Stage stage, @Nullable String error) {
        return new RetentionRun(
                stage,
                dryRun,
                messages,
                Map.copyOf(stay),
                facts,
                files,
                beforeMillis,
                new RetentionRun.Texts(
                        texts.texts(), Map.copyOf(texts.stay()), texts.contacts(), factsWithText, textsBeforeMillis),
                heldBack,
                startedAt,
                Instant.now(),
                error);
    }

    // ---- how far

    /** The last file of each round; a look alone takes one round. */
    private List<SealedFile> rounds() throws IOException {
        List<SealedFile> whole = whole();
        List<SealedFile> ends = new ArrayList<>();
        List<KeptFile> kept = parts.journal().keptFiles();
        if (dryRun) files = whole.size();
        for (int i = FILES_AT_A_TIME; !dryRun && i < whole.size(); i += FILES_AT_A_TIME) ends.add(whole.get(i - 1));
        if (!whole.isEmpty()) ends.add(whole.getLast());
        else if (!kept.isEmpty())
            ends.add(new SealedFile(kept.getLast().epoch(), kept.getLast().cycle()));
        return ends;
    }

    /** The files that are old enough, or have what was erased, and that nobody has to read any more. */
    private List<SealedFile> whole() throws IOException {
        List<SealedFile> found = new ArrayList<>();
        List<SealedFile> sealed = parts.journal().sealedFiles();
        if (sealed.isEmpty()) return found;
        Predicate<SealedFile> isAsked = asked(sealed);
        long told = parts.firstOwed().getAsLong();
        long proved = parts.firstUnproved().getAsLong();
        for (SealedFile each : sealed) {
            if (!isAsked.test(each)) break;
            long last = parts.journal().lastSequenceOf(each);
            if (last >= told) heldBack = "a webhook has not been told of all that is old";
            else if (last >= proved) heldBack = "evidence of what is old is still to be recorded";
            if (heldBack != null) break;
            found.add(each);
        }
        return found;
    }

    private Predicate<SealedFile> asked(List<SealedFile> sealed) {
        long oldMillis = Math.max(beforeMillis, textsBeforeMillis);
        List<Erased> erased = texts.erased(sealed.getLast());
        Map<SealedFile, Long> ended = ends(sealed);
        return file -> ended.getOrDefault(file, file.endMillis()) <= oldMillis
                || erased.stream().anyMatch(each -> !OldTexts.isBefore(each.at(), file.begin()));
    }

    /**
     * When the last fact of each was written, at the latest, in milliseconds since 1970: no later than those of the files behind it,
     * though a clock that was ahead had put it into an hour to come.
     */
    static Map<SealedFile, Long> ends(List<SealedFile> sealed) {
        Map<SealedFile, Long> ends = new HashMap<>();
        long end = Long.MAX_VALUE;
        for (SealedFile each : sealed.reversed()) {
            end = Math.min(end, each.endMillis());
            ends.put(each, end);
        }
        return ends;
    }

    // ---- messages

    private void look(long from, SealedFile end, Set<Long> waiting) throws InterruptedException, TimeoutException {
        try (JournalReader reader =
                parts.journal().read(Math.max(1, parts.journal().durableSequence()))) {
            for (long next = from; !stopped.getAsBoolean(); ) {
                long began = System.nanoTime();
                long seen = parts.index().lastSequence();
                Slice slice = old.look(next, beforeMillis, end, waiting, parts.held(), MESSAGES_AT_A_TIME);
                slice.stay().forEach((why, count) -> stay.merge(why, count, Integer::sum));
                messages += slice.go().size();
                if (!dryRun && !slice.go().isEmpty()) forget(slice.go(), seen, end, reader);
                next = slice.next();
                if (next == 0) return;
                TimeUnit.NANOSECONDS.sleep(System.nanoTime() - began);
            }
        }
    }

    private void forget(List<Old> go, long seen, SealedFile end, JournalReader reader)
            throws InterruptedException, TimeoutException {
        List<Forgotten> named = new ArrayList<>(go.size());
        for (Old each : go) {
            String key = reader.at(each.accepted()) instanceof MtAccepted f ? f.idempotencyKey() : null;
            named.add(new Forgotten(each.mtId(), key == null ? "" : key));
        }
        written.journal(List.of(forgotten(seen, end, 0, named)));
    }

    private MessagesForgotten forgotten(long seen, SealedFile end, long endsUpTo, List<Forgotten> named) {
        return new MessagesForgotten(nowMicros(), actor, seen, end.epoch(), end.cycle(), endsUpTo, named);
    }

    private long nowMicros() {
        return TimeUnit.MILLISECONDS.toMicros(parts.nowMillis().getAsLong());
    }

    // ---- files

    private void thin(SealedFile end) throws IOException, InterruptedException, TimeoutException {
        while (!parts.files().tryLock(1, TimeUnit.SECONDS)) {
            if (stopped.getAsBoolean()) return;
        }
        try {
            List<Thinned> done = parts.journal().thin(end, old.gone(), stopped);
            files += done.size();
            List<Fact> said = new ArrayList<>();
            for (Thinned each : done) {
                facts += each.gone();
                factsWithText += each.texts();
                said.add(thinned(each));
                if (each.texts() > 0)
                    said.add(new TextsTaken(
                            nowMicros(), actor, each.file().epoch(), each.file().cycle(), each.texts()));
            }
            if (!said.isEmpty()) written.journal(said);
        } finally {
            parts.files().unlock();
        }
        forgetEnds(end);
    }

    private JournalThinned thinned(Thinned each) {
        KeptFile file = each.file();
        return new JournalThinned(
                nowMicros(),
                actor,
                file.epoch(),
                file.cycle(),
                file.first(),
                file.last(),
                each.gone(),
                file.facts(),
                file.digest());
    }

    /** Nobody is told any more which fact ended which message, where its file is no longer whole. */
    private void forgetEnds(SealedFile end) throws InterruptedException, TimeoutException {
        long last = 0;
        for (KeptFile each : parts.journal().keptFiles()) if (each.isThinner()) last = each.last();
        if (last == 0) return;
        Shelf rows = parts.index().shelf(Shelf.Kind.WEBHOOK);
        for (OptionalLong next = WebhookRows.endedUpTo(rows, last, ENDS_AT_A_TIME);
                next.isPresent() && !stopped.getAsBoolean();
                next = WebhookRows.endedUpTo(rows, last, ENDS_AT_A_TIME))
            written.journal(List.of(forgotten(parts.index().lastSequence(), end, next.getAsLong(), List.of())));
    }
}
