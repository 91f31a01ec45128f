package io.momentum.ops.care;

import io.momentum.gateway.carrier.PolicyCheck;
import io.momentum.store.index.Shelf;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells the rules for recipients in which time zone a contact is, as its card says: by its {@code timezone}, or by its {@code zone}
 * where that is the name of a time zone, such as {@code America/Bogota}. Where nobody keeps to rules it costs nothing: the cards are
 * read at a start, or when somebody begins to keep to rules, and from then on each change is told. The projector tells changes, the
 * starting or reloading thread reads the cards; what a change says is newer than what is read.
 */
public final class CardZones implements CareFold.ContactListener {

    private static final String TIME_ZONE = "timezone";
    private static final String ZONE = "zone";

    private final PolicyCheck policies;
    private final Supplier<Shelf> rows;
    private final Set<Long> changed = new HashSet<>();
    private boolean on;
    private boolean reading;

    public CardZones(PolicyCheck policies, Supplier<Shelf> rows) {
        this.policies = policies;
        this.rows = rows;
    }

    /** Reads the cards, unless they have been read or nobody keeps to rules. */
    public void load() {
        if (!begin()) return;
        Contacts.each(rows.get(), contact -> read(contact.digits(), zoneOf(contact.attributes())));
        end();
    }

    private synchronized boolean begin() {
        if (on || !policies.isNeeded()) return false;
        on = true;
        reading = true;
        return true;
    }

    private synchronized void read(long digits, @Nullable ZoneId zone) {
        if (zone != null && !changed.contains(digits)) policies.zones().put(digits, zone);
    }

    private synchronized void end() {
        reading = false;
        changed.clear();
    }

    @Override
    public synchronized void contact(long digits, Map<String, String> attributes) {
        if (!on) return;
        if (reading) changed.add(digits);
        policies.zones().put(digits, zoneOf(attributes));
    }

    /** The time zone that a card tells; null where it tells none. */
    static @Nullable ZoneId zoneOf(Map<String, String> attributes) {
        ZoneId own = zone(attributes.getOrDefault(TIME_ZONE, ""));
        return own == null ? zone(attributes.getOrDefault(ZONE, "")) : own;
    }

    /** Of a region, as in {@code America/Bogota}: a team's zone that is called {@code Z} or {@code GMT+1} is none. */
    private static @Nullable ZoneId zone(String text) {
        if (text.indexOf('/') <= 0) return null;
        try {
            return ZoneId.of(text.strip());
        } catch (DateTimeException e) {
            return null;
        }
    }
}
