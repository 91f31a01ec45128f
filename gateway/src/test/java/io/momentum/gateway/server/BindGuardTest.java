package io.momentum.gateway.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.server.AccessConfig.Bans;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Time comes in as a parameter: hours pass here in no time. */
class BindGuardTest {

    private static final long SECOND = 1_000_000_000L;
    private final BindGuard guard =
            new BindGuard(new Bans(5, Duration.ofMinutes(10), Duration.ofMinutes(5), List.of()));

    private static InetAddress address(int last) throws UnknownHostException {
        return InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, (byte) last});
    }

    @Test
    void failuresThatAreFarApartAreNoAttack() throws Exception {
        for (int i = 0; i < 50; i++) {
            long now = i * (200 * SECOND);
            assertFalse(guard.refuses(null, address(1), now));
            guard.failed(null, address(1), now);
        }
        assertEquals(0, guard.bans());
    }

    @Test
    void aBanEndsByItselfAndTriesMeanwhileDoNotProlongIt() throws Exception {
        for (int i = 0; i < 5; i++) guard.failed(null, address(1), i * SECOND);
        for (int i = 5; i < 303; i++) assertTrue(guard.refuses(null, address(1), i * SECOND), "second " + i);
        assertFalse(guard.refuses(null, address(1), 305 * SECOND));
        assertFalse(guard.refuses(null, address(2), 10 * SECOND));
    }

    @Test
    void eachFailureInARowIsAnsweredLater() throws Exception {
        long first = guard.failed(null, address(1), 0);
        for (int i = 0; i < 3; i++) guard.failed(null, address(1), 0);
        assertTrue(guard.failed(null, address(1), 0) > first);
        assertTrue(first >= 500);
    }

    @Test
    void theAddressesOfOneIpv6NetworkAreOneAttackerAndItsNeighbourIsNot() throws Exception {
        for (int i = 1; i <= 5; i++) guard.failed(null, InetAddress.getByName("2001:db8:0:7::" + i), 0);
        assertTrue(guard.refuses(null, InetAddress.getByName("2001:db8:0:7:a:b:c:d"), 0));
        assertFalse(guard.refuses(null, InetAddress.getByName("2001:db8:0:8::1"), 0));
        assertEquals(1, guard.bans());
    }

    @Test
    void theNumberOfThoseRememberedIsBounded() throws Exception {
        for (int i = 0; i < 30_000; i++) {
            byte[] ip = {10, (byte) (i >> 16), (byte) (i >> 8), (byte) i};
            for (int j = 0; j < 5; j++) guard.failed(null, InetAddress.getByAddress(ip), 0);
        }
        assertEquals(30_000, guard.bans());
        assertTrue(guard.banned(0) <= 10_000);
    }
}
