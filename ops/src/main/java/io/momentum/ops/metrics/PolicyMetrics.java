package io.momentum.ops.metrics;

import io.momentum.gateway.carrier.PolicyCheck;
import io.momentum.gateway.policy.PolicyPack;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** What is known about the packs of rules that accounts keep to. */
final class PolicyMetrics implements Figures {

    /** Packs that say so hold for ever. */
    private static final int FOREVER_YEAR = 9999;

    private final PolicyCheck policies;

    PolicyMetrics(PolicyCheck policies) {
        this.policies = policies;
    }

    @Override
    public void into(Families families) {
        var holidays = families.gauge(
                "momentum_policy_holidays_end_seconds",
                "When the holidays end that a pack of rules names, in seconds since 1970; absent without any.",
                "pack");
        var ends = families.gauge(
                "momentum_policy_pack_ends_seconds",
                "When a pack of rules ends that says so itself, in seconds since 1970; absent where it holds on.",
                "pack");
        for (PolicyPack pack : policies.packs()) {
            pack.holidaysUntil().ifPresent(last -> holidays.add(endOf(last), pack.id()));
            if (pack.validUntil().getYear() < FOREVER_YEAR) ends.add(endOf(pack.validUntil()), pack.id());
        }
    }

    private static long endOf(LocalDate last) {
        return last.plusDays(1).atStartOfDay(ZoneOffset.UTC).toEpochSecond();
    }
}
