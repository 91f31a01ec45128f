package io.momentum.ops.learning;

import io.momentum.ops.care.Lessons;
import io.momentum.ops.care.Lessons.Lesson;
import io.momentum.ops.followup.classify.Candidate;
import io.momentum.ops.followup.classify.Classifier;
import io.momentum.ops.followup.classify.Corrections;
import io.momentum.ops.followup.classify.Example;
import io.momentum.ops.followup.classify.Promotion;
import io.momentum.store.fact.CareFact;
import io.momentum.store.fact.CareFact.SettingSaved;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The classifier that serves: its base, and on top what was promoted. Every promotion is a fact that says how to make the model
 * again, so that it serves after a restart too, and can be taken back. Any thread; one change at a time.
 */
public final class Learning implements Supplier<Classifier> {

    private static final Logger LOG = LoggerFactory.getLogger(Learning.class);

    private final Supplier<Classifier> learned;
    private final Judge judge;
    private final Lessons lessons;
    private final History history;
    private final Recorder recorder;
    private final LongSupplier nowMicros;
    private final CompletableFuture<Void> restored = new CompletableFuture<>();
    private volatile Optional<Classifier> serving = Optional.empty();

    /** Where facts go; completes once they can be read. */
    @FunctionalInterface
    public interface Recorder {
        CompletableFuture<?> record(CareFact fact);
    }

    /**
     * Replies that candidates are judged by.
     *
     * @param heldOut that nobody was taught
     * @param golden whose labels must not change
     */
    public record Judge(List<Example> heldOut, List<Example> golden) {}

    /**
     * How things stand.
     *
     * @param base what serves where nothing was promoted
     * @param promoted the versions that were promoted, the one that serves last
     * @param corrections how many there are
     * @param untaught how many of them came after the last promotion
     */
    public record State(String serving, String base, List<String> promoted, long corrections, long untaught) {}

    /** @param learned the base; may have to be waited for */
    public Learning(
            Supplier<Classifier> learned,
            Judge judge,
            Lessons lessons,
            History history,
            Recorder recorder,
            LongSupplier nowMicros) {
        this.learned = learned;
        this.judge = judge;
        this.lessons = lessons;
        this.history = history;
        this.recorder = recorder;
        this.nowMicros = nowMicros;
    }

    /** Takes up what was promoted before a restart. Waits for the base; once, before anybody needs {@link #get}. */
    public void restore() {
        try {
            history.last().ifPresent(taught -> serving = Optional.of(again(taught)));
        } catch (RuntimeException e) {
            LOG.error("What the classifier has learned is not in force: it serves as it is shipped", e);
        } finally {
            restored.complete(null);
        }
    }

    private Classifier again(Taught taught) {
        Classifier base = learned.get();
        Classifier made = candidate(base, taught.through(), taught.without()).classifier();
        if (!made.version().equals(taught.version()))
            LOG.info("Classifier {} is {} now: its examples or rules have changed", taught.version(), made.version());
        return made;
    }

    /** What serves; waits where it must. */
    @Override
    public Classifier get() {
        Optional<Classifier> now = serving;
        if (now.isPresent()) return now.get();
        restored.join();
        return serving.orElseGet(learned);
    }

    public State state() {
        Optional<Taught> last = history.last();
        return new State(
                get().version(),
                learned.get().version(),
                history.all().stream().map(Taught::version).toList(),
                lessons.countAfter(0),
                lessons.countAfter(last.map(Taught::through).orElse(0L)));
    }

    /**
     * Makes a candidate of all corrections and judges it. It changes nothing.
     *
     * @param without people whose corrections do not count
     */
    public Promotion judge(List<String> without) {
        return judged(learned.get(), lessons.last(), without);
    }

    private Promotion judged(Classifier base, long through, List<String> without) {
        return Promotion.judge(candidate(base, through, without), judge.heldOut(), judge.golden());
    }

    private Candidate candidate(Classifier base, long through, List<String> without) {
        Corrections corrections = new Corrections(lessons.through(through, base.rules()).stream()
                .map(Lesson::correction)
                .toList());
        for (String person : without) corrections = corrections.without(person);
        return Candidate.of(base, corrections, Candidate.SHARE_DEFAULT);
    }

    /** Lets a candidate of all corrections serve, if it does no worse. */
    public synchronized Promotion promote(List<String> without, String actor) {
        long through = lessons.last();
        Promotion promotion = judged(learned.get(), through, without);
        promotion.report().forEach(line -> LOG.info("Classifier: {}", line));
        if (!promotion.promoted() || promotion.candidate().taught().all().isEmpty()) return promotion;
        List<Taught> all = new ArrayList<>(history.all());
        all.add(new Taught(through, without, promotion.serving().version()));
        save(all, actor);
        serving = Optional.of(promotion.serving());
        return promotion;
    }

    /** Takes the last promotion back; whether there was one. */
    public synchronized boolean revert(String actor) {
        List<Taught> all = new ArrayList<>(history.all());
        if (all.isEmpty()) return false;
        all.removeLast();
        save(all, actor);
        serving = Optional.of(all.isEmpty() ? learned.get() : again(all.getLast()));
        LOG.info("Classifier: {} serves again", get().version());
        return true;
    }

    private void save(List<Taught> all, String actor) {
        recorder.record(new SettingSaved(nowMicros.getAsLong(), actor, History.KIND, History.NAME, History.body(all)))
                .join();
    }
}
