package io.momentum.gateway.sim;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.cloudhopper.smpp.pdu.SubmitSm;
import com.cloudhopper.smpp.tlv.Tlv;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class QuirksTest {

    private static final int LINE = 140;

    @Test
    void everyQuirkHasANameAndOneLineOfExplanation() {
        for (Quirk quirk : Stream.concat(CarrierQuirks.all().stream(), EsmeQuirks.all().stream())
                .toList()) {
            assertTrue(quirk.name().matches("[a-z0-9]+(-[a-z0-9]+)*"), quirk.name());
            assertTrue(quirk.does().length() > 10 && quirk.does().length() <= LINE, quirk.does());
            assertFalse(quirk.does().contains("\n") || quirk.seen().isBlank(), quirk.name());
            assertFalse(quirk.seen().contains("#"), quirk.seen());
        }
    }

    @Test
    void eachSideKnowsItsOwn() {
        assertTrue(CarrierQuirks.all().stream().allMatch(quirk -> quirk.side() == Quirk.Side.CARRIER));
        assertTrue(EsmeQuirks.all().stream().allMatch(quirk -> quirk.side() == Quirk.Side.ESME));
        assertTrue(
                CarrierQuirks.all().size() > 90,
                "quirks have gone: " + CarrierQuirks.all().size());
        assertTrue(
                EsmeQuirks.all().size() > 30,
                "quirks have gone: " + EsmeQuirks.all().size());
    }

    @Test
    void everyQuirkCanBeChosenWithItsExampleAndAllTogether() {
        for (Quirk quirk : CarrierQuirks.all()) assertDoesNotThrow(() -> carrier(quirk.name()), quirk.name());
        List<String> usages = CarrierQuirks.all().stream().map(Quirk::usage).toList();
        assertEquals(usages.size(), carrier(usages.toArray(String[]::new)).size());
        List<String> esmeUsages = EsmeQuirks.all().stream().map(Quirk::usage).toList();
        assertEquals(
                esmeUsages.size(), EsmeQuirks.habits(esmeUsages, new Chances(1)).size());
    }

    @Test
    void aMistakeIsNamed() {
        assertMistake("no quirk 'sloth'", "sloth");
        assertMistake("takes no argument", "resp-no-body=1");
        assertMistake("no time", "throttle-for=30");
        assertMistake("no number", "throttle-for=30s:many");
        assertMistake("too few parts", "ban=5");
        assertMistake("no share", "status=0x58");
        assertMistake("percent", "status=0x58:101");
        assertMistake("no percentage", "nack=often");
        assertMistake("no count", "drop-every=0");
        assertMistake("32 bits", "sequence-from=0x100000000");
        assertMistake("none of latin1", "mo-charset=klingon");
        assertMistake("dates-local", "dates-local=Mars/Olympus");
        assertThrows(
                IllegalArgumentException.class, () -> CarrierOptions.defaults().withQuirks("sloth"));
        assertThrows(
                IllegalArgumentException.class,
                () -> EsmeOptions.to(1, "a", "b").withQuirks("sloth"));
    }

    @Test
    void theSegmentOfAMessageIsReadFromHeaderOrTlvs() {
        assertEquals(new Segment(7, 3, 2, 6), Segment.ofHeader(new byte[] {5, 0, 3, 7, 3, 2, 'x'}));
        assertEquals(new Segment(0x1207, 3, 2, 7), Segment.ofHeader(new byte[] {6, 8, 4, 0x12, 7, 3, 2, 'x'}));
        assertEquals(new Segment(7, 3, 2, 12), Segment.ofHeader(new byte[] {11, 5, 4, 1, 2, 3, 4, 0, 3, 7, 3, 2, 'x'}));
        assertEquals(Segment.WHOLE, Segment.ofHeader(new byte[] {(byte) 0xF0, 0, 3, 7}));
        assertEquals(Segment.WHOLE, Segment.ofHeader(new byte[] {5, 0, 9, 7, 3, 2}));
        assertEquals(Segment.WHOLE, Segment.ofHeader(new byte[0]));
        var sar = new SubmitSm();
        sar.addOptionalParameter(new Tlv((short) 0x020C, new byte[] {1, 2}));
        sar.addOptionalParameter(new Tlv((short) 0x020E, new byte[] {4}));
        sar.addOptionalParameter(new Tlv((short) 0x020F, new byte[] {3}));
        assertEquals(new Segment(0x102, 4, 3, 0), Segment.of(sar));
    }

    private static List<CarrierHabit> carrier(String... chosen) {
        return CarrierQuirks.habits(List.of(chosen), new Chances(1));
    }

    private static void assertMistake(String why, String choice) {
        var mistake = assertThrows(IllegalArgumentException.class, () -> carrier(choice));
        assertTrue(mistake.getMessage().contains(why), mistake.getMessage());
    }
}
