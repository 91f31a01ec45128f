package io.momentum.gateway.receipt;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.codec.MessagePdu;
import io.momentum.gateway.profile.ReceiptProfile;
import io.momentum.store.value.MessageState;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReceiptScannerTest {

    static List<Variant> variants() {
        return Variant.all();
    }

    @ParameterizedTest
    @MethodSource("variants")
    void everyVariantIsUnderstood(Variant variant) {
        assertEquals(variant.understood(), Variant.told(variant.scanner().scan(variant.message())));
    }

    @Test
    void noTwoVariantsHaveOneName() {
        Set<String> names = new HashSet<>();
        for (Variant variant : Variant.all()) assertTrue(names.add(variant.toString()), variant.toString());
    }

    @Test
    void theCarriersOwnWordIsKept() {
        assertEquals("Wobbled", scan("id:77 stat:Wobbled err:000").stat());
        assertEquals("", scan("id:77 sub:001 err:000").stat());
    }

    @Test
    void theLocaleOfTheHostChangesNothing() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.of("tr", "TR"));
            assertEquals(MessageState.DELIVERED, scan("ID:77 STAT:delivrd").state());
            var own = new ReceiptScanner(
                    ReceiptProfile.DEFAULT.withStats(java.util.Map.of("FAILING", MessageState.REJECTED)));
            Receipt receipt = own.scan(message("id:77 stat:failing"));
            assertNotNull(receipt);
            assertEquals(MessageState.REJECTED, receipt.state());
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void anExpressionThatTakesTooManyStepsMatchesNothing() {
        var scanner = new ReceiptScanner(ReceiptProfile.DEFAULT.withPattern("(?<id>(a|a|aa)+)b"));
        String bait = "a".repeat(250);
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> assertNull(scanner.scan(message(bait))));
    }

    @Test
    void aDateOfAnotherZoneIsReadInIts() {
        byte[] date = "2611231201".getBytes(ISO_8859_1);
        long utc = ReceiptDate.micros(date, 0, date.length, ZoneOffset.UTC);
        long tokyo = ReceiptDate.micros(date, 0, date.length, ZoneOffset.ofHours(9));
        assertEquals(9 * 3_600_000_000L, utc - tokyo);
    }

    private static MessagePdu message(String text) {
        return new Variant("", List.of(), text, "").message();
    }

    private static Receipt scan(String text) {
        Receipt receipt = ReceiptScanner.DEFAULT.scan(message(text));
        assertNotNull(receipt);
        return receipt;
    }
}
