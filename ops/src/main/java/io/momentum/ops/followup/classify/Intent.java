package io.momentum.ops.followup.classify;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the classifier tells apart: the labels, and finer ones that count as one of them. */
public enum Intent {
    OPT_OUT(0, Label.OPT_OUT),
    URGENCY(1, Label.URGENCY),
    COMPLAINT(2, Label.COMPLAINT),
    RESCHEDULE(3, Label.RESCHEDULE),
    INTERESTED(4, Label.INTERESTED),
    CONFIRMATION(5, Label.CONFIRMATION),
    QUESTION(6, Label.QUESTION),
    NO_ACTION(7, Label.NO_ACTION),
    /** Somebody says that money will come. */
    PROMISE(8, Label.CONFIRMATION),
    /** Somebody else has the number. */
    WRONG_NUMBER(9, Label.NO_ACTION),
    /** A machine answers. */
    AUTO_REPLY(10, Label.NO_ACTION),
    /** No words that anybody could read. */
    UNINTELLIGIBLE(11, Label.NO_ACTION);

    private static final List<Intent> BY_COLUMN = List.of(values());
    static final int COUNT = BY_COLUMN.size();

    private final int column;
    private final Label label;

    /** @param column of a model's weights; in the order of the constants */
    Intent(int column, Label label) {
        this.column = column;
        this.label = label;
    }

    int column() {
        return column;
    }

    static Intent at(int column) {
        return BY_COLUMN.get(column);
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
