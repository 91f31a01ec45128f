package io.momentum.ops.inbox;

import io.momentum.ops.access.Right;
import io.momentum.ops.api.Ask;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How carriers, accounts and the process stand. */
public final class ServicePages implements Section {

    static final String PLACE = "service";

    private static final String PATH = "/service";

    @Override
    public List<Entry> menu() {
        return List.of(new Entry(PLACE, "service.menu", Inbox.ROOT + PATH, Right.GATEWAY_READ));
    }

    @Override
    public void on(Routes routes) {
        routes.get(PATH, Right.GATEWAY_READ, ServicePages::service);
    }

    // ---- what is shown

    /**
     * A bind of a carrier.
     *
     * @param lastEnd why it ended last; empty where it has not
     */
    public record BindView(String role, String state, String host, long windowUsed, long windowSize, String lastEnd) {}

    /**
     * A carrier.
     *
     * @param state {@code bound}, {@code partly}, {@code down}, {@code refused} for credentials or {@code throttled}
     */
    public record CarrierView(
            String id,
            String state,
            String circuit,
            long rate,
            long queued,
            long queueMax,
            long oldestSeconds,
            long submits,
            long receipts,
            long replies,
            List<BindView> binds) {}

    public record AccountView(
            String systemId, long binds, long maxBinds, long submits, long suppressed, long throttled, long delivers) {}

    /**
     * The process with its carriers and accounts.
     *
     * @param lag facts that the index has not folded yet
     */
    public record ServiceView(
            String version,
            Instant started,
            boolean draining,
            boolean journalOpen,
            long lag,
            long suppressions,
            List<CarrierView> carriers,
            List<AccountView> accounts) {}

    private static View service(Visit visit) {
        JsonObject status = visit.read(Ask.of("getStatus"));
        List<CarrierView> carriers = new ArrayList<>();
        for (Object each : visit.read(Ask.of("listCarriers")).getJsonArray("items"))
            carriers.add(carrier((JsonObject) each));
        List<AccountView> accounts = new ArrayList<>();
        for (Object each : visit.read(Ask.of("listAccounts")).getJsonArray("items"))
            accounts.add(account((JsonObject) each));
        var view = new ServiceView(
                status.getString("version", ""),
                Instant.parse(status.getString("started")),
                status.getBoolean("draining", false),
                part(status, "journal").getBoolean("open", false),
                part(status, "index").getLong("lagFacts", 0L),
                status.getLong("suppressions", 0L),
                carriers,
                accounts);
        if (visit.isPart()) return visit.part("service/state", view);
        return visit.html("service/page", PLACE, visit.t("service.title"), view);
    }

    private static CarrierView carrier(JsonObject json) {
        List<BindView> binds = new ArrayList<>();
        for (Object each : json.getJsonArray("binds")) binds.add(bind((JsonObject) each));
        JsonObject queue = part(json, "queue");
        JsonObject counters = part(json, "counters");
        return new CarrierView(
                json.getString("id"),
                state(json, binds),
                json.getString("circuit", ""),
                json.getLong("ratePerSecondNow", 0L),
                queue.getLong("messages", 0L),
                queue.getLong("messagesMax", 0L),
                queue.getLong("oldestSeconds", 0L),
                counters.getLong("submits", 0L),
                sum(part(counters, "receipts")),
                counters.getLong("messagesFromSubscribers", 0L),
                binds);
    }

    private static String state(JsonObject json, List<BindView> binds) {
        if (json.getBoolean("credentialsRefused", false)) return "refused";
        if (!json.getBoolean("bound", false)) return "down";
        if (json.getBoolean("throttled", false)) return "throttled";
        return binds.stream().allMatch(bind -> bind.state().equalsIgnoreCase("bound")) ? "bound" : "partly";
    }

    private static BindView bind(JsonObject json) {
        return new BindView(
                json.getString("role"),
                json.getString("state"),
                json.getString("host", ""),
                json.getLong("windowUsed", 0L),
                json.getLong("windowSize", 0L),
                json.getString("lastEnd", ""));
    }

    private static AccountView account(JsonObject json) {
        return new AccountView(
                json.getString("systemId"),
                json.getLong("binds", 0L),
                json.getLong("maxBinds", 0L),
                json.getLong("submits", 0L),
                json.getLong("suppressed", 0L),
                json.getLong("throttled", 0L),
                json.getLong("delivers", 0L));
    }

    private static JsonObject part(JsonObject json, String name) {
        return Optional.ofNullable(json.getJsonObject(name)).orElseGet(JsonObject::new);
    }

    private static long sum(JsonObject counts) {
        return counts.stream()
                .mapToLong(each -> ((Number) each.getValue()).longValue())
                .sum();
    }
}
