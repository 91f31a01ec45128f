package io.momentum.ops.config;

import io.momentum.gateway.carrier.CarrierConfig;
import io.momentum.gateway.net.TlsConfig;
import io.momentum.gateway.server.AccountConfig;
import io.momentum.ops.webhook.WebhookConfig;
import io.momentum.store.value.CarrierId;
import io.momentum.store.value.SystemId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What a new configuration changes.
 *
 * @param accounts whose ESMEs are bound anew if they were removed or changed
 * @param carriers that are drained and bound anew if they changed; the others are left alone
 * @param policies the packs that accounts name, and where numbers are from: what they keep waiting is decided about anew
 * @param webhooks that begin, end, or go on otherwise; their places in the journal stay
 * @param needsRestart keys whose new value is not in force before the process starts again
 */
public record Reload(
        Changes<SystemId> accounts,
        Changes<CarrierId> carriers,
        boolean routes,
        boolean moRoutes,
        boolean optOut,
        boolean policies,
        boolean bindBudget,
        boolean interception,
        boolean followup,
        boolean tokens,
        boolean tls,
        Changes<String> webhooks,
        List<String> needsRestart) {

    /** A reload of the same again. */
    public static final Reload NOTHING = new Reload(
            none(), none(), false, false, false, false, false, false, false, false, false, none(), List.of());

    private static <K extends Comparable<K>> Changes<K> none() {
        return new Changes<>(new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
    }

    /** Names by what happened to them, each sorted. */
    public record Changes<K>(SortedSet<K> added, SortedSet<K> removed, SortedSet<K> changed) {
        public boolean isEmpty() {
            return added.isEmpty() && removed.isEmpty() && changed.isEmpty();
        }
    }

    public static Reload between(MomentumConfig before, MomentumConfig after) {
        return new Reload(
                changes(before.gateway().accounts(), after.gateway().accounts(), AccountConfig::systemId),
                changes(before.gateway().carriers(), after.gateway().carriers(), CarrierConfig::id),
                !before.gateway().routes().equals(after.gateway().routes())
                        || !before.gateway().numbers().equals(after.gateway().numbers())
                        || !before.gateway()
                                .portability()
                                .equals(after.gateway().portability()),
                !before.gateway().moRoutes().equals(after.gateway().moRoutes()),
                !before.gateway().optOut().equals(after.gateway().optOut()),
                !before.gateway().policies().equals(after.gateway().policies()),
                !before.gateway().bindBudget().equals(after.gateway().bindBudget()),
                !before.gateway().interception().equals(after.gateway().interception()),
                !before.followup().equals(after.followup()),
                !before.admin().tokens().equals(after.admin().tokens()),
                isTlsChanged(
                        before.gateway().server().tls(),
                        after.gateway().server().tls()),
                changes(before.webhooks(), after.webhooks(), WebhookConfig::name),
                needsRestart(before, after));
    }

    /** What new connections to the TLS listener get; one that comes or goes needs a restart. */
    private static boolean isTlsChanged(Optional<TlsConfig> before, Optional<TlsConfig> after) {
        return before.isPresent()
                && after.isPresent()
                && !before.get().at(after.get().listen()).equals(after.get());
    }

    /** What is in force besides accounts, carriers and webhooks, by its key in the file. */
    public List<String> sections() {
        Map<String, Boolean> sections = new LinkedHashMap<>();
        sections.put("routes", routes);
        sections.put("moRoutes", moRoutes);
        sections.put("optOut", optOut);
        sections.put("policies", policies);
        sections.put("bindBudget", bindBudget);
        sections.put("interception", interception);
        sections.put("followup", followup);
        sections.put("admin.tokens", tokens);
        sections.put("server.tls", tls);
        return sections.entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** For the log: only what is another now. */
    @Override
    public String toString() {
        var said = new ArrayList<String>();
        say(said, "accounts", accounts);
        say(said, "carriers", carriers);
        say(said, "webhooks", webhooks);
        if (!sections().isEmpty()) said.add("changed " + String.join(", ", sections()));
        if (!needsRestart.isEmpty()) said.add("after a restart only " + String.join(", ", needsRestart));
        return said.isEmpty() ? "nothing has changed" : String.join("; ", said);
    }

    private static <K> void say(List<String> said, String kind, Changes<K> changes) {
        if (!changes.added().isEmpty()) said.add(kind + " added " + changes.added());
        if (!changes.removed().isEmpty()) said.add(kind + " removed " + changes.removed());
        if (!changes.changed().isEmpty()) said.add(kind + " changed " + changes.changed());
    }

    /** Whether nothing changed at all. */
    public boolean isEmpty() {
        return accounts.isEmpty()
                && carriers.isEmpty()
                && !routes
                && !moRoutes
                && !optOut
                && !policies
                && !bindBudget
                && !interception
                && !followup
                && !tokens
                && !tls
                && webhooks.isEmpty()
                && needsRestart.isEmpty();
    }

    private static List<String> needsRestart(MomentumConfig before, MomentumConfig after) {
        Map<String, Function<MomentumConfig, Object>> fixed = new LinkedHashMap<>();
        fixed.put("dataDir", MomentumConfig::dataDir);
        fixed.put("durability", MomentumConfig::durability);
        fixed.put("disk", MomentumConfig::disk);
        fixed.put("host", MomentumConfig::host);
        fixed.put("server", config -> config.gateway().server().with(Optional.empty()));
        fixed.put("server.tls.listen", config -> config.gateway().server().tls().map(TlsConfig::listen));
        fixed.put("admin.listen", config -> config.admin().listen());
        fixed.put("admin.rate", config -> config.admin().ratePerSecond());
        fixed.put("inbox", MomentumConfig::inbox);
        fixed.put("metrics.listen", config -> config.metrics().listen());
        fixed.put("recorder", MomentumConfig::recorder);
        fixed.put("receipts", MomentumConfig::keepUnmatched);
        fixed.put("retention", MomentumConfig::retention);
        fixed.put("evidence", MomentumConfig::signingKey);
        fixed.put("log", MomentumConfig::log);
        var changed = new ArrayList<String>();
        fixed.forEach((key, value) -> {
            if (!value.apply(before).equals(value.apply(after))) changed.add(key);
        });
        return List.copyOf(changed);
    }

    private static <K extends Comparable<K>, V> Changes<K> changes(List<V> before, List<V> after, Function<V, K> name) {
        Map<K, V> old = byName(before, name);
        Map<K, V> now = byName(after, name);
        var added = new TreeSet<>(now.keySet());
        added.removeAll(old.keySet());
        var removed = new TreeSet<>(old.keySet());
        removed.removeAll(now.keySet());
        var changed = new TreeSet<>(now.keySet());
        changed.removeIf(key -> !old.containsKey(key) || Objects.equals(now.get(key), old.get(key)));
        return new Changes<>(added, removed, changed);
    }

    private static <K, V> Map<K, V> byName(List<V> values, Function<V, K> name) {
        Map<K, V> byName = new LinkedHashMap<>();
        for (V value : values) byName.put(name.apply(value), value);
        return byName;
    }
}
