package io.momentum.ops.kpi;

import io.momentum.ops.kpi.KpiKeys.Grain;
import io.momentum.store.index.Shelf;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What rows change in cells, gathered until the next commit: a cell that a hundred rows change is written once. What rows of
 * one hour with the same dimensions change is added up first, and only that is spread over their cells, of the hour and of its
 * day. What stands open has one cell, whenever it began, and one of when that was. Bounded by what a commit takes in. Owned by
 * the projector.
 */
final class Cells {

    private record Origin(Dims dims, Grain grain, int at) {}

    private record Place(Cut cut, String value, Grain grain, int at) {}

    private static final class Change {
        private final Counts counts = new Counts();
        private final Map<Span, Times> added = new EnumMap<>(Span.class);
        private final Map<Span, Times> removed = new EnumMap<>(Span.class);

        void add(Change other) {
            counts.addAll(other.counts);
            other.added.forEach((span, times) -> of(added, span).addAll(times));
            other.removed.forEach((span, times) -> of(removed, span).addAll(times));
        }

        boolean isEmpty() {
            return counts.isEmpty() && added.isEmpty() && removed.isEmpty();
        }

        private static Times of(Map<Span, Times> all, Span span) {
            return all.computeIfAbsent(span, _ -> new Times());
        }
    }

    private final Map<Origin, Change> changes = new HashMap<>();

    /** A row is there that was not. */
    void add(KpiRow row) {
        change(row, 1);
    }

    /** A row is there no more. */
    void remove(KpiRow row) {
        change(row, -1);
    }

    private void change(KpiRow row, int sign) {
        if (row.marks().isEmpty() && row.spans().isEmpty() && row.word().isEmpty()) return;
        if (row.kind().isStanding()) {
            change(new Origin(row.dims(), Grain.HOUR, KpiKeys.STANDING), row, sign);
            change(new Origin(row.dims(), Grain.SINCE, KpiKeys.sinceOf(row.atMicros())), row, sign);
        } else {
            change(new Origin(row.dims(), Grain.HOUR, KpiKeys.hourOf(row.atMicros())), row, sign);
        }
    }

    private void change(Origin origin, KpiRow row, int sign) {
        Change change = changes.computeIfAbsent(origin, _ -> new Change());
        change.counts.add(row, sign);
        Map<Span, Times> times = sign > 0 ? change.added : change.removed;
        row.spans().forEach((span, value) -> Change.of(times, span).add(value));
    }

    /** Writes all that was gathered. */
    void writeTo(Shelf.Writable rows) {
        Map<Place, Change> places = new HashMap<>();
        changes.forEach((origin, change) -> {
            if (!change.isEmpty()) spread(origin, change, places);
        });
        changes.clear();
        Map<Place, Change> days = new HashMap<>();
        places.forEach((place, change) -> {
            if (place.grain == Grain.HOUR && place.at != KpiKeys.STANDING)
                add(new Place(place.cut, place.value, Grain.DAY, KpiKeys.dayOf(place.at)), change, days);
        });
        places.forEach((place, change) -> write(place, change, rows));
        days.forEach((place, change) -> write(place, change, rows));
    }

    private static void spread(Origin origin, Change change, Map<Place, Change> places) {
        for (Cut cut : Cut.ALL) {
            // The oldest of all is the first row.
            boolean needed = origin.grain != Grain.SINCE || cut.first() != Facet.ALL;
            if (needed && cut.takes(origin.dims))
                add(new Place(cut, cut.value(origin.dims), origin.grain, origin.at), change, places);
        }
    }

    private static void add(Place place, Change change, Map<Place, Change> places) {
        places.computeIfAbsent(place, _ -> new Change()).add(change);
    }

    private static void write(Place place, Change change, Shelf.Writable rows) {
        if (!change.counts.isEmpty()) {
            byte[] key = key(place, 0);
            write(rows, key, change.counts.addedTo(rows.get(key)));
        }
        for (Span span : Span.values()) times(place, span, change, rows);
    }

    private static byte[] key(Place place, int part) {
        return KpiKeys.cell(place.cut, place.value, place.grain, place.at, part);
    }

    private static void times(Place place, Span span, Change change, Shelf.Writable rows) {
        Times added = change.added.get(span);
        Times removed = change.removed.get(span);
        if (added == null && removed == null) return;
        byte[] key = key(place, span.code());
        byte[] after = TimesCell.changed(
                rows.get(key), added == null ? new Times() : added, removed == null ? new Times() : removed);
        write(rows, key, after);
    }

    private static void write(Shelf.Writable rows, byte[] key, byte @Nullable [] value) {
        if (value == null) rows.delete(key);
        else rows.put(key, value);
    }
}
