package io.momentum.ops.learning;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;

class NightlyTest {

    private static final LocalTime THREE = LocalTime.of(3, 0);

    private static Duration until(String now, LocalTime time) {
        return Nightly.until(ZonedDateTime.parse(now), time);
    }

    @Test
    void itIsTheNextThatComes() {
        assertEquals(Duration.ofHours(1), until("2026-11-29T02:00:00Z", THREE));
        assertEquals(Duration.ofHours(24), until("2026-11-29T03:00:00Z", THREE));
        assertEquals(Duration.ofHours(23), until("2026-11-29T04:00:00Z", THREE));
    }

    @Test
    void aDayMayHaveAnotherLength() {
        assertEquals(Duration.ofHours(25), until("2026-10-24T03:00:00+02:00[Europe/Madrid]", THREE));
        assertEquals(Duration.ofHours(23), until("2026-03-28T03:00:00+01:00[Europe/Madrid]", THREE));
    }

    @Test
    void aTimeThatIsLeftOutComesAfterTheGap() {
        assertEquals(Duration.ofMinutes(60), until("2026-03-29T01:30:00+01:00[Europe/Madrid]", LocalTime.of(2, 30)));
    }
}
