package io.momentum.ops.webhook;

import io.momentum.ops.event.Event;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One attempt as it goes over the wire.
 *
 * @param id of the event, the same at every attempt
 * @param headers all of them but Host and Content-Length
 */
record Delivery(String id, String method, URI url, Map<String, String> headers, byte[] body) {

    /**
     * Fills an event in and signs it; empty where its form leaves it out.
     *
     * @param source who tells it
     * @param externalId what the receiver called the record of this conversation, empty where it has not said
     */
    static Optional<Delivery> of(WebhookConfig config, Event event, String source, String externalId, long nowSeconds) {
        Map<String, Object> values = event.cloudEvent(source);
        Mapping mapping = config.mapping();
        Mapping.Form form = mapping.forms().get(event.type());
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", mapping.contentType());
        headers.put("user-agent", "Momentum");
        URI url = config.url();
        String method = "POST";
        Object body = values;
        if (form != null) {
            Map<String, Object> all = new LinkedHashMap<>(values);
            if (!externalId.isEmpty()) all.put("externalId", externalId);
            url = URI.create(config.url() + form.path().text(all, Delivery::encoded));
            method = form.method();
            Optional<Object> filled = form.body().fill(all);
            if (filled.isEmpty()) return Optional.empty();
            body = filled.get();
        }
        // In headers alone: a receiver's token has no business in what it stores.
        Map<String, Object> withToken = new LinkedHashMap<>(values);
        config.token().ifPresent(token -> withToken.put("token", token.value()));
        mapping.headers().forEach((name, value) -> headers.put(name, value.text(withToken, Delivery::oneLine)));
        byte[] bytes = json(body).getBytes(StandardCharsets.UTF_8);
        headers.put("webhook-id", event.name());
        headers.put("webhook-timestamp", Long.toString(nowSeconds));
        headers.put("webhook-signature", Signature.of(config.secrets(), event.name(), nowSeconds, bytes));
        return Optional.of(new Delivery(event.name(), method, url, headers, bytes));
    }

    private static String json(Object body) {
        return Json.encode(body instanceof Map<?, ?> map ? object(map) : body);
    }

    private static JsonObject object(Map<?, ?> map) {
        var json = new JsonObject();
        map.forEach((name, value) -> json.put(String.valueOf(name), value));
        return json;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String oneLine(String text) {
        return text.replaceAll("[\\x00-\\x1f\\x7f]", " ");
    }
}
