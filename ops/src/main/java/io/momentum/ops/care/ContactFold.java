package io.momentum.ops.care;

import io.momentum.store.fact.CareFact;
import io.momentum.store.fact.CareFact.ContactErased;
import io.momentum.store.fact.CareFact.ContactSaved;
import io.momentum.store.fact.RecordForm;
import io.momentum.store.index.Shelf;
import java.util.Locale;
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

    /** More is not kept: a card is written as a whole, and each conversation has a copy of it. */
    static final int ATTRIBUTES_MAX = 200;

    /** Longer values are cut in keys. */
    private static final int VALUE_MAX = 100;

    private static final byte[] NOTHING = {};

    static final RecordForm<Card> CARD = RecordForm.of(Card.class);

    void fold(CareFact fact, Shelf.Writable rows) {
        switch (fact) {
            case ContactSaved f -> save(f, rows);
            case ContactErased f -> erase(f, rows);
            default -> {
                // No contact's.
            }
        }
    }

    private static void save(ContactSaved f, Shelf.Writable rows) {
        Card before = read(rows, f.digits());
        Map<String, String> attributes = new TreeMap<>(before == null ? Map.of() : before.attributes());
        // What is taken away makes room first.
        f.attributes().forEach((name, value) -> {
            if (value.isEmpty()) attributes.remove(name);
        });
        f.attributes().forEach((name, value) -> {
            boolean isKept = !value.isEmpty() && (attributes.size() < ATTRIBUTES_MAX || attributes.containsKey(name));
            if (isKept) attributes.put(name, value);
        });
        place(before == null ? Map.of() : before.attributes(), attributes, f.digits(), rows);
        long since = before == null ? f.atMicros() : before.sinceMicros();
        var card = new Card(f.digits(), since, f.atMicros(), f.source(), attributes);
        rows.put(CareTable.CONTACT.key(f.digits()), CARD.toBytes(card));
    }

    private static void erase(ContactErased f, Shelf.Writable rows) {
        Card before = read(rows, f.digits());
        if (before == null) return;
        place(before.attributes(), Map.of(), f.digits(), rows);
        rows.delete(CareTable.CONTACT.key(f.digits()));
    }

    /** Where it is found by what is known of it. */
    private static void place(Map<String, String> before, Map<String, String> after, long digits, Shelf.Writable rows) {
        before.forEach((name, value) -> {
            if (!value.equals(after.get(name))) rows.delete(byKey(name, value, digits));
        });
        after.forEach((name, value) -> {
            if (!value.equals(before.get(name))) rows.put(byKey(name, value, digits), NOTHING);
        });
    }

    static byte[] byKey(String name, String value, long... digits) {
        return CareTable.CONTACT_BY.key(name.replace('\0', ' '), folded(value), digits);
    }

    /** A value as it is looked for: in lower case, and no longer than a key should be. */
    private static String folded(String value) {
        String some = value.substring(0, Math.min(value.length(), VALUE_MAX));
        return some.replace('\0', ' ').toLowerCase(Locale.ROOT);
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
