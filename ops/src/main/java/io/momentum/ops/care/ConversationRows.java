package io.momentum.ops.care;

import io.momentum.ops.care.Derived.Due;
import io.momentum.ops.followup.Conversation;
import io.momentum.store.fact.RecordForm;
import io.momentum.store.index.Shelf;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Conversations as rows, and all rows that follow from one: its places in lists, how many each list has, when it is due. A
 * change of a conversation changes them by what differs, so that they are right whatever the change was.
 */
final class ConversationRows {

    private static final RecordForm<Conversation> FORM = RecordForm.of(Conversation.class);
    private static final byte[] NOTHING = {};

    private ConversationRows() {}

    static @Nullable Conversation read(Shelf rows, long id) {
        byte[] row = rows.get(CareTable.CONVERSATION.key(id));
        return row == null ? null : FORM.fromBytes(row);
    }

    /** Writes what a fact made of a conversation. */
    static void save(@Nullable Conversation before, Conversation after, Shelf.Writable rows) {
        rows.put(CareTable.CONVERSATION.key(after.id()), FORM.toBytes(after));
        if (before == null) rows.put(CareTable.CONVERSATION_OF.key(after.digits(), ~after.id()), NOTHING);
        saveViews(before == null ? Map.of() : Derived.views(before), Derived.views(after), after.id(), rows);
        saveDues(before == null ? Set.of() : Derived.dues(before), Derived.dues(after), after.id(), rows);
    }

    /** What conversations know of a contact is forgotten; what was said and done in them stays in the journal. */
    static void forget(long digits, Shelf.Writable rows) {
        List<Conversation> known = new ArrayList<>();
        byte[] prefix = CareTable.CONVERSATION_OF.key(digits);
        rows.scan(prefix, CareTable.behind(prefix), (key, value) -> {
            Conversation c = read(rows, ~CareTable.lastNumber(key));
            if (c != null) known.add(c);
            return true;
        });
        for (Conversation c : known) save(c, c.withContact(Map.of()), rows);
    }

    private static void saveViews(Map<String, Long> before, Map<String, Long> after, long id, Shelf.Writable rows) {
        before.forEach((view, sort) -> {
            if (sort.equals(after.get(view))) return;
            rows.delete(CareTable.VIEW.key(view, sort, id));
            if (!after.containsKey(view)) count(rows, view, -1);
        });
        after.forEach((view, sort) -> {
            if (sort.equals(before.get(view))) return;
            rows.put(CareTable.VIEW.key(view, sort, id), NOTHING);
            if (!before.containsKey(view)) count(rows, view, 1);
        });
    }

    private static void count(Shelf.Writable rows, String view, int change) {
        byte[] key = CareTable.COUNT.key(view);
        long count = countOf(rows, view) + change;
        if (count == 0) rows.delete(key);
        else rows.put(key, ByteBuffer.allocate(Long.BYTES).putLong(count).array());
    }

    static long countOf(Shelf rows, String view) {
        byte[] row = rows.get(CareTable.COUNT.key(view));
        return row == null ? 0 : ByteBuffer.wrap(row).getLong();
    }

    private static void saveDues(Set<Due> before, Set<Due> after, long id, Shelf.Writable rows) {
        for (Due due : before) {
            if (!after.contains(due)) rows.delete(dueKey(due, id));
        }
        for (Due due : after) {
            if (!before.contains(due)) rows.put(dueKey(due, id), due.kind().getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static byte[] dueKey(Due due, long id) {
        return CareTable.DUE.key(due.atMicros(), id, due.kind().hashCode());
    }
}
