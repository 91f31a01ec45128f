package io.momentum.ops.metrics;

import io.momentum.gateway.server.Account;
import io.momentum.gateway.server.AccountConfig;
import io.momentum.gateway.server.AccountCounters;
import io.momentum.gateway.server.Accounts;
import io.momentum.gateway.server.BindKind;
import io.momentum.gateway.server.EsmeEnd;
import io.momentum.gateway.server.SmppServer;
import io.momentum.gateway.server.Throttle;
import io.momentum.store.index.Index;

/** What is known about each configured account, and about our SMPP listener. */
final class AccountMetrics implements Figures {

    /** More are not counted at a scrape. */
    private static final int WAITING_MAX = 1_000;

    private final Accounts accounts;
    private final SmppServer server;
    private final Index index;

    AccountMetrics(Accounts accounts, SmppServer server, Index index) {
        this.accounts = accounts;
        this.server = server;
        this.index = index;
    }

    @Override
    public void into(Families families) {
        ingress(families);
        intake(families);
        deliveries(families);
        binds(families);
        listener(families);
    }

    private void ingress(Families families) {
        var requests = families.counter(
                "momentum_ingress_requests", "Messages that the account submitted, by SMPP or the API.", "account");
        var responses = families.counter(
                "momentum_ingress_responses", "Our answers to them, by command_status.", "account", "status");
        var accept = families.times(
                "momentum_ingress_accept_seconds",
                "From a submit_sm read to its answer: validated, durable, acknowledged.",
                "account");
        var suppressed =
                families.counter("momentum_suppressed", "Submits refused because their number opted out.", "account");
        var throttled = families.counter(
                "momentum_ingress_throttled",
                "Submits that were told to come later: over the rate or the window, for a full queue, for want of short"
                        + " ids, or because nothing is taken.",
                "account",
                "reason");
        var unrouted = families.counter(
                "momentum_route_misses", "Submits refused because no rule has a carrier for them.", "account");
        var queries = families.counter("momentum_ingress_queries", "query_sm that were looked up.", "account");
        var replaced = families.counter(
                "momentum_ingress_replaced", "Messages that their ESME replaced while they waited.", "account");
        var cancelled = families.counter(
                "momentum_ingress_cancelled", "Messages that their ESME cancelled while they waited.", "account");
        var malformed = families.counter("momentum_ingress_malformed_pdus", "PDUs that could not be read.", "account");
        for (Account account : accounts.all()) {
            String name = account.id().value();
            AccountCounters counters = account.counters();
            requests.add(counters.submits.sum(), name);
            counters.responses.snapshot().forEach((status, count) -> responses.add(count, name, Statuses.name(status)));
            accept.add(counters.acceptTime, name);
            suppressed.add(counters.suppressed.sum(), name);
            for (Throttle why : Throttle.values()) throttled.add(counters.throttles(why), name, Statuses.word(why));
            unrouted.add(counters.unrouted.sum(), name);
            malformed.add(counters.malformed.sum(), name);
            queries.add(counters.queries.sum(), name);
            cancelled.add(counters.cancelled.sum(), name);
            replaced.add(counters.replaced.sum(), name);
        }
    }

    private void intake(Families families) {
        var repeated = families.counter(
                "momentum_ingress_duplicates", "Submits of what the account had submitted just before.", "account");
        var remembered = families.gauge(
                "momentum_ingress_remembered", "Accepted messages by which duplicates are known.", "account");
        var forgotten = families.counter(
                "momentum_ingress_forgotten", "Those of them forgotten before their time: too many.", "account");
        var national = families.counter(
                "momentum_ingress_national", "Submits to numbers that were made international.", "account");
        var fitted = families.counter(
                "momentum_ingress_fitted", "Submits whose text was made to fit the GSM 7-bit alphabet.", "account");
        for (Account account : accounts.all()) {
            String name = account.id().value();
            repeated.add(account.counters().repeated.sum(), name);
            remembered.add(account.repeated().remembered(), name);
            forgotten.add(account.repeated().forgotten().sum(), name);
            national.add(account.counters().national.sum(), name);
            fitted.add(account.counters().fitted.sum(), name);
        }
    }

    private void deliveries(Families families) {
        var delivers = families.counter(
                "momentum_deliver_requests", "deliver_sm to the account's ESMEs: receipts and messages.", "account");
        var responses = families.counter(
                "momentum_deliver_responses", "Their answers, by command_status.", "account", "status");
        var retries = families.counter(
                "momentum_deliver_retries", "deliver_sm sent again after a temporary answer or none.", "account");
        var receipts = families.counter(
                "momentum_dlr_forwarded",
                "Answers of the account's ESMEs to delivery receipts, by command_status.",
                "account",
                "status");
        var waiting = families.gauge(
                "momentum_outbox_messages",
                "Receipts and messages that wait for the account's ESMEs, counted up to " + WAITING_MAX + ".",
                "account");
        var oldest = families.gauge(
                "momentum_outbox_oldest_age_seconds", "How long the first of them has waited.", "account");
        long nowMillis = System.currentTimeMillis();
        for (Account account : accounts.all()) {
            String name = account.id().value();
            AccountCounters counters = account.counters();
            counters.receiptResponses
                    .snapshot()
                    .forEach((status, count) -> receipts.add(count, name, Statuses.name(status)));
            Index.OutboxStanding outbox = index.outboxStanding(account.id(), WAITING_MAX);
            waiting.add(outbox.waiting(), name);
            long since = outbox.oldestMillis() == 0 ? 0 : nowMillis - outbox.oldestMillis();
            oldest.add(Math.max(0, since) / 1000.0, name);
            delivers.add(counters.delivers.sum(), name);
            counters.deliverResponses
                    .snapshot()
                    .forEach((status, count) -> responses.add(count, name, Statuses.name(status)));
            retries.add(counters.deliverRetries.sum(), name);
        }
    }

    private void binds(Families families) {
        var binds = families.gauge(
                "momentum_account_binds", "Connections that the account has bound, by role.", "account", "bind");
        var most = families.gauge("momentum_account_binds_max", "Connections that it may bind.", "account");
        var attempts = families.counter(
                "momentum_account_bind_attempts", "Our answers to its binds, by command_status.", "account", "status");
        var outbinds = families.counter(
                "momentum_account_outbinds", "Times that we told the account's ESME to bind.", "account");
        var ends = families.counter(
                "momentum_account_bind_ends", "Bound connections that ended, by why.", "account", "reason");
        var rate = families.gauge(
                "momentum_account_rate", "submit_sm a second that the account may send; 0 for unlimited.", "account");
        var blocked = families.gauge("momentum_account_blocked", "1 while nothing is taken from it.", "account");
        for (Account account : accounts.all()) {
            String name = account.id().value();
            for (BindKind kind : BindKind.values()) binds.add(account.binds(kind), name, Statuses.word(kind));
            boolean isBlocked = account.config().ratePerSecond() == AccountConfig.RATE_BLOCKED;
            rate.add(isBlocked ? 0 : account.config().ratePerSecond(), name);
            blocked.add(isBlocked ? 1 : 0, name);
            most.add(account.config().maxBinds(), name);
            account.counters()
                    .bindAttempts
                    .snapshot()
                    .forEach((status, count) -> attempts.add(count, name, Statuses.name(status)));
            for (EsmeEnd end : EsmeEnd.values()) ends.add(account.counters().ends(end), name, Statuses.word(end));
            outbinds.add(account.counters().outbinds.sum(), name);
        }
    }

    private void listener(Families families) {
        families.gauge("momentum_smpp_connections", "TCP connections to our SMPP listener.")
                .add(server.connections());
        families.gauge("momentum_smpp_unbound_connections", "Those of them that have not bound.")
                .add(server.unboundConnections());
        families.counter("momentum_smpp_refused_connections", "Connections closed at once: there were too many.")
                .add(server.refusedConnections().sum());
        families.gauge("momentum_smpp_banned", "Addresses and accounts that are banned for failed binds now.")
                .add(server.banned());
        families.counter("momentum_smpp_bans", "Bans for failed binds.").add(server.bans());
        var expires = families.gauge(
                "momentum_smpp_tls_certificate_expires_seconds",
                "When the certificate of our TLS listener expires, in seconds since 1970; absent without one.");
        var reloads = families.counter("momentum_smpp_tls_reloads", "Changed certificates that were taken into use.");
        var failures =
                families.counter("momentum_smpp_tls_reload_failures", "Changed certificates that could not be used.");
        server.tls().ifPresent(tls -> {
            expires.add(tls.expiresAtMillis() / 1000);
            reloads.add(tls.reloads().sum());
            failures.add(tls.failures().sum());
        });
        families.counter("momentum_smpp_broken_frames", "Connections closed for a command_length that cannot be.")
                .add(server.brokenFrames().sum());
        families.counter("momentum_smpp_unexpected_responses", "Responses of ESMEs to nothing that we had asked.")
                .add(server.unexpectedResponses().sum());
        var unknown = families.counter(
                "momentum_smpp_unknown_bind_attempts", "Refused binds of a system_id that is not ours.", "status");
        server.unknownBinds().snapshot().forEach((status, count) -> unknown.add(count, Statuses.name(status)));
    }
}
