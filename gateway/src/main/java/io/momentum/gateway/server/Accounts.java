package io.momentum.gateway.server;

import io.momentum.gateway.codec.MessagePdu;
import io.momentum.gateway.codec.TextDecoder;
import io.momentum.gateway.net.Loop;
import io.momentum.gateway.route.MoRouteConfig;
import io.momentum.gateway.route.MoRoutes;
import io.momentum.gateway.session.Swapped;
import io.momentum.store.outbox.OutboxFeed;
import io.momentum.store.value.Msisdn;
import io.momentum.store.value.SystemId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The accounts, and whose the numbers are that subscribers write to. Any thread. */
public final class Accounts {

    private final List<Loop> loops;
    private final OutboxFeed feed;
    private final Map<String, Account> bySystemId = new ConcurrentSkipListMap<>();
    private final Swapped<MoRoutes> moRoutes = new Swapped<>(MoRoutes.NONE);

    public Accounts(List<Loop> loops, OutboxFeed feed) {
        this.loops = loops;
        this.feed = feed;
    }

    public @Nullable Account get(String systemId) {
        return bySystemId.get(systemId);
    }

    /** Whether this very account is still in force. */
    boolean isCurrent(Account account) {
        return account.equals(bySystemId.get(account.id().value()));
    }

    public Collection<Account> all() {
        return bySystemId.values();
    }

    /** The account that receives a subscriber's message. */
    public @Nullable SystemId ownerOf(MessagePdu mo) {
        return ownerOf(mo, () -> TextDecoder.decode(mo));
    }

    /** The account that receives what subscribers write to a number, in digits, whatever they write; null where there is none. */
    public @Nullable SystemId ownerOf(String number) {
        return moRoutes.get().accountFor(number, () -> "");
    }

    private @Nullable SystemId ownerOf(MessagePdu mo, Supplier<String> text) {
        long digits = mo.destinationDigits();
        String number = digits == Msisdn.NONE ? mo.destination().text() : Long.toString(digits);
        return moRoutes.get().accountFor(number, text);
    }

    /**
     * The account whose ESME wants the segments of a subscriber's message as they come. Null where it wants the whole, and
     * where a keyword decides whose it is: that takes the whole.
     */
    public @Nullable SystemId takerOfSegments(MessagePdu segment) {
        var keyword = new boolean[1];
        SystemId owner = ownerOf(segment, () -> {
            keyword[0] = true;
            return "";
        });
        Account account = owner == null || keyword[0] ? null : get(owner.value());
        boolean passes = account != null && account.config().esme().concat() == EsmeProfile.Concat.PASS;
        return passes ? owner : null;
    }

    /**
     * Takes a new set of accounts. Sessions of accounts that are gone are the server's to close.
     *
     * @param routes of subscribers' messages, besides the numbers that accounts call their own
     */
    public void replaceAll(List<AccountConfig> configs, List<MoRouteConfig> routes) {
        List<MoRouteConfig> all = new ArrayList<>(routes);
        for (AccountConfig config : configs) {
            for (String number : config.senders()) all.add(new MoRouteConfig(number, "", config.systemId()));
            bySystemId.compute(config.systemId().value(), (name, present) -> {
                if (present == null) return new Account(config, outboxOf(config));
                present.replace(config);
                return present;
            });
        }
        moRoutes.set(new MoRoutes(all));
        bySystemId
                .values()
                .removeIf(account ->
                        configs.stream().noneMatch(config -> config.systemId().equals(account.id())));
    }

    private AccountOutbox outboxOf(AccountConfig config) {
        Loop home = loops.get(Math.floorMod(config.systemId().hashCode(), loops.size()));
        return new AccountOutbox(config.systemId(), home, feed);
    }
}
