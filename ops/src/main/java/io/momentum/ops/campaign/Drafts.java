package io.momentum.ops.campaign;

import io.momentum.gateway.codec.Gsm7Fit;
import io.momentum.gateway.codec.Gsm7Fit.Level;
import io.momentum.gateway.codec.PduWriter;
import io.momentum.gateway.server.Account;
import io.momentum.ops.care.Campaigns.Target;
import io.momentum.ops.care.Contacts;
import io.momentum.ops.followup.campaign.Definition;
import io.momentum.ops.followup.campaign.Template.Filled;
import io.momentum.store.index.Shelf;
import io.momentum.store.value.Address;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The message to a recipient: its own columns fill the text, and what is known of the contact where they say nothing. */
final class Drafts {

    /**
     * Longer ones, in characters, are not made into a message: it is more than the API takes for one, more than the parts of
     * any carrier hold, and less than a submit_sm carries in either alphabet.
     */
    private static final int TEXT_MAX = 10_000;

    private Drafts() {}

    /** Whether a filled text is too long for any carrier. */
    static boolean isTooLong(String text) {
        return text.length() > TEXT_MAX;
    }

    static Filled textFor(Definition definition, Target target, Shelf rows) {
        Map<String, String> values = new HashMap<>();
        Contacts.find(rows, target.digits()).ifPresent(contact -> values.putAll(contact.attributes()));
        if (!target.variables().isEmpty()) {
            for (Map.Entry<String, Object> each : new JsonObject(target.variables())) {
                values.put(each.getKey(), String.valueOf(each.getValue()));
            }
        }
        Filled filled = definition.textFor(values).fill(values);
        values.put("number", Long.toString(target.digits()));
        return filled.isWhole() ? filled : definition.textFor(values).fill(values);
    }

    /** How far its texts are made to fit: as it says itself, or further where its account wants that. */
    static Level levelFor(Definition definition, @Nullable Account account) {
        Level own = definition.fit();
        Level wanted = account == null ? own : account.config().intake().fit().level();
        return own.compareTo(wanted) >= 0 ? own : wanted;
    }

    static byte[] submit(Address from, long digits, String text, Level level) {
        String fitted = Gsm7Fit.fitted(text, level);
        return PduWriter.submitSm(from, PduWriter.address(Long.toString(digits)), fitted, 1, "");
    }
}
