package io.momentum.store.correlation;

import io.momentum.store.value.CarrierId;
import org.jspecify.annotations.Nullable;

/**
 * The messages in memory by the id that their carrier gave them. As large as its owner lets it be: it holds what was added and
 * not forgotten. Owned by one thread.
 */
public final class Correlation<M extends Correlation.Sent> {

    /** A message that a carrier took. */
    public interface Sent {
        @Nullable
        CarrierId carrier();

        @Nullable
        String smscId();
    }

    private final LongTable<M> byId = new LongTable<>();

    /** Takes a message in; where its carrier used the id before, the newer message has it. */
    public void add(M message) {
        CarrierId carrier = message.carrier();
        String smscId = message.smscId();
        if (carrier == null || smscId == null) throw new IllegalStateException("no carrier has taken it");
        byId.put(SmscIds.hash(carrier, smscId), message);
    }

    public @Nullable M find(CarrierId carrier, String smscId) {
        M found = byId.get(SmscIds.hash(carrier, smscId));
        return found != null && isCalled(found, carrier, smscId) ? found : null;
    }

    public void forget(M message) {
        CarrierId carrier = message.carrier();
        String smscId = message.smscId();
        if (carrier == null || smscId == null) return;
        long hash = SmscIds.hash(carrier, smscId);
        if (message.equals(byId.get(hash))) byId.remove(hash);
    }

    public int size() {
        return byId.size();
    }

    private static boolean isCalled(Sent message, CarrierId carrier, String smscId) {
        String itsId = message.smscId();
        return itsId != null && carrier.equals(message.carrier()) && SmscIds.same(itsId, smscId);
    }
}
