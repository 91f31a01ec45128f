package io.momentum.gateway.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.probe.ReceiptDates.Dated;
import io.momentum.store.value.IdForm;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LessonsTest {

    private static final long NOON_MILLIS =
            Instant.parse("2026-07-01T12:00:30Z").toEpochMilli();

    private static List<String> words(String text) {
        return Arrays.stream(text.split(" ")).filter(word -> !word.isEmpty()).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "100 101, 100 101, same",
        "abc ABD, ABC abd, same",
        "007 008, 7 8, same",
        "1f 20, 31 32, hex-then-decimal",
        "31 32, 1f 20, decimal-then-hex",
        "812FC747AB 812FC747AC, 554852370347 554852370348, hex-then-decimal",
        "123456789012345678901234567890, 018EE90FF6C373E0EE4E3F0AD2, decimal-then-hex",
        "0f9e-1, 0F9E-1, same"
    })
    void theFormOfIdsIsThatInWhichMostReceiptsNameTheirMessage(String given, String named, String expected) {
        Lesson lesson = ReceiptIds.lesson(words(given), words(named), IdForm.SAME);
        assertEquals(expected, lesson.rule().orElseThrow().value(), lesson::observed);
        assertEquals(!expected.equals("same"), lesson.differs());
    }

    @Test
    void idsThatNothingExplainsAreToldAndChangeNothing() {
        Lesson lesson = ReceiptIds.lesson(List.of("a1"), List.of("zz"), IdForm.SAME);
        assertTrue(lesson.rule().isEmpty());
        assertTrue(lesson.observed().contains("a1"), lesson.observed());
        assertTrue(
                ReceiptIds.lesson(List.of("a1"), List.of(), IdForm.SAME).rule().isEmpty());
    }

    @Test
    void aProfileThatLearnsByItselfIsLeftToIt() {
        assertEquals(
                false,
                ReceiptIds.lesson(List.of("1f"), List.of("31"), IdForm.AUTO).differs());
    }

    @ParameterizedTest
    @CsvSource({
        "2607011200, UTC, UTC",
        "260701120029, UTC, UTC",
        "20260701120028, UTC, UTC",
        "2607011400, UTC, +02:00",
        "2607011400, Europe/Madrid, Europe/Madrid",
        "2607011200, Europe/Madrid, UTC",
        "2607011730, UTC, +05:30",
        "2607010600, UTC, -06:00"
    })
    void theZoneOfDatesIsTheOneInWhichTheyAreNow(String date, String inForce, String expected) {
        Optional<Dated> dated = ReceiptDates.in("id:1 done date:" + date + " stat:DELIVRD", NOON_MILLIS);
        Lesson lesson = ReceiptDates.lesson(List.of(dated.orElseThrow()), ZoneId.of(inForce))
                .orElseThrow();
        assertEquals('"' + expected + '"', lesson.rule().orElseThrow().value());
        assertEquals(!inForce.equals(expected), lesson.differs());
    }

    @Test
    void aClockThatNoZoneExplainsIsToldAsWrong() {
        Dated dated = ReceiptDates.in("done date:2607011207", NOON_MILLIS).orElseThrow();
        Lesson lesson = ReceiptDates.lesson(List.of(dated), ZoneOffset.UTC).orElseThrow();
        assertTrue(lesson.rule().isEmpty());
        assertTrue(lesson.observed().contains("clock is wrong"), lesson.observed());
    }

    @ParameterizedTest
    @CsvSource({"id:1 stat:DELIVRD", "done date:0000000000", "done date:2613451200", "done date:123"})
    void whatIsNoDateTeachesNothing(String text) {
        assertEquals(Optional.empty(), ReceiptDates.in(text, NOON_MILLIS));
    }
}
