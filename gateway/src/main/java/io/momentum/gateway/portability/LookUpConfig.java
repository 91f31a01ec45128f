package io.momentum.gateway.portability;

import io.momentum.gateway.carrier.CarrierConfig.HostPort;
import io.momentum.gateway.carrier.CarrierConfig.Secret;
import io.momentum.gateway.flow.Circuit;
import io.momentum.gateway.route.Network;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who is asked for the network of a number, and with how much patience.
 *
 * @param prefixes leading digits of the numbers that are asked for; none for all
 * @param pattern a regular expression that is looked for in an answer, with the groups mcc and mnc, or rn: a routing number
 * @param routingNumbers networks by the leading digits of routing numbers
 * @param timeout 10 ms to 10 s
 * @param concurrent look-ups that may be under way at a time, 1 to 10000
 */
public record LookUpConfig(
        Asked asked,
        List<String> prefixes,
        String pattern,
        Map<String, Network> routingNumbers,
        Duration timeout,
        int concurrent,
        Cache cache,
        Circuit.Rules circuit) {

    /** Finds {@code 214-07}, {@code 21407} and the parameters {@code mcc=214;mnc=07}. */
    public static final String PATTERN = "(?:mcc=(?<mcc>[0-9]{3});mnc=|^\\s*(?<mcc2>[0-9]{3})-?)(?<mnc>[0-9]{2,3})";

    public LookUpConfig {
        prefixes = List.copyOf(prefixes);
        routingNumbers = Map.copyOf(routingNumbers);
    }

    /** Who is asked. */
    public sealed interface Asked {}

    /**
     * A server that answers a GET with the network; 404 and 204 for a number that it does not know.
     *
     * @param url with {@code {number}} in the place of the number's digits
     * @param authorization the header of that name, where it wants one
     */
    public record Http(String url, Optional<Secret> authorization) implements Asked {}

    /**
     * DNS servers that have a zone of E.164 numbers (RFC 6116).
     *
     * @param zone what follows the number's digits, as e164.arpa
     * @param servers at least one; the next where one does not answer
     */
    public record EnumZone(String zone, List<HostPort> servers) implements Asked {
        public EnumZone {
            servers = List.copyOf(servers);
        }
    }

    /**
     * Answers that are kept.
     *
     * @param entries numbers at most
     * @param found how long a network is kept, at most: a DNS record's own time may be shorter
     * @param notFound how long it is kept that nobody knows a number
     */
    public record Cache(int entries, Duration found, Duration notFound) {
        public static final Cache DEFAULT = new Cache(500_000, Duration.ofHours(24), Duration.ofHours(1));
    }
}
