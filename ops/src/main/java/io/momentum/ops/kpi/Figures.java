package io.momentum.ops.kpi;

import io.momentum.ops.care.CareTable;
import io.momentum.ops.kpi.KpiKeys.Grain;
import io.momentum.store.index.Shelf;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is read of rows and cells. Where everything, one facet, or one facet of a campaign is asked for, whole days and hours
 * come from cells, and only what is left of the first and last hour from rows; of other facets at a time, all comes from rows:
 * as exact, and slower. Any thread.
 */
public final class Figures {

    private static final List<Kind> HAPPENED =
            Arrays.stream(Kind.values()).filter(kind -> !kind.isStanding()).toList();

    /** A page that hardly any row passes ends after so many; the cursor goes on from there. */
    private static final int LOOKED_AT_MAX = 20_000;

    /** Between the moment of asking and that of reading. */
    private static final long READ_WITHIN_MICROS = 1_000_000;

    private final Shelf rows;

    public Figures(Shelf rows) {
        this.rows = rows;
    }

    /** All that a query asks for, added up. */
    public Tally read(Query query) {
        Cut cut = Cut.of(query.only());
        if (cut == null) return readRows(query);
        var tally = new Tally(query.asOfMicros());
        Hours hours = hours(query);
        hours.edges((from, to) -> eachRow(HAPPENED, from, to, query, tally::add));
        if (hours.any()) eachCell(cut, cut.value(query.only()), hours, tally);
        if (isAnyOpen(cut, query, tally)) {
            younger(query, tally::remove);
            oldest(query, row -> tally.since(row.atMicros()));
        }
        return tally;
    }

    /** The same from rows alone. */
    Tally readRows(Query query) {
        var tally = new Tally(query.asOfMicros());
        eachRow(HAPPENED, query.fromMicros(), query.endMicros(), query, tally::add);
        standing(query, tally::add);
        return tally;
    }

    /** The same, taken apart by a facet. */
    public Map<String, Tally> by(Facet facet, Query query) {
        Map<String, Tally> found = new TreeMap<>();
        Consumer<KpiRow> toItsValue =
                row -> found.computeIfAbsent(row.dims().value(facet), _ -> new Tally(query.asOfMicros()))
                        .add(row);
        Cut cut = Cut.of(query.with(facet, "any").only());
        if (cut == null) {
            eachRow(HAPPENED, query.fromMicros(), query.endMicros(), query, toItsValue);
            standing(query, toItsValue);
        } else {
            Hours hours = hours(query);
            hours.edges((from, to) -> eachRow(HAPPENED, from, to, query, toItsValue));
            Set<String> values = valuesOf(facet, query);
            if (hours.any()) happenedBy(facet, query, values, hours, found, toItsValue);
            standingBy(facet, query, values, found, toItsValue);
        }
        return found;
    }

    private void happenedBy(
            Facet facet,
            Query query,
            Set<String> values,
            Hours hours,
            Map<String, Tally> found,
            Consumer<KpiRow> toItsValue) {
        for (String value : values) {
            Query one = query.with(facet, value);
            Cut cut = Cut.of(one.only());
            var tally = found.getOrDefault(value, new Tally(query.asOfMicros()));
            // Of what says nothing of two facets there are no cells of both.
            if (cut == null) hours.whole((from, to) -> eachRow(HAPPENED, from, to, one, toItsValue));
            else if (eachCell(cut, cut.value(one.only()), hours, tally)) found.put(value, tally);
        }
    }

    private void standingBy(
            Facet facet, Query query, Set<String> values, Map<String, Tally> found, Consumer<KpiRow> toItsValue) {
        Map<String, Tally> fromCells = new HashMap<>();
        for (String value : values) {
            Query one = query.with(facet, value);
            Cut cut = Cut.of(one.only());
            var tally = found.getOrDefault(value, new Tally(query.asOfMicros()));
            if (cut == null) standing(one, toItsValue);
            else if (isAnyOpen(cut, one, tally)) fromCells.put(value, tally);
        }
        found.putAll(fromCells);
        younger(query, row -> {
            Tally its = fromCells.get(row.dims().value(facet));
            if (its != null) its.remove(row);
        });
        oldest(query, row -> {
            Tally its = found.get(row.dims().value(facet));
            if (its != null) its.since(row.atMicros());
        });
    }

    /** What stands open only since a moment behind that of asking, and is in the cells: what came in meanwhile. */
    private void younger(Query query, Consumer<KpiRow> sink) {
        eachRow(List.of(Kind.OPEN), query.asOfMicros() + 1, Long.MAX_VALUE, query, sink);
    }

    /**
     * The hours of a query. The last one is whole before it has ended, as long as nothing stands in what is left of it: so what
     * happens now comes from cells too, and not from each row of this hour. What comes in while it is read counts as well.
     */
    private Hours hours(Query query) {
        Hours hours = Hours.of(query);
        long to = query.endMicros();
        int last = KpiKeys.hourOf(to);
        boolean isBegun = hours.end() == last && to > KpiKeys.microsOf(last);
        if (!isBegun || isAny(to + READ_WITHIN_MICROS, KpiKeys.microsOf(last + 1))) return hours;
        return new Hours(hours.first(), last + 1, query.fromMicros(), KpiKeys.microsOf(last + 1));
    }

    private boolean isAny(long from, long to) {
        if (from >= to) return false;
        boolean[] any = new boolean[1];
        for (Kind kind : HAPPENED) {
            rows.scan(KpiKeys.rowsFrom(kind, from), KpiKeys.rowsFrom(kind, to), (_, _) -> {
                any[0] = true;
                return false;
            });
            if (any[0]) break;
        }
        return any[0];
    }

    /** Adds what stands open. @return whether anything does */
    private boolean isAnyOpen(Cut cut, Query query, Tally tally) {
        byte[] cell = rows.get(KpiKeys.cell(cut, cut.value(query.only()), Grain.HOUR, KpiKeys.STANDING, 0));
        if (cell == null) return false;
        tally.add(cell, KpiKeys.STANDING, 0);
        return true;
    }

    /** The row of what has stood open for longest. */
    private void oldest(Query query, Consumer<KpiRow> sink) {
        long end = query.asOfMicros() + 1;
        long from = Math.min(notBefore(query), end);
        rows.scan(KpiKeys.rowsFrom(Kind.OPEN, from), KpiKeys.rowsFrom(Kind.OPEN, end), (key, value) -> {
            KpiRow row = KpiKeys.row(key, value);
            if (!query.takes(row.dims())) return true;
            sink.accept(row);
            return false;
        });
    }

    /** Before when nothing stands open of what is asked for; the end of time where nothing does, 0 where no cells tell. */
    private long notBefore(Query query) {
        Cut cut = Cut.of(query.only());
        if (cut == null || cut.first() == Facet.ALL) return 0;
        String value = cut.value(query.only());
        long[] micros = {Long.MAX_VALUE};
        byte[] end = KpiKeys.cellsFrom(cut, value, Grain.SINCE, Integer.MAX_VALUE);
        rows.scan(KpiKeys.cellsFrom(cut, value, Grain.SINCE, 0), end, (key, cell) -> {
            micros[0] = KpiKeys.sinceMicros(key);
            return false;
        });
        return micros[0];
    }

    /** A page of rows, and where the next one begins; null at the end. */
    public record Page(List<KpiRow> items, @Nullable String next) {}

    /**
     * The rows behind a figure.
     *
     * @param marks those that have one of these
     * @param spans or one of these
     * @param cursor of the page before, null for the first; throws IllegalArgumentException where it is of another list
     */
    public Page rows(Query query, Collection<Mark> marks, Collection<Span> spans, @Nullable String cursor, int limit) {
        var kinds = EnumSet.noneOf(Kind.class);
        marks.forEach(mark -> kinds.add(mark.kind()));
        spans.forEach(span -> kinds.add(span.kind()));
        byte @Nullable [] at = cursor == null ? null : Base64.getUrlDecoder().decode(cursor);
        List<KpiRow> items = new ArrayList<>();
        byte[][] next = new byte[1][];
        int[] looked = new int[1];
        boolean begun = at == null;
        for (Kind kind : kinds) {
            byte[] from = kind.isStanding() ? KpiKeys.rowsFrom(kind, 0) : KpiKeys.rowsFrom(kind, query.fromMicros());
            byte[] end = endOf(kind, query);
            boolean here = at != null && Arrays.compareUnsigned(at, from) >= 0 && Arrays.compareUnsigned(at, end) < 0;
            if (!begun && !here) continue;
            begun = true;
            rows.scan(here && at != null ? at : from, end, (key, value) -> {
                if (items.size() == limit || looked[0]++ == LOOKED_AT_MAX) {
                    next[0] = key;
                    return false;
                }
                KpiRow row = KpiKeys.row(key, value);
                if (query.takes(row.dims()) && hasOneOf(row, marks, spans)) items.add(row);
                return true;
            });
            if (next[0] != null) break;
        }
        if (!begun) throw new IllegalArgumentException("the cursor is of another list");
        String following =
                next[0] == null ? null : Base64.getUrlEncoder().withoutPadding().encodeToString(next[0]);
        return new Page(items, following);
    }

    private static boolean hasOneOf(KpiRow row, Collection<Mark> marks, Collection<Span> spans) {
        return marks.stream().anyMatch(row::has) || spans.stream().anyMatch(row.spans()::containsKey);
    }

    private static byte[] endOf(Kind kind, Query query) {
        if (kind.isStanding()) return CareTable.behind(KpiKeys.rowsFrom(kind, Long.MAX_VALUE));
        return KpiKeys.rowsFrom(kind, query.endMicros());
    }

    /** What stands open at the moment of asking, whenever it began. */
    public void standing(Query query, Consumer<KpiRow> sink) {
        for (Kind kind : Kind.values()) {
            if (kind.isStanding()) eachRow(List.of(kind), 0, query.asOfMicros() + 1, query, sink);
        }
    }

    private void eachRow(List<Kind> kinds, long from, long to, Query query, Consumer<KpiRow> sink) {
        if (from >= to) return;
        for (Kind kind : kinds) {
            rows.scan(KpiKeys.rowsFrom(kind, from), KpiKeys.rowsFrom(kind, to), (key, value) -> {
                KpiRow row = KpiKeys.row(key, value);
                if (query.takes(row.dims())) sink.accept(row);
                return true;
            });
        }
    }

    /** @return whether there was any */
    private boolean eachCell(Cut cut, String value, Hours hours, Tally tally) {
        boolean any = false;
        int hour = hours.first();
        for (int day = KpiKeys.dayFrom(hour); KpiKeys.firstHour(day + 1) <= hours.end(); day++) {
            int first = KpiKeys.firstHour(day);
            if (tally.ripensWithin(first, KpiKeys.firstHour(day + 1) - 1)) continue;
            any |= cells(cut, value, Grain.HOUR, hour, first, tally);
            int end = day + 1;
            while (KpiKeys.firstHour(end + 1) <= hours.end()
                    && !tally.ripensWithin(KpiKeys.firstHour(end), KpiKeys.firstHour(end + 1) - 1)) end++;
            any |= cells(cut, value, Grain.DAY, day, end, tally);
            hour = KpiKeys.firstHour(end);
            day = end;
        }
        any |= cells(cut, value, Grain.HOUR, hour, hours.end(), tally);
        return any;
    }

    private boolean cells(Cut cut, String value, Grain grain, int first, int end, Tally tally) {
        boolean[] any = new boolean[1];
        if (first >= end) return false;
        byte[] from = KpiKeys.cellsFrom(cut, value, grain, first);
        rows.scan(from, KpiKeys.cellsFrom(cut, value, grain, end), (key, cell) -> {
            any[0] = true;
            tally.add(cell, KpiKeys.hourOf(key), KpiKeys.partOf(key));
            return true;
        });
        return any[0];
    }

    /** The values of a facet that have cells at all. */
    private Set<String> valuesOf(Facet facet, Query query) {
        String only = query.only().get(facet);
        if (only != null) return Set.of(only);
        Set<String> values = new TreeSet<>();
        byte[] end = CareTable.behind(KpiKeys.days(facet));
        byte[][] at = {KpiKeys.days(facet)};
        while (at[0] != null) {
            byte[] from = at[0];
            at[0] = null;
            rows.scan(from, end, (key, cell) -> {
                String value = KpiKeys.valueOf(key);
                values.add(value);
                at[0] = CareTable.behind(KpiKeys.days(facet, value));
                return false;
            });
        }
        return values;
    }

    /** The whole hours of a query, and what is left of others. */
    private record Hours(int first, int end, long fromMicros, long toMicros) {

        interface Edge {
            void between(long from, long to);
        }

        static Hours of(Query query) {
            long to = query.endMicros();
            int first = KpiKeys.hourOf(query.fromMicros() + KpiKeys.microsOf(1) - 1);
            return new Hours(first, Math.max(first, KpiKeys.hourOf(to)), query.fromMicros(), to);
        }

        boolean any() {
            return first < end;
        }

        void whole(Edge edge) {
            edge.between(KpiKeys.microsOf(first), KpiKeys.microsOf(end));
        }

        void edges(Edge edge) {
            if (!any()) {
                edge.between(fromMicros, toMicros);
                return;
            }
            edge.between(fromMicros, KpiKeys.microsOf(first));
            edge.between(KpiKeys.microsOf(end), toMicros);
        }
    }
}
