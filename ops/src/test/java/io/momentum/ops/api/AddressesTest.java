package io.momentum.ops.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class AddressesTest {

    @Test
    void aVisitorIsItsAddressWhateverItSaysOfItself() {
        assertEquals(Optional.of("192.0.2.7"), Addresses.of("192.0.2.7", List.of()));
        assertEquals(Optional.of("192.0.2.7"), Addresses.of("192.0.2.7", List.of("198.51.100.1")));
    }

    @Test
    void behindAProxyOnThisMachineItIsTheLastThatTheProxySaw() {
        assertEquals(
                Optional.of("203.0.113.9"),
                Addresses.of("127.0.0.1", List.of("198.51.100.1", "198.51.100.2, 203.0.113.9")));
        assertEquals(Optional.of("203.0.113.9"), Addresses.of("::1", List.of("203.0.113.9")));
    }

    @Test
    void whereAllLookAlikeNobodyIsCounted() {
        assertEquals(Optional.empty(), Addresses.of("127.0.0.1", List.of()));
        assertEquals(Optional.empty(), Addresses.of("127.0.0.1", List.of("127.0.0.1")));
        assertEquals(Optional.empty(), Addresses.of("127.0.0.1", List.of("unknown")));
    }

    @Test
    void anIpv6SiteIsOneVisitor() {
        Optional<String> one = Addresses.of("2001:db8:0:1::1", List.of());
        assertEquals(one, Addresses.of("2001:db8:0:1:ffff::2", List.of()));
        assertNotEquals(one, Addresses.of("2001:db8:0:2::1", List.of()));
    }
}
