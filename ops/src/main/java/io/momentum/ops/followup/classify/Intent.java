package io.momentum.ops.followup.classify;

import java.util.Locale;
import java.util.Optional;

/** What the classifier tells apart: the labels, and finer ones that count as one of them. */
public enum Intent {
    OPT_OUT(Label.OPT_OUT),
    URGENCY(Label.URGENCY),
    COMPLAINT(Label.COMPLAINT),
    RESCHEDULE(Label.RESCHEDULE),
    INTERESTED(Label.INTERESTED),
    CONFIRMATION(Label.CONFIRMATION),
    QUESTION(Label.QUESTION),
    NO_ACTION(Label.NO_ACTION),
    /** Somebody says that money will come. */
    PROMISE(Label.CONFIRMATION),
    /** Somebody else has the number. */
    WRONG_NUMBER(Label.NO_ACTION),
    /** A machine answers. */
    AUTO_REPLY(Label.NO_ACTION),
    /** No words that anybody could read. */
    UNINTELLIGIBLE(Label.NO_ACTION);

    static final int COUNT = values().length;

    private final Label label;

    Intent(Label label) {
        this.label = label;
    }

    public Label label() {
        return label;
    }

    /** The intent that is no more than its label. */
    public static Intent of(Label label) {
        return valueOf(label.name());
    }

    /** By its name as written outside; empty for no such intent. */
    public static Optional<Intent> named(String name) {
        for (Intent intent : values()) {
            if (intent.toString().equals(name)) return Optional.of(intent);
        }
        return Optional.empty();
    }

    /** As it is written everywhere outside: "wrong_number". */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
