package io.momentum.gateway.server;

import io.momentum.gateway.intake.Repeated;
import io.momentum.gateway.session.RateLimit;
import io.momentum.gateway.session.Swapped;
import io.momentum.store.value.SystemId;
import java.net.InetAddress;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One account as all its sessions share it: configuration, rate, number of binds, outbox. Any thread. A reload replaces the
 * configuration under the sessions; who may bind and how fast follows at once, the window with the next bind.
 */
public final class Account {

    private static final int SEARCHES_PER_SECOND = 100;
    private static final long SEARCH_UNIT = 1_000_000_000L;

    private final SystemId id;
    private final AccountCounters counters = new AccountCounters();
    private final Swapped<Terms> terms;
    /** The second, and behind it how many there were in it. */
    private final AtomicLong searches = new AtomicLong();

    private final AtomicInteger binds = new AtomicInteger();
    private final Map<BindKind, AtomicInteger> byKind = Map.of(
            BindKind.TRANSMITTER, new AtomicInteger(),
            BindKind.RECEIVER, new AtomicInteger(),
            BindKind.TRANSCEIVER, new AtomicInteger());
    private final AccountOutbox outbox;
    private final Repeated repeated = new Repeated();

    /** What a reload replaces. */
    private record Terms(AccountConfig config, RateLimit rate) {
        static Terms of(AccountConfig config) {
            return new Terms(config, new RateLimit(Math.max(0, config.ratePerSecond())));
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

    /** What it has had accepted of late. */
    public Repeated repeated() {
        return repeated;
    }

    AccountOutbox outbox() {
        return outbox;
    }

    /** Binds at this moment. */
    public int binds() {
        return binds.get();
    }

    /** Binds of one kind at this moment. */
    public int binds(BindKind kind) {
        return ofKind(kind).get();
    }

    void replace(AccountConfig config) {
        if (!config.equals(config())) terms.set(Terms.of(config));
    }

    public boolean tryTakeRate(long nowNanos) {
        Terms now = terms.get();
        return now.config().ratePerSecond() != AccountConfig.RATE_BLOCKED
                && now.rate().tryTake(nowNanos);
    }

    /** Whether another cancel_sm or replace_sm is looked at in this second: each looks through queues, which may be long. */
    boolean tryTakeSearch(long nowMillis) {
        long second = nowMillis / 1000;
        long now = searches.updateAndGet(was -> was / SEARCH_UNIT == second ? was + 1 : second * SEARCH_UNIT + 1);
        return now % SEARCH_UNIT <= SEARCHES_PER_SECOND;
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
    boolean tryBind(BindKind kind) {
        boolean has = binds.incrementAndGet() <= config().maxBinds();
        boolean hasOfKind =
                ofKind(kind).incrementAndGet() <= kind.most(config().esme().binds());
        if (has && hasOfKind) return true;
        unbound(kind);
        return false;
    }

    private AtomicInteger ofKind(BindKind kind) {
        return Objects.requireNonNull(byKind.get(kind));
    }

    void unbound(BindKind kind) {
        binds.decrementAndGet();
        ofKind(kind).decrementAndGet();
    }
}
