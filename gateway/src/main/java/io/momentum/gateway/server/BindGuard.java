package io.momentum.gateway.server;

import io.momentum.gateway.server.AccessConfig.Bans;
import io.momentum.store.value.SystemId;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Slows down and stops who guesses passwords. Failures are counted for each address, and for each account over all
 * addresses; too many of them are a ban, during which no password is looked at. A ban must not hit the innocent who share the
 * address: whoever has bound to its account from there before is still looked at, and so are exempt networks and accounts.
 * Any thread; bounded, the oldest is forgotten first.
 */
final class BindGuard {

    /** How many addresses are remembered: those that failed, and those that succeeded. */
    private static final int REMEMBERED_MAX = 10_000;

    /** An account is attacked from anywhere; its own ESMEs fail now and then: it takes more to close it. */
    private static final int ACCOUNT_FACTOR = 5;

    private static final long DELAY_MILLIS = 500;
    private static final int DELAY_STEPS_MAX = 2;

    /** The first failures of all are taken for mistakes. */
    private static final int UNSUSPICIOUS = 3;

    private final Bans bans;
    private final Map<Object, Failures> records = new LinkedHashMap<>();
    private final Map<Place, Boolean> welcome = new LinkedHashMap<>();
    private long bansCount;

    /** From where an account was bound. */
    private record Place(SystemId account, InetAddress peer) {
        static Place of(SystemId account, InetAddress address) {
            return new Place(account, Cidr.peer(address));
        }
    }

    /** The failures of one address or account, and until when it is banned. */
    private static final class Failures {
        final ArrayDeque<Long> failedNanos = new ArrayDeque<>();
        boolean banned;
        long untilNanos;
    }

    BindGuard(Bans bans) {
        this.bans = bans;
    }

    /** Whether a bind is refused without a look at its password. */
    boolean refuses(@Nullable Account account, InetAddress address, long nowNanos) {
        if (bans.failures() == 0 || isExempt(address)) return false;
        synchronized (records) {
            boolean closed =
                    isBanned(Cidr.peer(address), nowNanos) || (account != null && isBanned(account.id(), nowNanos));
            if (!closed || account == null) return closed;
            return !account.config().esme().banExempt() && !welcome.containsKey(Place.of(account.id(), address));
        }
    }

    /** A bind succeeded: from there, this account is looked at whatever its neighbours do. */
    void succeeded(SystemId account, InetAddress address) {
        synchronized (records) {
            var place = Place.of(account, address);
            welcome.remove(place);
            welcome.put(place, true);
            if (welcome.size() > REMEMBERED_MAX) removeOldest(welcome);
        }
    }

    /**
     * A bind failed.
     *
     * @param account whose password was wrong, null where no account was named or its password not looked at
     * @return how long the refusal should take at least, in milliseconds
     */
    long failed(@Nullable SystemId account, InetAddress address, long nowNanos) {
        if (bans.failures() == 0 || isExempt(address)) return DELAY_MILLIS;
        synchronized (records) {
            if (account != null) note(account, bans.failures() * ACCOUNT_FACTOR, nowNanos);
            int failures = note(Cidr.peer(address), bans.failures(), nowNanos);
            return DELAY_MILLIS << Math.clamp(failures - UNSUSPICIOUS, 0, DELAY_STEPS_MAX);
        }
    }

    private int note(Object who, int most, long nowNanos) {
        Failures record = records.remove(who);
        if (record == null) record = new Failures();
        records.put(who, record);
        if (records.size() > REMEMBERED_MAX) removeOldest(records);
        long within = bans.within().toNanos();
        while (!record.failedNanos.isEmpty() && nowNanos - record.failedNanos.getFirst() > within)
            record.failedNanos.removeFirst();
        record.failedNanos.addLast(nowNanos);
        int failures = record.failedNanos.size();
        if (failures >= most) {
            record.failedNanos.clear();
            record.banned = true;
            record.untilNanos = nowNanos + bans.duration().toNanos();
            bansCount++;
        }
        return failures;
    }

    private boolean isBanned(Object who, long nowNanos) {
        Failures record = records.get(who);
        if (record == null || !record.banned) return false;
        if (nowNanos - record.untilNanos < 0) return true;
        record.banned = false;
        return false;
    }

    /** Addresses and accounts that are banned now. */
    int banned(long nowNanos) {
        synchronized (records) {
            return (int) records.values().stream()
                    .filter(record -> record.banned && nowNanos - record.untilNanos < 0)
                    .count();
        }
    }

    /** Bans so far. */
    long bans() {
        synchronized (records) {
            return bansCount;
        }
    }

    private boolean isExempt(InetAddress address) {
        for (Cidr network : bans.exempt()) {
            if (network.contains(address)) return true;
        }
        return false;
    }

    private static void removeOldest(Map<?, ?> map) {
        Iterator<?> first = map.keySet().iterator();
        first.next();
        first.remove();
    }
}
