package io.momentum.gateway.server;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConnectionLimitsTest {

    private static final int OF_ONE = 3;

    private static ConnectionLimits limits() {
        var access = new AccessConfig(OF_ONE, OF_ONE, AccessConfig.Bans.DEFAULT, List.of());
        var nowhere = InetSocketAddress.createUnresolved("nowhere", 1);
        Duration second = Duration.ofSeconds(1);
        return new ConnectionLimits(
                new ServerConfig(nowhere, 100, 100, 70_000, second, second, second, 1, access, Optional.empty()));
    }

    @Test
    void theAddressesOfOneIpv6NetworkHaveOneShareOfConnections() throws Exception {
        var limits = limits();
        for (int i = 1; i <= OF_ONE; i++) assertTrue(limits.tryOpenFrom(InetAddress.getByName("2001:db8::" + i)));
        InetAddress another = InetAddress.getByName("2001:db8::9");
        assertFalse(limits.tryOpenFrom(another));
        assertTrue(limits.tryOpenFrom(InetAddress.getByName("2001:db8:0:1::9")));
        limits.closedFrom(InetAddress.getByName("2001:db8::1"), false);
        assertTrue(limits.tryOpenFrom(another));
    }

    @Test
    void eachIpv4AddressHasItsOwn() throws Exception {
        var limits = limits();
        for (int i = 0; i < OF_ONE; i++) assertTrue(limits.tryOpenFrom(InetAddress.getByName("192.0.2.1")));
        assertFalse(limits.tryOpenFrom(InetAddress.getByName("192.0.2.1")));
        assertTrue(limits.tryOpenFrom(InetAddress.getByName("192.0.2.2")));
    }
}
