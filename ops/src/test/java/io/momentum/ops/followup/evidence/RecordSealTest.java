package io.momentum.ops.followup.evidence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordSealTest {

    private static final byte[] KEY = Digests.sha256(new byte[] {1});
    private static final Map<String, Object> RECORD =
            Map.of("id", "ev-7", "said", new Hidden("¿Sí? 😀"), "all", List.of(new Hidden("baja"), new Hidden("baja")));

    @Test
    void theSameRecordHasTheSameOctetsAndHidesWhatIsHidden() {
        byte[] sealed = RecordSeal.of(KEY, "ev-7").sealed(RECORD);
        assertArrayEquals(sealed, RecordSeal.of(KEY, "ev-7").sealed(RECORD));
        assertFalse(new String(sealed, StandardCharsets.UTF_8).contains("baja"));
        Map<String, Object> parsed = parse(sealed);
        List<?> all = (List<?>) parsed.get("all");
        assertFalse(all.get(0).equals(all.get(1)), "equal texts look unlike each other");
    }

    @Test
    void theRecordsOwnKeyOpensItAndNoOther() {
        RecordSeal seal = RecordSeal.of(KEY, "ev-7");
        Map<String, Object> parsed = parse(seal.sealed(RECORD));
        Map<String, Object> opened = RecordSeal.withKey(seal.key(), "ev-7").opened(parsed);
        assertEquals("¿Sí? 😀", opened.get("said"));
        assertEquals(List.of("baja", "baja"), opened.get("all"));
        assertThrows(
                IllegalArgumentException.class, () -> RecordSeal.of(KEY, "ev-8").opened(parsed));
        assertThrows(
                IllegalArgumentException.class,
                () -> RecordSeal.of(Digests.sha256(), "ev-7").opened(parsed));
    }

    @Test
    void aTextThatWasMovedToAnotherPlaceDoesNotOpen() {
        RecordSeal seal = RecordSeal.of(KEY, "ev-7");
        Map<String, Object> parsed = parse(seal.sealed(RECORD));
        parsed.put("said", ((List<?>) parsed.get("all")).getFirst());
        assertThrows(IllegalArgumentException.class, () -> seal.opened(parsed));
    }

    private static Map<String, Object> parse(byte[] json) {
        return new JsonObject(new String(json, StandardCharsets.UTF_8)).getMap();
    }
}
