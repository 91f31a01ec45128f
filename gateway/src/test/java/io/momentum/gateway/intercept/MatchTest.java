package io.momentum.gateway.intercept;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.codec.MessagePdu;
import io.momentum.gateway.codec.PduWriter;
import io.momentum.store.value.SystemId;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MatchTest {

    private static final SystemId ACME = new SystemId("acme");

    private static Subject subject(String from, String to, String text) {
        byte[] pdu = PduWriter.submitSm(PduWriter.address(from), PduWriter.address(to), text, 1, "");
        return new Subject(ACME, MessagePdu.parse(pdu));
    }

    private static boolean takes(Match match, Subject subject) {
        return match.takes(subject, 0);
    }

    private static Match way(List<String> from, Optional<Integer> fromTon, List<String> to) {
        return new Match(
                Set.of(), from, fromTon, to, Optional.empty(), Set.of(), Phrases.NONE, List.of(), Optional.empty());
    }

    @Test
    void addressesMatchByTheirBeginningOrWhole() {
        Match match = way(List.of("ACME*", "890123"), Optional.empty(), List.of("34*"));
        assertTrue(takes(match, subject("ACME-2", "34600000000", "a")));
        assertTrue(takes(match, subject("890123", "+34600000000", "a")));
        assertFalse(takes(match, subject("8901234", "34600000000", "a")));
        assertFalse(takes(match, subject("ACME", "33600000000", "a")));
        assertFalse(takes(way(List.of(), Optional.of(1), List.of()), subject("ACME", "33600000000", "a")));
        assertTrue(takes(way(List.of(), Optional.of(5), List.of()), subject("ACME", "33600000000", "a")));
    }

    @Test
    void allThatARuleNamesMustFit() {
        var match = new Match(
                Set.of(ACME),
                List.of(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Set.of(),
                new Phrases(List.of("code")),
                List.of("your"),
                Optional.empty());
        assertTrue(takes(match, subject("1", "34600000000", "Your CODE is 1")));
        assertFalse(takes(match, subject("1", "34600000000", "The code is 1")));
        assertFalse(takes(match, subject("1", "34600000000", "Your number is 1")));
    }

    @Test
    void hoursSpanMidnightByTheClockOfTheirZone() {
        var zone = ZoneId.of("Europe/Madrid");
        var night = new Hours(Set.of(DayOfWeek.SATURDAY), LocalTime.of(22, 0), LocalTime.of(6, 0), zone);
        List<Boolean> seen = List.of(
                        "2026-11-28T21:59",
                        "2026-11-28T22:00",
                        "2026-11-28T05:59",
                        "2026-11-28T06:00",
                        "2026-11-29T23:00")
                .stream()
                .map(time -> night.contain(ZonedDateTime.of(java.time.LocalDateTime.parse(time), zone)
                        .toInstant()
                        .toEpochMilli()))
                .toList();
        assertEquals(List.of(false, true, true, false, false), seen);
    }
}
