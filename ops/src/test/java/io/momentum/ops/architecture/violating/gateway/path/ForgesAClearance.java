package io.momentum.ops.architecture.violating.gateway.path;

/** Breaks: only the gate clears a submit. */
final class ForgesAClearance {
    private ForgesAClearance() {}

    static io.momentum.ops.architecture.violating.gateway.suppress.ClearedSubmit forge() {
        return new io.momentum.ops.architecture.violating.gateway.suppress.ClearedSubmit();
    }
}
