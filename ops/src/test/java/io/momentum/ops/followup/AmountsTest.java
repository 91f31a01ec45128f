package io.momentum.ops.followup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmountsTest {

    @ParameterizedTest
    @CsvSource({"120.50,12050", "1,100", "0.01,1", "0.005,0", "1000000000000,100000000000000", "007.1,710"})
    void anAmountIsWrittenWithAPoint(String text, long hundredths) {
        assertTrue(Amounts.of(text).isPresent());
        assertEquals(hundredths, Amounts.hundredths(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "0",
                "0.00",
                "-1",
                "+1",
                "1e3",
                "1E-999999999",
                "1e999999999",
                "1000000000001",
                "120,50",
                "1.",
                ".5",
                "NaN",
                "١٢",
                "99999999999999999999",
                "1.1234567",
                "12 000",
                "$5"
            })
    void whatElsePeopleWriteIsNone(String text) {
        assertTrue(Amounts.of(text).isEmpty());
    }

    /** Such a text once killed the thread that all messages pass, at each start again. */
    @ParameterizedTest
    @ValueSource(strings = {"1e-999999999", "1e-500000000", "1e999999999", "1E2147483647", "1e-2147483647", "abc", ""})
    void whateverAFactHasCostsNothing(String text) {
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> assertEquals(0, Amounts.hundredths(text)));
    }

    @Test
    void aVeryLongTextIsNone() {
        assertEquals(0, Amounts.hundredths("9".repeat(1_000_000)));
        assertEquals(0, Amounts.hundredths("0." + "0".repeat(100_000) + "1"));
    }
}
