package io.momentum.ops.care;

import io.momentum.store.index.Shelf;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What people keep here besides conversations, by kind and name: people, tokens, answers, views. Bodies are JSON objects. */
public final class Settings {

    /** So many of a kind are enough, and all of them fit into memory. */
    public static final int MOST = 10_000;

    private Settings() {}

    public static Optional<String> find(Shelf rows, String kind, String name) {
        return Optional.ofNullable(rows.get(CareTable.SETTING.key(kind, name)))
                .map(body -> new String(body, StandardCharsets.UTF_8));
    }

    /** All of a kind, by name. */
    public static SortedMap<String, String> all(Shelf rows, String kind) {
        SortedMap<String, String> found = new TreeMap<>();
        byte[] prefix = CareTable.SETTING.key(kind);
        rows.scan(prefix, CareTable.behind(prefix), (key, value) -> {
            String name = new String(key, prefix.length, key.length - prefix.length - 1, StandardCharsets.UTF_8);
            found.put(name, new String(value, StandardCharsets.UTF_8));
            return found.size() < MOST;
        });
        return found;
    }

    /** Whether one more of a kind may be made. */
    public static boolean hasRoom(Shelf rows, String kind) {
        return all(rows, kind).size() < MOST;
    }
}
