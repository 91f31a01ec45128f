package io.momentum.gateway.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.store.outbox.OutboxEntry;
import io.momentum.store.value.Address;
import io.momentum.store.value.MessageId;
import io.momentum.store.value.MessageState;
import io.momentum.store.value.SystemId;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.ZoneId;
import java.time.ZoneOffset;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ids and receipts as accounts may want them, and the requests that come with them. */
class EsmeFormsTest {

    /** A mask that makes of any id one of an event loop. */
    private static final long NO_SHORT_ID = ~(1L << 8);

    private static final long ID = 0x0123456789abcdefL;

    private static OutboxEntry.Receipt receipt(String error, String text) {
        return new OutboxEntry.Receipt(
                1,
                new SystemId("acme"),
                ID,
                new Address(3, 0, "890123"),
                new Address(1, 1, "15550100"),
                MessageState.UNDELIVERABLE,
                error,
                1_795_435_200_000_000L,
                1_795_478_399_000_000L,
                text.getBytes(ISO_8859_1));
    }

    private static String written(ReceiptTemplate template, MessageIdForm ids, OutboxEntry.Receipt receipt) {
        ByteBuf out = Unpooled.buffer();
        template.write(out, receipt, ids);
        return out.toString(ISO_8859_1);
    }

    /** Ids of 1970 and 1971 have so few digits that one form's could be another's; there are none. */
    @Property
    void aShortIdIsShortInEveryFormAndIsNotTakenInALongOne(
            @ForAll @LongRange(min = 1L << 36, max = 1L << 40) long millis) {
        long id = millis << 22 | 0xF << 8;
        for (MessageIdForm form : MessageIdForm.values()) {
            assertEquals("%08x".formatted((int) millis), form.format(id));
            assertEquals(-1, form.parse(MessageId.format(id)));
            assertEquals(-1, form.parse(Long.toUnsignedString(id)));
        }
    }

    @Property
    void everyIdComesBackFromEveryForm(@ForAll long any) {
        long id = any & Long.MAX_VALUE & NO_SHORT_ID;
        for (MessageIdForm form : MessageIdForm.values()) {
            assertEquals(id, form.parse(form.format(id)));
            assertTrue(form.format(id).length() <= 64);
        }
    }

    @Property
    void noTextIsTakenForAnIdThatWouldNotBeWrittenSo(@ForAll String text) {
        for (MessageIdForm form : MessageIdForm.values()) {
            long id = form.parse(text);
            if (id >= 0 && form != MessageIdForm.DECIMAL)
                assertTrue(form.format(id).equalsIgnoreCase(text), text);
        }
    }

    @Test
    void anIdReadsAsConfigured() {
        assertEquals("0123456789abcdef", MessageIdForm.HEX.format(ID));
        assertEquals("81985529216486895", MessageIdForm.DECIMAL.format(ID));
        assertEquals("01234567-89ab-8000-8000-00000000cdef", MessageIdForm.UUID.format(ID));
        assertEquals(-1, MessageIdForm.UUID.parse("01234567-89ab-4000-8000-00000000cdef"));
        assertEquals(-1, MessageIdForm.DECIMAL.parse("99999999999999999999"));
        assertEquals(-1, MessageIdForm.DECIMAL.parse("-1"));
    }

    @Test
    void theUsualTemplateWritesWhatTheFixedTextWrites() {
        ByteBuf fixed = Unpooled.buffer();
        OutboxEntry.Receipt r = receipt("21", "Hello there, how are you?");
        ReceiptText.write(fixed, r.mtId(), r.state(), r.error(), r.submitAtMicros(), r.doneAtMicros(), r.text());
        var usual = new ReceiptTemplate(ReceiptTemplate.APPENDIX_B, ZoneOffset.UTC, false, 3);
        assertEquals(fixed.toString(ISO_8859_1), written(usual, MessageIdForm.HEX, r));
    }

    @Test
    void datesAreInTheZoneOfTheAccountWithItsSummerTime() {
        var madrid = new ReceiptTemplate("{id} {stat} {submit} {done}", ZoneId.of("Europe/Madrid"), true, 3);
        assertEquals(
                "81985529216486895 UNDELIV 261123130000 261124005959",
                written(madrid, MessageIdForm.DECIMAL, receipt("", "")));
    }

    @Test
    void anErrorIsWidenedButNeverCut() {
        var four = new ReceiptTemplate("{id} {stat} {err}", ZoneOffset.UTC, false, 4);
        assertTrue(written(four, MessageIdForm.HEX, receipt("21", "")).endsWith(" 0021"));
        assertTrue(written(four, MessageIdForm.HEX, receipt("99999", "")).endsWith(" 99999"));
    }

    @Test
    void theLongestReceiptFitsIntoAShortMessage() {
        String words = "w".repeat(ReceiptTemplate.WORDS_MAX);
        var longest =
                new ReceiptTemplate(words + "{id}{sub}{dlvrd}{submit}{done}{stat}{err}{text}", ZoneOffset.UTC, true, 8);
        assertTrue(written(longest, MessageIdForm.UUID, receipt("e".repeat(40), "t".repeat(40)))
                        .length()
                <= 254);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{id}", "{stat}", "{id}{stat}{nonsense}", "{id}{id}{stat}", "{id}{stat}\n", "{id}{stat}é"})
    void aTemplateThatNoReceiptCouldFollowIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> new ReceiptTemplate(text, ZoneOffset.UTC, false, 3));
    }

    @Property
    void anyBytesAreARequestOrARefusalAndNeverAFault(@ForAll byte[] bytes) {
        MessageRef.query(bytes);
        MessageRef.cancel(bytes);
        AlertNotification.parse(bytes);
        SubmitMulti multi = SubmitMulti.parse(bytes);
        for (Address destination : multi.destinations()) {
            MessagePdu.parse(multi.submitSm(destination));
        }
        byte[] data = bytes.clone();
        if (data.length >= 8) data[4] = data[5] = 0;
        if (data.length >= 8) data[6] = 1;
        if (data.length >= 8) data[7] = 3;
        MessagePdu parsed = MessagePdu.parse(data);
        if (parsed.isOk() && parsed.commandId() == CommandId.DATA_SM) DataSm.submitSm(parsed);
    }

    @Test
    void aSubmitMultiIsCutAtEveryPlaceWithoutAFault() {
        ByteBuf out = Unpooled.buffer();
        int start = PduWriter.begin(out, CommandId.SUBMIT_MULTI, 0, 1);
        PduWriter.cString(out, "");
        PduWriter.address(out, new Address(1, 1, "890123"));
        out.writeByte(2);
        for (String number : new String[] {"15550100", "15550101"}) {
            out.writeByte(1);
            PduWriter.address(out, new Address(1, 1, number));
        }
        out.writeZero(5).writeByte(1).writeZero(3).writeByte(2).writeBytes("hi".getBytes(ISO_8859_1));
        PduWriter.end(out, start);
        byte[] whole = new byte[out.readableBytes()];
        out.readBytes(whole);
        SubmitMulti multi = SubmitMulti.parse(whole);
        assertEquals(2, multi.destinations().size());
        MessagePdu second = MessagePdu.parse(multi.submitSm(multi.destinations().get(1)));
        assertTrue(second.isOk());
        assertEquals("15550101", second.destination().text());
        assertEquals("hi", new String(second.text(), ISO_8859_1));
        for (int length = 0; length < whole.length; length++) {
            SubmitMulti cut = SubmitMulti.parse(java.util.Arrays.copyOf(whole, length));
            for (Address destination : cut.destinations()) {
                assertTrue(!MessagePdu.parse(cut.submitSm(destination)).isOk(), "cut at " + length);
            }
        }
    }
}
