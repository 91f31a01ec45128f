package io.momentum.ops.webhook;

import io.momentum.ops.event.EventType;
import io.momentum.ops.event.TypeFilter;
import java.util.Map;

/**
 * The form in which a receiver takes events.
 *
 * @param name for people
 * @param contentType of what is sent
 * @param headers beside those of the signature
 * @param forms by type; a type without one is not sent
 * @param acknowledge which member of the receiver's answer names its own record, by its path; empty for none
 */
public record Mapping(
        String name,
        String contentType,
        Map<String, Template> headers,
        Map<EventType, Form> forms,
        String acknowledge) {

    /** The event as it is: a CloudEvent. */
    public static final Mapping CLOUD_EVENT =
            new Mapping("cloudevents", "application/cloudevents+json", Map.of(), Map.of(), "externalId");

    /**
     * What is sent for an event.
     *
     * @param method POST, PUT or PATCH
     * @param path what comes behind the subscription's URL
     */
    public record Form(String method, Template path, Template body) {}

    public Mapping {
        headers = Map.copyOf(headers);
        forms = Map.copyOf(forms);
    }

    boolean isCloudEvent() {
        return forms.isEmpty();
    }

    /** The types that it has a form for. */
    TypeFilter types() {
        return isCloudEvent() ? TypeFilter.ALL : new TypeFilter(forms.keySet());
    }
}
