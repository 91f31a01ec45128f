package io.momentum.store.index;

import io.momentum.store.correlation.SmscIds;
import io.momentum.store.value.CarrierId;
import io.momentum.store.value.SuppressionScope;
import io.momentum.store.value.SystemId;

/** The keys of the column families. Names stand behind their length, so that no key is the beginning of another one's. */
final class Keys {

    /** Days since 1970 have two octets: up to the year 2149. */
    static final int LAST_DAY = 0xFFFF;

    private static final long DAY_MICROS = 86_400_000_000L;

    private Keys() {}

    static Bytes message(Bytes out, long mtId) {
        return out.u64(mtId);
    }

    /** The newest first: ids grow with time. */
    static Bytes contact(Bytes out, long digits, long messageId) {
        return out.u64(digits).u64(~messageId);
    }

    static int day(long atMicros) {
        return (int) (atMicros / DAY_MICROS);
    }

    /** The beginning of the keys of all messages that were given an id on a day: so that old ones go with one range. */
    static Bytes correlations(Bytes out, int day) {
        return out.u8(day >>> 8).u8(day);
    }

    static int correlationDay(byte[] key) {
        return (key[0] & 0xFF) << 8 | (key[1] & 0xFF);
    }

    /** The beginning of the keys of all messages of one id. */
    static Bytes correlations(Bytes out, int day, CarrierId carrier, String smscId) {
        correlations(out, day).latin1(carrier.value()).varint(smscId.length() - SmscIds.start(smscId));
        return canonical(out, smscId);
    }

    /**
     * The key of one message.
     *
     * @param digits of the subscriber: an id may be given again on the same day
     */
    static Bytes correlation(Bytes out, int day, CarrierId carrier, String smscId, long digits) {
        return correlations(out, day, carrier, smscId).u64(digits);
    }

    static Bytes orphans(Bytes out, CarrierId carrier) {
        return out.latin1(carrier.value());
    }

    static Bytes orphans(Bytes out, CarrierId carrier, String smscId) {
        orphans(out, carrier).varint(smscId.length() - SmscIds.start(smscId));
        return canonical(out, smscId);
    }

    static Bytes orphan(Bytes out, CarrierId carrier, String smscId, long dlrId) {
        return orphans(out, carrier, smscId).u64(dlrId);
    }

    static Bytes scope(Bytes out, SuppressionScope scope) {
        return out.u8(scope.kind().code()).latin1(scope.name());
    }

    static Bytes suppression(Bytes out, SuppressionScope scope, long digits) {
        return scope(out, scope).u64(digits);
    }

    /** In the order in which it happened. */
    static Bytes consent(Bytes out, long digits, long sequence) {
        return out.u64(digits).u64(sequence);
    }

    static Bytes outbox(Bytes out, SystemId account, long outboxId) {
        return out.latin1(account.value()).u64(outboxId);
    }

    static Bytes idempotency(Bytes out, SystemId account, String key) {
        return out.latin1(account.value()).utf8(key);
    }

    static Bytes moSegment(Bytes out, long joinId, int number) {
        return out.u64(joinId).u8(number);
    }

    static Bytes owedOptOut(Bytes out, long dlrId) {
        return out.u64(dlrId);
    }

    /** The first key behind all that begin with these octets. */
    static byte[] behind(byte[] prefix) {
        byte[] end = prefix.clone();
        for (int i = end.length - 1; i >= 0; i--) {
            if (++end[i] != 0) return end;
        }
        throw new IllegalArgumentException("nothing is behind a prefix of 0xff");
    }

    private static Bytes canonical(Bytes out, String smscId) {
        for (int i = SmscIds.start(smscId); i < smscId.length(); i++) {
            out.u8(SmscIds.folded(smscId.charAt(i)));
        }
        return out;
    }
}
