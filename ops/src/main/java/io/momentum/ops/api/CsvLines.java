package io.momentum.ops.api;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * Cuts CSV into lines and those into cells. A cell may be quoted but holds no line break, so that a forgotten quote spoils one
 * line and not the rest of the file.
 */
final class CsvLines {

    static final int LINE_MAX = 1000;

    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setIgnoreSurroundingSpaces(true).get();

    private final Reader reader;
    private final StringBuilder line = new StringBuilder();
    private int number;
    private boolean tooLong;

    CsvLines(Reader reader) {
        this.reader = reader;
    }

    /** The number of the line that was read last, from 1. */
    int number() {
        return number;
    }

    /** Goes to the next line. @return its cells, none where it is empty or no CSV; null at the end */
    @Nullable
    List<String> next() throws IOException {
        if (!readLine()) return null;
        number++;
        if (number == 1 && !line.isEmpty() && line.charAt(0) == '\uFEFF') line.deleteCharAt(0);
        if (tooLong || line.toString().isBlank()) return List.of();
        try (CSVParser parser = CSVParser.parse(new StringReader(line.toString()), FORMAT)) {
            List<CSVRecord> records = parser.getRecords();
            return records.isEmpty() ? List.of() : records.getFirst().toList();
        } catch (IOException | java.io.UncheckedIOException e) {
            return List.of();
        }
    }

    /** Whether the line that was read last has nothing in it. */
    boolean isBlank() {
        return !tooLong && line.toString().isBlank();
    }

    private boolean readLine() throws IOException {
        line.setLength(0);
        tooLong = false;
        int c = reader.read();
        if (c < 0) return false;
        for (; c >= 0 && c != '\n'; c = reader.read()) {
            if (line.length() < LINE_MAX) line.append((char) c);
            else tooLong = true;
        }
        if (!line.isEmpty() && line.charAt(line.length() - 1) == '\r') line.setLength(line.length() - 1);
        return true;
    }
}
