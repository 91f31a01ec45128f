package io.momentum.ops.care;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Who looks at a conversation just now, and who writes an answer to it. Kept in memory alone: whoever says nothing for
 * {@link #LEASE} has gone, and after a restart everybody has. The first who writes holds the draft; others may look on. Any
 * thread.
 */
public final class Presence {

    public static final Duration LEASE = Duration.ofSeconds(30);

    private static final int CONVERSATIONS_MAX = 10_000;
    private static final int PEOPLE_MAX = 50;

    /**
     * Somebody who is there.
     *
     * @param since when it came, microseconds since 1970
     * @param draftSince when it took the draft, 0 where it does not hold it
     * @param until when it has gone unless it says something
     */
    public record Here(String who, long since, long draftSince, long until) {
        public boolean holdsDraft() {
            return draftSince != 0;
        }
    }

    private final ConcurrentMap<Long, List<Here>> byConversation = new ConcurrentHashMap<>();

    /**
     * Somebody is there.
     *
     * @param writes whether it wants to hold the draft; it gets it where nobody else has it
     * @return all who are there now
     */
    public List<Here> seen(long conversation, String who, boolean writes, long nowMicros) {
        if (byConversation.size() >= CONVERSATIONS_MAX && !byConversation.containsKey(conversation)) sweep(nowMicros);
        if (byConversation.size() >= CONVERSATIONS_MAX && !byConversation.containsKey(conversation)) return List.of();
        List<Here> after = byConversation.compute(conversation, (_, before) -> {
            List<Here> all = alive(before, nowMicros, each -> true);
            Optional<Here> known =
                    all.stream().filter(each -> each.who().equals(who)).findFirst();
            all.removeIf(each -> each.who().equals(who));
            boolean taken = all.stream().anyMatch(Here::holdsDraft);
            long since = known.map(Here::since).orElse(nowMicros);
            long held = known.map(Here::draftSince).filter(at -> at != 0).orElse(nowMicros);
            if (all.size() < PEOPLE_MAX)
                all.add(new Here(who, since, writes && !taken ? held : 0, nowMicros + LEASE.toNanos() / 1_000));
            return List.copyOf(all);
        });
        return after == null ? List.of() : after;
    }

    /** Somebody has gone, or has sent what it wrote. */
    public void gone(long conversation, String who, long nowMicros) {
        byConversation.computeIfPresent(conversation, (_, before) -> {
            List<Here> left = alive(before, nowMicros, each -> !each.who().equals(who));
            return left.isEmpty() ? null : List.copyOf(left);
        });
    }

    public List<Here> at(long conversation, long nowMicros) {
        return List.copyOf(alive(byConversation.get(conversation), nowMicros, each -> true));
    }

    /** Who else holds the draft. */
    public Optional<Here> heldAgainst(long conversation, String who, long nowMicros) {
        return at(conversation, nowMicros).stream()
                .filter(each -> each.holdsDraft() && !each.who().equals(who))
                .findFirst();
    }

    private void sweep(long nowMicros) {
        byConversation
                .values()
                .removeIf(all -> alive(all, nowMicros, each -> true).isEmpty());
    }

    private static List<Here> alive(@Nullable List<Here> all, long nowMicros, Predicate<Here> those) {
        List<Here> alive = new ArrayList<>();
        if (all == null) return alive;
        for (Here each : all) {
            if (each.until() > nowMicros && those.test(each)) alive.add(each);
        }
        return alive;
    }
}
