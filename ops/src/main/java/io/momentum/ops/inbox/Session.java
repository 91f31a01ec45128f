package io.momentum.ops.inbox;

import io.momentum.ops.api.SignIns.Badge;
import io.vertx.core.json.JsonObject;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Somebody's stay: from signing in until it signs out, is away for long, or what it came in with ends. Any thread. */
final class Session {

    private static final int KEPT_MAX = 50;

    private final Badge badge;
    private final String csrf = Chance.secret();
    private final long sinceNanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, JsonObject> kept = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, JsonObject> eldest) {
            return size() > KEPT_MAX;
        }
    };
    private long seenNanos;
    private boolean ended;
    private String proof = "";
    private Language language;
    private ZoneId zone;
    private boolean keys = true;
    private @Nullable Notice notice;

    Session(Badge badge, Language language, ZoneId zone, long nowNanos) {
        this.badge = badge;
        this.language = language;
        this.zone = zone;
        sinceNanos = nowNanos;
        seenNanos = nowNanos;
    }

    Badge badge() {
        return badge;
    }

    /** What each of its forms carries. */
    String csrf() {
        return csrf;
    }

    /** Keeps what a provider proved it with. */
    void proved(String by) {
        lock.lock();
        try {
            proof = by;
        } finally {
            lock.unlock();
        }
    }

    /** What the provider takes for signing out; empty where it did not sign anybody in. */
    String proof() {
        lock.lock();
        try {
            return proof;
        } finally {
            lock.unlock();
        }
    }

    boolean isOver(long nowNanos) {
        lock.lock();
        try {
            return ended
                    || nowNanos - seenNanos > Sessions.IDLE.toNanos()
                    || nowNanos - sinceNanos > Sessions.MOST.toNanos();
        } finally {
            lock.unlock();
        }
    }

    /** Whoever still has it, such as a stream, is out. */
    void end() {
        lock.lock();
        try {
            ended = true;
        } finally {
            lock.unlock();
        }
    }

    void seen(long nowNanos) {
        lock.lock();
        try {
            seenNanos = nowNanos;
        } finally {
            lock.unlock();
        }
    }

    // ---- how it likes to read

    Language language() {
        lock.lock();
        try {
            return language;
        } finally {
            lock.unlock();
        }
    }

    ZoneId zone() {
        lock.lock();
        try {
            return zone;
        } finally {
            lock.unlock();
        }
    }

    /** Whether single keys do things. */
    boolean keys() {
        lock.lock();
        try {
            return keys;
        } finally {
            lock.unlock();
        }
    }

    void prefers(Language otherLanguage, ZoneId otherZone, boolean otherKeys) {
        lock.lock();
        try {
            language = otherLanguage;
            zone = otherZone;
            keys = otherKeys;
        } finally {
            lock.unlock();
        }
    }

    // ---- what must not stand in a URL

    /** Keeps something, such as a search. @return the key that a path may have */
    String keep(JsonObject what) {
        String key = Chance.key();
        lock.lock();
        try {
            kept.put(key, what.copy());
        } finally {
            lock.unlock();
        }
        return key;
    }

    /** Empty where it was never kept, or is long ago. */
    Optional<JsonObject> kept(String key) {
        lock.lock();
        try {
            return Optional.ofNullable(kept.get(key)).map(JsonObject::copy);
        } finally {
            lock.unlock();
        }
    }

    // ---- what is said once

    /** Says something on the next page. */
    void say(Notice next) {
        lock.lock();
        try {
            notice = next;
        } finally {
            lock.unlock();
        }
    }

    Optional<Notice> takeNotice() {
        lock.lock();
        try {
            var taken = Optional.ofNullable(notice);
            notice = null;
            return taken;
        } finally {
            lock.unlock();
        }
    }
}
