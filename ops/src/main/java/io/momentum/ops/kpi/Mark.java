package io.momentum.ops.kpi;

import java.time.Duration;

/**
 * What a row counts as. A row has a mark once, or, for amounts, so many times. The codes are in the index: never change one, nor
 * give it again.
 */
public enum Mark {
    // ---- messages of campaigns
    MESSAGES(1, Kind.MESSAGE),
    /** Taken, or refused for good, by a carrier. */
    OFFERED(2, Kind.MESSAGE),
    TAKEN(3, Kind.MESSAGE),
    DELIVERED(4, Kind.MESSAGE),
    /** With a final receipt. */
    RECEIPTED(5, Kind.MESSAGE),
    BOUNCED(6, Kind.MESSAGE),
    /** Taken, without a final receipt so far. */
    AWAITING(7, Kind.MESSAGE, Limits.RECEIPT_WITHIN),
    SUPPRESSED(8, Kind.MESSAGE),
    LEFT_OUT_SUPPRESSED(9, Kind.SKIPPED),

    // ---- contacts of campaigns
    REACHED(10, Kind.RECIPIENT),
    REPLIED(11, Kind.RECIPIENT),
    OPTED_OUT(12, Kind.RECIPIENT),
    CONFIRMED(13, Kind.RECIPIENT),

    // ---- replies
    RECEIVED(20, Kind.REPLY),
    REPLIES(21, Kind.REPLY),
    DUPLICATES(22, Kind.REPLY),
    NO_CONTEXT(23, Kind.REPLY),
    RELINKED(24, Kind.REPLY),
    REVIEWED(25, Kind.REPLY),
    CORRECTED(26, Kind.REPLY),

    // ---- episodes
    EPISODES(30, Kind.EPISODE),
    UNACTED(31, Kind.EPISODE),
    /** Ended for good within {@link Limits#CLOSED_WITHIN} of the first reply. */
    SETTLED(32, Kind.EPISODE),
    /** Not ended for good so far. */
    UNSETTLED(33, Kind.EPISODE, Limits.CLOSED_WITHIN),
    /** Answered, and not ended. */
    DEBT(34, Kind.EPISODE),
    OWNED_SOON(35, Kind.EPISODE),
    REQUESTS(36, Kind.EPISODE),
    REQUESTS_HANDLED(37, Kind.EPISODE),
    INTERESTED(38, Kind.EPISODE),
    APPOINTMENTS(39, Kind.EPISODE),
    OPPORTUNITIES(40, Kind.EPISODE),
    INTERESTED_15M(41, Kind.EPISODE),
    CONVERTED_15M(42, Kind.EPISODE),
    INTERESTED_1H(43, Kind.EPISODE),
    CONVERTED_1H(44, Kind.EPISODE),
    INTERESTED_4H(45, Kind.EPISODE),
    CONVERTED_4H(46, Kind.EPISODE),
    INTERESTED_LATER(47, Kind.EPISODE),
    CONVERTED_LATER(48, Kind.EPISODE),
    RIGHT_PARTY(49, Kind.EPISODE),
    PROMISED(50, Kind.EPISODE),
    /** Part of another conversation's episode: in its own right it is none. */
    MERGED(51, Kind.EPISODE),
    /** How many visits. */
    VISITS(52, Kind.EPISODE),
    VISITED(53, Kind.EPISODE),
    FIRST_VISIT_DID(54, Kind.EPISODE),
    RECOVERED(55, Kind.EPISODE),

    // ---- closes
    CLOSED(60, Kind.CLOSE),
    CLEAN(61, Kind.CLOSE),
    REOPENED(62, Kind.CLOSE),
    REASSIGNED(63, Kind.CLOSE),
    TIMED_OUT(64, Kind.CLOSE),
    PING_PONG(65, Kind.CLOSE),
    ESCALATED(66, Kind.CLOSE),
    OPT_OUTS(67, Kind.CLOSE),
    OPT_OUTS_BY_RULE(68, Kind.CLOSE),
    OPT_OUTS_BY_PERSON(69, Kind.CLOSE),
    OPT_OUTS_UNDONE(70, Kind.CLOSE),
    OPT_OUTS_UNATTRIBUTED(71, Kind.CLOSE),
    COMPLETE(72, Kind.CLOSE),
    /** How many notes, calls, visits and answers. */
    UPDATES(73, Kind.CLOSE),
    /** How many days it was open, each begun one whole. */
    CASE_DAYS(74, Kind.CLOSE),

    // ---- deadlines
    DUE(80, Kind.DEADLINE),
    MET(81, Kind.DEADLINE),
    BREACHED(82, Kind.DEADLINE),
    DUE_FIRST_ACTION(83, Kind.DEADLINE),
    MET_FIRST_ACTION(84, Kind.DEADLINE),
    DUE_FIRST_RESPONSE(85, Kind.DEADLINE),
    MET_FIRST_RESPONSE(86, Kind.DEADLINE),
    DUE_NEXT_RESPONSE(87, Kind.DEADLINE),
    MET_NEXT_RESPONSE(88, Kind.DEADLINE),
    DUE_RESOLUTION(89, Kind.DEADLINE),
    MET_RESOLUTION(90, Kind.DEADLINE),
    CALLED_OFF(91, Kind.DEADLINE),

    // ---- promises
    /** Due, and nobody has said what came of it. */
    PROMISES_OPEN(100, Kind.PROMISE),
    PROMISES_SETTLED(101, Kind.PROMISE),
    PROMISES_KEPT(102, Kind.PROMISE),
    PROMISES_PARTIAL(103, Kind.PROMISE),
    PROMISES_BROKEN(104, Kind.PROMISE),
    PROMISES_CANCELLED(105, Kind.PROMISE),
    BROKEN_RECONTACTED(106, Kind.PROMISE),
    /** In hundredths of what was promised, of those that are due and not cancelled. */
    PROMISED_AMOUNT(107, Kind.PROMISE),
    KEPT_AMOUNT(108, Kind.PROMISE),

    // ---- how things stand
    WAITING(110, Kind.OPEN),
    CRITICAL(111, Kind.OPEN);

    /** All codes are below. */
    static final int CODES = 128;

    private static final Mark[] BY_CODE = new Mark[CODES];

    static {
        for (Mark mark : values()) BY_CODE[mark.code] = mark;
    }

    private final int code;
    private final Kind kind;
    private final Duration ripens;

    Mark(int code, Kind kind) {
        this(code, kind, Duration.ZERO);
    }

    /** @param ripens how long a row with this mark may still become another one: until then it is not held against anybody */
    Mark(int code, Kind kind, Duration ripens) {
        this.code = code;
        this.kind = kind;
        this.ripens = ripens;
    }

    int code() {
        return code;
    }

    /** Rows of which kind have it. */
    public Kind kind() {
        return kind;
    }

    Duration ripens() {
        return ripens;
    }

    static Mark ofCode(int code) {
        Mark mark = code < 0 || code >= BY_CODE.length ? null : BY_CODE[code];
        if (mark == null) throw new IllegalArgumentException("no mark has the code " + code);
        return mark;
    }
}
