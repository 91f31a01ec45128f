package io.momentum.ops.care;

import io.momentum.store.fact.CareFact;
import io.momentum.store.fact.CareFact.ContactErased;
import io.momentum.store.fact.CareFact.ContactSaved;
import io.momentum.store.fact.RecordForm;
import io.momentum.store.index.Shelf;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The fold of what is known of contacts. */
final class ContactFold {

    /**
     * What is known of a contact.
     *
     * @param source where it came from last
     */
    record Card(long digits, long sinceMicros, long changedMicros, String source, Map<String, String> attributes) {}

    static final RecordForm<Card> CARD = RecordForm.of(Card.class);

    void fold(CareFact fact, Shelf.Writable rows) {
        switch (fact) {
            case ContactSaved f -> save(f, rows);
            case ContactErased f -> rows.delete(CareTable.CONTACT.key(f.digits()));
            default -> {
                // No contact's.
            }
        }
    }

    private static void save(ContactSaved f, Shelf.Writable rows) {
        Card before = read(rows, f.digits());
        Map<String, String> attributes = new TreeMap<>(before == null ? Map.of() : before.attributes());
        f.attributes().forEach((name, value) -> {
            if (value.isEmpty()) attributes.remove(name);
            else attributes.put(name, value);
        });
        long since = before == null ? f.atMicros() : before.sinceMicros();
        var card = new Card(f.digits(), since, f.atMicros(), f.source(), attributes);
        rows.put(CareTable.CONTACT.key(f.digits()), CARD.toBytes(card));
    }

    static @Nullable Card read(Shelf rows, long digits) {
        byte[] row = rows.get(CareTable.CONTACT.key(digits));
        return row == null ? null : CARD.fromBytes(row);
    }

    Map<String, String> attributesOf(Shelf rows, long digits) {
        Card card = read(rows, digits);
        return card == null ? Map.of() : card.attributes();
    }
}
