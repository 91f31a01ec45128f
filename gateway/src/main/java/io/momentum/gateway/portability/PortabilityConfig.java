package io.momentum.gateway.portability;

import io.momentum.gateway.route.PortedNumbers;
import java.util.List;
import java.util.Optional;

/**
 * How the network of a number is found that was ported.
 *
 * @param ported numbers in files, the strongest first
 * @param lookUp who is asked for the others, if anybody
 */
public record PortabilityConfig(List<PortedNumbers> ported, Optional<LookUpConfig> lookUp) {

    public static final PortabilityConfig NONE = new PortabilityConfig(List.of(), Optional.empty());

    public PortabilityConfig {
        ported = List.copyOf(ported);
    }
}
