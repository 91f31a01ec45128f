package io.momentum.ops.care;

import io.momentum.ops.followup.Conversation;
import io.momentum.ops.followup.assign.AssignState;
import io.momentum.ops.followup.assign.Turn;
import io.momentum.store.fact.CareFact.OwnerAssigned;
import io.momentum.store.fact.RecordForm;
import io.momentum.store.index.Shelf;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who has how many, and whose turn it is by each rule. Read from the rows once; from then on the desk, which alone decides,
 * counts what it decides: a burst of replies goes round though none of them is folded yet. Owned by the desk's thread.
 */
final class Turns {

    /**
     * A rule's turn as a row.
     *
     * @param freeAt as decimal text
     */
    record Kept(String last, long now, Map<String, String> freeAt) {

        static Kept of(Turn turn) {
            Map<String, String> freeAt = new TreeMap<>();
            turn.freeAt().forEach((member, at) -> freeAt.put(member, Long.toString(at)));
            return new Kept(turn.last(), turn.now(), freeAt);
        }

        Turn turn() {
            SortedMap<String, Long> at = new TreeMap<>();
            freeAt.forEach((member, text) -> at.put(member, Long.parseLong(text)));
            return new Turn(last, now, at);
        }
    }

    static final RecordForm<Kept> KEPT = RecordForm.of(Kept.class);

    private static final String OWNER = "owner:";

    private AssignState state = AssignState.EMPTY;
    private boolean read;

    /** The state, as all that was decided makes it. */
    AssignState state(Shelf rows) {
        if (!read) state = read(rows);
        read = true;
        return state;
    }

    /**
     * A decision took a conversation from one state to another.
     *
     * @param chosen by which fact the owner was, null where none did
     */
    void decided(Conversation before, Conversation after, @Nullable OwnerAssigned chosen) {
        String was = before.isOpen() ? before.ownership().owner() : "";
        String is = after.isOpen() ? after.ownership().owner() : "";
        if (was.equals(is)) return;
        if (!was.isEmpty()) state = state.released(was);
        if (is.isEmpty()) return;
        state = chosen == null ? state.assigned("", is, 0) : state.assigned(chosen.rule(), is, chosen.weight());
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
        SortedMap<String, Turn> turns = new TreeMap<>();
        byte[] rules = CareTable.TURN.prefix();
        rows.scan(rules, CareTable.behind(rules), (key, value) -> {
            String rule = new String(key, 1, key.length - 2, StandardCharsets.UTF_8);
            turns.put(rule, KEPT.fromBytes(value).turn());
            return true;
        });
        return new AssignState(new TreeMap<>(open), turns);
    }

    /** The fold of what rules have given. */
    static void fold(OwnerAssigned fact, Shelf.Writable rows) {
        if (fact.rule().isEmpty() || fact.owner().isEmpty()) return;
        byte[] key = CareTable.TURN.key(fact.rule());
        byte[] row = rows.get(key);
        Turn before = row == null ? Turn.NONE : KEPT.fromBytes(row).turn();
        rows.put(key, KEPT.toBytes(Kept.of(before.given(fact.owner(), fact.weight()))));
    }
}
