package io.momentum.gateway.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.cloudhopper.smpp.pdu.DeliverSm;
import com.cloudhopper.smpp.tlv.Tlv;
import io.momentum.store.value.MessageState;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReceiptScannerTest {

    private static final String FULL =
            "id:77 sub:001 dlvrd:001 submit date:2611231200 done date:2611231201 stat:DELIVRD err:000 text:Hi";

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            as specified           | id:1234567890 sub:001 dlvrd:001 submit date:2611231200 done date:2611231201 stat:DELIVRD err:000 text:Hi | 1234567890 | DELIVERED | 000 | 2026-11-23T12:01:00Z
            no text, err last      | id:0654354026 sub:001 dlvrd:001 submit date:2611231200 done date:2611231201 stat:DELIVRD err:000 | 0654354026 | DELIVERED | 000 | 2026-11-23T12:01:00Z
            no sub and dlvrd       | id:1526758174 submit date:2611231200 done date:2611231201 stat:DELIVRD err:000 text: | 1526758174 | DELIVERED | 000 | 2026-11-23T12:01:00Z
            no dates               | id:77 sub:001 dlvrd:001 stat:DELIVRD err:000 text: | 77 | DELIVERED | 000 |
            id and stat only       | id:77 stat:UNDELIV | 77 | UNDELIVERABLE | '' |
            no id                  | sub:001 dlvrd:001 stat:DELIVRD err:000 | '' | DELIVERED | 000 |
            empty id               | id: sub:001 stat:DELIVRD err:000 | '' | DELIVERED | 000 |
            stat FAILED            | id:77 stat:FAILED err:002 | 77 | UNDELIVERABLE | 002 |
            stat ACKED padded      | id:77 stat:ACKED   err:000 | 77 | ACCEPTED | 000 |
            stat BUFFRED           | id:77 stat:BUFFRED err:000 | 77 | ENROUTE | 000 |
            stat DELIVERED         | id:77 stat:DELIVERED err:000 | 77 | DELIVERED | 000 |
            stat UNDELIVERABLE     | id:77 stat:UNDELIVERABLE err:000 | 77 | UNDELIVERABLE | 000 |
            stat UNDELIVRD         | id:77 stat:UNDELIVRD err:000 | 77 | UNDELIVERABLE | 000 |
            stat REJECTED          | id:77 stat:REJECTED err:011 | 77 | REJECTED | 011 |
            stat REJECTD           | id:77 stat:REJECTD err:011 | 77 | REJECTED | 011 |
            stat ACCEPTD           | id:77 stat:ACCEPTD err:000 | 77 | ACCEPTED | 000 |
            stat EXPIRED           | id:77 stat:EXPIRED err:000 | 77 | EXPIRED | 000 |
            stat EXPIRD            | id:77 stat:EXPIRD err:000 | 77 | EXPIRED | 000 |
            stat DELETED           | id:77 stat:DELETED err:000 | 77 | DELETED | 000 |
            stat ENROUTE           | id:77 stat:ENROUTE err:000 | 77 | ENROUTE | 000 |
            stat UNKNOWN           | id:77 stat:UNKNOWN err:000 | 77 | UNKNOWN | 000 |
            stat in lower case     | id:77 stat:Delivrd err:000 | 77 | DELIVERED | 000 |
            stat that nobody knows | id:77 stat:WOBBLED err:000 | 77 | UNKNOWN | 000 |
            stat as a number       | id:77 stat:5 err:000 | 77 | UNDELIVERABLE | 000 |
            stat last, no err      | id:77 sub:001 dlvrd:001 stat:DELIVRD | 77 | DELIVERED | '' |
            no stat                | id:77 sub:001 dlvrd:001 err:000 | 77 | UNKNOWN | 000 |
            err of 4 digits        | id:77 stat:UNDELIV err:2050 text: | 77 | UNDELIVERABLE | 2050 |
            err of 1 digit         | id:77 stat:UNDELIV err:1 text: | 77 | UNDELIVERABLE | 1 |
            err alphanumeric       | id:77 stat:UNDELIV err:E1F text: | 77 | UNDELIVERABLE | E1F |
            err hexadecimal        | id:77 stat:UNDELIV err:0x2F text: | 77 | UNDELIVERABLE | 0x2F |
            err behind a blank     | id:77 stat:UNDELIV err: 0 text: | 77 | UNDELIVERABLE | 0 |
            err empty              | id:77 stat:UNDELIV err: text:9 | 77 | UNDELIVERABLE | '' |
            dates with seconds     | id:77 submit date:261123120000 done date:261123120130 stat:DELIVRD err:000 | 77 | DELIVERED | 000 | 2026-11-23T12:01:30Z
            dates with century     | id:77 submit date:20261123120000 done date:20261123120130 stat:DELIVRD err:000 | 77 | DELIVERED | 000 | 2026-11-23T12:01:30Z
            absolute SMPP time     | id:77 done date:261123120130032+ stat:UNDELIV err:000 | 77 | UNDELIVERABLE | 000 | 2026-11-23T04:01:30Z
            done date of zeros     | id:77 done date:0000000000 stat:UNDELIV err:000 | 77 | UNDELIVERABLE | 000 |
            done date empty        | id:77 done date: stat:UNDELIV err:000 | 77 | UNDELIVERABLE | 000 |
            done date nonsense     | id:77 done date:2699992599 stat:UNDELIV err:000 | 77 | UNDELIVERABLE | 000 |
            done_date              | id:77 submit_date:2611231200 done_date:2611231201 stat:DELIVRD err:000 | 77 | DELIVERED | 000 | 2026-11-23T12:01:00Z
            odd counters           | id:45013692 sub:0 dlvrd:28 stat:UNDELIV err:21 | 45013692 | UNDELIVERABLE | 21 |
            UUID                   | id:05e3299e-8d37-4b5c-9f00-0123456789ab stat:DELIVRD err:000 | 05e3299e-8d37-4b5c-9f00-0123456789ab | DELIVERED | 000 |
            30 digits              | id:123456789012345678901234567890 stat:DELIVRD err:000 | 123456789012345678901234567890 | DELIVERED | 000 |
            dot, colon and slash   | id:ab12.34:5/6 stat:DELIVRD err:000 | ab12.34:5/6 | DELIVERED | 000 |
            upper-case names       | ID:77 SUB:001 DONE DATE:2611231201 STAT:DELIVRD ERR:000 TEXT:Hi | 77 | DELIVERED | 000 | 2026-11-23T12:01:00Z
            another order          | stat:EXPIRED err:7 done date:2611231201 id:77 | 77 | EXPIRED | 7 | 2026-11-23T12:01:00Z
            an unknown field       | id:77 sub:001 net:26201 stat:UNDELIV err:255 price:0.05 text: | 77 | UNDELIVERABLE | 255 |
            text with an id        | id:77 stat:DELIVRD err:000 text:id:999 stat:UNDELIV | 77 | DELIVERED | 000 |
            text with the only id  | stat:UNDELIV err:001 Text:id:999 stat:DELIVRD | '' | UNDELIVERABLE | 001 |
            said twice             | id:77 stat:DELIVRD id:88 stat:UNDELIV | 77 | DELIVERED | '' |
            joined by commas       | id:77,sub:001,stat:DELIVRD,err:000 | 77 | DELIVERED | 000 |
            blanks around colons   | id : 77 stat : DELIVRD err : 000 | 77 | DELIVERED | 000 |
            """)
    void aReceiptIsUnderstood(String name, String text, String id, MessageState state, String error, String done) {
        Receipt receipt = scan(4, text);

        assertNotNull(receipt);
        long doneMicros = done == null ? 0 : Instant.parse(done).toEpochMilli() * 1000;
        assertEquals(new Receipt(id, state, error, doneMicros, false, false), receipt);
    }

    @Test
    void lineEndsTabsAndNulsAreBlanks() {
        assertEquals(
                "77",
                scan(4, " \r\nid:77\r\nsub:001\tstat:DELIVRD\0err:000\0\0").smscId());
        assertEquals(
                "000",
                scan(4, " \r\nid:77\r\nsub:001\tstat:DELIVRD\0err:000\0\0").error());
    }

    @ParameterizedTest(name = "esm_class {0}")
    @CsvSource({"4, false", "68, false", "32, true", "0, false", "8, false", "16, false"})
    void theTypeOfEsmClassCountsAndUnmistakableTextDoes(int esmClass, boolean intermediate) {
        String header = (esmClass & 0x40) != 0 ? "\5\0\3\1\2\1" : "";

        assertEquals(intermediate, scan(esmClass, header + FULL).intermediate());
    }

    @ParameterizedTest
    @CsvSource({
        "STOP",
        "'my id: 12 and the status quo'",
        "id:77",
        "'id:77 stat:what'",
        "'id:77 stat:5'",
        "'the text: id:77 stat:DELIVRD'",
        "''",
    })
    void aSubscribersMessageIsNoReceipt(String text) {
        assertNull(scan(0, text));
    }

    @Test
    void aMessageThatOnlyEsmClassCallsAReceiptIsASubscribers() {
        assertNull(scan(4, "STOP"));
        assertNull(scan(4, "yes please, see you at 5"));
        assertEquals(new Receipt("", MessageState.UNKNOWN, "", 0, false, false), scan(4, ""));
    }

    @Test
    void tlvsAloneAreAReceipt() {
        DeliverSm pdu = Pdus.deliverSm(0, "");
        add(pdu, 0x1E, "05E3299E\0");
        add(pdu, 0x427, "\2");
        add(pdu, 0x423, "\3\0\25");

        assertEquals(new Receipt("05E3299E", MessageState.DELIVERED, "21", 0, false, false), scan(pdu));
    }

    @Test
    void tlvsAreBelievedBeforeTextAndAContradictionIsTold() {
        DeliverSm pdu = Pdus.deliverSm(4, FULL);
        add(pdu, 0x1E, "88");
        add(pdu, 0x427, "\5");

        Receipt receipt = scan(pdu);
        assertEquals("88", receipt.smscId());
        assertEquals(MessageState.UNDELIVERABLE, receipt.state());
        assertTrue(receipt.contradictory());
    }

    @Test
    void anErrorCodeOfThreeDigitsOrOfZeroDoesNotHideTheText() {
        DeliverSm digits = Pdus.deliverSm(4, FULL);
        add(digits, 0x423, "021");
        assertEquals("021", scan(digits).error());

        DeliverSm zero = Pdus.deliverSm(4, "id:77 stat:UNDELIV err:0B7");
        add(zero, 0x423, "\3\0\0");
        assertEquals("0B7", scan(zero).error());
    }

    @Test
    void uselessTlvsLeaveTheTextItsSay() {
        DeliverSm pdu = Pdus.deliverSm(4, FULL);
        add(pdu, 0x1E, "\0");
        add(pdu, 0x427, "\77");
        add(pdu, 0x423, "1");

        Receipt receipt = scan(pdu);
        assertEquals("77", receipt.smscId());
        assertEquals(MessageState.DELIVERED, receipt.state());
        assertEquals("000", receipt.error());
    }

    @Test
    void theTextMayBeInMessagePayload() {
        DeliverSm pdu = Pdus.deliverSm(4, "");
        add(pdu, 0x424, FULL);

        assertEquals("77", scan(pdu).smscId());
    }

    @Test
    void theTextMayBeInUcs2OrOnlySaySo() throws Exception {
        for (var charset : new java.nio.charset.Charset[] {
            StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE, StandardCharsets.US_ASCII
        }) {
            DeliverSm pdu = Pdus.deliverSm(4, "");
            pdu.setDataCoding((byte) 8);
            pdu.setShortMessage(FULL.getBytes(charset));
            assertEquals("77", scan(pdu).smscId(), charset.name());
        }
    }

    @Test
    void theLocaleOfTheHostChangesNothing() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.of("tr", "TR"));
            assertEquals(MessageState.DELIVERED, scan(4, "ID:77 STAT:delivrd").state());
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void anIdIsBounded() {
        assertEquals(
                64, scan(4, "id:" + "9".repeat(200) + " stat:DELIVRD").smscId().length());
    }

    private static Receipt scan(int esmClass, String text) {
        return scan(Pdus.deliverSm(esmClass, text));
    }

    private static Receipt scan(DeliverSm pdu) {
        MessagePdu message = MessagePdu.parse(Pdus.encode(pdu), true);
        assertTrue(message.isOk());
        return ReceiptScanner.scan(message);
    }

    private static void add(DeliverSm pdu, int tag, String value) {
        pdu.addOptionalParameter(new Tlv((short) tag, value.getBytes(StandardCharsets.ISO_8859_1)));
    }
}
