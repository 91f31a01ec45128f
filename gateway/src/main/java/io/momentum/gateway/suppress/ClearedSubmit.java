package io.momentum.gateway.suppress;

import io.momentum.gateway.message.Mt;

/**
 * Proof that the gate let a message pass, in this very turn. Only {@link SuppressionGate} makes one, and a carrier's bind
 * writes nothing else: whoever wants to send must go through the gate.
 */
public final class ClearedSubmit {

    private final Mt mt;

    ClearedSubmit(Mt mt) {
        this.mt = mt;
    }

    public Mt mt() {
        return mt;
    }
}
