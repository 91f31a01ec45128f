package io.momentum.ops.followup.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

/** Files that teach. */
class ReplyRulesTest {

    private final ReplyRules rules = Taught.CLASSIFIER.rules();

    @Test
    void aPhraseHoldsWhereverItStandsButAfterANot() {
        assertEquals(
                Intent.URGENCY,
                rules.phrase(Folded.of("ok, then my lawyer calls"))
                        .orElseThrow()
                        .intent());
        assertFalse(rules.phrase(Folded.of("not my lawyer")).isPresent());
        assertFalse(rules.phrase(Folded.of("tommy lawyers up")).isPresent());
    }

    @Test
    void courtesyAndSignsDoNotHideAWholeReply() {
        assertEquals(
                Intent.CONFIRMATION,
                rules.whole(Folded.of("Yes, please!!"), ReplyContext.NONE)
                        .orElseThrow()
                        .intent());
        assertEquals(
                Intent.NO_ACTION,
                rules.whole(Folded.of("Thank you 🙏"), ReplyContext.NONE)
                        .orElseThrow()
                        .intent());
        assertFalse(rules.whole(Folded.of("yes?"), ReplyContext.NONE).isPresent());
    }

    @Test
    void aWrongLineIsNamed() {
        assertEquals("f:2: no intent is called 'maybe'", wrong("# x\nwhole\tmaybe\t*\tyes"));
        assertEquals("f:1: no message asks 'weather'", wrong("whole\tquestion\tweather\tyes"));
        assertEquals("f:1: not folded: 'Sí'", wrong("whole\tquestion\t*\tSí"));
        assertEquals("f:1: has 2 columns, not 4", wrong("whole\tquestion"));
        assertEquals("f:1: no match is called 'part'", wrong("part\tquestion\t*\tyes"));
        var concept = assertThrows(WrongLine.class, () -> Concepts.parse("f", "pay\tab*"));
        assertEquals("f:1: too short a beginning: 'ab*'", concept.getMessage());
        var example =
                assertThrows(WrongLine.class, () -> Example.parse("f", "en", "question\t*\twho?\nquestion\twho?"));
        assertEquals("f:2: has 2 columns, not 3", example.getMessage());
    }

    private static String wrong(String file) {
        return assertThrows(WrongLine.class, () -> ReplyRules.parse("f", file)).getMessage();
    }
}
