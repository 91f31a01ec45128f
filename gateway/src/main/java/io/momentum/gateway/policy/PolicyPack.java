package io.momentum.gateway.policy;

import io.momentum.store.calendar.WorkCalendar;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/**
 * One place's rules for one kind of message.
 *
 * @param id its name
 * @param version raised with every change
 * @param country ISO 3166 code of the country whose numbers it is for
 * @param regions parts of the country; empty for all of it
 * @param categories what it restricts
 * @param hours when messages may leave, by the recipient's clock; its zone is of no account
 * @param caps how many may leave
 * @param minGap time between two messages to one recipient; zero for none
 * @param answersExempt whether a message to somebody who has just written may leave all the same
 * @param source where the rule can be read
 * @param reviewedOn when somebody last compared it with the source
 * @param validFrom the first day on which it holds, by the recipient's clock
 * @param validUntil the last day
 */
public record PolicyPack(
        String id,
        int version,
        String country,
        Set<String> regions,
        Set<Category> categories,
        WorkCalendar hours,
        List<Cap> caps,
        Duration minGap,
        boolean answersExempt,
        String source,
        LocalDate reviewedOn,
        LocalDate validFrom,
        LocalDate validUntil) {

    public PolicyPack {
        regions = Set.copyOf(regions);
        categories = Set.copyOf(categories);
        caps = List.copyOf(caps);
    }

    /** {@code us-florida@1}. */
    public String named() {
        return id + "@" + version;
    }

    boolean isFor(Place place, Category category) {
        if (!categories.contains(category) || !country.equals(place.country())) return false;
        return regions.isEmpty() || regions.contains(place.region());
    }

    boolean holdsOn(LocalDate date) {
        return !date.isBefore(validFrom) && !date.isAfter(validUntil);
    }
}
