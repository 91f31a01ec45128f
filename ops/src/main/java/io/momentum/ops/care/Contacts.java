package io.momentum.ops.care;

import io.momentum.store.index.Shelf;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Contacts as people ask for them. Any thread; the state after some commit. */
public final class Contacts {

    private Contacts() {}

    /**
     * What is known of a contact.
     *
     * @param source where it came from last
     */
    public record Contact(
            long digits, long sinceMicros, long changedMicros, String source, Map<String, String> attributes) {}

    /**
     * What a row says that is not known yet: only that is worth a fact.
     *
     * @param attributes an empty value takes away what is known
     * @return empty where it says nothing new; a contact that is not known at all is news
     * @throws IllegalArgumentException where the contact would have more attributes than a card holds
     */
    public static Optional<Map<String, String>> news(Shelf rows, long digits, Map<String, String> attributes) {
        ContactFold.Card known = ContactFold.read(rows, digits);
        Map<String, String> before = known == null ? Map.of() : known.attributes();
        mustFit(before, attributes);
        Map<String, String> news = new HashMap<>(attributes);
        news.entrySet().removeIf(each -> before.getOrDefault(each.getKey(), "").equals(each.getValue()));
        return known != null && news.isEmpty() ? Optional.empty() : Optional.of(news);
    }

    private static void mustFit(Map<String, String> before, Map<String, String> attributes) {
        Set<String> names = new HashSet<>(before.keySet());
        attributes.forEach((name, value) -> {
            if (value.isEmpty()) names.remove(name);
            else names.add(name);
        });
        if (names.size() > ContactFold.ATTRIBUTES_MAX)
            throw new IllegalArgumentException("a contact has at most %d attributes; an empty value takes one away"
                    .formatted(ContactFold.ATTRIBUTES_MAX));
    }

    public static Optional<Contact> find(Shelf rows, long digits) {
        return Optional.ofNullable(ContactFold.read(rows, digits)).map(Contacts::of);
    }

    /** Those of one value of an attribute, by number, from a number on. */
    public static List<Contact> having(Shelf rows, String attribute, String value, long from, int limit) {
        List<Contact> found = new ArrayList<>();
        byte[] end = CareTable.behind(ContactFold.byKey(attribute, value));
        rows.scan(ContactFold.byKey(attribute, value, from), end, (key, row) -> {
            find(rows, CareTable.lastNumber(key)).ifPresent(found::add);
            return found.size() < limit;
        });
        return found;
    }

    /** Those with numbers from one up to another, that one as well, in their order. */
    public static List<Contact> between(Shelf rows, long from, long to, int limit) {
        List<Contact> found = new ArrayList<>();
        rows.scan(CareTable.CONTACT.key(from), CareTable.CONTACT.key(to + 1), (key, row) -> {
            found.add(of(ContactFold.CARD.fromBytes(row)));
            return found.size() < limit;
        });
        return found;
    }

    /** Shows all, by number. */
    public static void each(Shelf rows, Consumer<Contact> action) {
        rows.scan(CareTable.CONTACT.key(0), CareTable.CONTACT.key(Long.MAX_VALUE), (_, row) -> {
            action.accept(of(ContactFold.CARD.fromBytes(row)));
            return true;
        });
    }

    private static Contact of(ContactFold.Card card) {
        return new Contact(card.digits(), card.sinceMicros(), card.changedMicros(), card.source(), card.attributes());
    }
}
