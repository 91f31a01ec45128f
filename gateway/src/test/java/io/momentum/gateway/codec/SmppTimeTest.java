package io.momentum.gateway.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.cloudhopper.smpp.SmppConstants;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmppTimeTest {

    private static final long NOW = micros("2026-11-23T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "261123120000000+, 2026-11-23T12:00:00Z",
        "261123120000508+, 2026-11-23T10:00:00.500Z",
        "261123120000008-, 2026-11-23T14:00:00Z",
        "000002000000000R, 2026-11-25T12:00:00Z",
        "000000013000000R, 2026-11-23T13:30:00Z",
        "240229235959000+, 2024-02-29T23:59:59Z",
    })
    void timesAreAbsoluteOrRelative(String text, String expected) {
        assertEquals(micros(expected), SmppTime.micros(text, NOW));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "2611231200", "261323120000000+", "260023120000000+", "261123250000000+", "26112312000000x+"
            })
    void nonsenseIsNoTime(String text) {
        assertEquals(SmppTime.NONE, SmppTime.micros(text, NOW));
    }

    @Test
    void whatIsWrittenIsReadAgainOnAnyDay() {
        DateTimeFormatter oracle = DateTimeFormatter.ofPattern("yyMMddHHmm").withZone(ZoneOffset.UTC);
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            long seconds = micros("2000-03-01T00:00:00Z") / 1_000_000 + (long) (random.nextDouble() * 3_100_000_000L);
            byte[] text = new byte[10];
            SmppTime.writeReceipt(text, 0, seconds * 1_000_000);
            assertEquals(
                    oracle.format(Instant.ofEpochSecond(seconds)),
                    new String(text, java.nio.charset.StandardCharsets.US_ASCII));
        }
    }

    @Test
    void everyStatusThatCloudhopperKnowsHasAName() throws Exception {
        for (var field : SmppConstants.class.getFields()) {
            if (!field.getName().startsWith("STATUS_") || field.getType() != int.class) continue;
            int status = field.getInt(null);
            if ((status > 0x8F && status < 0xC0) || status > 0x3FF) continue;
            assertNotEquals("0x%04x".formatted(status), CommandStatus.name(status), field.getName());
        }
        assertEquals("0x0421", CommandStatus.name(0x0421));
        assertEquals("ESME_RTHROTTLED", CommandStatus.name(0x58));
    }

    @Test
    void everyCommandHasAName() {
        assertEquals("submit_sm", CommandId.name(CommandId.SUBMIT_SM));
        assertEquals("submit_sm_resp", CommandId.name(CommandId.SUBMIT_SM_RESP));
        assertEquals("generic_nack", CommandId.name(CommandId.GENERIC_NACK));
        assertEquals("0x00000099", CommandId.name(0x99));
    }

    private static long micros(String instant) {
        return Instant.parse(instant).toEpochMilli() * 1000;
    }

    @Test
    void aRelativeTimeIsReadBackAndTravelsInASubmit() {
        for (int seconds : new int[] {0, 1, 59, 3600, 86_399, 93_784, 30 * 86_400}) {
            String text = SmppTime.relative(seconds);
            assertEquals(NOW + seconds * 1_000_000L, SmppTime.micros(text, NOW), text);
            byte[] pdu =
                    PduWriter.submitSm(PduWriter.address("890123"), PduWriter.address("15550100"), "Hello", 1, text);
            MessagePdu read = MessagePdu.parse(pdu);
            assertEquals(CommandStatus.ESME_ROK, read.status());
            assertEquals(text, read.validity());
            assertEquals("Hello", TextDecoder.decode(read));
        }
    }
}
