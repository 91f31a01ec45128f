package io.momentum.ops.inbox;

import io.momentum.ops.api.SignIns.Badge;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** Who is signed in. In memory, at most {@value #SESSIONS_MAX}; the one that was used longest ago goes first. Any thread. */
final class Sessions {

    /** Whoever does nothing for so long signs in again. */
    static final Duration IDLE = Duration.ofHours(2);

    /** A stay lasts a shift, not a week. */
    static final Duration MOST = Duration.ofHours(14);

    static final int SESSIONS_MAX = 5_000;
    private static final int OF_ONE_MAX = 20;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Session> byId = new LinkedHashMap<>(16, 0.75f, true);

    /** Begins a stay. @return the id, for the cookie */
    String begin(Badge badge, Language language, ZoneId zone) {
        String id = Chance.secret();
        long now = System.nanoTime();
        lock.lock();
        try {
            byId.values().removeIf(each -> each.isOver(now));
            List<String> ofOne = new ArrayList<>();
            byId.forEach((other, session) -> {
                if (session.badge().equals(badge)) ofOne.add(other);
            });
            if (ofOne.size() >= OF_ONE_MAX) end(ofOne.getFirst());
            if (byId.size() >= SESSIONS_MAX) end(byId.keySet().iterator().next());
            byId.put(id, new Session(badge, language, zone, now));
            return id;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Who that is.
     *
     * @param acts whether somebody does something; what a page asks by itself keeps nobody signed in
     */
    Optional<Session> find(String id, boolean acts) {
        return find(id, acts, System.nanoTime());
    }

    Optional<Session> find(String id, boolean acts, long now) {
        lock.lock();
        try {
            Session session = byId.get(id);
            if (session == null) return Optional.empty();
            if (session.isOver(now)) {
                byId.remove(id);
                return Optional.empty();
            }
            if (acts) session.seen(now);
            return Optional.of(session);
        } finally {
            lock.unlock();
        }
    }

    /** Begins a stay for whoever has one, in its stead and that of all others of its kind. @return the id, for the cookie */
    String beginInstead(Session session, Badge badge, Predicate<Badge> others) {
        lock.lock();
        try {
            byId.values().removeIf(each -> {
                boolean over = each == session || others.test(each.badge());
                if (over) each.end();
                return over;
            });
        } finally {
            lock.unlock();
        }
        String id = begin(badge, session.language(), session.zone());
        find(id, false).ifPresent(next -> {
            next.prefers(session.language(), session.zone(), session.keys());
            next.proved(session.proof());
        });
        return id;
    }

    void end(String id) {
        lock.lock();
        try {
            Session session = byId.remove(id);
            if (session != null) session.end();
        } finally {
            lock.unlock();
        }
    }
}
