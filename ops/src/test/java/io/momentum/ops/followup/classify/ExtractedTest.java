package io.momentum.ops.followup.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a reply fills into the form of its outcome. */
class ExtractedTest {

    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 30);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "can we move it to friday at 3pm?|en|{date=2026-12-04, time=15:00}",
                "mejor mañana a las 5|es|{date=2026-12-01, time=05:00}",
                "por la mañana|es|{}",
                "pasado mañana|es|{date=2026-12-02}",
                "I'll pay $1,250.50 on the 15th|en|{amount=1250.50, date=2026-12-15}",
                "le pago 300 pesos el 30|es|{amount=300, date=2026-11-30}",
                "200 dolares el viernes|es|{amount=200, currency=USD, date=2026-12-04}",
                "the 3/4 works|en|{date=2027-03-04}",
                "el 3/4|es|{date=2027-04-03}",
                "15 de marzo|es|{date=2027-03-15}",
                "march 15 10:30 am|en|{date=2027-03-15, time=10:30}",
                "I may come|en|{}",
                "paid, ref AB-4471x|en|{reference=4471X}",
                "folio 88121|es|{reference=88121}",
                "monday|en|{date=2026-12-07}",
                "31/02|es|{}",
                "mi placa es KJH123|es|{reference=KJH123}",
                "ok|en|{}",
            })
    void theFieldsAre(String reply, String language, String fields) {
        Map<String, String> found = Extracted.from(Folded.of(reply), language).fields(MONDAY);
        assertEquals(fields, found.toString());
    }
}
