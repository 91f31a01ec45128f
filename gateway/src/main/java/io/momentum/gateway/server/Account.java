package io.momentum.gateway.server;

import io.momentum.gateway.session.RateLimit;
import io.momentum.gateway.session.Swapped;
import io.momentum.store.value.SystemId;
import java.net.InetAddress;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One account as all its sessions share it: configuration, rate, number of binds, outbox. Any thread. A reload replaces the
 * configuration under the sessions; who may bind and how fast follows at once, the window with the next bind.
 */
public final class Account {

    private final SystemId id;
    private final AccountCounters counters = new AccountCounters();
    private final Swapped<Terms> terms;
    private final AtomicInteger binds = new AtomicInteger();
    private final AccountOutbox outbox;

    /** What a reload replaces. */
    private record Terms(AccountConfig config, RateLimit rate) {
        static Terms of(AccountConfig config) {
            return new Terms(config, new RateLimit(config.ratePerSecond()));
        }
    }

    Account(AccountConfig config, AccountOutbox outbox) {
        id = config.systemId();
        terms = new Swapped<>(Terms.of(config));
        this.outbox = outbox;
    }

    public SystemId id() {
        return id;
    }

    public AccountConfig config() {
        return terms.get().config();
    }

    public AccountCounters counters() {
        return counters;
    }

    AccountOutbox outbox() {
        return outbox;
    }

    /** Binds at this moment. */
    public int binds() {
        return binds.get();
    }

    void replace(AccountConfig config) {
        if (!config.equals(config())) terms.set(Terms.of(config));
    }

    public boolean tryTakeRate(long nowNanos) {
        return terms.get().rate().tryTake(nowNanos);
    }

    boolean allows(InetAddress address) {
        var networks = config().allowFrom();
        if (networks.isEmpty()) return true;
        for (Cidr network : networks) {
            if (network.contains(address)) return true;
        }
        return false;
    }

    /** Takes one of the account's binds. */
    boolean tryBind() {
        if (binds.incrementAndGet() <= config().maxBinds()) return true;
        binds.decrementAndGet();
        return false;
    }

    void unbound() {
        binds.decrementAndGet();
    }
}
