package io.momentum.ops.learning;

import io.momentum.ops.care.Settings;
import io.momentum.store.index.Shelf;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What was promoted, the one that serves last: a setting, which the journal has. */
public final class History {

    static final String KIND = "classifier";
    static final String NAME = "promoted";

    /** So many can be taken back, one after the other. */
    private static final int KEPT = 20;

    private static final String LIST = "promotions";

    private final Supplier<Shelf> rows;

    public History(Supplier<Shelf> rows) {
        this.rows = rows;
    }

    List<Taught> all() {
        return Settings.find(rows.get(), KIND, NAME).map(History::parsed).orElse(List.of());
    }

    Optional<Taught> last() {
        List<Taught> all = all();
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    private static List<Taught> parsed(String body) {
        return new JsonObject(body)
                .getJsonArray(LIST).stream()
                        .map(each -> Taught.of((JsonObject) each))
                        .toList();
    }

    /** The setting's body; empty, which takes it away, for none. */
    static String body(List<Taught> all) {
        if (all.isEmpty()) return "";
        JsonArray list = new JsonArray();
        all.subList(Math.max(0, all.size() - KEPT), all.size()).forEach(each -> list.add(each.toJson()));
        return new JsonObject().put(LIST, list).encode();
    }
}
