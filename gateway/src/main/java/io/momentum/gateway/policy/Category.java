package io.momentum.gateway.policy;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a message is about, as far as rules tell them apart. */
public enum Category {
    MARKETING(0),
    NOTIFICATION(1),
    COLLECTIONS(2);

    /** One more than the largest code. */
    static final int CODES = 3;

    private final int code;

    Category(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    /** As facts name it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one of that word; null for none that is known. */
    public static @Nullable Category of(String word) {
        for (Category each : values()) if (each.word().equals(word)) return each;
        return null;
    }
}
