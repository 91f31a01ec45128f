package io.momentum.ops.kpi;

/**
 * A time that a row has taken, in whole seconds but for one; what began within a second is not rounded up. The codes are in
 * the index: never change one, nor give it again.
 */
public enum Span {
    FIRST_ACTION(1, Kind.EPISODE),
    FIRST_ACTION_WORK(2, Kind.EPISODE),
    FIRST_RESPONSE(3, Kind.EPISODE),
    FIRST_RESPONSE_WORK(4, Kind.EPISODE),
    NEXT_RESPONSE(5, Kind.RESPONSE),
    NEXT_RESPONSE_WORK(6, Kind.RESPONSE),
    RESOLUTION(7, Kind.EPISODE),
    RESOLUTION_WORK(8, Kind.EPISODE),
    /** From a reply to the close by the rule of opt-outs, in milliseconds. */
    OPT_OUT_MILLIS(9, Kind.EPISODE);

    private static final Span[] BY_CODE = new Span[16];

    static {
        for (Span span : values()) BY_CODE[span.code] = span;
    }

    private final int code;
    private final Kind kind;

    Span(int code, Kind kind) {
        this.code = code;
        this.kind = kind;
    }

    int code() {
        return code;
    }

    /** Rows of which kind have it. */
    public Kind kind() {
        return kind;
    }

    static Span ofCode(int code) {
        Span span = code < 0 || code >= BY_CODE.length ? null : BY_CODE[code];
        if (span == null) throw new IllegalArgumentException("no time has the code " + code);
        return span;
    }
}
