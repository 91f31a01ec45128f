package io.momentum.ops.contacts;

import io.momentum.ops.contacts.NumberReader.Reading;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * One file of numbers and what is known of them, taken in batches; each is durable before the next is read, so that memory is
 * bounded by one batch and a client that is faster than the disk waits. A broken line costs only itself.
 */
public final class RowImport {

    private static final int BATCH = 500;

    /** Of the values in a batch: what is far more than these is more than the journal lets wait at a time. */
    private static final int BATCH_CHARACTERS = 1 << 20;

    /** A row of the file. */
    public record Entry(long line, long digits, Map<String, String> attributes) {}

    private final NumberReader numbers;
    private final Map<String, String> map;
    private final BiFunction<Long, Map<String, String>, Optional<Map<String, String>>> news;
    private final ToIntFunction<List<Entry>> sink;
    private final ImportReport report = new ImportReport();
    private final List<Entry> batch = new ArrayList<>(BATCH);
    private final Set<Long> inBatch = new HashSet<>();
    private int characters;

    /**
     * An import.
     *
     * @param map column to attribute
     * @param news what of a row is not known yet; empty where all is
     * @param sink takes a batch, and tells how many of it were not there before; returns once they are durable and can be read
     */
    public RowImport(
            NumberReader numbers,
            Map<String, String> map,
            BiFunction<Long, Map<String, String>, Optional<Map<String, String>>> news,
            ToIntFunction<List<Entry>> sink) {
        this.numbers = numbers;
        this.map = Map.copyOf(map);
        this.news = news;
        this.sink = sink;
    }

    /** Takes the whole file; throws IllegalArgumentException where its heading cannot be used. */
    public ImportReport take(InputStream file) throws IOException {
        var table = new Table(file);
        Columns columns = Columns.of(table, map);
        for (Table.@Nullable Row row = table.next(); row != null; row = table.next()) {
            report.line();
            if (!row.wrong().isEmpty()) report.bad(row.number(), row.wrong());
            else take(columns, row);
            if (batch.size() == BATCH || characters > BATCH_CHARACTERS) flush();
        }
        flush();
        return report;
    }

    public ImportReport report() {
        return report;
    }

    private void take(Columns columns, Table.Row row) {
        Reading reading = numbers.read(columns.numberOf(row));
        if (!reading.isGood()) {
            report.bad(row.number(), "number: " + reading.wrong());
            return;
        }
        try {
            Map<String, String> attributes = columns.attributesOf(row);
            // What a number's earlier row says must be known before its next is looked at.
            if (inBatch.contains(reading.digits())) flush();
            inBatch.add(reading.digits());
            add(reading, row.number(), attributes);
        } catch (IllegalArgumentException e) {
            report.bad(row.number(), String.valueOf(e.getMessage()));
        }
    }

    private void add(Reading reading, long line, Map<String, String> attributes) {
        if (reading.doubtful()) report.doubtful();
        Optional<Map<String, String>> fresh = news.apply(reading.digits(), attributes);
        if (fresh.isEmpty()) {
            report.unchanged();
            return;
        }
        batch.add(new Entry(line, reading.digits(), fresh.get()));
        fresh.get().forEach((name, value) -> characters += name.length() + value.length());
    }

    private void flush() {
        int taken = batch.isEmpty() ? 0 : sink.applyAsInt(List.copyOf(batch));
        report.accepted(taken, batch.size());
        batch.clear();
        inBatch.clear();
        characters = 0;
    }
}
