package io.momentum.ops.care;

import io.momentum.ops.care.Conversations.StepAt;
import io.momentum.ops.followup.Conversation;
import io.momentum.ops.followup.classify.Correction;
import io.momentum.ops.followup.classify.Intent;
import io.momentum.ops.followup.classify.ReplyContext;
import io.momentum.ops.followup.classify.ReplyRules;
import io.momentum.store.fact.CareFact.ReplyClassified;
import io.momentum.store.fact.CareFact.ReplyJoined;
import io.momentum.store.fact.CareFact.ReplyRelinked;
import io.momentum.store.fact.Fact;
import io.momentum.store.fact.Fact.MoReceived;
import io.momentum.store.fact.Fact.MtAccepted;
import io.momentum.store.fact.PduText;
import io.momentum.store.index.Index;
import io.momentum.store.index.Shelf;
import io.momentum.store.index.Views;
import io.momentum.store.journal.Journal;
import io.momentum.store.journal.JournalReader;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What people said that replies are, with the replies, out of index and journal: the same journal gives the same lessons. Of a
 * reply that was labelled more than once the last word counts. Any thread.
 */
public final class Lessons {

    /** The latest so many are kept; older ones are in the model that they were taught to, or in the examples by then. */
    private static final int LESSONS_MAX = 5_000;

    private static final int STEPS_MAX = 500;

    private final Index index;
    private final Journal journal;

    public Lessons(Index index, Journal journal) {
        this.index = index;
        this.journal = journal;
    }

    /**
     * One correction.
     *
     * @param sequence of its fact
     */
    public record Lesson(long sequence, Correction correction) {}

    /**
     * The lessons so far, the oldest first.
     *
     * @param through the sequence number of the last that counts
     * @param rules that say what the message before a reply asked
     */
    public List<Lesson> through(long through, ReplyRules rules) {
        Shelf rows = index.shelf();
        List<StepAt> places = new ArrayList<>();
        byte[] prefix = CareTable.LESSON.prefix();
        rows.scan(prefix, CareTable.behind(prefix), (key, value) -> {
            long sequence = CareTable.lastNumber(key);
            if (sequence > through) return false;
            places.add(new StepAt(sequence, CareFold.STEP.fromBytes(value).position()));
            return true;
        });
        Map<Long, Lesson> byReply = new LinkedHashMap<>();
        try (JournalReader reader = journal.read(Math.max(1, journal.durableSequence()))) {
            int skipped = Math.max(0, places.size() - LESSONS_MAX);
            for (StepAt each : places.subList(skipped, places.size())) {
                ReplyClassified said = (ReplyClassified) reader.at(each.position());
                byReply.remove(said.moId());
                lesson(each.sequence(), said, rows, reader, rules).ifPresent(l -> byReply.put(said.moId(), l));
            }
        }
        return List.copyOf(byReply.values());
    }

    /** The sequence number of the last one, 0 where there is none. */
    public long last() {
        long[] last = new long[1];
        byte[] prefix = CareTable.LESSON.prefix();
        index.shelf().scan(prefix, CareTable.behind(prefix), (key, value) -> {
            last[0] = CareTable.lastNumber(key);
            return true;
        });
        return last[0];
    }

    /** How many there are after one. */
    public long countAfter(long sequence) {
        long[] count = new long[1];
        byte[] from = CareTable.LESSON.key(sequence + 1);
        index.shelf().scan(from, CareTable.behind(CareTable.LESSON.prefix()), (key, value) -> {
            count[0]++;
            return true;
        });
        return count[0];
    }

    private Optional<Lesson> lesson(
            long sequence, ReplyClassified said, Shelf rows, JournalReader reader, ReplyRules rules) {
        Optional<Intent> intent = Intent.named(said.detail()).or(() -> Intent.named(said.label()));
        Conversation c = Conversations.find(rows, said.conversation()).orElse(null);
        if (intent.isEmpty() || c == null) return Optional.empty();
        Optional<MoReceived> reply = index.contactMessage(c.digits(), said.moId())
                .map(reader::at)
                .filter(MoReceived.class::isInstance)
                .map(MoReceived.class::cast)
                // What has gone teaches nothing: the next model is made of the rest.
                .filter(mo -> PduText.mark(mo.pdu()).isEmpty());
        return reply.map(mo -> new Lesson(
                sequence,
                new Correction(
                        SentMessages.textOf(mo.pdu()),
                        context(c, mo, rows, reader, rules),
                        intent.get(),
                        said.actor(),
                        Instant.EPOCH.plus(said.atMicros(), ChronoUnit.MICROS))));
    }

    private ReplyContext context(Conversation c, MoReceived mo, Shelf rows, JournalReader reader, ReplyRules rules) {
        long answers = 0;
        for (StepAt step : Conversations.steps(rows, c.id(), STEPS_MAX)) {
            Fact fact = reader.at(step.position());
            if (fact instanceof ReplyJoined joined && joined.moId() == mo.moId()) answers = joined.mtId();
            if (fact instanceof ReplyRelinked relinked && relinked.moId() == mo.moId()) answers = relinked.mtId();
        }
        String language = c.contact().getOrDefault("language", "");
        Optional<MtAccepted> sent = index.message(answers)
                .map((Views.Message message) -> message.timeline().getFirst().position())
                .map(reader::at)
                .filter(MtAccepted.class::isInstance)
                .map(MtAccepted.class::cast);
        return sent.map(mt -> ReplyReading.context(
                        rules, SentMessages.textOf(mt.pdu()), mo.atMicros() - mt.atMicros(), language))
                .orElse(ReplyContext.NONE);
    }
}
