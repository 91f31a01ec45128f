package io.momentum.gateway.server;

import java.time.Duration;
import java.util.List;

/**
 * Who may connect to our listener, and how often one may be wrong.
 *
 * @param maxPerAddress connections from one address, or from one IPv6 network of 64 bits
 * @param maxUnboundPerAddress those of them that have not bound
 * @param bans what repeated failures lead to
 * @param proxies networks from which every connection begins with a PROXY header
 */
public record AccessConfig(int maxPerAddress, int maxUnboundPerAddress, Bans bans, List<Cidr> proxies) {

    public static final AccessConfig DEFAULT = new AccessConfig(200, 50, Bans.DEFAULT, List.of());

    /**
     * When failed binds lead to a ban.
     *
     * @param failures from one address within the time that lead to a ban, 0 for never; five times as many, from anywhere, for
     *     one account
     * @param within how long a failure counts
     * @param duration how long a ban lasts; a bind that is tried meanwhile does not prolong it
     * @param exempt networks that are never banned
     */
    public record Bans(int failures, Duration within, Duration duration, List<Cidr> exempt) {

        public static final Bans DEFAULT = new Bans(20, Duration.ofMinutes(10), Duration.ofMinutes(5), List.of());

        public Bans {
            exempt = List.copyOf(exempt);
        }
    }

    public AccessConfig {
        proxies = List.copyOf(proxies);
    }
}
