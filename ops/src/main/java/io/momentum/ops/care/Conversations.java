package io.momentum.ops.care;

import io.momentum.ops.followup.Conversation;
import io.momentum.store.index.Shelf;
import io.momentum.store.journal.Position;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Conversations as people ask for them: by id, by contact, by list. Any thread; the state after some commit. */
public final class Conversations {

    /** A filter that nearly nothing passes ends a page after so many rows; the cursor goes on from there. */
    private static final int LOOKED_AT_MAX = 2_000;

    private Conversations() {}

    public static Optional<Conversation> find(Shelf rows, long id) {
        return Optional.ofNullable(ConversationRows.read(rows, id));
    }

    /** The newest first. */
    public static List<Conversation> ofContact(Shelf rows, long digits, int limit) {
        List<Conversation> found = new ArrayList<>();
        byte[] prefix = CareTable.CONVERSATION_OF.key(digits);
        rows.scan(prefix, CareTable.behind(prefix), (key, value) -> {
            Conversation c = ConversationRows.read(rows, ~CareTable.lastNumber(key));
            if (c != null) found.add(c);
            return found.size() < limit;
        });
        return found;
    }

    static Map<String, String> attributesOf(Shelf rows, long digits) {
        ContactFold.Card card = ContactFold.read(rows, digits);
        return card == null ? Map.of() : card.attributes();
    }

    /** A step of a conversation, and where the journal keeps it. */
    public record StepAt(long sequence, Position position) {}

    /** A conversation's steps, the oldest first. */
    public static List<StepAt> steps(Shelf rows, long conversation, int limit) {
        List<StepAt> steps = new ArrayList<>();
        byte[] prefix = CareTable.STEP.key(conversation);
        rows.scan(prefix, CareTable.behind(prefix), (key, value) -> {
            steps.add(new StepAt(
                    CareTable.lastNumber(key), CareFold.STEP.fromBytes(value).position()));
            return steps.size() < limit;
        });
        return steps;
    }

    /** Whether nobody has looked yet where a reply belongs. */
    public static boolean isUndecided(Shelf rows, long moId) {
        return rows.get(CareTable.UNDECIDED.key(-1, moId)) != null;
    }

    /** Whether a list has it. */
    public static boolean isIn(Conversation c, String view) {
        return Derived.views(c).containsKey(Derived.folded(view));
    }

    /** How many conversations are in a list. */
    public static long count(Shelf rows, String view) {
        return ConversationRows.countOf(rows, view);
    }

    /**
     * A page and where the next one begins.
     *
     * @param next null at the end
     */
    public record Page(List<Conversation> items, @Nullable String next) {}

    /**
     * A page of a list, in the list's order.
     *
     * @param view as {@link Derived} names it
     * @param cursor of the page before, null for the first; throws IllegalArgumentException where it is of another list
     */
    public static Page page(
            Shelf rows, String view, Predicate<Conversation> filter, @Nullable String cursor, int limit) {
        byte[] prefix = CareTable.VIEW.key(view);
        List<Conversation> items = new ArrayList<>();
        int[] looked = new int[1];
        byte[][] next = new byte[1][];
        rows.scan(from(prefix, cursor), CareTable.behind(prefix), (key, value) -> {
            if (items.size() == limit || looked[0]++ == LOOKED_AT_MAX) {
                next[0] = key;
                return false;
            }
            Conversation c = ConversationRows.read(rows, CareTable.lastNumber(key));
            if (c != null && filter.test(c)) items.add(c);
            return true;
        });
        String following =
                next[0] == null ? null : Base64.getUrlEncoder().withoutPadding().encodeToString(next[0]);
        return new Page(items, following);
    }

    /**
     * How many of a list's first ones fit.
     *
     * @param more whether the list goes on behind those that were looked at
     */
    public record Fitting(long count, boolean more) {}

    /**
     * Counts those that fit among a list's first ones.
     *
     * @param most how many are looked at
     */
    public static Fitting fitting(Shelf rows, String view, Predicate<Conversation> filter, int most) {
        byte[] prefix = CareTable.VIEW.key(view);
        long[] count = new long[1];
        int[] looked = new int[1];
        rows.scan(prefix, CareTable.behind(prefix), (key, value) -> {
            if (looked[0]++ == most) return false;
            Conversation c = ConversationRows.read(rows, CareTable.lastNumber(key));
            if (c != null && filter.test(c)) count[0]++;
            return true;
        });
        return new Fitting(count[0], looked[0] > most);
    }

    private static byte[] from(byte[] prefix, @Nullable String cursor) {
        if (cursor == null) return prefix;
        byte[] at = Base64.getUrlDecoder().decode(cursor);
        boolean ours = at.length > prefix.length && Arrays.equals(at, 0, prefix.length, prefix, 0, prefix.length);
        if (!ours) throw new IllegalArgumentException("the cursor is of another list");
        return at;
    }
}
