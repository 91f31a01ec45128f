package io.momentum.ops.api;

import io.momentum.gateway.server.Accounts;
import io.momentum.gateway.server.Password;
import io.momentum.ops.access.Person;
import io.momentum.ops.access.Right;
import io.momentum.ops.access.Role;
import io.momentum.ops.access.Scope;
import io.momentum.ops.care.Care;
import io.momentum.store.value.SystemId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;

/** Operations on people and their tokens. */
final class PeopleOps {

    private static final Duration LIFE = Duration.ofDays(365);

    private final Directory directory;
    private final Accounts accounts;
    private final Saved people;
    private final Saved tokens;
    private final Saved passwords;

    PeopleOps(ApiParts parts, Directory directory) {
        Care care = parts.care();
        this.directory = directory;
        accounts = parts.gateway().accounts();
        people = new Saved(care, Directory.PERSON);
        tokens = new Saved(care, Directory.TOKEN);
        passwords = new Saved(care, Directory.PASSWORD);
    }

    Map<String, Operation> byId() {
        Map<String, Operation> operations = new HashMap<>();
        operations.put("whoAmI", PeopleOps::whoAmI);
        operations.put("listPeople", this::list);
        operations.put("getPerson", call -> Answer.json(200, PersonJson.of(found(call))));
        operations.put("putPerson", this::put);
        operations.put("deletePerson", this::remove);
        operations.put("putPassword", this::putPassword);
        operations.put("deletePassword", this::removePassword);
        operations.put("listTokens", this::listTokens);
        operations.put("createToken", this::issue);
        operations.put("revokeToken", this::revoke);
        return operations;
    }

    private static Answer whoAmI(Call call) {
        Caller caller = call.caller();
        JsonArray rights = new JsonArray();
        for (var right : Right.values()) {
            if (caller.mayAny(right)) rights.add(MessageJson.word(right));
        }
        Scope scope = caller.scope();
        JsonObject json = new JsonObject()
                .put("actor", caller.actor())
                .put("role", caller.role().word())
                .put("zones", PersonJson.array(scope.zones()))
                .put("branches", PersonJson.array(scope.branches()))
                .put("teams", PersonJson.array(scope.teams()))
                .put("rights", rights);
        caller.account().ifPresent(account -> json.put("account", account.value()));
        return Answer.json(200, json);
    }

    // ---- people

    private Answer list(Call call) {
        String after = call.query("cursor").orElse("");
        Predicate<Person> filter = person -> true;
        Optional<String> team = call.query("team");
        Optional<String> role = call.query("role");
        if (team.isPresent()) filter = filter.and(each -> each.teams().contains(team.get()));
        if (role.isPresent()) filter = filter.and(each -> each.role().word().equals(role.get()));
        JsonArray items = new JsonArray();
        String last = "";
        boolean more = false;
        for (Person person : directory.people()) {
            if (person.id().compareTo(after) <= 0 || !sees(call, person) || !filter.test(person)) continue;
            more = items.size() == call.limit();
            if (more) break;
            items.add(PersonJson.of(person));
            last = person.id();
        }
        JsonObject json = new JsonObject().put("items", items);
        if (more) json.put("next", last);
        return Answer.json(200, json);
    }

    /** Who is bound to teams sees those who share one, and itself. */
    private static boolean sees(Call call, Person person) {
        var teams = call.caller().scope().teams();
        boolean self = call.caller().isPerson() && call.caller().name().equals(person.id());
        return self || teams.isEmpty() || person.scope().teams().stream().anyMatch(teams::contains);
    }

    private Person found(Call call) {
        return directory
                .person(call.path("person"))
                .filter(person -> sees(call, person))
                .orElseThrow(() -> Problem.notFound("No such person.").refusal());
    }

    private Answer put(Call call) {
        Person person;
        try {
            person = PersonJson.parse(call.path("person"), call.body());
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest(String.valueOf(e.getMessage())).refusal();
        }
        people.put(call, person.id(), PersonJson.of(person));
        directory.refresh();
        return Answer.json(200, PersonJson.of(person));
    }

    /** Its tokens end with it; what it did stays its own. */
    private Answer remove(Call call) {
        String id = call.path("person");
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        // Whoever gets the same id later must not come in with them.
        for (IssuedToken token : directory.tokens()) {
            if (token.person().equals(id) && token.revoked().isEmpty())
                tokens.put(call, token.id(), token.revokedAt(now).stored(), "hash");
        }
        if (passwords.find(id).isPresent()) passwords.remove(call, id, "hash");
        people.remove(call, id);
        directory.refresh();
        return Answer.empty();
    }

    // ---- passwords

    private Answer putPassword(Call call) {
        Person person = found(call);
        String text = call.body().getString("password", "");
        String hash = call.body().getString("hash", "");
        if (text.isEmpty() == hash.isEmpty())
            throw Problem.badRequest("password or hash: one of them").refusal();
        try {
            JsonObject kept = new JsonObject()
                    .put("hash", hash.isEmpty() ? Password.hash(text) : checked(hash))
                    .put("by", call.caller().actor())
                    .put("at", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
            call.changes()
                    .say(new JsonObject().put("person", person.id())); // never what was asked, though nothing changes
            passwords.put(call, person.id(), kept, "hash");
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest(String.valueOf(e.getMessage())).refusal();
        }
        directory.refresh();
        return Answer.empty();
    }

    private static String checked(String hash) {
        Password.hashed(hash);
        return hash;
    }

    private Answer removePassword(Call call) {
        passwords.remove(call, found(call).id(), "hash");
        directory.refresh();
        return Answer.empty();
    }

    // ---- tokens

    private Answer listTokens(Call call) {
        Instant now = Instant.now();
        String after = call.query("cursor").orElse("");
        JsonArray items = new JsonArray();
        JsonObject json = new JsonObject();
        for (IssuedToken token : directory.tokens()) {
            if (token.id().compareTo(after) <= 0) continue;
            if (items.size() == call.limit()) {
                json.put("next", items.getJsonObject(items.size() - 1).getString("id"));
                break;
            }
            items.add(token.shown(now));
        }
        return Answer.json(200, json.put("items", items));
    }

    private Answer issue(Call call) {
        JsonObject body = call.body();
        String person = body.getString("person", "");
        if (person.isEmpty() == body.getString("name", "").isEmpty())
            throw Problem.badRequest("person or name: one of them, for whom it is")
                    .refusal();
        if (!person.isEmpty() && directory.person(person).isEmpty())
            throw Problem.unprocessable("NO_SUCH_PERSON", "No such person.").refusal();
        if (!person.isEmpty() && (body.containsKey("role") || body.containsKey("account")))
            throw Problem.badRequest("A person's token has the person's role.").refusal();
        String text = TokenHash.newToken();
        byte[] chance = new byte[6];
        ThreadLocalRandom.current().nextBytes(chance);
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        var token = new IssuedToken(
                "tk_" + HexFormat.of().formatHex(chance),
                TokenHash.of(text),
                person,
                body.getString("name", ""),
                Role.of(body.getString("role", "viewer")).orElseThrow(),
                account(body),
                new Scope(
                        PersonJson.texts(body, "zones"),
                        PersonJson.texts(body, "branches"),
                        PersonJson.texts(body, "teams")),
                now,
                call.caller().actor(),
                Optional.of(expires(body, now)),
                Optional.empty());
        tokens.put(call, token.id(), token.stored(), "hash");
        directory.refresh();
        // The answer is not the audit's: it holds the token.
        return Answer.json(201, token.shown(now).put("token", text));
    }

    private Optional<SystemId> account(JsonObject body) {
        String name = body.getString("account");
        if (name == null) return Optional.empty();
        if (accounts.get(name) == null)
            throw Problem.unprocessable("NO_SUCH_ACCOUNT", "No such account.").refusal();
        return Optional.of(new SystemId(name));
    }

    private static Instant expires(JsonObject body, Instant now) {
        String wanted = body.getString("expires", "");
        if (wanted.isEmpty()) return now.plus(LIFE);
        try {
            Instant at = Instant.parse(wanted);
            if (at.isAfter(now)) return at;
        } catch (DateTimeException e) {
            // Then it is no time.
        }
        throw Problem.badRequest("expires: a later time such as 2027-12-04T09:00:00Z")
                .refusal();
    }

    private Answer revoke(Call call) {
        IssuedToken token = directory
                .token(call.path("token"))
                .orElseThrow(() -> Problem.notFound("No such token.").refusal());
        if (token.revoked().isEmpty()) {
            Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
            tokens.put(call, token.id(), token.revokedAt(now).stored(), "hash");
            directory.refresh();
        }
        return Answer.empty();
    }
}
