package io.momentum.ops.followup;

import io.momentum.ops.followup.Command.TakeBack;
import io.momentum.ops.followup.Decision.Code;
import io.momentum.ops.followup.Decision.Facts;
import io.momentum.ops.followup.Decision.Refused;
import io.momentum.store.fact.CareFact.ConversationClosed;
import io.momentum.store.fact.CareFact.ConversationReopened;
import io.momentum.store.fact.CareFact.OwnerAssigned;
import io.momentum.store.fact.CareFact.ReplyClassified;
import io.momentum.store.fact.CareFact.Verdict;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Undoing one change of a conversation. It puts back what the change replaced, and only where what the change made still stands:
 * whoever has worked on it since is not overruled. What happened stays in the journal; the undo is a change of its own.
 */
public final class TakingBack {

    /** Why a conversation goes on whose close was taken back. */
    static final String UNDO = "undo";

    private static final String FIELD = "field.";

    private TakingBack() {}

    /**
     * What an undo needs to know: what was replaced, and how to see whether the change still stands.
     *
     * @param kind {@code assign}, {@code label}, {@code close} or {@code reopen}
     */
    public static Map<String, String> memory(String kind, Conversation before, Conversation after) {
        Map<String, String> memory = new TreeMap<>();
        switch (kind) {
            case "assign" -> {
                memory.put("team", before.ownership().team());
                memory.put("owner", before.ownership().owner());
                memory.put("since", Long.toString(after.ownership().sinceMicros()));
            }
            case "label" -> {
                memory.put("label", before.label().label());
                memory.put("detail", before.label().detail());
                memory.put("optOut", Boolean.toString(before.label().optOut()));
                memory.put("urgent", Boolean.toString(before.label().urgent()));
                memory.put("now", after.label().label());
                memory.put("reply", Long.toString(after.label().moId()));
            }
            case "close" -> memory.put("at", Long.toString(after.closure().atMicros()));
            case "reopen" -> {
                memory.put("at", Long.toString(after.closure().reopenedAtMicros()));
                memory.put("replies", Integer.toString(before.replies().count()));
                memory.put("outcome", before.closure().outcome());
                memory.put("until", Long.toString(before.closure().untilMicros()));
                before.closure().fields().forEach((name, value) -> memory.put(FIELD + name, value));
                Verdict verdict = before.closure().verdict();
                if (verdict != null) {
                    memory.put("final", Boolean.toString(verdict.isFinal()));
                    memory.put("positive", Boolean.toString(verdict.isPositive()));
                    memory.put("complete", Boolean.toString(verdict.isComplete()));
                }
            }
            default -> throw new IllegalArgumentException("nothing is remembered of " + kind);
        }
        return memory;
    }

    static Decision decide(Conversation c, TakeBack x, String actor, long now) {
        Map<String, String> m = x.memory();
        return switch (x.kind()) {
            case "assign" -> assigned(c, m, actor, now);
            case "label" -> labelled(c, m, actor, now);
            case "close" -> closed(c, m, actor, now);
            case "reopen" -> reopened(c, m, actor, now);
            default -> throw new IllegalArgumentException("nothing can be taken back of " + x.kind());
        };
    }

    private static Decision assigned(Conversation c, Map<String, String> m, String actor, long now) {
        if (!c.isOpen() || c.ownership().sinceMicros() != number(m, "since")) return changed();
        return new Facts(
                new OwnerAssigned(now, actor, c.id(), text(m, "team"), text(m, "owner"), "undo", "", "undone", 0));
    }

    private static Decision labelled(Conversation c, Map<String, String> m, String actor, long now) {
        boolean stands = c.label().source().equals("human")
                && c.label().label().equals(text(m, "now"))
                && c.label().moId() == number(m, "reply");
        if (!stands) return changed();
        return new Facts(new ReplyClassified(
                now,
                actor,
                c.id(),
                c.label().moId(),
                text(m, "label"),
                text(m, "detail"),
                flag(m, "optOut"),
                flag(m, "urgent"),
                1000,
                "human",
                "",
                List.of(),
                c.label().extracted()));
    }

    private static Decision closed(Conversation c, Map<String, String> m, String actor, long now) {
        if (c.isOpen() || c.closure().atMicros() != number(m, "at")) return changed();
        return new Facts(new ConversationReopened(now, actor, c.id(), UNDO));
    }

    private static Decision reopened(Conversation c, Map<String, String> m, String actor, long now) {
        boolean stands = c.isOpen()
                && c.closure().reopenedAtMicros() == number(m, "at")
                && c.replies().count() == number(m, "replies");
        if (!stands) return changed();
        Map<String, String> fields = new TreeMap<>();
        m.forEach((name, value) -> {
            if (name.startsWith(FIELD)) fields.put(name.substring(FIELD.length()), value);
        });
        long until = number(m, "until");
        return new Facts(new ConversationClosed(
                now, actor, c.id(), text(m, "outcome"), fields, until > now ? until : 0, verdict(m)));
    }

    private static @Nullable Verdict verdict(Map<String, String> m) {
        if (!m.containsKey("final")) return null;
        return new Verdict(flag(m, "final"), flag(m, "positive"), flag(m, "complete"));
    }

    private static Refused changed() {
        return new Refused(Code.CHANGED, "Somebody has changed it since; it stays.");
    }

    private static String text(Map<String, String> m, String name) {
        return m.getOrDefault(name, "");
    }

    private static boolean flag(Map<String, String> m, String name) {
        return Boolean.parseBoolean(text(m, name));
    }

    private static long number(Map<String, String> m, String name) {
        return Long.parseLong(m.getOrDefault(name, "0"));
    }
}
