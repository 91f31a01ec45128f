package io.momentum.store.fact;

import io.momentum.store.fact.Fact.AlertReceived;
import io.momentum.store.fact.Fact.DlrForwarded;
import io.momentum.store.fact.Fact.DlrReceived;
import io.momentum.store.fact.Fact.DlrRematched;
import io.momentum.store.fact.Fact.MoForwarded;
import io.momentum.store.fact.Fact.MoJoined;
import io.momentum.store.fact.Fact.MoReceived;
import io.momentum.store.fact.Fact.MoSegment;
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
import io.momentum.store.fact.Fact.OptOutAnswered;
import io.momentum.store.fact.Fact.OptOutHeld;
import io.momentum.store.fact.Fact.OptOutReviewed;
import io.momentum.store.fact.Fact.OptOutUndone;
import io.momentum.store.fact.Fact.OptedIn;
import io.momentum.store.fact.Fact.OptedOut;
import io.momentum.store.fact.Fact.ReceiptsForgotten;
import io.momentum.store.value.Address;
import org.jspecify.annotations.Nullable;

/**
 * Facts as bytes, and back:
 *
 * <pre>{@code
 * length u32 of what follows | type u8 | version u8 | body
 * }</pre>
 *
 * All numbers are little-endian. A type's number and the body of a released version never change: a record that gets another
 * component gets version 2 of its body beside version 1, which is still read. The bytes of every version are kept as golden
 * files. Any thread may call.
 */
public final class FactCodec {

    public static final int MT_ACCEPTED = 1;
    public static final int MT_ATTEMPTED = 2;
    public static final int MT_SUPPRESSED = 3;
    public static final int MT_SUBMITTED = 4;
    public static final int MT_REFUSED = 5;
    public static final int MT_DEFERRED = 6;
    public static final int MT_UNKNOWN = 7;
    public static final int MT_EXPIRED = 8;
    public static final int OPT_OUT_UNDONE = 9;
    public static final int MT_PURPOSED = 11;
    public static final int MT_ALLOWED = 12;
    public static final int POLICY_WAIVED = 13;
    public static final int MT_ROUTED = 55;
    public static final int MT_PASSED_ON = 56;
    public static final int DLR_RECEIVED = 16;
    public static final int DLR_FORWARDED = 17;
    public static final int DLR_REMATCHED = 40;
    public static final int RECEIPTS_FORGOTTEN = 41;
    public static final int MO_RECEIVED = 32;
    public static final int MO_FORWARDED = 33;
    public static final int MT_SPLIT = 45;
    public static final int MO_SEGMENT = 46;
    public static final int MO_JOINED = 47;
    public static final int OPTED_OUT = 48;
    public static final int OPTED_IN = 49;
    public static final int OPT_OUT_HELD = 50;
    public static final int OPT_OUT_REVIEWED = 51;
    public static final int OPT_OUT_ANSWERED = 52;
    public static final int MT_CANCELLED = 60;
    public static final int ALERT_RECEIVED = 61;
    public static final int MT_INTERCEPTED = 62;
    public static final int MT_REPEATED = 63;
    public static final int MT_LOCATED = 66;
    public static final int MT_REPLACED = 70;
    public static final int MT_HELD_BACK = 71;
    public static final int MESSAGES_FORGOTTEN = 72;
    public static final int JOURNAL_THINNED = 73;
    public static final int TEXTS_FORGOTTEN = 74;
    public static final int TEXTS_TAKEN = 75;

    /** No fact is longer than this; who offers a longer one has let a limit of the wire slip. */
    public static final int FACT_MAX_BYTES = 1 << 20;

    private static final int PREFIX = 6;

    /** What a body adds to its type for each version that it is above version 1. */
    static final int NEXT_VERSION = 1 << 8;

    /** Version 2 of the facts that may be about a part: version 1 and the part's number behind it. */
    static final int WITH_PART = NEXT_VERSION;

    private FactCodec() {}

    /** Writes one fact behind what the writer holds. */
    public static void encode(Fact fact, FactWriter to) {
        int start = to.length();
        to.length(start + PREFIX);
        int type = switch (fact) {
            case MtAccepted f -> FactBodies.mtAccepted(f, to);
            case MtSplit f -> FactBodies.mtSplit(f, to);
            case MtAttempted f -> FactBodies.mtAttempted(f, to);
            case MtRouted f -> FactBodies.mtRouted(f, to);
            case MtLocated f -> FactBodies.mtLocated(f, to);
            case MtSuppressed f -> FactBodies.mtSuppressed(f, to);
            case MtSubmitted f -> FactBodies.mtSubmitted(f, to);
            case MtRefused f -> FactBodies.mtRefused(f, to);
            case MtDeferred f -> FactBodies.mtDeferred(f, to);
            case MtPassedOn f -> FactBodies.mtPassedOn(f, to);
            case MtUnknown f -> FactBodies.mtUnknown(f, to);
            case MtHeldBack f -> FactBodies.mtHeldBack(f, to);
            case MtIntercepted f -> FactBodies.mtIntercepted(f, to);
            case MtRepeated f -> FactBodies.mtRepeated(f, to);
            case MtExpired f -> FactBodies.mtExpired(f, to);
            case MtCancelled f -> FactBodies.mtCancelled(f, to);
            case MtReplaced f -> FactBodies.mtReplaced(f, to);
            case AlertReceived f -> FactBodies.alertReceived(f, to);
            case DlrReceived f -> ReceiptBodies.dlrReceived(f, to);
            case DlrRematched f -> ReceiptBodies.dlrRematched(f, to);
            case ReceiptsForgotten f -> ReceiptBodies.receiptsForgotten(f, to);
            case DlrForwarded f -> FactBodies.dlrForwarded(f, to);
            case MoReceived f -> FactBodies.moReceived(f, to);
            case MoForwarded f -> FactBodies.moForwarded(f, to);
            case MoSegment f -> FactBodies.moSegment(f, to);
            case MoJoined f -> FactBodies.moJoined(f, to);
            case OptedOut f -> FactBodies.optedOut(f, to);
            case OptedIn f -> FactBodies.optedIn(f, to);
            case OptOutHeld f -> OptOutBodies.held(f, to);
            case OptOutReviewed f -> OptOutBodies.reviewed(f, to);
            case OptOutUndone f -> OptOutBodies.undone(f, to);
            case OptOutAnswered f -> OptOutBodies.answered(f, to);
            case PolicyFact f -> PolicyBodies.write(f, to);
            case RetentionFact f -> RetentionBodies.write(f, to);
            case CareFact f -> CareBodies.write(f, to);
        };
        to.i32At(start, to.length() - start - 4);
        to.u16At(start + 4, versioned(type));
    }

    private static int versioned(int type) {
        return type >= NEXT_VERSION ? type + NEXT_VERSION : type | version(type) << 8;
    }

    /** The version in which a type is written whose body asks for no later one. */
    private static int version(int type) {
        return type == DLR_RECEIVED ? 2 : 1;
    }

    /** The last version of a type; all before it are still read. */
    private static int newestVersion(int type) {
        return switch (type) {
            case DLR_RECEIVED -> 3;
            case DLR_REMATCHED, MO_RECEIVED, MO_SEGMENT -> 2;
            default -> mayHavePart(type) || CareBodies.hasNext(type) ? 2 : version(type);
        };
    }

    /**
     * How many kinds and versions of facts this program reads. It only ever grows: a program with a smaller number cannot read
     * all that one with a larger number writes.
     */
    public static int vocabulary() {
        int known = leaves(Fact.class);
        for (int type = 1; type <= 0xff; type++) known += newestVersion(type) - 1;
        return known;
    }

    private static int leaves(Class<?> kind) {
        Class<?>[] parts = kind.getPermittedSubclasses();
        if (parts == null) return 1;
        int leaves = 0;
        for (Class<?> part : parts) leaves += leaves(part);
        return leaves;
    }

    /** One fact in an array of its own. */
    public static byte[] encode(Fact fact) {
        FactWriter writer = new FactWriter(256);
        encode(fact, writer);
        return writer.toByteArray();
    }

    /** Reads the fact at the reader's position and leaves the reader behind it. */
    public static Fact decode(FactReader from) {
        from.enter();
        int type = from.u8();
        int version = from.u8();
        if (version < 1 || version > newestVersion(type)) throw unknown(type, version);
        boolean withPart = version == 2 && mayHavePart(type);
        Fact fact = switch (type) {
            case MT_ACCEPTED -> FactBodies.mtAccepted(from);
            case MT_SPLIT -> FactBodies.mtSplit(from);
            case MT_ATTEMPTED -> FactBodies.mtAttempted(from, withPart);
            case MT_ROUTED -> FactBodies.mtRouted(from);
            case MT_LOCATED -> FactBodies.mtLocated(from);
            case MT_SUPPRESSED -> FactBodies.mtSuppressed(from);
            case MT_SUBMITTED -> FactBodies.mtSubmitted(from, withPart);
            case MT_REFUSED -> FactBodies.mtRefused(from, withPart);
            case MT_DEFERRED -> FactBodies.mtDeferred(from, withPart);
            case MT_PASSED_ON -> FactBodies.mtPassedOn(from, withPart);
            case MT_UNKNOWN -> FactBodies.mtUnknown(from, withPart);
            case MT_HELD_BACK -> FactBodies.mtHeldBack(from);
            case MT_INTERCEPTED -> FactBodies.mtIntercepted(from);
            case MT_REPEATED -> FactBodies.mtRepeated(from);
            case MT_EXPIRED -> FactBodies.mtExpired(from);
            case MT_CANCELLED -> FactBodies.mtCancelled(from);
            case MT_REPLACED -> FactBodies.mtReplaced(from);
            case ALERT_RECEIVED -> FactBodies.alertReceived(from);
            case DLR_RECEIVED -> ReceiptBodies.dlrReceived(from, version);
            case DLR_REMATCHED -> ReceiptBodies.dlrRematched(from, version);
            case RECEIPTS_FORGOTTEN -> ReceiptBodies.receiptsForgotten(from);
            case DLR_FORWARDED -> FactBodies.dlrForwarded(from);
            case MO_RECEIVED -> FactBodies.moReceived(from, version);
            case MO_FORWARDED -> FactBodies.moForwarded(from);
            case MO_SEGMENT -> FactBodies.moSegment(from, version);
            case MO_JOINED -> FactBodies.moJoined(from);
            case OPTED_OUT -> FactBodies.optedOut(from);
            case OPTED_IN -> FactBodies.optedIn(from);
            case OPT_OUT_HELD -> OptOutBodies.held(from);
            case OPT_OUT_REVIEWED -> OptOutBodies.reviewed(from);
            case OPT_OUT_UNDONE -> OptOutBodies.undone(from);
            case OPT_OUT_ANSWERED -> OptOutBodies.answered(from);
            case MT_PURPOSED, MT_ALLOWED, POLICY_WAIVED -> PolicyBodies.read(type, from);
            case MESSAGES_FORGOTTEN, JOURNAL_THINNED, TEXTS_FORGOTTEN, TEXTS_TAKEN -> RetentionBodies.read(type, from);
            default -> {
                if (!CareBodies.has(type)) throw unknown(type, version);
                yield CareBodies.read(type, version, from);
            }
        };
        from.leave();
        return fact;
    }

    /** The fact that begins at {@code offset}. */
    public static Fact decode(byte[] bytes, int offset) {
        return decode(new FactReader().wrap(bytes, offset, bytes.length));
    }

    private static boolean mayHavePart(int type) {
        return switch (type) {
            case MT_ATTEMPTED, MT_SUBMITTED, MT_REFUSED, MT_DEFERRED, MT_PASSED_ON, MT_UNKNOWN -> true;
            default -> false;
        };
    }

    /** The type number of the fact that begins at {@code offset}, without decoding it. */
    public static int typeOf(byte[] bytes, int offset) {
        if (bytes.length - offset < PREFIX) throw new FactFormatException("a fact is cut short");
        return bytes[offset + 4] & 0xff;
    }

    /** About how many bytes of memory a fact keeps while it waits to be written. Never less than its encoded length. */
    public static int estimatedBytes(Fact fact) {
        return switch (fact) {
            case MtAccepted f ->
                192 + f.pdu().length + text(f.idempotencyKey()) + text(f.source()) + text(f.destination());
            case DlrReceived f -> receipt(f);
            case DlrRematched f -> 64 + receipt(f.receipt()) + text(f.orphanId());
            case MoReceived f -> 192 + f.pdu().length + text(f.source()) + text(f.destination());
            case MtRouted f -> 128 + text(f.rule()) + text(f.reason());
            case MtLocated f -> 128 + text(f.network()) + text(f.by());
            case MtHeldBack f -> 128 + text(f.pack()) + text(f.reason());
            case MtIntercepted f -> 192 + text(f.rule()) + text(f.what());
            case MtSplit f -> 192 + f.pdus().length;
            case MtReplaced f -> 192 + f.pdu().length;
            case MoSegment f -> 256 + f.pdu().length;
            case MtSubmitted f -> 128 + text(f.smscId());
            case AlertReceived f -> 192 + text(f.source()) + text(f.esme());
            case MtSuppressed f -> 128 + text(f.scope().name());
            case OptedOut f -> 128 + text(f.reason()) + text(f.scope().name());
            case OptedIn f -> 128 + text(f.reason()) + text(f.scope().name());
            case OptOutHeld f ->
                192 + text(f.words()) + text(f.rule()) + text(f.scope().name());
            case OptOutReviewed f ->
                192 + text(f.actor()) + text(f.reason()) + text(f.scope().name());
            case OptOutUndone f ->
                192 + text(f.actor()) + text(f.reason()) + text(f.scope().name());
            case OptOutAnswered f -> 192 + text(f.language());
            case PolicyFact f -> 128 + PolicyBodies.size(f);
            case RetentionFact f -> 128 + RetentionBodies.size(f);
            case CareFact f -> 128 + CareBodies.size(f);
            case MtRepeated _,
                    MtAttempted _,
                    MtRefused _,
                    MtDeferred _,
                    MtPassedOn _,
                    MtUnknown _,
                    MtExpired _,
                    MtCancelled _,
                    DlrForwarded _,
                    ReceiptsForgotten _,
                    MoForwarded _,
                    MoJoined _ -> 128;
        };
    }

    private static int receipt(DlrReceived f) {
        return 224
                + f.pdu().length
                + text(f.smscId())
                + text(f.error())
                + text(f.reading().stat());
    }

    /** UTF-8 needs at most three bytes for one char of a string. */
    private static int text(@Nullable String text) {
        return text == null ? 0 : text.length() * 3;
    }

    private static int text(Address address) {
        return text(address.text());
    }

    private static FactFormatException unknown(int type, int version) {
        return new FactFormatException(
                "no fact has type " + type + " version " + version + ": written by a later release, or no fact at all");
    }
}
