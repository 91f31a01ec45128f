package io.momentum.ops.care;

import io.momentum.store.index.Shelf;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Things of the product's own that people change, by kind and name. */
public final class Settings {

    private Settings() {}

    /** The body of one, as it was saved last. */
    public static Optional<String> find(Shelf rows, String kind, String name) {
        byte[] row = rows.get(CareTable.SETTING.key(kind, name));
        return row == null ? Optional.empty() : Optional.of(new String(row, StandardCharsets.UTF_8));
    }
}
