package io.momentum.gateway.policy;

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
}
