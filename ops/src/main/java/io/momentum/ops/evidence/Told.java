package io.momentum.ops.evidence;

import io.momentum.ops.evidence.EvidenceTable.Entry;
import io.momentum.ops.followup.evidence.RecordJson;
import io.momentum.ops.followup.evidence.RecordSeal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record to be told to people.
 *
 * @param entry its place in the chain
 * @param record as it is hashed, its texts encrypted
 * @param readable with its texts in clear where they open
 * @param key the record's own, null where its texts stay closed
 * @param erased whether the contact's key is destroyed
 */
record Told(
        Entry entry,
        Map<String, @Nullable Object> record,
        Map<String, @Nullable Object> readable,
        byte @Nullable [] key,
        boolean erased) {

    /** @param closed whether texts stay closed though they could be opened */
    static Told of(Entry entry, ContactKeys contacts, boolean closed) {
        Map<String, @Nullable Object> record = JsonText.parse(new String(entry.record(), StandardCharsets.UTF_8));
        boolean hides = record.containsKey("keyHash");
        byte[] contactKey = hides ? contacts.keyOf(entry.subject()) : null;
        if (contactKey == null || closed) return new Told(entry, record, record, null, hides && contactKey == null);
        RecordSeal seal = RecordSeal.of(contactKey, RecordJson.idOf(entry.cause()));
        return new Told(entry, record, seal.opened(record), seal.key(), false);
    }

    /** A text of an object of the record, or what stands there instead. */
    String text(Map<String, @Nullable Object> map, String name) {
        Object value = map.get(name);
        if (RecordSeal.isSealed(value)) return erased ? "(erased)" : "(encrypted)";
        boolean wasThere = name.equals("text") && Boolean.TRUE.equals(map.get("erased"));
        if (value == null) return wasThere ? "(erased)" : "";
        return value.toString();
    }
}
