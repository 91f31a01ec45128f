package io.momentum.ops.kpi;

import io.momentum.store.index.Shelf;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What rows change in cells, gathered until the next commit: a cell that a hundred rows change is written once. Bounded by what
 * a commit takes in. Owned by the projector.
 */
final class Cells {

    private record Place(Facet facet, String value, int hour) {}

    private static final class Change {
        private final Counts counts = new Counts();
        private final Map<Span, Times> added = new EnumMap<>(Span.class);
        private final Map<Span, Times> removed = new EnumMap<>(Span.class);
    }

    private final Map<Place, Change> changes = new HashMap<>();

    /** A row is there that was not. */
    void add(KpiRow row) {
        change(row, 1);
    }

    /** A row is there no more. */
    void remove(KpiRow row) {
        change(row, -1);
    }

    private void change(KpiRow row, int sign) {
        if (row.kind().isStanding()) return;
        if (row.marks().isEmpty() && row.spans().isEmpty() && row.word().isEmpty()) return;
        int hour = KpiKeys.hourOf(row.atMicros());
        for (Facet facet : Facet.values()) {
            var place = new Place(facet, row.dims().value(facet), hour);
            Change change = changes.computeIfAbsent(place, _ -> new Change());
            change.counts.add(row, sign);
            Map<Span, Times> times = sign > 0 ? change.added : change.removed;
            row.spans()
                    .forEach((span, value) ->
                            times.computeIfAbsent(span, _ -> new Times()).add(value));
        }
    }

    /** Writes all that was gathered. */
    void writeTo(Shelf.Writable rows) {
        changes.forEach((place, change) -> {
            if (!change.counts.isEmpty()) {
                byte[] key = KpiKeys.cell(place.facet, place.value, place.hour, 0);
                write(rows, key, change.counts.addedTo(rows.get(key)));
            }
            for (Span span : Span.values()) times(place, span, change, rows);
        });
        changes.clear();
    }

    private static void times(Place place, Span span, Change change, Shelf.Writable rows) {
        Times added = change.added.get(span);
        Times removed = change.removed.get(span);
        if (added == null && removed == null) return;
        byte[] key = KpiKeys.cell(place.facet, place.value, place.hour, span.code());
        byte[] after = Times.changed(
                rows.get(key), added == null ? new Times() : added, removed == null ? new Times() : removed);
        write(rows, key, after);
    }

    private static void write(Shelf.Writable rows, byte[] key, byte @Nullable [] value) {
        if (value == null) rows.delete(key);
        else rows.put(key, value);
    }
}
