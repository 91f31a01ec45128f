package io.momentum.ops.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * Rows as CSV that a spreadsheet can open: a text that it would take for a formula gets an apostrophe before it, as OWASP's "CSV
 * Injection" has it. Not for several threads.
 */
public final class CsvTable {

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");

    private final StringBuilder text = new StringBuilder();
    private final CSVPrinter printer;

    /** A table with a heading. */
    public CsvTable(String... heading) {
        try {
            printer = new CSVPrinter(text, CSVFormat.RFC4180);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        add(heading);
    }

    public void add(String... cells) {
        try {
            printer.printRecord(
                    (Object[]) Arrays.stream(cells).map(CsvTable::harmless).toArray(String[]::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A cell as a spreadsheet takes it for no formula. */
    public static String harmless(String cell) {
        if (cell.isEmpty() || NUMBER.matcher(cell).matches()) return cell;
        return "=+-@\t\r\n".indexOf(cell.charAt(0)) < 0 ? cell : "'" + cell;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
