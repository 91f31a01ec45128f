package io.momentum.ops.followup.evidence;

import io.momentum.store.value.CarrierId;
import io.momentum.store.value.MessageId;
import io.momentum.store.value.SystemId;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The members of a JSON object; what is missing, empty or 0 is left out. */
final class Fields {

    private final Map<String, @Nullable Object> members = new LinkedHashMap<>();

    Map<String, @Nullable Object> map() {
        return members;
    }

    /** What is no person's: codes, names of ours, numbers. */
    Fields put(String name, @Nullable Object value) {
        boolean nothing = value == null || value.equals("") || value.equals(0) || value.equals(0L);
        if (!nothing) members.put(name, value);
        return this;
    }

    Fields word(String name, Enum<?> constant) {
        return put(name, constant.name().toLowerCase(Locale.ROOT));
    }

    /** What a contact is or said, or a person wrote: only the contact's key opens it. */
    Fields hidden(String name, String text) {
        if (!text.isEmpty()) members.put(name, new Hidden(text));
        return this;
    }

    Fields hidden(String name, Map<String, String> texts) {
        var fields = new Fields();
        texts.forEach(fields::hidden);
        if (!fields.members.isEmpty()) members.put(name, fields.members);
        return this;
    }

    /** Without what is hidden, as its contact was erased, and with a word of that where there was any. */
    Fields erased() {
        boolean any = members.values().removeIf(Fields::isHidden);
        return put("erased", any ? true : null);
    }

    private static boolean isHidden(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) return map.values().stream().anyMatch(Hidden.class::isInstance);
        return value instanceof Hidden;
    }

    Fields id(String name, long id) {
        return put(name, id == 0 ? null : MessageId.format(id));
    }

    Fields time(String name, long micros) {
        return put(name, micros == 0 ? null : Days.time(micros));
    }

    Fields account(@Nullable SystemId account) {
        return put("account", account == null ? null : account.value());
    }

    Fields carrier(@Nullable CarrierId carrier) {
        return put("carrier", carrier == null ? null : carrier.value());
    }
}
