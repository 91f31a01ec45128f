package io.momentum.store.index;

import java.util.HexFormat;

/** All rows of an index as text. */
final class IndexDump {

    private IndexDump() {}

    static String of(Index index) {
        var dump = new StringBuilder();
        HexFormat hex = HexFormat.of();
        for (ColumnFamily family : ColumnFamily.values()) {
            index.rocks().scan(family, new byte[0], null, (key, value) -> {
                dump.append(family.label())
                        .append(' ')
                        .append(hex.formatHex(key))
                        .append(' ');
                dump.append(hex.formatHex(value)).append('\n');
                return true;
            });
        }
        return dump.toString();
    }
}
