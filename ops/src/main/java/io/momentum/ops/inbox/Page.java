package io.momentum.ops.inbox;

import io.momentum.ops.access.Right;
import io.momentum.ops.api.Caller;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * What every template has: words, who reads, where one is.
 *
 * @param title in words
 * @param place the menu's entry where one is, empty for none
 */
public record Page(
        Texts texts,
        Assets assets,
        Language language,
        ZoneId zone,
        Optional<Caller> caller,
        String name,
        String csrf,
        String title,
        String place,
        List<Section.Entry> menu,
        boolean keys,
        Optional<Notice> notice) {

    /** Words. */
    public String t(String key, Object... values) {
        return texts.of(language, key, values);
    }

    /** Words for one of several values, such as a label: {@code word("queue.label", "opt_out")}; the value where there are none. */
    public String word(String group, String value) {
        String key = group + "." + value;
        return texts.has(key) ? t(key) : value;
    }

    /** Where a file of ours is. */
    public String asset(String name) {
        return assets.path(name);
    }

    public String lang() {
        return language.code();
    }

    /** Whether the reader may do such a thing at all. */
    public boolean may(String right) {
        return caller.isPresent()
                && Right.of(right).map(each -> caller.get().mayAny(each)).orElse(false);
    }

    // ---- times

    /** A time as people say it; the day too, where it is not today's. */
    public String when(Instant at) {
        return Times.when(at, Instant.now(), zone, language);
    }

    /** A time in full. */
    public String exactly(Instant at) {
        return Times.exactly(at, zone, language);
    }

    /** How far away a time is: {@code 12 min}. */
    public String away(Instant at) {
        return Times.span(at, Instant.now());
    }

    public boolean isPast(Instant at) {
        return at.isBefore(Instant.now());
    }
}
