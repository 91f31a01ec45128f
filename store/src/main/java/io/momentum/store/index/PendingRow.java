package io.momentum.store.index;

import io.momentum.store.index.Bytes.Reader;
import io.momentum.store.index.Views.Pending;
import io.momentum.store.index.Views.PendingParts;
import io.momentum.store.journal.Position;
import io.momentum.store.suppression.Purpose;
import io.momentum.store.value.CarrierId;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a start has to know of a message that has not ended: where the journal has it, how far it had come, and what its way goes by
 * that does not stand in it. The flags are on disk.
 */
final class PendingRow {

    private static final int REPLACED = 1;
    private static final int TRAITS = 1 << 1;
    private static final int WANTED_CARRIER = 1 << 2;
    private static final int PURPOSE = 1 << 3;

    private PendingRow() {}

    static void write(Bytes out, MessageFold message) {
        Position replaced = message.replaced;
        String campaign = message.campaign == null ? "" : message.campaign;
        boolean hasTraits = !campaign.isEmpty() || !message.network.isEmpty();
        CarrierId wanted = message.wantedCarrier;
        MessageRow.write(out, message.accepted);
        Purpose purpose = message.purpose;
        out.u8((replaced == null ? 0 : REPLACED)
                | (hasTraits ? TRAITS : 0)
                | (wanted == null ? 0 : WANTED_CARRIER)
                | (purpose == null ? 0 : PURPOSE));
        if (replaced != null) MessageRow.write(out, replaced);
        if (hasTraits) out.utf8(campaign).latin1(message.network);
        if (wanted != null) out.latin1(wanted.value());
        if (purpose != null) out.utf8(purpose.category()).utf8(purpose.program());
        out.varint(message.attempts).latin1(MessageRow.textOf(message.attemptedCarrier));
        if (message.parts != null) message.parts.writePending(out);
    }

    /** @param refusedBy asked for only where somebody may have refused it */
    static Pending read(long mtId, byte[] value, Supplier<List<CarrierId>> refusedBy) {
        var in = new Reader(value);
        Position accepted = MessageRow.readPosition(in);
        int flags = in.u8();
        Position replaced = (flags & REPLACED) == 0 ? null : MessageRow.readPosition(in);
        boolean hasTraits = (flags & TRAITS) != 0;
        String campaign = hasTraits ? in.utf8() : "";
        String network = hasTraits ? in.latin1() : "";
        @Nullable CarrierId wanted = (flags & WANTED_CARRIER) == 0 ? null : new CarrierId(in.latin1());
        @Nullable Purpose purpose = (flags & PURPOSE) == 0 ? null : new Purpose(in.utf8(), in.utf8());
        int attempts = (int) in.varint();
        @Nullable CarrierId attempted = MessageRow.carrierOf(in.latin1());
        @Nullable PendingParts parts = in.hasMore() ? PartsFold.readPending(in) : null;
        // Nobody has refused what was never attempted, which is most of what waits.
        boolean attemptedOnce = attempts > 0 || parts != null;
        List<CarrierId> refusers = attemptedOnce ? refusedBy.get() : List.of();
        return new Pending(
                mtId, accepted, replaced, attempts, attempted, refusers, wanted, parts, campaign, network, purpose);
    }
}
