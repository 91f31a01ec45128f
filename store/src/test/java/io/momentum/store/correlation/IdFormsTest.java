package io.momentum.store.correlation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.store.correlation.LearnedForm.Lesson;
import io.momentum.store.value.IdForm;
import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Positive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdFormsTest {

    private static final int PAIRS = 10;

    @ParameterizedTest(name = "{0} in submit_sm_resp, {1} in the receipt")
    @CsvSource({
        "7F00A3, 8323235",
        "0007f00a3, 8323235",
        "812FC747C0D2A9C5, 9308878065789741509",
        "c097ce7bc90715b34b9f0fffffffff, 999999999999999999999999999999999999",
        "a, 10",
        "0, 0"
    })
    void aHexadecimalIdIsFoundByItsDecimalOneHoweverLong(String hex, String decimal) {
        String submitted = IdForms.submitted(IdForm.HEX_THEN_DECIMAL, decimal);
        assertNotNull(submitted);
        assertTrue(SmscIds.same(hex, submitted), submitted);
        assertEquals(decimal, IdForms.receipted(IdForm.HEX_THEN_DECIMAL, hex));
        assertEquals(decimal, IdForms.submitted(IdForm.DECIMAL_THEN_HEX, hex));
    }

    @ParameterizedTest
    @ValueSource(strings = {"05e3299e-8d37-4b5c-9f00-0123456789ab", "msg.77", "", "-5", "+5", "7G", "١٢"})
    void whatIsNoNumberStaysText(String id) {
        assertNull(IdForms.submitted(IdForm.HEX_THEN_DECIMAL, id));
        assertNull(IdForms.submitted(IdForm.DECIMAL_THEN_HEX, id));
        assertEquals(id, IdForms.submitted(IdForm.SAME, id));
    }

    @Property
    void bothWaysLeadBack(@ForAll @Positive BigInteger number) {
        String decimal = number.toString();
        String hex = IdForms.submitted(IdForm.HEX_THEN_DECIMAL, decimal);
        assertNotNull(hex);
        assertEquals(decimal, IdForms.receipted(IdForm.HEX_THEN_DECIMAL, hex));
    }

    @Test
    void aDeclaredFormIsTrustedAndNothingElseWithoutTheNumber() {
        assertTrue(IdForms.trusts(IdForm.HEX_THEN_DECIMAL, null, IdForm.HEX_THEN_DECIMAL, false, "16"));
        assertFalse(IdForms.trusts(IdForm.HEX_THEN_DECIMAL, null, IdForm.SAME, false, "16"));
        assertTrue(IdForms.trusts(IdForm.HEX_THEN_DECIMAL, null, IdForm.SAME, true, "16"));
        assertFalse(IdForms.trusts(IdForm.SAME, null, IdForm.HEX_THEN_DECIMAL, true, "16"));
    }

    @Test
    void withoutADeclaredFormTheNumberOrALongIdDecides() {
        assertTrue(IdForms.trusts(IdForm.AUTO, null, IdForm.SAME, false, "16"));
        assertFalse(IdForms.trusts(IdForm.AUTO, null, IdForm.HEX_THEN_DECIMAL, false, "16"));
        assertTrue(IdForms.trusts(IdForm.AUTO, null, IdForm.HEX_THEN_DECIMAL, true, "16"));
        assertTrue(IdForms.trusts(IdForm.AUTO, null, IdForm.HEX_THEN_DECIMAL, false, "9308878065789741509"));
        assertTrue(IdForms.trusts(IdForm.AUTO, IdForm.HEX_THEN_DECIMAL, IdForm.HEX_THEN_DECIMAL, false, "16"));
        assertFalse(IdForms.trusts(IdForm.AUTO, IdForm.HEX_THEN_DECIMAL, IdForm.SAME, false, "16"));
    }

    @Test
    void oneDigitTeachesNothing() {
        assertFalse(IdForms.isTelling(IdForm.SAME, "7"));
        assertFalse(IdForms.isTelling(IdForm.SAME, "0007"));
        assertTrue(IdForms.isTelling(IdForm.SAME, "a"));
        assertTrue(IdForms.isTelling(IdForm.SAME, "10"));
        assertTrue(IdForms.isTelling(IdForm.HEX_THEN_DECIMAL, "10"));
    }

    @Test
    void aFormIsLearnedFromPairsInARowAndUnlearnedTheSameWay() {
        var form = new LearnedForm();
        for (int i = 1; i < PAIRS; i++) assertEquals(Lesson.NONE, form.saw(IdForm.HEX_THEN_DECIMAL, PAIRS));
        assertEquals(Lesson.NONE, form.saw(IdForm.SAME, PAIRS), "one that says otherwise, and it begins anew");
        for (int i = 1; i < PAIRS; i++) assertEquals(Lesson.NONE, form.saw(IdForm.HEX_THEN_DECIMAL, PAIRS));
        assertNull(form.locked());
        assertEquals(Lesson.LEARNED, form.saw(IdForm.HEX_THEN_DECIMAL, PAIRS));
        assertEquals(IdForm.HEX_THEN_DECIMAL, form.locked());
        for (int i = 1; i < PAIRS; i++) assertEquals(Lesson.CONTRADICTED, form.saw(IdForm.SAME, PAIRS));
        assertEquals(Lesson.NONE, form.saw(IdForm.HEX_THEN_DECIMAL, PAIRS), "the old one again");
        for (int i = 1; i < PAIRS; i++) assertEquals(Lesson.CONTRADICTED, form.saw(IdForm.SAME, PAIRS));
        assertEquals(Lesson.CHANGED, form.saw(IdForm.SAME, PAIRS));
        assertEquals(IdForm.SAME, form.locked());
    }

    @ParameterizedTest(name = "{0} is {1}: {2}")
    @CsvSource({
        "15550100123, 15550100123, true",
        "15550100123, 5550100123, true",
        "15550100123, 15550100124, false",
        "15550100123, 890123, false",
        "100123, 15550100123, false",
        "0, 0, false"
    })
    void aSubscriberIsKnownByTheLastSevenDigits(long subscriber, long inReceipt, boolean same) {
        assertEquals(same, new Numbers(inReceipt, 0).have(subscriber));
        assertEquals(same, new Numbers(0, inReceipt).have(subscriber));
    }
}
