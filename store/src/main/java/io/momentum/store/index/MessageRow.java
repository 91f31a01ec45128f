package io.momentum.store.index;

import io.momentum.store.fact.CareFact.MtTagged;
import io.momentum.store.fact.Fact;
import io.momentum.store.fact.Fact.DlrForwarded;
import io.momentum.store.fact.Fact.DlrReceived;
import io.momentum.store.fact.Fact.DlrRematched;
import io.momentum.store.fact.Fact.MtAccepted;
import io.momentum.store.fact.Fact.MtAttempted;
import io.momentum.store.fact.Fact.MtCancelled;
import io.momentum.store.fact.Fact.MtDeferred;
import io.momentum.store.fact.Fact.MtExpired;
import io.momentum.store.fact.Fact.MtHeldBack;
import io.momentum.store.fact.Fact.MtIntercepted;
import io.momentum.store.fact.Fact.MtLocated;
import io.momentum.store.fact.Fact.MtPassedOn;
import io.momentum.store.fact.Fact.MtRefused;
import io.momentum.store.fact.Fact.MtRepeated;
import io.momentum.store.fact.Fact.MtReplaced;
import io.momentum.store.fact.Fact.MtRouted;
import io.momentum.store.fact.Fact.MtSplit;
import io.momentum.store.fact.Fact.MtSubmitted;
import io.momentum.store.fact.Fact.MtSuppressed;
import io.momentum.store.fact.Fact.MtUnknown;
import io.momentum.store.fact.Fact.Origin;
import io.momentum.store.fact.Fact.PartReceipts;
import io.momentum.store.fact.Fact.Reading;
import io.momentum.store.fact.Fact.ReportedOptOut;
import io.momentum.store.fact.Fact.UnknownPolicy;
import io.momentum.store.fact.PolicyFact.MtAllowed;
import io.momentum.store.fact.PolicyFact.MtPurposed;
import io.momentum.store.fact.PolicyFact.PolicyWaived;
import io.momentum.store.fact.RetentionFact.TextsForgotten;
import io.momentum.store.index.Bytes.Reader;
import io.momentum.store.journal.Position;
import io.momentum.store.value.Address;
import io.momentum.store.value.CarrierId;
import io.momentum.store.value.IdForm;
import io.momentum.store.value.MessageId;
import io.momentum.store.value.MessageState;
import io.momentum.store.value.SuppressionScope;
import io.momentum.store.value.SystemId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message's row: its facts one behind the other, without their PDUs, each with its place in the journal. Appending a step
 * needs no look at what is there. Times are kept as distance from the moment that is in the message id.
 *
 * <p>The tags are on disk: never use one for something else.
 */
final class MessageRow {

    private static final int ACCEPTED = 1;
    private static final int ATTEMPTED = 2;
    private static final int ROUTED = 55;
    private static final int PASSED_ON = 56;
    private static final int SUBMITTED = 3;
    private static final int REFUSED = 4;
    private static final int DEFERRED = 5;
    private static final int SUPPRESSED = 6;
    private static final int UNKNOWN = 7;
    private static final int EXPIRED = 8;
    private static final int FORWARDED = 10;
    private static final int SPLIT = 21;
    // 9 was a receipt without its reading.
    private static final int RECEIPT = 40;
    private static final int REMATCHED = 41;
    private static final int CANCELLED = 60;
    private static final int INTERCEPTED = 62;
    private static final int REPEATED = 63;
    private static final int TAGGED = 106;
    private static final int LOCATED = 66;
    private static final int REPLACED = 70;
    private static final int HELD_BACK = 71;
    private static final int PURPOSED = 11;
    private static final int ALLOWED = 12;
    private static final int WAIVED = 13;
    private static final int TEXTS_GONE = 74;

    private static final int INTERMEDIATE = 1;
    private static final int CONFLICTING = 1 << 1;
    private static final int LAST_WINS = 1 << 2;
    private static final int STAT = 1 << 3;
    private static final int SUSPECT = 1 << 4;
    private static final int CLOSES_FOR_ACCOUNT = 1 << 5;
    private static final int CLOSES_FOR_ALL = 1 << 6;

    /** Beside a tag: the step is about one part, whose number follows. */
    private static final int OF_PART = 0x80;

    /**
     * A step as it was kept.
     *
     * @param fact the fact; its PDU is empty
     * @param text of an MtAccepted or MtReplaced, the octets that receipts quote
     */
    record Step(Fact fact, Position position, byte[] text) {}

    private static final byte[] NOTHING = new byte[0];

    private static final int HOUR_SHIFT = 32;
    private static final long NUMBER_IN_HOUR = (1L << HOUR_SHIFT) - 1;
    /** 2026-10-24, so that an hour takes two octets for the first year and three for a century. */
    private static final long FIRST_HOUR = 498_000;

    private MessageRow() {}

    static void writeAccepted(Bytes out, MtAccepted f, Position position, byte[] text) {
        head(out, ACCEPTED, f.mtId(), f.atMicros(), position);
        out.latin1(f.account().value()).u8(codeOf(f.origin()));
        write(out, f.source());
        write(out, f.destination());
        out.varint(f.destinationDigits()).varint(f.registeredDelivery());
        out.varint(text.length).raw(text, 0, text.length);
    }

    /** Writes any step but the first. */
    static void write(Bytes out, long mtId, Fact fact, Position position) {
        long at = fact.atMicros();
        switch (fact) {
            case MtAttempted f ->
                head(out, ATTEMPTED, f.part(), mtId, at, position)
                        .latin1(f.carrier().value())
                        .varint(f.attempt());
            case MtRouted f ->
                head(out, ROUTED, mtId, at, position)
                        .latin1(f.carrier().value())
                        .latin1(f.rule())
                        .latin1(f.reason());
            case MtIntercepted f ->
                head(out, INTERCEPTED, mtId, at, position)
                        .utf8(f.rule())
                        .utf8(f.what())
                        .latin1(textOf(f.carrier()));
            case MtRepeated _ -> head(out, REPEATED, mtId, at, position);
            case MtLocated f ->
                head(out, LOCATED, mtId, at, position).latin1(f.network()).latin1(f.by());
            case MtSubmitted f ->
                head(out, SUBMITTED, f.part(), mtId, at, position)
                        .latin1(f.carrier().value())
                        .latin1(f.smscId());
            case MtRefused f ->
                head(out, REFUSED, f.part(), mtId, at, position)
                        .latin1(textOf(f.carrier()))
                        .varint(f.status());
            case MtDeferred f ->
                head(out, DEFERRED, f.part(), mtId, at, position)
                        .latin1(f.carrier().value())
                        .varint(f.status());
            case MtPassedOn f ->
                head(out, PASSED_ON, f.part(), mtId, at, position)
                        .latin1(f.carrier().value())
                        .varint(f.status());
            case MtSuppressed f ->
                head(out, SUPPRESSED, mtId, at, position)
                        .u8(f.scope().kind().code())
                        .latin1(f.scope().name());
            case MtUnknown f ->
                head(out, UNKNOWN, f.part(), mtId, at, position)
                        .latin1(f.carrier().value())
                        .u8(codeOf(f.policy()));
            case MtSplit f ->
                head(out, SPLIT, mtId, at, position)
                        .latin1(f.carrier().value())
                        .varint(f.parts())
                        .u8(codeOf(f.receipts()));
            case MtHeldBack f ->
                head(out, HELD_BACK, mtId, at, position)
                        .varint(f.untilMicros())
                        .latin1(f.pack())
                        .varint(f.version())
                        .latin1(f.reason());
            case MtPurposed f ->
                head(out, PURPOSED, mtId, at, position).utf8(f.category()).utf8(f.program());
            case MtAllowed f ->
                head(out, ALLOWED, mtId, at, position).utf8(f.category()).utf8(f.why());
            case PolicyWaived f ->
                head(out, WAIVED, mtId, at, position)
                        .utf8(f.actor())
                        .utf8(f.reason())
                        .varint(f.untilMicros());
            case MtExpired f -> head(out, EXPIRED, mtId, at, position);
            case MtCancelled f -> head(out, CANCELLED, mtId, at, position);
            case MtTagged f ->
                head(out, TAGGED, mtId, at, position)
                        .utf8(f.campaign())
                        .zigzag(f.recipient())
                        .utf8(f.how());
            case MtReplaced f -> {
                byte[] text = SubmitText.of(f.pdu());
                head(out, REPLACED, mtId, at, position).varint(f.registeredDelivery());
                out.varint(text.length).raw(text, 0, text.length);
            }
            case DlrReceived f -> {
                head(out, RECEIPT, mtId, at, position);
                writeReceipt(out, f);
            }
            case DlrRematched f -> {
                head(out, REMATCHED, mtId, at, position).latin1(f.orphanId());
                out.zigzag(f.receipt().atMicros() - baseMicros(mtId));
                writeReceipt(out, f.receipt());
            }
            case DlrForwarded f ->
                head(out, FORWARDED, mtId, at, position)
                        .varint(f.outboxId())
                        .latin1(f.account().value())
                        .varint(f.status());
            default ->
                throw new IllegalArgumentException(
                        "no step of a message: " + fact.getClass().getSimpleName());
        }
    }

    /** Writes a row again without the octets that receipts quote, and behind it that its texts have gone. */
    static void writeWithoutText(Bytes out, long mtId, byte[] row, long atMicros, Position position) {
        var in = new Reader(row);
        while (in.hasMore()) {
            int from = in.at();
            int quoted = read(in, mtId).text().length;
            if (quoted == 0) out.raw(row, from, in.at() - from);
            // They stand at its end, behind their length, which takes one octet.
            else out.raw(row, from, in.at() - from - quoted - 1).varint(0);
        }
        head(out, TEXTS_GONE, mtId, atMicros, position);
    }

    /** Reads the next step. */
    static Step read(Reader in, long mtId) {
        int tag = in.u8();
        long at = in.zigzag() + baseMicros(mtId);
        Position position = readPosition(in);
        if (tag == REPLACED) {
            var fact = new MtReplaced(at, mtId, (int) in.varint(), NOTHING);
            return new Step(fact, position, in.raw((int) in.varint()));
        }
        if (tag != ACCEPTED) {
            int part = (tag & OF_PART) == 0 ? Fact.WHOLE : (int) in.varint();
            return new Step(readFact(in, tag & ~OF_PART, mtId, at, part), position, NOTHING);
        }
        var fact = new MtAccepted(
                at,
                mtId,
                new SystemId(in.latin1()),
                originOf(in.u8()),
                readAddress(in),
                readAddress(in),
                in.varint(),
                (int) in.varint(),
                null,
                NOTHING);
        return new Step(fact, position, in.raw((int) in.varint()));
    }

    private static Fact readFact(Reader in, int tag, long mtId, long at, int part) {
        return switch (tag) {
            case ATTEMPTED -> new MtAttempted(at, mtId, new CarrierId(in.latin1()), (int) in.varint(), part);
            case ROUTED -> new MtRouted(at, mtId, new CarrierId(in.latin1()), in.latin1(), in.latin1());
            case INTERCEPTED -> new MtIntercepted(at, mtId, in.utf8(), in.utf8(), carrierOf(in.latin1()));
            case REPEATED -> new MtRepeated(at, mtId);
            case LOCATED -> new MtLocated(at, mtId, in.latin1(), in.latin1());
            case SUBMITTED -> new MtSubmitted(at, mtId, new CarrierId(in.latin1()), in.latin1(), part);
            case REFUSED -> new MtRefused(at, mtId, carrierOf(in.latin1()), (int) in.varint(), part);
            case DEFERRED -> new MtDeferred(at, mtId, new CarrierId(in.latin1()), (int) in.varint(), part);
            case PASSED_ON -> new MtPassedOn(at, mtId, new CarrierId(in.latin1()), (int) in.varint(), part);
            case SUPPRESSED -> new MtSuppressed(at, mtId, scopeOf(in.u8(), in.latin1()));
            case UNKNOWN -> new MtUnknown(at, mtId, new CarrierId(in.latin1()), policyOf(in.u8()), part);
            case SPLIT ->
                new MtSplit(at, mtId, new CarrierId(in.latin1()), (int) in.varint(), partReceiptsOf(in.u8()), NOTHING);
            case HELD_BACK -> new MtHeldBack(at, mtId, in.varint(), in.latin1(), (int) in.varint(), in.latin1());
            case PURPOSED -> new MtPurposed(at, mtId, in.utf8(), in.utf8());
            case ALLOWED -> new MtAllowed(at, mtId, 0, in.utf8(), in.utf8());
            case WAIVED -> new PolicyWaived(at, in.utf8(), mtId, "", in.utf8(), in.varint());
            case EXPIRED -> new MtExpired(at, mtId);
            case CANCELLED -> new MtCancelled(at, mtId);
            case TAGGED -> new MtTagged(at, "", mtId, 0, in.utf8(), (int) in.zigzag(), in.utf8());
            case RECEIPT -> readReceipt(in, at);
            case REMATCHED -> {
                String orphanId = in.latin1();
                yield new DlrRematched(at, mtId, orphanId, readReceipt(in, in.zigzag() + baseMicros(mtId)));
            }
            case TEXTS_GONE ->
                new TextsForgotten(at, "", 0, 0, 0, List.of(), List.of(), List.of(), List.of(), 0, false);
            case FORWARDED -> new DlrForwarded(at, in.varint(), mtId, new SystemId(in.latin1()), (int) in.varint());
            default -> throw new IndexException("message row with unknown step " + tag);
        };
    }

    /** The carriers in a row that refused the message and passed it on; the first first. */
    static List<CarrierId> refusedBy(long mtId, byte[] row) {
        List<CarrierId> carriers = new ArrayList<>();
        var in = new Reader(row);
        while (in.hasMore()) {
            if (read(in, mtId).fact() instanceof MtPassedOn f && !carriers.contains(f.carrier()))
                carriers.add(f.carrier());
        }
        return List.copyOf(carriers);
    }

    /** A receipt without what it took to find its message. */
    static void writeReceipt(Bytes out, DlrReceived f) {
        out.u64(f.dlrId())
                .latin1(f.carrier().value())
                .latin1(f.smscId())
                .u8(f.state().code())
                .latin1(f.error());
        out.varint(f.doneAtMicros());
        Reading r = f.reading();
        boolean hasStat = !r.stat().isEmpty();
        boolean hasSuspect = r.suspectMillis() != 0;
        out.u8((r.intermediate() ? INTERMEDIATE : 0)
                | (r.conflicting() ? CONFLICTING : 0)
                | (r.lastWins() ? LAST_WINS : 0)
                | (hasStat ? STAT : 0)
                | (hasSuspect ? SUSPECT : 0)
                | flagOf(r.optOut()));
        if (hasStat) out.latin1(r.stat());
        if (hasSuspect) out.varint(r.suspectMillis());
    }

    static DlrReceived readReceipt(Reader in, long at) {
        return new DlrReceived(
                at,
                in.u64(),
                new CarrierId(in.latin1()),
                in.latin1(),
                MessageState.of(in.u8()),
                in.latin1(),
                in.varint(),
                NOTHING,
                readReading(in));
    }

    private static Reading readReading(Reader in) {
        int flags = in.u8();
        String stat = (flags & STAT) == 0 ? "" : in.latin1();
        int suspectMillis = (flags & SUSPECT) == 0 ? 0 : (int) in.varint();
        return new Reading(
                IdForm.SAME,
                1,
                0,
                0,
                stat,
                (flags & INTERMEDIATE) != 0,
                (flags & CONFLICTING) != 0,
                (flags & LAST_WINS) != 0,
                suspectMillis,
                optOutOf(flags));
    }

    private static int flagOf(ReportedOptOut optOut) {
        return switch (optOut) {
            case NONE -> 0;
            case ACCOUNT -> CLOSES_FOR_ACCOUNT;
            case GLOBAL -> CLOSES_FOR_ALL;
        };
    }

    private static ReportedOptOut optOutOf(int flags) {
        if ((flags & CLOSES_FOR_ALL) != 0) return ReportedOptOut.GLOBAL;
        return (flags & CLOSES_FOR_ACCOUNT) != 0 ? ReportedOptOut.ACCOUNT : ReportedOptOut.NONE;
    }

    /** A document's index is the hour, counted from {@link #FIRST_HOUR}, over its number in that hour: five octets, not eight. */
    static void write(Bytes out, Position position) {
        out.varint(position.epoch())
                .zigzag((position.index() >> HOUR_SHIFT) - FIRST_HOUR)
                .varint(position.index() & NUMBER_IN_HOUR)
                .varint(position.offset());
    }

    static Position readPosition(Reader in) {
        int epoch = (int) in.varint();
        long hour = in.zigzag() + FIRST_HOUR;
        return new Position(epoch, hour << HOUR_SHIFT | in.varint(), (int) in.varint());
    }

    static void write(Bytes out, Address address) {
        out.u8(address.ton()).u8(address.npi()).latin1(address.text());
    }

    static Address readAddress(Reader in) {
        return new Address(in.u8(), in.u8(), in.latin1());
    }

    static @Nullable CarrierId carrierOf(String text) {
        return text.isEmpty() ? null : new CarrierId(text);
    }

    static String textOf(@Nullable CarrierId carrier) {
        return carrier == null ? "" : carrier.value();
    }

    static SuppressionScope scopeOf(int kind, String name) {
        return new SuppressionScope(SuppressionScope.Kind.of(kind), name);
    }

    private static Bytes head(Bytes out, int tag, long mtId, long atMicros, Position position) {
        out.u8(tag).zigzag(atMicros - baseMicros(mtId));
        write(out, position);
        return out;
    }

    private static Bytes head(Bytes out, int tag, int part, long mtId, long atMicros, Position position) {
        if (part == Fact.WHOLE) return head(out, tag, mtId, atMicros, position);
        return head(out, tag | OF_PART, mtId, atMicros, position).varint(part);
    }

    private static long baseMicros(long mtId) {
        return MessageId.millis(mtId) * 1_000;
    }

    private static int codeOf(Origin origin) {
        return switch (origin) {
            case SMPP -> 0;
            case API -> 1;
            case OPT_OUT_CONFIRMATION -> 2;
        };
    }

    private static Origin originOf(int code) {
        return switch (code) {
            case 0 -> Origin.SMPP;
            case 1 -> Origin.API;
            case 2 -> Origin.OPT_OUT_CONFIRMATION;
            default -> throw new IndexException("message row with unknown origin " + code);
        };
    }

    private static int codeOf(PartReceipts receipts) {
        return switch (receipts) {
            case ALL -> 0;
            case ANY -> 1;
            case FIRST -> 2;
            case LAST -> 3;
            case EACH -> 4;
        };
    }

    private static PartReceipts partReceiptsOf(int code) {
        return switch (code) {
            case 0 -> PartReceipts.ALL;
            case 1 -> PartReceipts.ANY;
            case 2 -> PartReceipts.FIRST;
            case 3 -> PartReceipts.LAST;
            case 4 -> PartReceipts.EACH;
            default -> throw new IndexException("message row with unknown receipts of parts " + code);
        };
    }

    private static int codeOf(UnknownPolicy policy) {
        return policy == UnknownPolicy.HOLD ? 0 : 1;
    }

    private static UnknownPolicy policyOf(int code) {
        return code == 0 ? UnknownPolicy.HOLD : UnknownPolicy.RESEND;
    }
}
