package io.momentum.gateway.receipt;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.codec.MessagePdu;
import io.momentum.gateway.profile.ReceiptProfile;
import io.momentum.store.value.MessageState;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What holds for every receipt, whatever its form. */
class AnyReceiptTest {

    private static final List<Variant> VARIANTS = Variant.all();
    private static final List<ReceiptScanner> SCANNERS = List.of(
            ReceiptScanner.DEFAULT,
            new ReceiptScanner(ReceiptProfile.DEFAULT
                    .withTextWins()
                    .withZone(ZoneId.of("America/New_York"))
                    .withStats(Map.of("OK", MessageState.DELIVERED))
                    .withPattern("(?<stat>[0-9]+),(?<done>[0-9]+),(?:[^,]*,)*(?<err>[0-9]+),(?<id>.+)")));

    @Property(tries = 3000)
    void orderCaseAndExtraFieldsChangeNothing(
            @ForAll("ids") String id, @ForAll MessageState state, @ForAll("errors") String error, @ForAll long seed) {
        var random = new Random(seed);
        var fields = new ArrayList<>(List.of("id:" + id, "stat:" + state.stat(), "err:" + error, "sub:001"));
        if (random.nextBoolean()) fields.add("mccmnc:" + random.nextInt(99_999));
        if (random.nextBoolean()) fields.add("done date:2611231201");
        if (random.nextBoolean()) fields.add("submit_date:261123120000");
        Collections.shuffle(fields, random);
        fields.replaceAll(field -> anyCase(field, random));
        String separator = List.of(" ", "  ", "\r\n", "\t", "\0", ", ").get(random.nextInt(6));
        String text = String.join(separator, fields) + " text:id:999 stat:WOBBLED err:111";

        Receipt receipt = ReceiptScanner.DEFAULT.scan(message(text));

        assertNotNull(receipt, text);
        assertEquals(id, receipt.smscId());
        assertEquals(state, receipt.state());
        assertEquals(error, receipt.error());
    }

    private static String anyCase(String field, Random random) {
        int colon = field.indexOf(':');
        String name = field.substring(0, colon);
        return (random.nextBoolean() ? name.toUpperCase(java.util.Locale.ROOT) : name) + field.substring(colon);
    }

    @Property(tries = 3000)
    void whatStandsBehindTextChangesNothing(
            @ForAll @Size(max = 80) String anything, @ForAll("receiptLike") String another) {
        String receipt = "id:77 sub:001 stat:DELIVRD err:000 text:";
        String latin = new String(anything.getBytes(ISO_8859_1), ISO_8859_1) + " " + another;
        assertEquals(
                ReceiptScanner.DEFAULT.scan(message(receipt)), ReceiptScanner.DEFAULT.scan(message(receipt + latin)));
    }

    @Property(tries = 3000)
    void aMessageThatBeginsWithAWordIsNeverAReceipt(@ForAll("words") String word, @ForAll("receiptLike") String rest) {
        MessagePdu unflagged = new Variant("", List.of("esm=0"), cut(word + " " + rest), "").message();
        assertNull(ReceiptScanner.DEFAULT.scan(unflagged), word + " " + rest);
    }

    @Property(tries = 6000)
    void noOctetsMakeItFail(
            @ForAll @IntRange(max = 1_000_000) int variant,
            @ForAll @Size(max = 8) List<@IntRange(max = 4_000) Integer> places,
            @ForAll @Size(min = 8, max = 8) byte[] values) {
        byte[] pdu = VARIANTS.get(variant % VARIANTS.size()).pdu().clone();
        for (int i = 0; i < places.size(); i++) pdu[16 + places.get(i) % (pdu.length - 16)] = values[i];
        scanned(pdu);
    }

    @Property(tries = 4000)
    void noTextMakesItFail(
            @ForAll("receiptLike") String text,
            @ForAll @IntRange(max = 255) int esm,
            @ForAll @IntRange(max = 255) int dcs) {
        scanned(new Variant("", List.of("esm=" + esm, "dcs=" + dcs), cut(text), "").pdu());
    }

    private static void scanned(byte[] pdu) {
        MessagePdu message = MessagePdu.parse(pdu, true);
        if (!message.isOk()) return;
        for (ReceiptScanner scanner : SCANNERS) {
            Receipt receipt = scanner.scan(message);
            if (receipt == null) continue;
            assertTrue(receipt.smscId().length() <= 64);
            assertTrue(receipt.error().length() <= 16);
            assertTrue(receipt.stat().length() <= 32);
            assertTrue(receipt.doneAtMicros() >= 0);
        }
    }

    private static MessagePdu message(String text) {
        return new Variant("", List.of(), cut(text), "").message();
    }

    private static String cut(String text) {
        return text.substring(0, Math.min(254, text.length()));
    }

    @Provide
    Arbitrary<String> ids() {
        return Arbitraries.strings()
                .withCharRange('0', '9')
                .withCharRange('a', 'f')
                .withChars("-._/")
                .ofMinLength(1)
                .ofMaxLength(40);
    }

    @Provide
    Arbitrary<String> errors() {
        return Arbitraries.strings()
                .withCharRange('0', '9')
                .withCharRange('A', 'F')
                .ofMinLength(1)
                .ofMaxLength(6);
    }

    @Provide
    Arbitrary<String> words() {
        return Arbitraries.of("STOP", "stop", "Hello", "yes", "i", "Baja", "ARRET", "12345", "?");
    }

    @Provide
    Arbitrary<String> receiptLike() {
        return Arbitraries.of(
                        "id:",
                        "ID=",
                        "stat:",
                        ":",
                        " ",
                        " ",
                        "DELIVRD",
                        "err:",
                        "done date:",
                        "submit date:",
                        "text:",
                        "2611231200",
                        "\0",
                        "\r\n",
                        "dlvrd:001",
                        "sub:001",
                        "5",
                        ",",
                        "é",
                        "261123120000000+",
                        "0",
                        "77",
                        "12:01",
                        "2026-11-23",
                        "\u0011")
                .list()
                .ofMaxSize(40)
                .map(parts -> String.join("", parts));
    }
}
