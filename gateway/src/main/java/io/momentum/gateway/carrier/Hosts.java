package io.momentum.gateway.carrier;

import io.momentum.gateway.carrier.CarrierConfig.HostPort;
import io.momentum.gateway.profile.SessionProfile.HostOrder;
import java.net.InetAddress;
import java.util.List;

/** Where one bind connects next: the carrier's hosts in order, and the addresses of each in turn. Owned by the bind's loop. */
final class Hosts {

    private final List<HostPort> hosts;
    private final int first;
    private int failures;
    private int tries;

    /** @param bindIndex spreads the binds of a carrier over its hosts, where its profile says so */
    Hosts(List<HostPort> hosts, HostOrder order, int bindIndex) {
        this.hosts = hosts;
        first = order == HostOrder.SPREAD ? bindIndex : 0;
    }

    HostPort current() {
        return hosts.get(Math.floorMod(first + failures, hosts.size()));
    }

    /** One of the addresses of the host, another one each time. */
    InetAddress pick(InetAddress[] addresses) {
        return addresses[Math.floorMod(tries++, addresses.length)];
    }

    /** The session at this host ended in order, or stood long: it is the first choice again. */
    void worked() {
        failures = 0;
    }

    void failed() {
        failures++;
    }
}
