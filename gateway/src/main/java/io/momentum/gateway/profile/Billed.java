package io.momentum.gateway.profile;

import io.momentum.gateway.message.Priority;
import java.util.Map;

/**
 * A value by which a carrier bills: by the campaign where it is named, else by how urgent the message is, else for all.
 *
 * @param any empty for none
 * @param byClass by the urgency that carriers call a message's class
 * @param byCampaign by the campaign's name
 */
public record Billed(String any, Map<Priority, String> byClass, Map<String, String> byCampaign) {

    public static final Billed NOTHING = new Billed("", Map.of(), Map.of());

    public Billed {
        byClass = Map.copyOf(byClass);
        byCampaign = Map.copyOf(byCampaign);
    }

    /** The same for all messages. */
    public static Billed all(String value) {
        return new Billed(value, Map.of(), Map.of());
    }

    /**
     * The value for a message, empty for none.
     *
     * @param campaign that it belongs to, empty for none
     */
    public String of(Priority priority, String campaign) {
        if (byClass.isEmpty() && byCampaign.isEmpty()) return any;
        String own = campaign.isEmpty() ? null : byCampaign.get(campaign);
        return own != null ? own : byClass.getOrDefault(priority, any);
    }
}
