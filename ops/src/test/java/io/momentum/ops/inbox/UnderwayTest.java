package io.momentum.ops.inbox;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.ops.inbox.Underway.Begun;
import java.time.Duration;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

final class UnderwayTest {

    private static final long TOO_LATE =
            Underway.LIFE.plus(Duration.ofSeconds(1)).toNanos();

    private final Underway underway = new Underway();

    private void begin(String state, String address, long nanos) {
        underway.begin(state, new Begun("browser", address, "n", "v", Language.EN, ZoneOffset.UTC, nanos));
    }

    private boolean takes(String state, String browser, long nanos) {
        return underway.take(state, browser, nanos).isPresent();
    }

    @Test
    void oneComesBackOnceToTheBrowserThatBeganItAndInTime() {
        begin("a", "", 0);
        assertFalse(takes("a", "another", 0));
        assertFalse(takes("b", "browser", 0));
        assertTrue(takes("a", "browser", 0));
        assertFalse(takes("a", "browser", 0));
        begin("late", "", 0);
        assertFalse(takes("late", "browser", TOO_LATE));
    }

    @Test
    void endlessOnesAreForgottenAndOneAddressKeepsNobodyElseOut() {
        begin("ours", "203.0.113.5", 0);
        for (int i = 0; i <= Underway.OF_ADDRESS_MAX; i++) begin("flood" + i, "203.0.113.6", 0);
        assertTrue(takes("ours", "browser", 0));
        assertFalse(takes("flood0", "browser", 0));
        assertTrue(takes("flood1", "browser", 0));
        for (int i = 0; i <= Underway.MOST; i++) begin("many" + i, "", 0);
        assertFalse(takes("many0", "browser", 0));
        assertTrue(takes("many1", "browser", 0));
    }
}
