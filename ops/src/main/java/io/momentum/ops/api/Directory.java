package io.momentum.ops.api;

import io.momentum.gateway.session.Swapped;
import io.momentum.ops.access.Person;
import io.momentum.ops.care.Care;
import io.momentum.ops.care.Settings;
import io.momentum.ops.followup.assign.Member;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/**
 * People and tokens in memory, as the journal has them: a request must not wait for the disk to know who asks. Whoever changes
 * them reads them again before it answers, so a token that was revoked lets nobody in from then on. Any thread.
 */
final class Directory {

    static final String PERSON = "person";
    static final String TOKEN = "token";
    static final String PASSWORD = "password";

    private record Known(
            SortedMap<String, Person> people,
            Map<TokenHash, IssuedToken> byHash,
            SortedMap<String, IssuedToken> tokens,
            Map<String, String> passwords) {}

    private final Care care;
    private final ReentrantLock reading = new ReentrantLock();
    private final Swapped<Known> known = new Swapped<>(new Known(new TreeMap<>(), Map.of(), new TreeMap<>(), Map.of()));

    Directory(Care care) {
        this.care = care;
        refresh();
    }

    /** Reads all anew, and tells those who are given replies. */
    void refresh() {
        reading.lock();
        try {
            SortedMap<String, Person> people = new TreeMap<>();
            Settings.all(care.rows(), PERSON)
                    .forEach((id, body) -> people.put(id, PersonJson.parse(id, new JsonObject(body))));
            Map<TokenHash, IssuedToken> byHash = new HashMap<>();
            SortedMap<String, IssuedToken> tokens = new TreeMap<>();
            Settings.all(care.rows(), TOKEN).forEach((id, body) -> {
                IssuedToken token = IssuedToken.parse(id, new JsonObject(body));
                tokens.put(id, token);
                byHash.put(token.hash(), token);
            });
            Map<String, String> passwords = new HashMap<>();
            Settings.all(care.rows(), PASSWORD)
                    .forEach((id, body) -> passwords.put(id, new JsonObject(body).getString("hash")));
            known.set(new Known(people, byHash, tokens, passwords));
            care.people(byTeam(people.values()), working(people.values()));
        } finally {
            reading.unlock();
        }
    }

    private static Map<String, List<Member>> byTeam(Collection<Person> people) {
        Map<String, List<Member>> byTeam = new TreeMap<>();
        for (Person person : people) {
            if (!person.takesTurns()) continue;
            for (String team : person.teams())
                byTeam.computeIfAbsent(team, name -> new ArrayList<>()).add(person.member());
        }
        return byTeam;
    }

    private static Set<String> working(Collection<Person> people) {
        return people.stream().filter(Person::works).map(Person::id).collect(Collectors.toUnmodifiableSet());
    }

    Optional<Person> person(String id) {
        return Optional.ofNullable(known.get().people().get(id));
    }

    List<Person> people() {
        return List.copyOf(known.get().people().values());
    }

    List<IssuedToken> tokens() {
        return List.copyOf(known.get().tokens().values());
    }

    Optional<IssuedToken> token(String id) {
        return Optional.ofNullable(known.get().tokens().get(id));
    }

    /** Whom a token names; empty where it is none, has ended, or its person has left. */
    Optional<Caller> caller(TokenHash presented, Instant now) {
        IssuedToken token = known.get().byHash().get(presented);
        if (token == null || !token.isGood(now)) return Optional.empty();
        if (token.person().isEmpty())
            return Optional.of(new Caller(token.name(), token.role(), token.account(), token.scope(), false));
        return asCaller(token.person());
    }

    /** The hash of a person's password. */
    Optional<String> password(String id) {
        return Optional.ofNullable(known.get().passwords().get(id));
    }

    /** A person that works here. */
    Optional<Caller> asCaller(String id) {
        return person(id)
                .filter(Person::active)
                .map(who -> new Caller(who.id(), who.role(), Optional.empty(), who.scope(), true));
    }
}
