package io.momentum.ops.event;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Something that happened, as systems of record are told of it: a CloudEvent of version 1.0.
 *
 * @param id its number, see {@link EventId}
 * @param turn whose events keep their order among each other: the contact's number; below 0 for what is no contact's
 * @param conversation that it belongs to, 0 for none
 * @param subject what it is about, in a word: an id, a number, a campaign's name
 * @param data its members: text, numbers, flags, lists and maps of these
 */
public record Event(
        long id,
        EventType type,
        long atMicros,
        long turn,
        long conversation,
        String subject,
        Map<String, Object> data) {

    /**
     * The members of the CloudEvent in their usual order, in JSON mode.
     *
     * @param source who tells it
     */
    public Map<String, Object> cloudEvent(String source) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("specversion", "1.0");
        json.put("id", EventId.format(id));
        json.put("source", source);
        json.put("type", type.type());
        json.put("subject", subject);
        json.put("time", time(atMicros));
        json.put("sequence", "%020d".formatted(id));
        json.put("datacontenttype", "application/json");
        json.put("dataschema", type.schema());
        json.put("data", data);
        return json;
    }

    /** The text of its id. */
    public String name() {
        return EventId.format(id);
    }

    static String time(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
    }
}
