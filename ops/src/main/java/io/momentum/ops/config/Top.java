package io.momentum.ops.config;

import io.momentum.gateway.GatewayConfig;
import io.momentum.gateway.intercept.InterceptConfig;
import io.momentum.gateway.optout.OptOutConfig;
import io.momentum.gateway.policy.PolicyBook;
import io.momentum.gateway.portability.PortabilityConfig;
import io.momentum.gateway.record.RecorderConfig;
import io.momentum.gateway.route.MoRouteConfig;
import io.momentum.gateway.route.NumberPlan;
import io.momentum.gateway.route.RouteConfig;
import io.momentum.gateway.server.ServerConfig;
import io.momentum.gateway.session.BindBudget;
import io.momentum.ops.access.Role;
import io.momentum.ops.api.AdminConfig;
import io.momentum.ops.api.TokenConfig;
import io.momentum.ops.api.TokenHash;
import io.momentum.ops.followup.FollowupConfig;
import io.momentum.ops.inbox.InboxConfig;
import io.momentum.ops.log.LogConfig;
import io.momentum.ops.metrics.MetricsConfig;
import io.momentum.ops.retention.RetentionConfig;
import io.momentum.ops.webhook.WebhookConfig;
import io.momentum.store.journal.DiskMarks;
import io.momentum.store.journal.Durability;
import io.momentum.store.value.SystemId;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads the main file, after the accounts and carriers that stand in files of their own. */
final class Top {

    private static final Map<String, Durability> DURABILITIES =
            Map.of("sync", Durability.SYNC, "page-cache", Durability.PAGE_CACHE);
    private static final Map<String, Role> ROLES =
            Arrays.stream(Role.values()).collect(Collectors.toUnmodifiableMap(Role::word, role -> role));

    /** What is on its way to the journal, and the index's memtables, have to find room below the mark. */
    private static final long DISK_LOW_MIN = 32 << 20;

    private static final long DISK_MAX = 1L << 50;

    private final Section top;
    private final Accounts accounts;
    private final Carriers carriers;
    private final Mappings mappings;

    Top(Section top, Accounts accounts, Carriers carriers, Mappings mappings) {
        this.mappings = mappings;
        this.top = top;
        this.accounts = accounts;
        this.carriers = carriers;
    }

    MomentumConfig read() {
        Reading reading = top.source().reading();
        Path dataDir = top.value("dataDir", text -> reading.directory().resolve(text), Path.of("/var/lib/momentum"));
        Durability durability = top.value("durability", Values.choice(DURABILITIES), Durability.SYNC);
        DiskMarks disk = disk(top.section("disk"));
        int host = top.value("host", Values.integer(0, 255), 0);
        Section serverSection = top.section("server");
        ServerConfig server = ServerKeys.read(serverSection, loopback(2775));
        top.sections("accounts").forEach(accounts::read);
        top.sections("carriers").forEach(carriers::read);
        Path directory = reading.directory();
        NumberPlan plan = NumberPlans.read(top.list("numbering", directory::resolve));
        PortabilityConfig portability = PortabilityKeys.read(top.section("portability"));
        List<RouteConfig> routes = new RouteKeys(accounts, carriers, plan, portability).read(top.sections("routes"));
        List<MoRouteConfig> moRoutes = MoRouteKeys.read(top.sections("moRoutes"), accounts);
        InterceptConfig interception = new InterceptKeys(accounts, carriers).read(top.section("interception"));
        BindBudget.Rules budget = bindBudget(top.section("bindBudget"));
        Section adminSection = top.section("admin");
        AdminConfig admin = admin(adminSection);
        InboxConfig inbox = InboxKeys.read(top.section("inbox"));
        Section metricsSection = top.section("metrics");
        MetricsConfig metrics = metrics(metricsSection);
        var smpp = new Listener("server", serverSection, server.listen());
        var api = new Listener("admin", adminSection, admin.listen());
        var pages = new Listener("metrics", metricsSection, metrics.listen());
        keepApart(smpp, api);
        keepApart(smpp, pages);
        keepApart(api, pages);
        RecorderConfig recorder = recorder(top.section("recorder"));
        Duration keepUnmatched = keepUnmatched(top.section("receipts"));
        RetentionConfig retention = retention(top.section("retention"));
        PolicyBook policies = accounts.packs().book(top.list("policyZones", directory::resolve));
        FollowupConfig followup = FollowupKeys.read(top.section("followup"));
        OptOutConfig optOut = OptOutKeys.read(top.section("optOut"), followup.calendars());
        List<WebhookConfig> webhooks = new WebhookKeys(mappings).read(top.sections("webhooks"));
        Optional<String> signingKey = EvidenceKeys.read(top.section("evidence"));
        LogConfig log = LogKeys.read(top.section("log"));
        top.end();
        var gateway = new GatewayConfig(
                server,
                accounts.all(),
                carriers.all(),
                routes,
                plan,
                moRoutes,
                optOut,
                policies,
                budget,
                interception,
                portability);
        return new MomentumConfig(
                dataDir,
                durability,
                disk,
                host,
                gateway,
                admin,
                inbox,
                metrics,
                recorder,
                keepUnmatched,
                retention,
                followup,
                webhooks,
                signingKey,
                log);
    }

    /** A section with a listener, and its address. */
    private record Listener(String name, Section section, InetSocketAddress address) {
        boolean collides(Listener other) {
            if (address.getPort() == 0 || address.getPort() != other.address.getPort()) return false;
            InetAddress ours = address.getAddress();
            InetAddress theirs = other.address.getAddress();
            return ours.isAnyLocalAddress() || theirs.isAnyLocalAddress() || ours.equals(theirs);
        }

        void isTakenFor(Listener other) {
            other.section.problem("listen", name + ".listen has this port already");
        }
    }

    /** The listener that the file names is told of, not the one that has its default. */
    private static void keepApart(Listener first, Listener second) {
        if (!first.collides(second)) return;
        if (second.section().has("listen")) first.isTakenFor(second);
        else second.isTakenFor(first);
    }

    private static BindBudget.Rules bindBudget(Section section) {
        BindBudget.Rules usual = BindBudget.Rules.DEFAULT;
        var rules = new BindBudget.Rules(
                section.value("perMinute", Values.integer(1, 100_000), usual.perMinute()),
                section.value("atOnce", Values.integer(1, 100_000), usual.atOnce()));
        section.end();
        return rules;
    }

    private AdminConfig admin(Section section) {
        InetSocketAddress listen = section.value("listen", Values.LISTEN, loopback(8080));
        var tokens = new ArrayList<TokenConfig>();
        var places = new HashMap<String, String>();
        for (Section each : section.sections("tokens")) token(each, places).ifPresent(tokens::add);
        int rate = section.value("rate", Values.RATE, AdminConfig.RATE);
        section.end();
        return new AdminConfig(listen, List.copyOf(tokens), rate);
    }

    private Optional<TokenConfig> token(Section section, Map<String, String> places) {
        var name = section.required("name", Values.visible(1, 63));
        var role = section.required("role", Values.choice(ROLES));
        var hash = section.required("hash", TokenHash::parse);
        var account = section.optional("account", SystemId::new);
        section.end();
        if (account.isPresent() && !accounts.isKnown(account.get().value())) {
            account.get()
                    .problem("no account has the systemId '" + account.get().value() + "'");
        }
        if (name.isEmpty() || role.isEmpty() || hash.isEmpty()) return Optional.empty();
        String first = places.putIfAbsent(name.get().value(), name.get().place());
        if (first != null) name.get().problem("a token has this name already, at " + first);
        return Optional.of(new TokenConfig(
                name.get().value(), role.get().value(), hash.get().value(), account.map(Placed::value)));
    }

    private static MetricsConfig metrics(Section section) {
        var metrics = new MetricsConfig(section.value("listen", Values.LISTEN, loopback(9464)));
        section.end();
        return metrics;
    }

    private static RecorderConfig recorder(Section section) {
        RecorderConfig defaults = RecorderConfig.DEFAULT;
        var recorder = new RecorderConfig(
                section.value("perSession", Top::tape, defaults.sessionBytes()),
                section.value("files", Values.integer(1, 10_000), defaults.filesMax()),
                section.value("filesBytes", Values.size(1 << 20, 1L << 40), defaults.filesBytesMax()));
        section.end();
        return recorder;
    }

    private static DiskMarks disk(Section section) {
        long low = section.value("low", Values.size(DISK_LOW_MIN, DISK_MAX), DiskMarks.DEFAULT.lowBytes());
        long resume = section.value(
                "resume", Values.size(DISK_LOW_MIN, DISK_MAX), DiskMarks.of(low).resumeBytes());
        if (resume < low) section.problem("resume", "has to be at least low");
        section.end();
        return new DiskMarks(low, Math.max(low, resume));
    }

    private static Duration keepUnmatched(Section section) {
        Duration keep = section.value(
                "keepUnmatched",
                Values.duration(Duration.ofDays(1), Duration.ofDays(365)),
                MomentumConfig.KEEP_UNMATCHED);
        section.end();
        return keep;
    }

    private static RetentionConfig retention(Section section) {
        Optional<Duration> messages = section.value(
                "messages",
                Values.durationOrForEver(RetentionConfig.MESSAGES_MIN, RetentionConfig.MAX),
                RetentionConfig.FOR_EVER.messages());
        Optional<Duration> texts = section.value(
                "texts",
                Values.durationOrForEver(RetentionConfig.MESSAGES_MIN, RetentionConfig.MAX),
                RetentionConfig.FOR_EVER.texts());
        section.end();
        return new RetentionConfig(messages, texts);
    }

    private static int tape(String text) {
        if (text.equals("off")) return 0;
        return bytes(RecorderConfig.SESSION_BYTES_MIN, RecorderConfig.SESSION_BYTES_MAX)
                .apply(text);
    }

    private static Function<String, Integer> bytes(int min, int max) {
        return text -> Math.toIntExact(Values.size(min, max).apply(text));
    }

    private static InetSocketAddress loopback(int port) {
        return Values.listen("127.0.0.1:" + port);
    }
}
