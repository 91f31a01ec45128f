package io.momentum.ops.metrics;

import io.momentum.gateway.flow.Circuit;
import io.momentum.gateway.portability.Portability;
import io.momentum.gateway.portability.PortabilityCounters;

/** What came of looking up the networks of ported numbers. */
final class PortabilityMetrics implements Figures {

    private final Portability portability;

    PortabilityMetrics(Portability portability) {
        this.portability = portability;
    }

    @Override
    public void into(Families families) {
        PortabilityCounters counters = portability.counters();
        families.counter(
                        "momentum_portability_lookups",
                        "Numbers whose network was wanted, by what came of it: file and cache needed no question,"
                                + " found and not_found were answered, the others had no answer and went by their prefix.",
                        "result")
                .add(counters.filed.sum(), "file")
                .add(counters.cached.sum(), "cache")
                .add(counters.found.sum(), "found")
                .add(counters.notFound.sum(), "not_found")
                .add(counters.failed.sum(), "failed")
                .add(counters.unreadable.sum(), "unreadable")
                .add(counters.overloaded.sum(), "overloaded")
                .add(counters.broken.sum(), "broken");
        families.times("momentum_portability_lookup_seconds", "From a question to its answer.")
                .add(counters.answerTime);
        families.gauge("momentum_portability_cached", "Answers that are kept.").add(portability.cached());
        families.gauge("momentum_portability_ported", "Numbers in the files of ported numbers.")
                .add(portability.ported());
        families.counter("momentum_portability_circuit_changes", "How often the circuit changed state.")
                .add(counters.circuitChanges.sum());
        var circuit = families.gauge(
                "momentum_portability_circuit",
                "1 for the state that the circuit of the look-up is in: closed while it is well; absent without one.",
                "state");
        portability.circuit().ifPresent(now -> {
            for (Circuit.State state : Circuit.State.values()) circuit.add(state == now ? 1 : 0, Statuses.word(state));
        });
    }
}
