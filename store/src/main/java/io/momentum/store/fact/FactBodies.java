package io.momentum.store.fact;

import io.momentum.store.fact.Fact.AlertReceived;
import io.momentum.store.fact.Fact.DlrForwarded;
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
import io.momentum.store.fact.Fact.OptSource;
import io.momentum.store.fact.Fact.OptedIn;
import io.momentum.store.fact.Fact.OptedOut;
import io.momentum.store.fact.Fact.Origin;
import io.momentum.store.fact.Fact.PartReceipts;
import io.momentum.store.fact.Fact.UnknownPolicy;
import io.momentum.store.value.Address;
import io.momentum.store.value.CarrierId;
import io.momentum.store.value.MessageState;
import io.momentum.store.value.SuppressionScope;
import io.momentum.store.value.SystemId;

/** The bodies of version 1, a writer and a reader for each, and the numbers that stand for the constants of enums. */
final class FactBodies {

    private static final NameCache<SystemId> ACCOUNTS = new NameCache<>(SystemId::new);
    private static final NameCache<CarrierId> CARRIERS = new NameCache<>(CarrierId::new);
    private static final SuppressionScope.Kind[] SCOPES = SuppressionScope.Kind.values();

    private FactBodies() {}

    static int mtAccepted(MtAccepted f, FactWriter to) {
        to.i64(f.atMicros());
        to.i64(f.mtId());
        to.text(f.account().value());
        to.u8(code(f.origin()));
        address(f.source(), to);
        address(f.destination(), to);
        to.i64(f.destinationDigits());
        to.u8(f.registeredDelivery());
        to.textOrNull(f.idempotencyKey());
        to.blob(f.pdu());
        return FactCodec.MT_ACCEPTED;
    }

    static MtAccepted mtAccepted(FactReader from) {
        return new MtAccepted(
                from.i64(),
                from.i64(),
                account(from),
                origin(from),
                address(from),
                address(from),
                from.i64(),
                from.u8(),
                from.textOrNull(),
                from.blob());
    }

    static int mtSplit(MtSplit f, FactWriter to) {
        to.i64(f.atMicros());
        to.i64(f.mtId());
        to.text(f.carrier().value());
        to.i32(f.parts());
        to.u8(code(f.receipts()));
        to.blob(f.pdus());
        return FactCodec.MT_SPLIT;
    }

    static MtSplit mtSplit(FactReader from) {
        return new MtSplit(from.i64(), from.i64(), carrier(from), from.i32(), partReceipts(from), from.blob());
    }

    static int moSegment(MoSegment f, FactWriter to) {
        to.i64(f.atMicros());
        to.i64(f.joinId());
        to.text(f.carrier().value());
        to.i32(f.total());
        to.i32(f.number());
        to.blob(f.pdu());
        SystemId passedTo = f.passedTo();
        if (passedTo == null) return FactCodec.MO_SEGMENT;
        to.text(passedTo.value());
        return FactCodec.MO_SEGMENT + FactCodec.NEXT_VERSION;
    }

    static MoSegment moSegment(FactReader from, int version) {
        return new MoSegment(
                from.i64(),
                from.i64(),
                carrier(from),
                from.i32(),
                from.i32(),
                from.blob(),
                version == 1 ? null : account(from));
    }

    static int moJoined(MoJoined f, FactWriter to) {
        to.i64(f.atMicros());
        to.i64(f.joinId());
        to.i64(f.moId());
        to.i32(f.present());
        to.i32(f.total());
        return FactCodec.MO_JOINED;
    }

    static MoJoined moJoined(FactReader from) {
        return new MoJoined(from.i64(), from.i64(), from.i64(), from.i32(), from.i32());
    }

    /** A whole message's fact is one of version 1, with not a byte more. */
    private static int part(int part, int type, FactWriter to) {
        if (part == Fact.WHOLE) return type;
        to.i32(part);
        return type + FactCodec.WITH_PART;
    }

    private static int part(FactReader from, boolean withPart) {
        return withPart ? from.i32() : Fact.WHOLE;
    }

    private static int code(PartReceipts receipts) {
        return switch (receipts) {
            case ALL -> 0;
            case ANY -> 1;
            case FIRST -> 2;
            case LAST -> 3;
            case EACH -> 4;
        };
    }

    private static PartReceipts partReceipts(FactReader from) {
        int code = from.u8();
        return switch (code) {
            case 0 -> PartReceipts.ALL;
            case 1 -> PartReceipts.ANY;
            case 2 -> PartReceipts.FIRST;
            case 3 -> PartReceipts.LAST;
            case 4 -> PartReceipts.EACH;
            default -> throw new FactFormatException("no receipts of parts have code " + code);
        };
    }

    static int mtAttempted(MtAttempted f, FactWriter to) {
        to.i64(f.atMicros());
        to.i64(f.mtId());
        to.text(f.carrier().value());
        to.i32(f.attempt());
        return part(f.part(), FactCodec.MT_ATTEMPTED, to);
    }

    static MtAttempted mtAttempted(FactReader from, boolean withPart) {
        return new MtAttempted(from.i64(), from.i64(), carrier(from), from.i32(), part(from, withPart));
    }

    static int mtRouted(MtRouted f, FactWriter to) {
        to.i64(f.atMicros());
        to.i64(f.mtId());
        to.text(f.carrier().value());
        to.text(f.rule());
        to.text(f.reason());
        return FactCodec.MT_ROUTED;
    }

    static MtRouted mtRouted(FactReader from) {
        return new MtRouted(from.i64(), from.i64(), carrier(from), from.text(), from.text());
    }

    static int mtIntercepted(MtIntercepted f, FactWriter to) {
        to.i64(f.atMicros());
        to.i64(f.mtId());
        to.text(f.rule());
        to.text(f.what());
        CarrierId carrier = f.carrier();
        to.text(carrier == null ? "" : carrier.value());
        return FactCodec.MT_INTERCEPTED;
    }

    static MtIntercepted mtIntercepted(FactReader from) {
        return new MtIntercepted(from.i64(), from.i64(), from.text(), from.text(), from.name(CARRIERS));
    }

    static int mtRepeated(MtRepeated f, FactWriter to) {
        to.i64(f.atMicros());
        to.i64(f.mtId());
        return FactCodec.MT_REPEATED;
    }

    static MtRepeated mtRepeated(FactReader from) {
        return new MtRepeated(from.i64(), from.i64());
    }

    static int mtLocated(MtLocated f, FactWriter to) {
        to.i64(f.atMicros());
        to.i64(f.mtId());
        to.text(f.network());
        to.text(f.by());
        return FactCodec.MT_LOCATED;
    }

    static MtLocated mtLocated(FactReader from) {
        return new MtLocated(from.i64(), from.i64(), from.text(), from.text());
    }

    static int mtHeldBack(MtHeldBack f, FactWriter to) {
        to.i64(f.atMicros());
        to.i64(f.mtId());
        to.i64(f.untilMicros());
        to.text(f.pack());
        to.i32(f.version());
        to.text(f.reason());
        return FactCodec.MT_HELD_BACK;
    }

    static MtHeldBack mtHeldBack(FactReader from) {
        return new MtHeldBack(from.i64(), from.i64(), from.i64(), from.text(), from.i32(), from.text());
    }

    static int mtSuppressed(MtSuppressed f, FactWriter to) {
        to.i64(f.atMicros());
        to.i64(f.mtId());
        scope(f.scope(), to);
        return FactCodec.MT_SUPPRESSED;
    }

    static MtSuppressed mtSuppressed(FactReader from) {
        return new MtSuppressed(from.i64(), from.i64(), scope(from));
    }

    static int mtSubmitted(MtSubmitted f, FactWriter to) {
        to.i64(f.atMicros());
        to.i64(f.mtId());
        to.text(f.carrier().value());
        to.text(f.smscId());
        return part(f.part(), FactCodec.MT_SUBMITTED, to);
    }

    static MtSubmitted mtSubmitted(FactReader from, boolean withPart) {
        return new MtSubmitted(from.i64(), from.i64(), carrier(from), from.text(), part(from, withPart));
    }

    static int mtRefused(MtRefused f, FactWriter to) {
        to.i64(f.atMicros());
        to.i64(f.mtId());
        CarrierId carrier = f.carrier();
        to.text(carrier == null ? "" : carrier.value());
        to.i32(f.status());
        return part(f.part(), FactCodec.MT_REFUSED, to);
    }

    static MtRefused mtRefused(FactReader from, boolean withPart) {
        return new MtRefused(from.i64(), from.i64(), from.name(CARRIERS), from.i32(), part(from, withPart));
    }

    static int mtDeferred(MtDeferred f, FactWriter to) {
        to.i64(f.atMicros());
        to.i64(f.mtId());
        to.text(f.carrier().value());
        to.i32(f.status());
        return part(f.part(), FactCodec.MT_DEFERRED, to);
    }

    static MtDeferred mtDeferred(FactReader from, boolean withPart) {
        return new MtDeferred(from.i64(), from.i64(), carrier(from), from.i32(), part(from, withPart));
    }

    static int mtPassedOn(MtPassedOn f, FactWriter to) {
        to.i64(f.atMicros());
        to.i64(f.mtId());
        to.text(f.carrier().value());
        to.i32(f.status());
        return part(f.part(), FactCodec.MT_PASSED_ON, to);
    }

    static MtPassedOn mtPassedOn(FactReader from, boolean withPart) {
        return new MtPassedOn(from.i64(), from.i64(), carrier(from), from.i32(), part(from, withPart));
    }

    static int mtUnknown(MtUnknown f, FactWriter to) {
        to.i64(f.atMicros());
        to.i64(f.mtId());
        to.text(f.carrier().value());
        to.u8(code(f.policy()));
        return part(f.part(), FactCodec.MT_UNKNOWN, to);
    }

    static MtUnknown mtUnknown(FactReader from, boolean withPart) {
        return new MtUnknown(from.i64(), from.i64(), carrier(from), policy(from), part(from, withPart));
    }

    static int mtExpired(MtExpired f, FactWriter to) {
        to.i64(f.atMicros());
        to.i64(f.mtId());
        return FactCodec.MT_EXPIRED;
    }

    static MtExpired mtExpired(FactReader from) {
        return new MtExpired(from.i64(), from.i64());
    }

    static int alertReceived(AlertReceived f, FactWriter to) {
        to.i64(f.atMicros());
        to.text(f.carrier().value());
        address(f.source(), to);
        address(f.esme(), to);
        to.i32(f.availability());
        return FactCodec.ALERT_RECEIVED;
    }

    static AlertReceived alertReceived(FactReader from) {
        return new AlertReceived(from.i64(), carrier(from), address(from), address(from), from.i32());
    }

    static int mtCancelled(MtCancelled f, FactWriter to) {
        to.i64(f.atMicros());
        to.i64(f.mtId());
        return FactCodec.MT_CANCELLED;
    }

    static MtCancelled mtCancelled(FactReader from) {
        return new MtCancelled(from.i64(), from.i64());
    }

    static int mtReplaced(MtReplaced f, FactWriter to) {
        to.i64(f.atMicros());
        to.i64(f.mtId());
        to.u8(f.registeredDelivery());
        to.blob(f.pdu());
        return FactCodec.MT_REPLACED;
    }

    static MtReplaced mtReplaced(FactReader from) {
        return new MtReplaced(from.i64(), from.i64(), from.u8(), from.blob());
    }

    static int dlrForwarded(DlrForwarded f, FactWriter to) {
        to.i64(f.atMicros());
        to.i64(f.outboxId());
        to.i64(f.mtId());
        to.text(f.account().value());
        to.i32(f.status());
        return FactCodec.DLR_FORWARDED;
    }

    static DlrForwarded dlrForwarded(FactReader from) {
        return new DlrForwarded(from.i64(), from.i64(), from.i64(), account(from), from.i32());
    }

    static int moReceived(MoReceived f, FactWriter to) {
        to.i64(f.atMicros());
        to.i64(f.moId());
        to.text(f.carrier().value());
        SystemId account = f.account();
        to.text(account == null ? "" : account.value());
        address(f.source(), to);
        address(f.destination(), to);
        to.i64(f.sourceDigits());
        to.blob(f.pdu());
        return FactCodec.MO_RECEIVED + (f.inSegments() ? FactCodec.NEXT_VERSION : 0);
    }

    /** Version 2 has not a byte more: that it is one says it all. */
    static MoReceived moReceived(FactReader from, int version) {
        return new MoReceived(
                from.i64(),
                from.i64(),
                carrier(from),
                from.name(ACCOUNTS),
                address(from),
                address(from),
                from.i64(),
                from.blob(),
                version == 2);
    }

    static int moForwarded(MoForwarded f, FactWriter to) {
        to.i64(f.atMicros());
        to.i64(f.outboxId());
        to.i64(f.moId());
        to.text(f.account().value());
        to.i32(f.status());
        return FactCodec.MO_FORWARDED;
    }

    static MoForwarded moForwarded(FactReader from) {
        return new MoForwarded(from.i64(), from.i64(), from.i64(), account(from), from.i32());
    }

    static int optedOut(OptedOut f, FactWriter to) {
        to.i64(f.atMicros());
        to.i64(f.digits());
        scope(f.scope(), to);
        to.u8(code(f.source()));
        to.i64(f.evidenceId());
        to.text(f.reason());
        return FactCodec.OPTED_OUT;
    }

    static OptedOut optedOut(FactReader from) {
        return new OptedOut(from.i64(), from.i64(), scope(from), optSource(from), from.i64(), from.text());
    }

    static int optedIn(OptedIn f, FactWriter to) {
        to.i64(f.atMicros());
        to.i64(f.digits());
        scope(f.scope(), to);
        to.u8(code(f.source()));
        to.i64(f.evidenceId());
        to.text(f.reason());
        return FactCodec.OPTED_IN;
    }

    static OptedIn optedIn(FactReader from) {
        return new OptedIn(from.i64(), from.i64(), scope(from), optSource(from), from.i64(), from.text());
    }

    private static void address(Address address, FactWriter to) {
        to.u8(address.ton());
        to.u8(address.npi());
        to.text(address.text());
    }

    private static Address address(FactReader from) {
        return new Address(from.u8(), from.u8(), from.text());
    }

    static void scope(SuppressionScope scope, FactWriter to) {
        to.u8(scope.kind().code());
        to.text(scope.name());
    }

    static SuppressionScope scope(FactReader from) {
        int code = from.u8();
        String name = from.text();
        for (SuppressionScope.Kind kind : SCOPES) {
            if (kind.code() != code) continue;
            return kind == SuppressionScope.Kind.GLOBAL ? SuppressionScope.GLOBAL : new SuppressionScope(kind, name);
        }
        throw new FactFormatException("no suppression scope has code " + code);
    }

    private static SystemId account(FactReader from) {
        SystemId account = from.name(ACCOUNTS);
        if (account == null) throw new FactFormatException("a fact without its account");
        return account;
    }

    static CarrierId carrier(FactReader from) {
        CarrierId carrier = from.name(CARRIERS);
        if (carrier == null) throw new FactFormatException("a fact without its carrier");
        return carrier;
    }

    static MessageState state(FactReader from) {
        return switch (from.u8()) {
            case 1 -> MessageState.ENROUTE;
            case 2 -> MessageState.DELIVERED;
            case 3 -> MessageState.EXPIRED;
            case 4 -> MessageState.DELETED;
            case 5 -> MessageState.UNDELIVERABLE;
            case 6 -> MessageState.ACCEPTED;
            case 7 -> MessageState.UNKNOWN;
            case 8 -> MessageState.REJECTED;
            default -> throw new FactFormatException("a message state outside of 1 to 8");
        };
    }

    private static int code(Origin origin) {
        return switch (origin) {
            case SMPP -> 0;
            case API -> 1;
            case OPT_OUT_CONFIRMATION -> 2;
        };
    }

    private static Origin origin(FactReader from) {
        return switch (from.u8()) {
            case 0 -> Origin.SMPP;
            case 1 -> Origin.API;
            case 2 -> Origin.OPT_OUT_CONFIRMATION;
            default -> throw new FactFormatException("an origin outside of 0 to 2");
        };
    }

    private static int code(UnknownPolicy policy) {
        return switch (policy) {
            case HOLD -> 0;
            case RESEND -> 1;
        };
    }

    private static UnknownPolicy policy(FactReader from) {
        return switch (from.u8()) {
            case 0 -> UnknownPolicy.HOLD;
            case 1 -> UnknownPolicy.RESEND;
            default -> throw new FactFormatException("a policy outside of 0 to 1");
        };
    }

    private static int code(OptSource source) {
        return switch (source) {
            case KEYWORD -> 0;
            case OPERATOR -> 1;
            case API -> 2;
            case IMPORT -> 3;
            case CARRIER -> 4;
            case FREE_TEXT -> 5;
            case REVIEW -> 6;
            case OVERDUE -> 7;
            case REGISTRY -> 8;
            case DEACTIVATED -> 9;
        };
    }

    private static OptSource optSource(FactReader from) {
        return switch (from.u8()) {
            case 0 -> OptSource.KEYWORD;
            case 1 -> OptSource.OPERATOR;
            case 2 -> OptSource.API;
            case 3 -> OptSource.IMPORT;
            case 4 -> OptSource.CARRIER;
            case 5 -> OptSource.FREE_TEXT;
            case 6 -> OptSource.REVIEW;
            case 7 -> OptSource.OVERDUE;
            case 8 -> OptSource.REGISTRY;
            case 9 -> OptSource.DEACTIVATED;
            default -> throw new FactFormatException("an opt-out source outside of 0 to 9");
        };
    }
}
