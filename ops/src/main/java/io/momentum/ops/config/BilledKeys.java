package io.momentum.ops.config;

import io.momentum.gateway.message.Priority;
import io.momentum.gateway.profile.Billed;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** Reads a value that carriers bill by: one for all, and others by class and by campaign beside it. */
final class BilledKeys {

    private BilledKeys() {}

    /** Keys as {@code value}, {@code values} and {@code campaignValues}. */
    static Billed read(Section section, String key, Function<String, String> parser, Billed base) {
        String plural = key + "s";
        Map<Priority, String> byClass = new HashMap<>(base.byClass());
        byClass.putAll(section.map(plural, Values.constant(Priority.class), parser));
        String byName = "campaign" + Character.toUpperCase(plural.charAt(0)) + plural.substring(1);
        Map<String, String> byCampaign = new HashMap<>(base.byCampaign());
        byCampaign.putAll(section.map(byName, Values.visible(1, RuleKeys.CAMPAIGN_MAX), parser));
        return new Billed(section.value(key, parser, base.any()), byClass, byCampaign);
    }
}
