package io.momentum.gateway.policy;

import java.time.ZoneId;
import java.util.List;

/**
 * Where a number is from.
 *
 * @param country ISO 3166 code
 * @param region a part of it, such as a state; empty where the number does not tell
 * @param zones all that its owner may be in
 */
public record Place(String country, String region, List<ZoneId> zones) {

    public Place {
        if (zones.isEmpty()) throw new IllegalArgumentException("a place has at least one zone");
        zones = List.copyOf(zones);
    }
}
