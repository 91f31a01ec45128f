package io.momentum.ops.inbox;

import io.momentum.ops.api.SignIns.Badge;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

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
            if (ofOne.size() >= OF_ONE_MAX) byId.remove(ofOne.getFirst());
            if (byId.size() >= SESSIONS_MAX) removeOldest();
            byId.put(id, new Session(badge, language, zone, now));
            return id;
        } finally {
            lock.unlock();
        }
    }

    private void removeOldest() {
        Iterator<String> oldest = byId.keySet().iterator();
        oldest.next();
        oldest.remove();
    }

    Optional<Session> find(String id) {
        long now = System.nanoTime();
        lock.lock();
        try {
            Session session = byId.get(id);
            if (session == null) return Optional.empty();
            if (session.isOver(now)) {
                byId.remove(id);
                return Optional.empty();
            }
            session.seen(now);
            return Optional.of(session);
        } finally {
            lock.unlock();
        }
    }

    void end(String id) {
        lock.lock();
        try {
            byId.remove(id);
        } finally {
            lock.unlock();
        }
    }
}
