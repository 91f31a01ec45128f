package io.momentum.ops.care;

import io.momentum.store.fact.CareFact.ChangeAudited;
import io.momentum.store.fact.RecordForm;
import io.momentum.store.index.Shelf;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What was changed by whom, the newest first. Any thread; the state after some commit. */
public final class AuditTrail {

    /** A filter that nearly nothing passes ends a page after so many entries; the next one goes on from there. */
    private static final int LOOKED_AT_MAX = 5_000;

    static final RecordForm<ChangeAudited> FORM = RecordForm.of(ChangeAudited.class);

    /** An entry and its place in the journal. */
    public record Entry(long sequence, ChangeAudited fact) {}

    /**
     * A page.
     *
     * @param next before which the next one begins, 0 at the end
     */
    public record Page(List<Entry> items, long next) {}

    private AuditTrail() {}

    /**
     * Entries from before a place on, back in time.
     *
     * @param before {@link Long#MAX_VALUE} for the newest
     */
    public static Page page(Shelf rows, Predicate<ChangeAudited> filter, long before, int limit) {
        List<Entry> items = new ArrayList<>();
        int[] looked = new int[1];
        long[] next = new long[1];
        byte[] end = CareTable.behind(CareTable.AUDIT.prefix());
        rows.scan(CareTable.AUDIT.key(~(before - 1)), end, (key, value) -> {
            long sequence = ~CareTable.lastNumber(key);
            if (items.size() == limit || looked[0]++ == LOOKED_AT_MAX) {
                next[0] = sequence + 1;
                return false;
            }
            ChangeAudited fact = FORM.fromBytes(value);
            if (filter.test(fact)) items.add(new Entry(sequence, fact));
            return true;
        });
        return new Page(List.copyOf(items), next[0]);
    }
}
