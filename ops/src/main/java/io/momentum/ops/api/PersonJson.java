package io.momentum.ops.api;

import io.momentum.ops.access.Person;
import io.momentum.ops.access.Role;
import io.momentum.ops.followup.assign.Member;
import io.momentum.ops.followup.assign.Member.Absence;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A person as the contract and the journal have it. */
final class PersonJson {

    private PersonJson() {}

    static JsonObject of(Person person) {
        JsonArray absences = new JsonArray();
        for (Absence each : person.absences())
            absences.add(new JsonObject()
                    .put("from", each.from().toString())
                    .put("until", each.until().toString()));
        return new JsonObject()
                .put("id", person.id())
                .put("name", person.name())
                .put("role", person.role().word())
                .put("teams", array(person.teams()))
                .put("zones", array(person.zones()))
                .put("branches", array(person.branches()))
                .put("languages", array(person.languages()))
                .put("capacity", person.capacity())
                .put("absences", absences)
                .put("active", person.active());
    }

    /** Throws IllegalArgumentException where it says nobody. */
    static Person parse(String id, JsonObject json) {
        return new Person(
                id,
                json.getString("name", id),
                Role.of(json.getString("role")).orElseThrow(() -> new IllegalArgumentException("role: no such role")),
                texts(json, "teams"),
                texts(json, "zones"),
                texts(json, "branches"),
                texts(json, "languages"),
                json.getInteger("capacity", Member.CAPACITY),
                absences(json.getJsonArray("absences", new JsonArray())),
                json.getBoolean("active", true));
    }

    private static List<Absence> absences(JsonArray array) {
        List<Absence> absences = new ArrayList<>();
        for (Object each : array) {
            JsonObject json = (JsonObject) each;
            try {
                absences.add(
                        new Absence(Instant.parse(json.getString("from")), Instant.parse(json.getString("until"))));
            } catch (DateTimeException e) {
                throw new IllegalArgumentException("absences: times such as 2026-12-04T09:00:00Z", e);
            }
        }
        return absences;
    }

    static Set<String> texts(JsonObject json, String name) {
        Set<String> texts = new TreeSet<>();
        for (Object each : json.getJsonArray(name, new JsonArray())) texts.add(String.valueOf(each));
        return texts;
    }

    static JsonArray array(Collection<String> texts) {
        return new JsonArray(List.copyOf(new TreeSet<>(texts)));
    }
}
