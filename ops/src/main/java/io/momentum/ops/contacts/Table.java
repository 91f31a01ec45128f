package io.momentum.ops.contacts;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * A file of rows under a heading, as spreadsheets write it: cells parted by {@code ,} or {@code ;} or tabs, whichever the
 * heading has most of; with or without a byte order mark; each line in UTF-8, or in Windows-1252 where it is no UTF-8. A cell
 * may be quoted but holds no line break, so that a forgotten quote costs one line and not the rest of the file.
 */
public final class Table {

    public static final int LINE_MAX = 8_000;
    private static final Charset WESTERN = Charset.forName("windows-1252");

    private final InputStream in;
    private final byte[] block = new byte[16_384];
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final List<String> columns;
    private final CSVFormat format;
    private int at;
    private int filled;
    private long number;
    private boolean tooLong;

    /**
     * A row under the heading.
     *
     * @param number of its line, from 1
     * @param cells as many as the heading has; none where the line cannot be read
     * @param wrong why it cannot, empty where it can
     */
    public record Row(long number, List<String> cells, String wrong) {}

    /** Reads the heading; throws IllegalArgumentException where there is none. */
    public Table(InputStream in) throws IOException {
        this.in = in;
        String heading = nextLine();
        if (heading == null || heading.isBlank()) throw new IllegalArgumentException("no heading in the first line");
        if (heading.charAt(0) == '\uFEFF') heading = heading.substring(1);
        format = CSVFormat.RFC4180
                .builder()
                .setDelimiter(delimiterOf(heading))
                .setIgnoreSurroundingSpaces(true)
                .get();
        columns = cellsOf(heading).stream().map(String::strip).toList();
    }

    /** As the heading has them. */
    public List<String> columns() {
        return columns;
    }

    /** Where a column stands, whatever the case of its name; -1 for nowhere. */
    public int column(String name) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))) return i;
        }
        return -1;
    }

    /** The next row that is not blank; null at the end. */
    public @Nullable Row next() throws IOException {
        for (String text = nextLine(); text != null; text = nextLine()) {
            if (tooLong) return new Row(number, List.of(), "longer than " + LINE_MAX + " octets");
            if (!text.isBlank()) return row(text);
        }
        return null;
    }

    private Row row(String text) {
        List<String> cells = new ArrayList<>(cellsOf(text));
        if (cells.isEmpty()) return new Row(number, List.of(), "no CSV: a quote is missing");
        if (cells.size() > columns.size())
            return new Row(number, List.of(), cells.size() + " cells under " + columns.size() + " columns");
        while (cells.size() < columns.size()) cells.add("");
        return new Row(number, cells, "");
    }

    private List<String> cellsOf(String text) {
        try (CSVParser parser = CSVParser.parse(new StringReader(text), format)) {
            List<CSVRecord> records = parser.getRecords();
            return records.isEmpty() ? List.of() : records.getFirst().toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
    }

    private static char delimiterOf(String heading) {
        char best = ',';
        for (char candidate : new char[] {';', '\t'}) {
            if (count(heading, candidate) > count(heading, best)) best = candidate;
        }
        return best;
    }

    private static long count(String text, char wanted) {
        return text.chars().filter(c -> c == wanted).count();
    }

    // ---- octets to lines

    private @Nullable String nextLine() throws IOException {
        line.reset();
        tooLong = false;
        int octet = read();
        if (octet < 0) return null;
        number++;
        for (; octet >= 0 && octet != '\n'; octet = read()) {
            if (line.size() < LINE_MAX) line.write(octet);
            else tooLong = true;
        }
        String text = decode(line.toByteArray());
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    private int read() throws IOException {
        if (at == filled) {
            filled = Math.max(0, in.read(block, 0, block.length));
            at = 0;
            if (filled == 0) return -1;
        }
        return block[at++] & 0xFF;
    }

    private static String decode(byte[] octets) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(octets, WESTERN);
        }
    }
}
