package io.momentum.store.correlation;

import io.momentum.store.value.IdForm;
import org.jspecify.annotations.Nullable;

/**
 * What a carrier's receipts teach about its ids. So many matches in a row that say the same lock the form; as many in a
 * row that say otherwise lock the other one, which is worth an alarm: a carrier has changed its platform. The same facts
 * teach the same. Owned by one thread.
 */
public final class LearnedForm {

    private @Nullable IdForm locked;
    private IdForm candidate;
    private int run;

    public LearnedForm() {
        this(null, IdForm.SAME, 0);
    }

    /** As it was after so many pairs in a row for a candidate. */
    public LearnedForm(@Nullable IdForm locked, IdForm candidate, int run) {
        this.locked = locked;
        this.candidate = candidate;
        this.run = run;
    }

    /** What a pair does to what is known. */
    public enum Lesson {
        /** Nothing new. */
        NONE,
        /** The form is known from now on. */
        LEARNED,
        /** A pair that does not fit the form that is known. */
        CONTRADICTED,
        /** The form is another one from now on. */
        CHANGED
    }

    /**
     * Takes in one more pair.
     *
     * @param pairs as many in a row as it takes to believe it
     */
    public Lesson saw(IdForm how, int pairs) {
        IdForm before = locked;
        if (how == before) {
            run = 0;
            return Lesson.NONE;
        }
        run = how == candidate ? run + 1 : 1;
        candidate = how;
        if (run < pairs) return before == null ? Lesson.NONE : Lesson.CONTRADICTED;
        locked = how;
        run = 0;
        return before == null ? Lesson.LEARNED : Lesson.CHANGED;
    }

    /** The form, null as long as it is not known. */
    public @Nullable IdForm locked() {
        return locked;
    }

    public IdForm candidate() {
        return candidate;
    }

    public int run() {
        return run;
    }
}
