package io.momentum.gateway.flow;

import io.momentum.gateway.message.Mt;
import io.momentum.gateway.route.Network;
import io.momentum.gateway.route.NumberPlan;
import io.momentum.gateway.session.RateLimit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How fast a carrier may be written to on behalf of each sender, for each network and for each campaign: what numbers for campaigns and
 * short codes are granted by it or by law, what a network takes, what a registered campaign may send. A message needs a token of
 * each that it has. Any thread; time comes in as a parameter.
 */
public final class LeavingLimits {

    /** What a message has that may have a rate. The order in which they are asked. */
    public enum Kind {
        CAMPAIGN(0),
        SENDER(1),
        NETWORK(2);

        private final int place;

        Kind(int place) {
            this.place = place;
        }

        /** From 0, for arrays. */
        public int place() {
            return place;
        }
    }

    /** None at all. */
    public static final LeavingLimits NONE =
            new LeavingLimits(Rates.UNLIMITED, Rates.UNLIMITED, Rates.UNLIMITED, () -> NumberPlan.EMPTY);

    /**
     * Rates of one kind.
     *
     * @param perSecond messages a second of each that is not named, 0 for unlimited
     * @param named by campaign name, by the sender's address text, or by MCC-MNC, MCC, or leading digits and {@code *}; 0 for unlimited
     */
    public record Rates(int perSecond, Map<String, Integer> named) {
        public static final Rates UNLIMITED = new Rates(0, Map.of());

        public Rates {
            named = Map.copyOf(named);
        }
    }

    static final int KINDS = Kind.values().length;

    private final KeyedLimits campaigns;
    private final KeyedLimits senders;
    private final KeyedLimits networks;
    private final List<String> prefixes;
    private final Supplier<NumberPlan> plan;

    /** Rates; {@code plan} tells the network of a number that nobody has looked up. */
    public LeavingLimits(Rates campaigns, Rates senders, Rates networks, Supplier<NumberPlan> plan) {
        this.campaigns = new KeyedLimits(campaigns.perSecond(), campaigns.named());
        this.senders = new KeyedLimits(senders.perSecond(), senders.named());
        this.networks = new KeyedLimits(networks.perSecond(), networks.named());
        this.plan = plan;
        prefixes = networks.named().keySet().stream()
                .filter(key -> key.endsWith("*"))
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    /** Whether nothing has a rate. */
    public boolean isUnlimited() {
        return campaigns.isUnlimited() && senders.isUnlimited() && networks.isUnlimited();
    }

    /** How many buckets there are. */
    public int buckets(Kind kind) {
        return switch (kind) {
            case CAMPAIGN -> campaigns.size();
            case SENDER -> senders.size();
            case NETWORK -> networks.size();
        };
    }

    /** The buckets of which a message needs a token, by {@link Kind}; null where it has no rate. */
    @Nullable
    RateLimit[] of(Mt mt, long nowNanos) {
        RateLimit[] needed = new RateLimit[KINDS];
        String campaign = mt.traits().campaign();
        if (!campaign.isEmpty()) needed[Kind.CAMPAIGN.place()] = campaigns.of(campaign, nowNanos);
        needed[Kind.SENDER.place()] = senders.of(mt.source(), nowNanos);
        if (!networks.isUnlimited()) needed[Kind.NETWORK.place()] = network(mt, nowNanos);
        return needed;
    }

    /** The network's own where it is named, else that of the longest prefix, else that of its country, else what each network has. */
    private @Nullable RateLimit network(Mt mt, long nowNanos) {
        Network network = mt.traits().network();
        if (network == null) network = planned(mt.digits());
        String name = network == null ? "" : network.toString();
        if (!name.isEmpty() && networks.names(name)) return networks.of(name, nowNanos);
        String prefix = prefixOf(mt.digits());
        if (!prefix.isEmpty()) return networks.of(prefix, nowNanos);
        if (network == null) return null;
        return networks.of(networks.names(network.mcc()) ? network.mcc() : name, nowNanos);
    }

    private @Nullable Network planned(long digits) {
        return plan.get().find(digits).map(NumberPlan.Entry::network).orElse(null);
    }

    private String prefixOf(long digits) {
        if (prefixes.isEmpty() || digits <= 0) return "";
        String number = Long.toString(digits);
        for (String prefix : prefixes) {
            if (number.startsWith(prefix.substring(0, prefix.length() - 1))) return prefix;
        }
        return "";
    }

    /** Takes a token of each. @return the kind of which there is none; null where all are taken */
    static @Nullable Kind takeAll(@Nullable RateLimit[] needed, long nowNanos) {
        for (Kind kind : Kind.values()) {
            RateLimit limit = needed[kind.place()];
            if (limit == null || limit.tryTake(nowNanos)) continue;
            Arrays.stream(needed, 0, kind.place()).forEach(taken -> {
                if (taken != null) taken.giveBack();
            });
            return kind;
        }
        return null;
    }
}
