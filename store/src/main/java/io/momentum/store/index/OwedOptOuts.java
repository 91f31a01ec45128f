package io.momentum.store.index;

import io.momentum.store.correlation.ReceiptMatches;
import io.momentum.store.fact.Fact.DlrReceived;
import io.momentum.store.fact.Fact.OptSource;
import io.momentum.store.fact.Fact.OptedOut;
import io.momentum.store.fact.Fact.ReportedOptOut;
import io.momentum.store.fact.FactCodec;
import io.momentum.store.index.Bytes.Reader;
import io.momentum.store.value.CarrierId;
import io.momentum.store.value.SuppressionScope;
import io.momentum.store.value.SystemId;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Opt-outs that carriers have reported and that the journal does not have yet. A receipt reports one; whose it is follows when its
 * message is known, at once or much later, and only then can the number be closed, by a fact of its own. Until that fact
 * comes the opt-out is owed, in memory and in a row: whoever journals it may have died in between, and is told again by
 * the next process. Owned by the projector.
 */
final class OwedOptOuts {

    private final WriteBatchBytes batch;
    private final Map<Long, Owed> owed = new LinkedHashMap<>();
    private final Map<Long, Owed> untold = new LinkedHashMap<>();

    private record Owed(CarrierId carrier, OptedOut fact) {}

    OwedOptOuts(Rocks rocks, WriteBatchBytes batch) {
        this.batch = batch;
        rocks.scan(ColumnFamily.OWED_OPT_OUT, new byte[0], null, (key, row) -> {
            var in = new Reader(row);
            var carrier = new CarrierId(in.latin1());
            owed.put(new Reader(key).u64(), new Owed(carrier, (OptedOut)
                    FactCodec.decode(in.raw((int) in.varint()), 0)));
            return true;
        });
        untold.putAll(owed);
    }

    /** A receipt has found its message. */
    void matched(DlrReceived f, SystemId account, long digits) {
        ReportedOptOut closes = f.reading().optOut();
        if (closes == ReportedOptOut.NONE || digits <= 0) return;
        var scope = closes == ReportedOptOut.GLOBAL ? SuppressionScope.GLOBAL : SuppressionScope.account(account);
        String reason = f.carrier() + " " + f.error();
        var fact = new OptedOut(f.atMicros(), digits, scope, OptSource.CARRIER, f.dlrId(), reason);
        var one = new Owed(f.carrier(), fact);
        owed.put(f.dlrId(), one);
        untold.put(f.dlrId(), one);
        Keys.owedOptOut(batch.put(ColumnFamily.OWED_OPT_OUT), f.dlrId());
        byte[] encoded = FactCodec.encode(fact);
        batch.value().latin1(f.carrier().value()).varint(encoded.length).raw(encoded, 0, encoded.length);
        batch.end();
    }

    /** The journal has one. */
    void journalled(long dlrId) {
        if (owed.remove(dlrId) == null) return;
        untold.remove(dlrId);
        Keys.owedOptOut(batch.delete(ColumnFamily.OWED_OPT_OUT), dlrId);
        batch.end();
    }

    /** Tells each once. */
    void tell(ReceiptMatches.OptOuts to) {
        if (untold.isEmpty()) return;
        untold.values().forEach(one -> to.owed(one.carrier, one.fact));
        untold.clear();
    }
}
