package io.momentum.ops.api;

import io.momentum.ops.access.Role;
import io.momentum.ops.access.Scope;
import io.momentum.store.value.SystemId;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;

/**
 * A token that was given out by the API. Only its hash is kept.
 *
 * @param person who has it, whose role and scope it has; empty for a program
 * @param name of the program
 * @param role of the program
 * @param expires when it ends by itself
 * @param revoked when somebody ended it
 */
record IssuedToken(
        String id,
        TokenHash hash,
        String person,
        String name,
        Role role,
        Optional<SystemId> account,
        Scope scope,
        Instant created,
        String by,
        Optional<Instant> expires,
        Optional<Instant> revoked) {

    boolean isGood(Instant now) {
        return revoked.isEmpty() && expires.filter(end -> !now.isBefore(end)).isEmpty();
    }

    IssuedToken revokedAt(Instant now) {
        return new IssuedToken(id, hash, person, name, role, account, scope, created, by, expires, Optional.of(now));
    }

    /** As it is shown: without what could be tried. */
    JsonObject shown(Instant now) {
        return kept().put("id", id).put("state", isGood(now) ? "good" : revoked.isPresent() ? "revoked" : "expired");
    }

    /** As it is journalled. */
    JsonObject stored() {
        return kept().put("hash", hash.toString());
    }

    private JsonObject kept() {
        JsonObject json = new JsonObject();
        if (person.isEmpty()) json.put("name", name).put("role", role.word());
        else json.put("person", person);
        account.ifPresent(each -> json.put("account", each.value()));
        if (!scope.isEverywhere())
            json.put("zones", PersonJson.array(scope.zones()))
                    .put("branches", PersonJson.array(scope.branches()))
                    .put("teams", PersonJson.array(scope.teams()));
        json.put("created", created.toString()).put("by", by);
        expires.ifPresent(at -> json.put("expires", at.toString()));
        revoked.ifPresent(at -> json.put("revoked", at.toString()));
        return json;
    }

    static IssuedToken parse(String id, JsonObject json) {
        return new IssuedToken(
                id,
                TokenHash.parse(json.getString("hash")),
                json.getString("person", ""),
                json.getString("name", ""),
                Role.of(json.getString("role", "")).orElse(Role.VIEWER),
                Optional.ofNullable(json.getString("account")).map(SystemId::new),
                new Scope(
                        PersonJson.texts(json, "zones"),
                        PersonJson.texts(json, "branches"),
                        PersonJson.texts(json, "teams")),
                Instant.parse(json.getString("created")),
                json.getString("by", ""),
                Optional.ofNullable(json.getString("expires")).map(Instant::parse),
                Optional.ofNullable(json.getString("revoked")).map(Instant::parse));
    }
}
