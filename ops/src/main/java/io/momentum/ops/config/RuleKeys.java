package io.momentum.ops.config;

import io.momentum.gateway.flow.Circuit;
import io.momentum.gateway.flow.LeavingLimits.Rates;
import io.momentum.gateway.profile.FlowRules;
import io.momentum.gateway.profile.FlowRules.Kept;
import io.momentum.gateway.profile.FlowRules.Limits;
import io.momentum.gateway.profile.FlowRules.Retries;
import io.momentum.gateway.profile.FlowRules.Retry;
import io.momentum.gateway.profile.FlowRules.Throttle;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Reads the keys about order, pace, retries and health. */
final class RuleKeys {

    private static final Duration MILLISECOND = Duration.ofMillis(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    /** As long as the API lets the name of a campaign be. */
    static final int CAMPAIGN_MAX = 64;

    private RuleKeys() {}

    static FlowRules read(Section section, FlowRules base) {
        return new FlowRules(
                section.value("ordered", Values.FLAG, base.ordered()),
                throttle(section.section("throttle"), base.throttle()),
                limits(section, base.limits()),
                kept(section.section("shares"), base.kept()),
                retries(section.section("retry"), base.retries()),
                circuit(section.section("circuit"), base.circuit()),
                millis(section, "failoverAfter", Duration.ZERO, DAY, base.failoverMillis()));
    }

    private static Throttle throttle(Section section, Throttle base) {
        var throttle = new Throttle(
                section.value("floor", RuleKeys::limited, base.floorPerSecond()),
                millis(section, "recover", Duration.ofMillis(10), HOUR, base.recoverMillis()));
        section.end();
        return throttle;
    }

    private static int limited(String text) {
        int rate = Values.rate(text);
        if (rate == 0) throw Values.bad("a rate such as 1/s", text);
        return rate;
    }

    private static Limits limits(Section section, Limits base) {
        return new Limits(
                section.value("sessionRate", Values.RATE, base.sessionPerSecond()),
                rates(section, "senderRate", Values.visible(1, 20), base.senders()),
                rates(section, "networkRate", RuleKeys::network, base.networks()),
                rates(section, "campaignRate", Values.visible(1, CAMPAIGN_MAX), base.campaigns()));
    }

    /** One rate for each, and more of them by name. */
    private static Rates rates(Section section, String key, Function<String, String> name, Rates base) {
        Map<String, Integer> named = new HashMap<>(base.named());
        named.putAll(section.map(key + "s", name, Values.RATE));
        return new Rates(section.value(key, Values.RATE, base.perSecond()), named);
    }

    private static String network(String text) {
        if (text.matches("[0-9]{1,15}\\*|[0-9]{3}(-[0-9]{2,3})?")) return text;
        throw Values.bad("a network such as 214-07, a country such as 214, or leading digits such as 34600*", text);
    }

    private static Kept kept(Section section, Kept base) {
        Function<String, Integer> percent = Values.integer(0, 100);
        var kept = new Kept(
                section.value("transactional", percent, base.transactionalPercent()),
                section.value("campaign", percent, base.campaignPercent()));
        section.end();
        if (kept.transactionalPercent() + kept.campaignPercent() > 100) {
            section.problem(
                    section.has("campaign") ? "campaign" : "transactional", "the shares are more than 100 together");
        }
        return kept;
    }

    private static Retries retries(Section section, Retries base) {
        Retry temporary = retry(section, base.temporary());
        Map<Integer, Retry> byStatus = new HashMap<>(base.byStatus());
        for (Section each : section.sections("statuses")) {
            var status = each.required("status", StatusKeys::status);
            Retry retry = retry(each, temporary);
            each.end();
            status.ifPresent(at -> byStatus.put(at.value(), retry));
        }
        int carriers = section.value("carriers", Values.integer(1, 100), base.carriers());
        section.end();
        return new Retries(temporary, byStatus, carriers);
    }

    private static Retry retry(Section section, Retry base) {
        int tries = section.value("tries", Values.integer(1, 1000), base.tries());
        if (section.isEmptyList("waits")) section.problem("waits", "must have at least one duration");
        List<Long> waits = section.list("waits", Values.duration(MILLISECOND, DAY)).stream()
                .map(wait -> wait.value().toMillis())
                .toList();
        return new Retry(tries, waits.isEmpty() ? base.waitsMillis() : waits);
    }

    static Circuit.Rules circuit(Section section, Circuit.Rules base) {
        var rules = new Circuit.Rules(
                section.value("errors", RuleKeys::errorPercent, base.errorPercent()),
                section.value("outcomes", Values.integer(1, 1_000_000), base.outcomesMin()),
                millis(section, "window", Duration.ofMillis(100), Duration.ofMinutes(10), base.windowMillis()),
                section.value("latency", RuleKeys::latencyMillis, base.latencyMillis()),
                millis(section, "open", Duration.ofMillis(10), HOUR, base.openMillis()));
        section.end();
        return rules;
    }

    private static int errorPercent(String text) {
        return text.equals("never") ? 0 : Values.integer(1, 100).apply(text);
    }

    private static long latencyMillis(String text) {
        if (text.equals("any")) return 0;
        return Values.duration(MILLISECOND, HOUR).apply(text).toMillis();
    }

    private static long millis(Section section, String key, Duration min, Duration max, long base) {
        return section.value(key, Values.duration(min, max), Duration.ofMillis(base))
                .toMillis();
    }
}
