package io.momentum.ops.inbox;

import io.momentum.ops.access.Right;
import java.util.List;

/** A group of pages. */
public interface Section {

    /**
     * A place in the menu.
     *
     * @param id as {@link Page#place} names where one is
     * @param key of its words
     * @param path from the listener's root
     * @param right without which it is not shown
     */
    record Entry(String id, String key, String path, Right right) {}

    /** Registers its paths, once. */
    void on(Routes routes);

    /** Its places in the menu. */
    default List<Entry> menu() {
        return List.of();
    }
}
