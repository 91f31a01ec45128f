package io.momentum.ops.search;

import io.momentum.ops.care.CareTable;
import io.momentum.ops.care.Conversations;
import io.momentum.ops.followup.Conversation;
import io.momentum.store.index.Shelf;
import io.momentum.store.value.MessageId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Searches. Found conversations come by when they were opened, the newest first: an order that nothing changes later. A page
 * takes its time and no more; where terms are frequent and hardly meet, it may be short or empty and still have a next one. Any
 * thread; the state after some commit.
 */
public final class Search {

    /** How long a page may look. */
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(25);

    /** So many rows of each term are looked at to see which is the rarest. */
    private static final int PROBED = 64;

    /** So many numbers may end alike before they are too many to say which is meant. */
    private static final int NUMBERS_MAX = 50;

    private final Shelf rows;
    private final Shelf conversations;

    /**
     * A search.
     *
     * @param rows of {@link SearchFold}
     * @param conversations the rows of follow-up
     */
    public Search(Shelf rows, Shelf conversations) {
        this.rows = rows;
        this.conversations = conversations;
    }

    /**
     * A page.
     *
     * @param next the conversation before which the next one begins, 0 at the end
     */
    public record Page(List<Conversation> items, long next) {}

    /**
     * Finds.
     *
     * @param seen what the one who asks may see of it
     * @param before the {@code next} of the page before, {@link Long#MAX_VALUE} for the first
     */
    public Page page(Query query, Predicate<Conversation> seen, long before, int limit) {
        List<String> terms = new ArrayList<>(query.terms());
        var found = new Found(terms, seen, limit, System.nanoTime() + PATIENCE_NANOS);
        long newest = Math.min(before - 1, last(query.untilMillis()));
        long oldest = query.fromMillis() <= MessageId.EPOCH_MILLIS ? 0 : MessageId.firstOf(query.fromMillis());
        if (!query.number().isEmpty()) terms.add(Terms.ALL);
        if (!query.number().isEmpty()) ofNumbers(query.number(), newest, oldest, found);
        else ofTerms(terms, newest, oldest, found);
        return found.page();
    }

    /** Whether something that the contact said in a conversation came over a carrier. */
    public boolean cameOver(String carrier, long conversation) {
        return rows.get(SearchTable.TERM.key(Terms.term("carrier", carrier), ~conversation)) != null;
    }

    private static long last(long untilMillis) {
        return untilMillis == Long.MAX_VALUE ? Long.MAX_VALUE : MessageId.firstOf(untilMillis) - 1;
    }

    // ---- which are looked at

    private void ofTerms(List<String> terms, long newest, long oldest, Found found) {
        String rarest = terms.isEmpty() ? Terms.ALL : terms.size() == 1 ? terms.getFirst() : rarest(terms, newest);
        terms.remove(rarest);
        scan(rarest, newest, oldest, found::take);
    }

    /** The one whose first rows reach farthest back: it is the thinnest there, or ends. */
    private String rarest(List<String> terms, long newest) {
        String rarest = terms.getFirst();
        long farthest = Long.MAX_VALUE;
        for (String term : terms) {
            int[] seen = new int[1];
            long[] last = new long[1];
            scan(term, newest, 0, id -> {
                last[0] = id;
                return ++seen[0] < PROBED;
            });
            long reached = seen[0] < PROBED ? seen[0] - PROBED : last[0];
            if (reached < farthest) rarest = term;
            farthest = Math.min(farthest, reached);
        }
        return rarest;
    }

    /** Takes an id; false ends the scan. */
    private interface Ids {
        boolean take(long id);
    }

    private void scan(String term, long newest, long oldest, Ids ids) {
        byte[] end = CareTable.behind(SearchTable.TERM.key(term, ~oldest));
        rows.scan(SearchTable.TERM.key(term, ~newest), end, (key, value) -> ids.take(~CareTable.lastNumber(key)));
    }

    private void ofNumbers(String digits, long newest, long oldest, Found found) {
        var ids = new TreeSet<Long>();
        for (String number : numbers(digits)) {
            byte[] end = CareTable.behind(SearchTable.OF.key(number, ~oldest));
            rows.scan(SearchTable.OF.key(number, ~newest), end, (key, value) -> {
                ids.add(~CareTable.lastNumber(key));
                return true;
            });
        }
        for (long id : ids.descendingSet()) {
            if (!found.take(id)) return;
        }
    }

    /** The numbers that end with some digits; the very number alone, where there is one. */
    private List<String> numbers(String digits) {
        byte[] whole = SearchTable.OF.key(digits);
        boolean[] exact = new boolean[1];
        rows.scan(whole, CareTable.behind(whole), (key, value) -> {
            exact[0] = true;
            return false;
        });
        if (exact[0]) return List.of(digits);
        List<String> numbers = new ArrayList<>();
        byte[] prefix = SearchTable.BACKWARDS.beginning(
                new StringBuilder(digits).reverse().toString());
        rows.scan(prefix, CareTable.behind(prefix), (key, value) -> {
            String backwards = new String(Arrays.copyOfRange(key, 1, key.length - 1), StandardCharsets.US_ASCII);
            numbers.add(new StringBuilder(backwards).reverse().toString());
            return numbers.size() < NUMBERS_MAX;
        });
        return numbers;
    }

    // ---- which of them fit

    private final class Found {
        private final List<String> others;
        private final Predicate<Conversation> seen;
        private final int limit;
        private final long deadlineNanos;
        private final List<Conversation> items = new ArrayList<>();
        private long last;
        private long next;

        /** @param others terms that must fit besides the one that led here */
        Found(List<String> others, Predicate<Conversation> seen, int limit, long deadlineNanos) {
            this.others = others;
            this.seen = seen;
            this.limit = limit;
            this.deadlineNanos = deadlineNanos;
        }

        boolean take(long id) {
            boolean late = last != 0 && System.nanoTime() > deadlineNanos;
            if (items.size() == limit || late) {
                next = last;
                return false;
            }
            last = id;
            Conversation c = fits(id) ? read(id) : null;
            if (c != null && seen.test(c)) items.add(c);
            return true;
        }

        private boolean fits(long id) {
            for (String term : others) {
                if (rows.get(SearchTable.TERM.key(term, ~id)) == null) return false;
            }
            return true;
        }

        private @Nullable Conversation read(long id) {
            return Conversations.find(conversations, id).orElse(null);
        }

        Page page() {
            return new Page(List.copyOf(items), next);
        }
    }
}
