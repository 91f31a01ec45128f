package io.momentum.gateway.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.codec.DataCoding.Alphabet;
import io.momentum.gateway.codec.SegmentRules.Mode;
import io.momentum.gateway.codec.TextForm.DefaultAlphabet;
import io.momentum.store.value.Address;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SegmenterTest {

    private static final Address FROM = new Address(5, 0, "Shop");
    private static final Address TO = new Address(1, 1, "15550100142");
    private static final List<NationalLanguage> ALL = List.of(NationalLanguage.values());
    private static final String EMOJI = "\uD83D\uDE00";

    // ---- whatever is cut can be joined

    @Property(tries = 2000)
    void whatIsCutJoinsToTheSameText(
            @ForAll("texts") String text, @ForAll Mode mode, @ForAll DefaultAlphabet alphabet, @ForAll boolean little) {
        TextForm form = new TextForm(alphabet, little);
        var rules = new SegmentRules(mode, 255, form, ALL);

        Segments segments = Segmenter.of(ours(text), rules, true, 0x1234);

        if (segments.isUnchanged()) {
            assertEquals(TextForm.USUAL, form);
            assertEquals(text, TextDecoder.decode(ours(text)));
            return;
        }
        assertEquals(text, joined(segments, form));
        for (byte[] pdu : segments.pdus()) assertFits(MessagePdu.parse(pdu), mode, alphabet);
    }

    private static void assertFits(MessagePdu part, Mode mode, DefaultAlphabet alphabet) {
        assertTrue(part.isOk());
        assertEquals("Shop", part.source().text());
        assertEquals("15550100142", part.destination().text());
        if (mode == Mode.PAYLOAD) return;
        boolean unpacked =
                DataCoding.alphabet(part.dataCoding()) == Alphabet.DEFAULT && alphabet != DefaultAlphabet.GSM7_PACKED;
        int header = part.udhLength();
        int text = part.smLength() - header;
        int octets = unpacked ? Septets.packedLength(text, header) + header : part.smLength();
        assertTrue(octets <= 140, octets + " octets");
        assertEquals(0, Math.max(0, part.tlv(Tlv.MESSAGE_PAYLOAD)));
        if (mode == Mode.SAR) assertEquals(0, header);
    }

    @Property(tries = 1000)
    void anyOctetsOfAnEsmesPayloadAreCutAndJoinedUntouched(@ForAll byte[] octets, @ForAll Mode mode) {
        byte[] body = octets.length == 0 ? new byte[] {1} : octets;
        MessagePdu message = esme(0, 4, body);

        Segments segments = Segmenter.of(message, new SegmentRules(mode, 255, TextForm.USUAL, ALL), false, 7);

        byte[] whole = segments.isUnchanged()
                ? body
                : MessagePdu.parse(joinedPdu(segments)).text();
        assertArrayEquals(body, whole);
    }

    @Property(tries = 1000)
    void anEsmesSeptetsAreCutWhereTheyLie(@ForAll("septets") byte[] octets) {
        byte[] body = octets.length == 0 ? new byte[] {'a'} : octets;
        Segments segments =
                Segmenter.of(esme(0, 0, body), new SegmentRules(Mode.UDH8, 255, TextForm.USUAL, List.of()), false, 7);

        byte[] sent = new byte[0];
        for (byte[] pdu : segments.pdus()) {
            MessagePdu part = MessagePdu.parse(pdu);
            byte[] text = Arrays.copyOfRange(part.text(), part.udhLength(), part.textLength());
            int at = sent.length;
            sent = Arrays.copyOf(sent, at + text.length);
            System.arraycopy(text, 0, sent, at, text.length);
        }
        assertArrayEquals(body, sent);
    }

    @Test
    void aPayloadThatOutgrowsItsLengthInAnotherAlphabetIsTooLong() {
        byte[] euros = new byte[40_000];
        for (int i = 0; i < euros.length; i += 2) {
            euros[i] = Gsm7.ESCAPE;
            euros[i + 1] = 0x65;
        }
        TextForm latin = new TextForm(DefaultAlphabet.LATIN1, false);
        var rules = new SegmentRules(Mode.PAYLOAD, 255, latin, List.of());
        Segments fits = Segmenter.of(esme(0, 0, euros), rules, false, 7);
        assertTrue(MessagePdu.parse(fits.pdus().getFirst()).isOk(), "20000 characters of two octets");
        byte[] plain = new byte[40_000];
        Arrays.fill(plain, (byte) 0x10);
        assertTrue(Segmenter.of(esme(0, 0, plain), rules, false, 7).isTooLong(), "40000 of them");
    }

    @Provide
    Arbitrary<byte[]> septets() {
        return Arbitraries.bytes()
                .between((byte) 0, (byte) 127)
                .edgeCases(edges -> edges.add(Gsm7.ESCAPE))
                .array(byte[].class)
                .ofMaxSize(900);
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> pieces =
                Arbitraries.of("a", "Z", "@", "€", "{", "ç", "ğ", "İ", "ã", "Ú", "é", "Ж", "好", EMOJI, " ", "|", "∞");
        Arbitrary<String> plain = Arbitraries.of("a", "b", "{", "€", " ", "é");
        return Arbitraries.oneOf(pieces, plain)
                .list()
                .ofMinSize(1)
                .ofMaxSize(700)
                // Zeros at the end of packed septets are fill: an @ there is lost, whoever reads it.
                .map(list -> String.join("", list) + ".")
                .filter(text -> text.length() < 5_000);
    }

    // ---- how many

    @ParameterizedTest
    @CsvSource({"160,1", "161,2", "306,2", "307,3", "1530,10"})
    void septetsFillTheirSegments(int length, int parts) {
        assertEquals(parts, count("x".repeat(length), rules(Mode.UDH8)).count());
    }

    @ParameterizedTest
    @CsvSource({"80,1", "81,2", "152,2", "153,3"})
    void anEscapeAndItsCharacterStayTogether(int euros, int parts) {
        assertEquals(parts, count("€".repeat(euros), rules(Mode.UDH8)).count());
    }

    @ParameterizedTest
    @CsvSource({"35,1", "36,2", "66,2", "67,3"})
    void aPairOfSurrogatesStaysTogether(int emoji, int parts) {
        assertEquals(parts, count(EMOJI.repeat(emoji), rules(Mode.UDH8)).count());
    }

    @Test
    void theLongerReferenceTakesOneSeptetMore() {
        assertEquals(2, count("x".repeat(305), rules(Mode.UDH8)).count());
        assertEquals(3, count("x".repeat(305), rules(Mode.UDH16)).count());
        assertEquals(3, count("x".repeat(305), rules(Mode.SAR)).count());
    }

    @Test
    void moreThanThePeerTakesIsSaidNotCut() {
        Segments segments = Segmenter.of(
                ours("x".repeat(1000)), new SegmentRules(Mode.UDH8, 6, TextForm.USUAL, List.of()), true, 1);

        assertTrue(segments.isTooLong());
        assertEquals(7, segments.count());
        assertTrue(segments.pdus().isEmpty());
    }

    @Test
    void aPayloadIsOnePduWhateverItsLength() {
        Segments segments = Segmenter.of(ours("x".repeat(1000)), rules(Mode.PAYLOAD), true, 1);

        assertTrue(segments.isUnchanged());
        assertEquals(1, segments.count());
    }

    // ---- the shortest way to write it

    @Test
    void turkishIsWrittenInItsTablesWhereThatIsShorter() {
        String text = "Sayın müşterimiz, şubemiz bugün kapalıdır. ".repeat(4);

        Segments usual = Segmenter.of(ours(text), rules(Mode.UDH8), true, 1);
        Segments turkish = Segmenter.of(
                ours(text),
                new SegmentRules(Mode.UDH8, 255, TextForm.USUAL, List.of(NationalLanguage.TURKISH)),
                true,
                1);

        assertEquals(Alphabet.UCS2, usual.alphabet());
        assertEquals(3, usual.count());
        assertEquals(Alphabet.DEFAULT, turkish.alphabet());
        assertEquals(2, turkish.count());
        assertEquals(text, joined(turkish, TextForm.USUAL));
    }

    @Test
    void spanishNeedsNoLockingTable() {
        String text = "Mañana habrá más información aquí";
        var rules = new SegmentRules(Mode.UDH8, 255, TextForm.USUAL, ALL);

        Segments segments = Segmenter.of(ours(text), rules, true, 1);

        MessagePdu part = MessagePdu.parse(segments.pdus().getFirst());
        assertEquals(0, part.dataCoding());
        assertTrue(part.hasUdh());
        assertEquals(text, TextDecoder.decode(part));
    }

    @Test
    void aTextOfTheDefaultAlphabetIsNeverGivenTables() {
        assertTrue(Segmenter.of(ours("Hello"), new SegmentRules(Mode.UDH8, 255, TextForm.USUAL, ALL), true, 1)
                .isUnchanged());
    }

    @ParameterizedTest
    @EnumSource(
            value = DefaultAlphabet.class,
            names = {"LATIN1", "ASCII"})
    void whatThePeersAlphabetLacksGoesAsUcs2(DefaultAlphabet alphabet) {
        var rules = new SegmentRules(Mode.UDH8, 255, new TextForm(alphabet, false), List.of());

        MessagePdu euro = only(Segmenter.of(ours("5 €"), rules, true, 1));
        MessagePdu at = only(Segmenter.of(ours("me@here"), rules, true, 1));

        assertEquals(8, euro.dataCoding());
        assertEquals(0, at.dataCoding());
        assertArrayEquals("me@here".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1), at.text());
    }

    @Test
    void aFlashStaysAFlash() {
        var latin = new SegmentRules(Mode.UDH8, 255, new TextForm(DefaultAlphabet.LATIN1, false), List.of());

        assertEquals(
                0xF0,
                only(Segmenter.of(esme(0, 0xF0, Gsm7.encode("ok")), latin, false, 1))
                        .dataCoding());
        assertEquals(
                0x18,
                only(Segmenter.of(esme(0, 0xF0, Gsm7.encode("€")), latin, false, 1))
                        .dataCoding());
    }

    // ---- what is not ours to cut

    @Test
    void aShortMessageOfAnEsmeIsNotEvenLookedAt() {
        MessagePdu message = MessagePdu.parse(PduWriter.submitSm(FROM, TO, "x".repeat(200), 0));

        assertEquals(false, Segmenter.concerns(message, rules(Mode.UDH8), false));
        assertTrue(Segmenter.concerns(message, rules(Mode.UDH8), true));
    }

    @Test
    void anEsmesOwnSegmentsPassUnchanged() {
        byte[] header = {5, 0, 3, 9, 2, 1};
        byte[] body = Arrays.copyOf(header, 200);

        assertTrue(
                Segmenter.of(esme(0x40, 0, body), rules(Mode.UDH16), false, 1).isUnchanged());
    }

    @Test
    void anEsmesOwnSegmentIsTranslatedUnderItsOwnHeader() {
        byte[] body = {5, 0, 3, 9, 2, 1, 0, 'x'};
        var latin = new SegmentRules(Mode.UDH16, 255, new TextForm(DefaultAlphabet.LATIN1, false), List.of());

        MessagePdu part = only(Segmenter.of(shortMessage(0x40, 0, body), latin, false, 1));

        assertArrayEquals(new byte[] {5, 0, 3, 9, 2, 1, '@', 'x'}, part.text());
    }

    @Test
    void portsStandInEverySegment() {
        byte[] body = new byte[300];
        byte[] header = {6, 5, 4, 0x0B, (byte) 0x84, 0x23, (byte) 0xF0};
        System.arraycopy(header, 0, body, 0, header.length);

        Segments segments = Segmenter.of(esme(0x40, 4, body), rules(Mode.UDH8), false, 1);

        assertEquals(3, segments.count());
        for (byte[] pdu : segments.pdus()) {
            UserDataHeader read = UserDataHeader.of(MessagePdu.parse(pdu));
            assertArrayEquals(Arrays.copyOfRange(header, 1, 7), read.others());
            assertNotEquals(null, read.concatenation());
        }
    }

    @Test
    void largeTlvsAreNotMultiplied() {
        byte[] small = rewritten(0, 0, "x".repeat(20_000).getBytes(java.nio.charset.StandardCharsets.US_ASCII), true);
        byte[] pdu = Arrays.copyOf(small, small.length + 30_000);
        pdu[small.length] = 0x14;
        pdu[small.length + 2] = (byte) (29_996 >> 8);
        pdu[small.length + 3] = (byte) 29_996;
        assertTrue(MessagePdu.parse(pdu).isOk());

        assertTrue(
                Segmenter.of(MessagePdu.parse(pdu), rules(Mode.UDH8), false, 1).isTooLong());
        assertEquals(
                131,
                Segmenter.of(MessagePdu.parse(small), rules(Mode.UDH8), false, 1)
                        .pdus()
                        .size());
    }

    // ---- headers of any kind

    @Property(tries = 5000)
    void noHeaderBreaksItsReader(@ForAll byte[] body, @ForAll boolean udhi) {
        if (body.length > 250) return;
        MessagePdu message = shortMessage(udhi ? 0x40 : 0, 0, body);
        UserDataHeader header = UserDataHeader.of(message);
        Concatenation place = Concatenation.of(message);

        assertTrue(header.octets() <= body.length);
        if (place != null) assertTrue(place.number() >= 1 && place.number() <= place.total());
        TextDecoder.decode(message);
        Segmenter.of(message, rules(Mode.UDH8), false, 1);
    }

    @Test
    void aPartNumberThatCannotBeIsNoSegment() {
        assertEquals(null, Concatenation.of(shortMessage(0x40, 0, new byte[] {5, 0, 3, 9, 2, 0, 'x'})));
        assertEquals(null, Concatenation.of(shortMessage(0x40, 0, new byte[] {5, 0, 3, 9, 2, 3, 'x'})));
        assertEquals(null, Concatenation.of(shortMessage(0x40, 0, new byte[] {5, 0, 3, 9, 0, 0, 'x'})));
        assertTrue(UserDataHeader.of(shortMessage(0x40, 0, new byte[] {99, 0, 3, 9, 2, 1, 'x'}))
                .isBroken());
        assertTrue(UserDataHeader.of(shortMessage(0x40, 0, new byte[] {5, 0, 9, 9, 2, 1, 'x'}))
                .isBroken());
    }

    @Test
    void theWideReferenceBehindOtherElementsIsFound() {
        byte[] body = {12, 5, 4, 0, 1, 0, 2, 8, 4, 0x12, 0x34, 3, 2, 'x'};
        assertEquals(
                new Concatenation(Concatenation.Form.UDH16, 0x1234, 3, 2),
                Concatenation.of(shortMessage(0x40, 0, body)));
    }

    @Test
    void packedSeptetsAreThoseOfThe3gppExample() {
        byte[] packed = {(byte) 0xE8, 0x32, (byte) 0x9B, (byte) 0xFD, 0x46, (byte) 0x97, (byte) 0xD9, (byte) 0xEC, 0x37
        };

        assertArrayEquals(packed, Septets.pack(Gsm7.encode("hellohello"), 0));
        assertEquals("hellohello", Gsm7.decode(Septets.unpack(packed, 0, packed.length, 0)));
    }

    // ---- helpers

    private static SegmentRules rules(Mode mode) {
        return new SegmentRules(mode, 255, TextForm.USUAL, List.of());
    }

    private static Segments count(String text, SegmentRules rules) {
        return Segmenter.of(ours(text), rules, true, 1);
    }

    private static MessagePdu ours(String text) {
        return MessagePdu.parse(PduWriter.submitSm(FROM, TO, text, 1));
    }

    private static MessagePdu only(Segments segments) {
        assertEquals(1, segments.pdus().size());
        return MessagePdu.parse(segments.pdus().getFirst());
    }

    private static String joined(Segments segments, TextForm form) {
        List<MessagePdu> parts = new ArrayList<>();
        for (byte[] pdu : segments.pdus()) parts.add(MessagePdu.parse(pdu));
        return TextDecoder.decode(MessagePdu.parse(Joiner.join(parts, form)));
    }

    private static byte[] joinedPdu(Segments segments) {
        List<MessagePdu> parts = new ArrayList<>();
        for (byte[] pdu : segments.pdus()) parts.add(MessagePdu.parse(pdu));
        return Joiner.join(parts, TextForm.USUAL);
    }

    /** A submit_sm with its text in message_payload. */
    private static MessagePdu esme(int esmClass, int dataCoding, byte[] body) {
        return MessagePdu.parse(rewritten(esmClass, dataCoding, body, true));
    }

    private static MessagePdu shortMessage(int esmClass, int dataCoding, byte[] body) {
        return MessagePdu.parse(rewritten(esmClass, dataCoding, body, false));
    }

    private static byte[] rewritten(int esmClass, int dataCoding, byte[] body, boolean payload) {
        byte[] empty = PduWriter.submitSm(FROM, TO, "", 1);
        MessagePdu parsed = MessagePdu.parse(empty);
        byte[] pdu = Arrays.copyOf(empty, empty.length + body.length + (payload ? 4 : 0));
        pdu[parsed.destinationOffset() + parsed.destinationLength() + 1] = (byte) esmClass;
        pdu[empty.length - 3] = (byte) dataCoding;
        int at = empty.length;
        if (payload) {
            pdu[at] = 0x04;
            pdu[at + 1] = 0x24;
            pdu[at + 2] = (byte) (body.length >> 8);
            pdu[at + 3] = (byte) body.length;
            at += 4;
        } else {
            pdu[at - 1] = (byte) body.length;
        }
        System.arraycopy(body, 0, pdu, at, body.length);
        pdu[2] = (byte) (pdu.length >> 8);
        pdu[3] = (byte) pdu.length;
        return pdu;
    }
}
