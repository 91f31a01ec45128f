package io.momentum.gateway.intercept;

import io.momentum.store.value.CarrierId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rules in force. Immutable; any thread. */
public final class Interception {

    public static final Interception NONE = new Interception(List.of());

    private final List<Rule> rules;

    public Interception(List<Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    public boolean isEmpty() {
        return rules.isEmpty();
    }

    /** The place of the first rule from a place on that takes the message; -1 where none does. */
    public int match(int from, Subject subject, long nowMillis) {
        for (int i = from; i < rules.size(); i++) {
            if (rules.get(i).match().takes(subject, nowMillis)) return i;
        }
        return -1;
    }

    public Rule rule(int place) {
        return rules.get(place);
    }

    /**
     * Whether a text that replaces another may stand: no rule refuses or drops it, nor would ask about it. Who replaces a message
     * is answered at once, and cannot wait for a program.
     */
    public boolean lets(Subject subject, long nowMillis) {
        for (int at = match(0, subject, nowMillis); at >= 0; at = match(at + 1, subject, nowMillis)) {
            switch (rules.get(at).action()) {
                case Action.Pass _ -> {
                    return true;
                }
                case Action.Rewrite _ -> {
                    // It was changed when it came.
                }
                case Action.Reject _, Action.Drop _, Action.Ask _ -> {
                    return false;
                }
            }
        }
        return true;
    }

    /**
     * What a rewriting came to.
     *
     * @param what changed, in words
     */
    public record Rewritten(
            byte[] pdu, String what, @Nullable CarrierId carrier) {}

    /** Changes a message. */
    public static Rewritten rewrite(Subject subject, Changes changes) {
        return new Rewritten(
                changes.in(subject.message()),
                "rewritten: " + changes.words(),
                changes.carrier().orElse(null));
    }
}
