package io.momentum.ops.followup.classify;

import java.util.ArrayList;
import java.util.List;

/**
 * Rows of a text file, divided by tabs. Empty lines and those that begin with "# " say nothing.
 *
 * @param name of the file, for what is wrong with it
 */
record TextTable(String name, String text) {

    /** One row. */
    record Row(String name, int line, List<String> cells) {

        WrongLine wrong(String why) {
            return new WrongLine(name, line, why);
        }
    }

    /**
     * @param columns each row has
     * @throws WrongLine where a row has others, with file and line
     */
    List<Row> rows(int columns) {
        List<Row> rows = new ArrayList<>();
        int line = 0;
        for (String each : text.split("\n", -1)) {
            line++;
            String content = each.endsWith("\r") ? each.substring(0, each.length() - 1) : each;
            if (content.isBlank() || content.startsWith("# ")) continue;
            Row row = new Row(name, line, List.of(content.split("\t", -1)));
            if (row.cells().size() != columns) {
                throw row.wrong("has %d columns, not %d".formatted(row.cells().size(), columns));
            }
            rows.add(row);
        }
        return rows;
    }
}
