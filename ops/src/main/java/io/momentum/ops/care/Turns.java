package io.momentum.ops.care;

import io.momentum.ops.followup.Conversation;
import io.momentum.ops.followup.assign.AssignState;
import io.momentum.store.fact.CareFact.OwnerAssigned;
import io.momentum.store.fact.RecordForm;
import io.momentum.store.index.Shelf;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Who has how many, and whose turn it is by each rule. Read from the rows once; from then on the desk, which alone decides,
 * counts what it decides: a burst of replies goes round though none of them is folded yet. Owned by the desk's thread.
 */
final class Turns {

    /**
     * What a rule has given.
     *
     * @param given how many to each, as decimal text
     */
    record Given(String last, Map<String, String> given) {}

    static final RecordForm<Given> GIVEN = RecordForm.of(Given.class);

    private static final String OWNER = "owner:";

    private AssignState state = AssignState.EMPTY;
    private boolean read;

    /** The state, as all that was decided makes it. */
    AssignState state(Shelf rows) {
        if (!read) state = read(rows);
        read = true;
        return state;
    }

    /** A decision took a conversation from one state to another. */
    void decided(Conversation before, Conversation after, String rule) {
        String was = before.isOpen() ? before.ownership().owner() : "";
        String is = after.isOpen() ? after.ownership().owner() : "";
        if (was.equals(is)) return;
        if (!was.isEmpty()) state = state.released(was);
        if (!is.isEmpty()) state = state.assigned(rule, is);
    }

    private static AssignState read(Shelf rows) {
        Map<String, Integer> open = new TreeMap<>();
        byte[] prefix = CareTable.COUNT.prefix();
        rows.scan(prefix, CareTable.behind(prefix), (key, value) -> {
            String view = new String(key, 1, key.length - 2, StandardCharsets.UTF_8);
            if (view.startsWith(OWNER))
                open.put(view.substring(OWNER.length()), (int)
                        ByteBuffer.wrap(value).getLong());
            return true;
        });
        SortedMap<String, String> last = new TreeMap<>();
        SortedMap<String, SortedMap<String, Long>> given = new TreeMap<>();
        byte[] turns = CareTable.TURN.prefix();
        rows.scan(turns, CareTable.behind(turns), (key, value) -> {
            String rule = new String(key, 1, key.length - 2, StandardCharsets.UTF_8);
            Given row = GIVEN.fromBytes(value);
            last.put(rule, row.last());
            SortedMap<String, Long> counts = new TreeMap<>();
            row.given().forEach((owner, count) -> counts.put(owner, Long.parseLong(count)));
            given.put(rule, Collections.unmodifiableSortedMap(counts));
            return true;
        });
        return new AssignState(new TreeMap<>(open), last, given);
    }

    /** The fold of what rules have given. */
    static void fold(OwnerAssigned fact, Shelf.Writable rows) {
        if (fact.rule().isEmpty() || fact.owner().isEmpty()) return;
        byte[] key = CareTable.TURN.key(fact.rule());
        byte[] row = rows.get(key);
        Map<String, String> given =
                new TreeMap<>(row == null ? Map.of() : GIVEN.fromBytes(row).given());
        long count = Long.parseLong(given.getOrDefault(fact.owner(), "0")) + 1;
        given.put(fact.owner(), Long.toString(count));
        rows.put(key, GIVEN.toBytes(new Given(fact.owner(), given)));
    }
}
