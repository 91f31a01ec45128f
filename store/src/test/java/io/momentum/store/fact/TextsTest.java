package io.momentum.store.fact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.store.fact.CareFact.ChangeAudited;
import io.momentum.store.fact.CareFact.ContactSaved;
import io.momentum.store.fact.CareFact.NoteAdded;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class TextsTest {

    private static final long AT = 1_795_000_000_000_000L;
    private static final long UNTIL = 1_800_000_000_000_000L;

    private static ChangeAudited audited(String operation, String subject, String after) {
        return new ChangeAudited(AT, "user:ana", operation, subject, 200, "127.0.0.1", "admin", "", after);
    }

    @Test
    void everyFactCanLoseItsTextAndIsReadAsBefore() {
        List<Fact> all = new ArrayList<>(SampleFacts.byName().values());
        all.addAll(SampleCareFacts.byName().values());
        for (Fact fact : all) {
            Fact left = Texts.without(fact, UNTIL);
            assertEquals(fact.getClass(), left.getClass());
            assertEquals(fact.atMicros(), left.atMicros());
            byte[] bytes = FactCodec.encode(left);
            Fact again = Texts.without(FactCodec.decode(bytes, 0), UNTIL + 1);
            assertTrue(Arrays.equals(bytes, FactCodec.encode(again)), () -> "twice is once: " + fact);
        }
    }

    @Test
    void aNoteKeepsWhoWroteItAndAHash() {
        var note = new NoteAdded(AT, "user:ana", 7, "llámame mañana");
        var left = (NoteAdded) Texts.without(note, UNTIL);
        TextMark mark = TextMark.in(left.text()).orElseThrow();
        assertEquals("llámame mañana".getBytes(StandardCharsets.UTF_8).length, mark.octets());
        assertEquals(UNTIL, mark.untilMicros());
        assertEquals("user:ana", left.actor());
        assertTrue(TextMark.in(note.text()).isEmpty());
        assertTrue(TextMark.in("\u001aabc").isEmpty());
    }

    @Test
    void ofACardWhatFiguresRestOnStays() {
        var saved = new ContactSaved(AT, "user:ana", 15550100, "api", Map.of("name", "Luisa", "zone", "north"));
        assertEquals(Map.of("zone", "north"), ((ContactSaved) Texts.without(saved, UNTIL)).attributes());
    }

    @Test
    void theAuditKeepsWhoDidWhatToWhom() {
        String after = "{\"account\":\"acme\",\"to\":\"+15550100\",\"text\":\"your code\"}";
        ChangeAudited left = Texts.without(audited("sendMessage", "messages", after), UNTIL);
        assertFalse(left.after().contains("code"));
        assertEquals(OptionalLong.of(15550100), Texts.quotedIn(left), "as before");
        assertEquals(OptionalLong.of(15550100), Texts.quotedIn(audited("sendMessage", "messages", after)));
        assertEquals(OptionalLong.of(0), Texts.quotedIn(audited("sendMessage", "messages", "{}")));
        assertEquals(
                OptionalLong.of(0x17),
                Texts.quotedIn(audited("replyToConversation", "conversations/0000000000000017/reply", "")));
        assertEquals(OptionalLong.of(15550100), Texts.quotedIn(audited("putContact", "contacts/15550100", "{}")));
        assertEquals(OptionalLong.empty(), Texts.quotedIn(audited("holdContact", "contacts/15550100/hold", "{}")));
        assertEquals(
                OptionalLong.empty(), Texts.quotedIn(audited("claimConversation", "conversations/17/claim", "{}")));
    }
}
