package io.momentum.ops.followup.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 8785, by its own examples and by any value. */
class CanonicalJsonTest {

    @ParameterizedTest
    @CsvSource({
        "0000000000000000, 0",
        "8000000000000000, 0",
        "0000000000000001, 5e-324",
        "8000000000000001, -5e-324",
        "7fefffffffffffff, 1.7976931348623157e+308",
        "4340000000000000, 9007199254740992",
        "4430000000000000, 295147905179352830000",
        "44b52d02c7e14af5, 9.999999999999997e+22",
        "44b52d02c7e14af6, 1e+23",
        "44b52d02c7e14af7, 1.0000000000000001e+23",
        "444b1ae4d6e2ef4e, 999999999999999700000",
        "444b1ae4d6e2ef4f, 999999999999999900000",
        "444b1ae4d6e2ef50, 1e+21",
        "3eb0c6f7a0b5ed8c, 9.999999999999997e-7",
        "3eb0c6f7a0b5ed8d, 0.000001",
        "41b3de4355555553, 333333333.3333332",
        "41b3de4355555554, 333333333.33333325",
        "41b3de4355555557, 333333333.33333343",
        "becbf647612f3696, -0.0000033333333333333333",
        "43143ff3c1cb0959, 1424953923781206.2"
    })
    void numbersAreWrittenAsTheStandardsAppendixHasThem(String bits, String text) {
        double number = Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16));
        assertEquals(text, CanonicalJson.text(number));
    }

    @Test
    void membersSortByUtf16AndTextIsEscapedAsTheStandardsExampleHasIt() {
        Map<String, Object> example = new LinkedHashMap<>();
        example.put("\u20ac", "Euro Sign");
        example.put("\r", "Carriage Return");
        example.put("\ufb33", "Hebrew Letter Dalet With Dagesh");
        example.put("1", "One");
        example.put("\ud83d\ude00", "Emoji: Grinning Face");
        example.put("\u0080", "Control");
        example.put("\u00f6", "Latin Small Letter O With Diaeresis");
        assertEquals(
                "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\","
                        + "\"\u00f6\":\"Latin Small Letter O With Diaeresis\",\"\u20ac\":\"Euro Sign\","
                        + "\"\ud83d\ude00\":\"Emoji: Grinning Face\",\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}",
                CanonicalJson.text(example));
        assertEquals(
                "[56,{\"a\":null,\"d\":true}]",
                CanonicalJson.text(Arrays.asList(56, new HashMap<String, Object>(mapOf("d", true, "a", null)))));
        assertEquals("\"\\u0001\\b\\t\\n\\f\\r\\\"\\\\/\u007f\"", CanonicalJson.text("\u0001\b\t\n\f\r\"\\/\u007f"));
    }

    private static Map<String, Object> mapOf(String first, Object one, String second, Object two) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(first, one);
        map.put(second, two);
        return map;
    }

    @Test
    void whatHasNoOneFormIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> CanonicalJson.text("\ud83d"));
        assertThrows(IllegalArgumentException.class, () -> CanonicalJson.text(Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> CanonicalJson.text((1L << 53) + 1));
        assertThrows(IllegalArgumentException.class, () -> CanonicalJson.text(new Object()));
    }

    @Provide
    Arbitrary<Map<String, Object>> objects() {
        Arbitrary<String> texts = Arbitraries.strings()
                .ofMaxLength(12)
                .map(text -> new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
        Arbitrary<Object> leaves = Arbitraries.oneOf(
                texts.map(text -> text),
                Arbitraries.of(true, false).map(flag -> flag),
                Arbitraries.longs().between(-(1L << 53) + 1, (1L << 53) - 1).map(number -> number),
                Arbitraries.doubles().map(number -> number));
        Arbitrary<Object> values = Arbitraries.lazyOf(
                () -> leaves,
                () -> leaves.list().ofMaxSize(4).map(list -> list),
                () -> Arbitraries.maps(texts, leaves).ofMaxSize(4).map(map -> map));
        return Arbitraries.maps(texts, values).ofMaxSize(6);
    }

    @Property(tries = 500)
    void anotherReaderUnderstandsItAndWritingItAgainChangesNothing(@ForAll("objects") Map<String, Object> value) {
        String text = CanonicalJson.text(value);
        assertEquals(text, CanonicalJson.text(new JsonObject(text).getMap()));
    }

    @Property(tries = 300)
    void theOrderInWhichMembersWerePutDoesNotShow(@ForAll("objects") Map<String, Object> value) {
        List<String> names = new ArrayList<>(value.keySet());
        Map<String, Object> backwards = new LinkedHashMap<>();
        for (String name : names.reversed()) backwards.put(name, value.get(name));
        assertEquals(CanonicalJson.text(value), CanonicalJson.text(backwards));
    }

    @Property(tries = 1000)
    void aNumberIsReadBackAsItself(@ForAll double number) {
        if (Double.isFinite(number)) assertEquals(number + 0.0, Double.parseDouble(CanonicalJson.text(number)));
    }
}
