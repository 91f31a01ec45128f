package io.momentum.gateway.policy;

import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * In which time zone recipients are who are contacts of ours, as far as their cards say so. Bounded: beyond so many contacts those
 * are forgotten that were looked at longest ago, and their numbers say where they are. Any thread.
 */
public final class ContactZones {

    /** Contacts that are remembered; about 150 bytes for one. */
    public static final int CONTACTS_MAX = 1_000_000;

    private final Recents<ZoneId> zones;

    public ContactZones() {
        this(CONTACTS_MAX);
    }

    ContactZones(int contactsMax) {
        zones = new Recents<>(contactsMax);
    }

    /** The card of a contact says this now; null where it says nothing. */
    public void put(long digits, @Nullable ZoneId zone) {
        zones.update(digits, _ -> zone);
    }

    public Optional<ZoneId> of(long digits) {
        return Optional.ofNullable(zones.get(digits));
    }

    /** Contacts that had to be forgotten because there were too many. */
    public long forgotten() {
        return zones.forgotten();
    }
}
