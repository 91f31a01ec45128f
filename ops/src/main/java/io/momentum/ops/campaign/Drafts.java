package io.momentum.ops.campaign;

import io.momentum.gateway.codec.PduWriter;
import io.momentum.ops.care.Campaigns.Target;
import io.momentum.ops.care.Contacts;
import io.momentum.ops.followup.campaign.Definition;
import io.momentum.ops.followup.campaign.Template.Filled;
import io.momentum.store.index.Shelf;
import io.momentum.store.value.Address;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;

/** The message to a recipient: its own columns fill the text, and what is known of the contact where they say nothing. */
final class Drafts {

    private Drafts() {}

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

    static byte[] submit(Address from, long digits, String text) {
        return PduWriter.submitSm(from, PduWriter.address(Long.toString(digits)), text, 1, "");
    }
}
