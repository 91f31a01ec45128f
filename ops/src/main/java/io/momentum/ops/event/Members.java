package io.momentum.ops.event;

import io.momentum.ops.followup.Conversation;
import io.momentum.store.index.Views.Message;
import io.momentum.store.value.MessageId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The members of an event's data, put in one by one; what is not known is left out. */
final class Members {

    private final Map<String, Object> all = new LinkedHashMap<>();

    Map<String, Object> map() {
        return all;
    }

    Members text(String name, @Nullable String text) {
        if (text != null && !text.isEmpty()) all.put(name, text);
        return this;
    }

    Members id(String name, long id) {
        if (id != 0) all.put(name, MessageId.format(id));
        return this;
    }

    Members number(String name, long number) {
        all.put(name, number);
        return this;
    }

    Members flag(String name, boolean flag) {
        all.put(name, flag);
        return this;
    }

    /** A time in microseconds, left out where it is 0. */
    Members time(String name, long micros) {
        if (micros != 0) all.put(name, Event.time(micros));
        return this;
    }

    /** A part of 1, given in thousandths. */
    Members share(String name, int thousandths) {
        all.put(name, thousandths / 1000.0);
        return this;
    }

    Members texts(String name, List<String> texts) {
        if (!texts.isEmpty()) all.put(name, List.copyOf(texts));
        return this;
    }

    Members map(String name, Map<String, String> map) {
        if (!map.isEmpty()) all.put(name, new LinkedHashMap<>(map));
        return this;
    }

    /** A number as E.164 has it, with its plus. */
    Members contact(long digits, Map<String, String> attributes) {
        var contact = new Members();
        if (digits > 0) contact.text("phone", "+" + digits);
        contact.text("externalId", attributes.get("externalId")).text("name", attributes.get("name"));
        return map("contact", contact);
    }

    private Members map(String name, Members members) {
        if (!members.all.isEmpty()) all.put(name, members.all);
        return this;
    }

    Members conversation(Conversation c) {
        return id("conversation", c.id())
                .contact(c.digits(), c.contact())
                .text("address", c.address())
                .text("account", c.account() == null ? null : c.account().value());
    }

    Members message(Message m) {
        return id("message", m.mtId())
                .contact(m.destinationDigits(), Map.of())
                .text("from", m.source().text())
                .text("to", m.destination().text())
                .text("account", m.account().value())
                .text("campaign", m.campaign())
                .text("carrier", m.carrier() == null ? null : m.carrier().value())
                .text("carrierMessageId", m.smscId())
                .number("parts", m.parts());
    }
}
