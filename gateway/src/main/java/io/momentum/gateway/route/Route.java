package io.momentum.gateway.route;

import io.momentum.gateway.route.RouteConfig.Preference;
import io.momentum.gateway.route.RouteConfig.Way;
import io.momentum.store.value.CarrierId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * A rule of the table, ready to be used: its carriers in the order in which they are looked at, and every answer that it can
 * give, made once.
 */
public final class Route {

    /** Why a carrier was chosen. */
    public enum Reason {
        /** The first that the rule names, or the cheapest. */
        FIRST,
        /** By its share. */
        WEIGHT,
        /** It has the shortest queue. */
        QUEUE,
        /** Those before it were not well. */
        FAILOVER,
        /** None was well: it waits for this one. */
        WAITS,
        /** It waited for a carrier that is gone, or not well any more. */
        MOVED,
        /** The one before it refused the message, and its cause says that another may take it. */
        REFUSED,
        /** The one before it, of the same sender to the same recipient, is on its way over it. */
        FOLLOWED;

        /** For the journal and people. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How carriers stand, as far as a choice needs it. */
    public interface Health {
        /** Whether it should be given a message now. */
        boolean isWell(CarrierId carrier);

        /** Messages that wait for it. */
        int queued(CarrierId carrier);

        /** Whether there is such a carrier. */
        boolean exists(CarrierId carrier);
    }

    /**
     * A carrier, and why it was chosen.
     *
     * @param taken how many messages took this way since the table was made
     */
    public record Choice(Route route, CarrierId carrier, Reason reason, LongAdder taken) {

        /** Whether it tells something that the rule alone does not. */
        public boolean isNotable() {
            return reason != Reason.FIRST;
        }
    }

    private final RouteConfig config;
    private final int index;
    private final List<Way> ways;
    private final int weights;
    private final String condition;
    private final List<Map<Reason, Choice>> choices = new ArrayList<>();

    Route(RouteConfig config, int index) {
        this.config = config;
        this.index = index;
        condition = config.condition();
        ways = config.prefer() == Preference.COST
                ? config.carriers().stream()
                        .sorted(Comparator.comparingInt(Way::cost))
                        .toList()
                : config.carriers();
        weights = ways.stream().mapToInt(Way::weight).sum();
        for (Way way : ways) {
            Map<Reason, Choice> each = new EnumMap<>(Reason.class);
            for (Reason reason : Reason.values())
                each.put(reason, new Choice(this, way.carrier(), reason, new LongAdder()));
            choices.add(each);
        }
    }

    /** The way over one carrier that is no rule of the table. */
    public static Route only(CarrierId carrier) {
        return new Route(new RouteConfig("*", List.of(carrier)), -1);
    }

    public RouteConfig config() {
        return config;
    }

    /** What it takes, for people. */
    public String condition() {
        return condition;
    }

    /** Whether there is no message that it does not take. */
    boolean takesAll() {
        return config.prefix().isEmpty()
                && config.network().isEmpty()
                && config.account().isEmpty()
                && config.from().isEmpty();
    }

    /** Every answer that it can give. */
    public List<Choice> choices() {
        return choices.stream().flatMap(each -> each.values().stream()).toList();
    }

    /** Its place in the configuration, from 0. */
    public int index() {
        return index;
    }

    /**
     * Chooses a carrier; null where none of the rule's exists.
     *
     * @param digits the destination: by weight, it always takes the same way while that is well
     */
    public @Nullable Choice choose(long digits, Health health) {
        int start = start(digits, health);
        Reason first = startReason();
        int waits = -1;
        for (int i = 0; i < ways.size(); i++) {
            int at = (start + i) % ways.size();
            CarrierId carrier = ways.get(at).carrier();
            if (!health.exists(carrier)) continue;
            if (health.isWell(carrier)) return choices.get(at).get(i == 0 ? first : Reason.FAILOVER);
            if (waits < 0) waits = at;
        }
        if (waits < 0) return null;
        return choices.get(waits).get(ways.size() == 1 ? Reason.FIRST : Reason.WAITS);
    }

    private Reason startReason() {
        if (ways.size() == 1) return Reason.FIRST;
        return switch (config.prefer()) {
            case ORDER, COST -> Reason.FIRST;
            case WEIGHT -> Reason.WEIGHT;
            case QUEUE -> Reason.QUEUE;
        };
    }

    private int start(long digits, Health health) {
        if (ways.size() == 1) return 0;
        return switch (config.prefer()) {
            case ORDER, COST -> 0;
            case WEIGHT -> byWeight(digits);
            case QUEUE -> byQueue(health);
        };
    }

    private int byWeight(long digits) {
        long mixed = digits * 0x9E3779B97F4A7C15L;
        int point = (int) Long.remainderUnsigned(mixed ^ (mixed >>> 32), weights);
        for (int i = 0; i < ways.size(); i++) {
            point -= ways.get(i).weight();
            if (point < 0) return i;
        }
        return 0;
    }

    private int byQueue(Health health) {
        int best = 0;
        int least = Integer.MAX_VALUE;
        for (int i = 0; i < ways.size(); i++) {
            CarrierId carrier = ways.get(i).carrier();
            if (!health.exists(carrier) || !health.isWell(carrier)) continue;
            int queued = health.queued(carrier);
            if (queued < least) {
                least = queued;
                best = i;
            }
        }
        return best;
    }
}
