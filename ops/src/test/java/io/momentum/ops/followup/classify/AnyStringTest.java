package io.momentum.ops.followup.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

/** Subscribers send anything. */
class AnyStringTest {

    @Property(tries = 2000)
    void anyStringGetsALabel(
            @ForAll @StringLength(max = 600) String text, @ForAll Asked asked, @ForAll OptOutTier tier) {
        Classification found =
                Taught.CLASSIFIER.classify(text, ReplyContext.of(asked).with(tier));
        assertTrue(found.confidence() >= 0 && found.confidence() <= 1);
        assertTrue(found.reasons().size() <= 3);
        if (tier == OptOutTier.T1 || tier == OptOutTier.T2) assertEquals(Label.OPT_OUT, found.label());
        if (tier == OptOutTier.T3) assertTrue(found.optOut() && found.needsTriage());
    }

    @Property(tries = 500)
    void theSameStringGetsTheSameLabel(@ForAll String text) {
        assertEquals(Taught.classify(text), Taught.classify(text));
    }

    @Test
    void oddStringsAreFolded() {
        List<String> odd = List.of(
                "\uD83D",
                "\uDE00\uD83D",
                "a\uD800b",
                "﷽".repeat(5000),
                "e\u0301".repeat(9000),
                "\u202E\u200Dok",
                "👨‍👩‍👧‍👦".repeat(100),
                "x".repeat(10_000),
                "1".repeat(10_000),
                "? ".repeat(5000),
                "\t\r\n\u0000",
                "99:99 99/99/99 31/31 $ , . $9,9,9.9.9",
                "99999999999999999999 pesos",
                "march 99 0 de enero 1/");
        for (String text : odd) {
            Folded folded = Folded.of(text);
            assertTrue(folded.text().length() <= Folded.LENGTH_MAX + 2, text);
            assertTrue(folded.words().stream().noneMatch(String::isEmpty), text);
            Taught.classify(text);
        }
    }

    @Test
    void whatFollowsTheThirdSegmentChangesNothing() {
        String text = "can we move it to friday? ";
        String padded = text + "x ".repeat(300);
        assertEquals(
                Taught.classify(padded.substring(0, Folded.LENGTH_MAX)).label(),
                Taught.classify(padded).label());
    }

    @Test
    void oneWayOfWritingStandsForAll() {
        assertEquals(
                "me pasa el martes a las 3:30 ?",
                Folded.of("¿Me PASA el martes, a las 3:30???").text());
        assertEquals(
                "dont im no cafe si", Folded.of("don't I'm nooooo café síííí").text());
        assertEquals("ok 👍 gracias", Folded.of("OK👍👍🏽 gracias…").text());
        assertEquals("$ 200.50 12/03", Folded.of("€200.50  12/03").text());
        assertTrue(Folded.of("WHERE IS MY ORDER").shouted());
        IntStream.range(0, 0x3000).forEach(c -> Folded.of("a" + (char) c + "b"));
    }
}
