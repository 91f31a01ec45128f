package io.momentum.ops.kpi;

import io.momentum.ops.followup.Conversation;

/** To whom and to what a row belongs; empty texts where nothing is known. */
public record Dims(String campaign, String team, String owner, String zone, String label) {

    /** Longer values are cut in keys. */
    private static final int VALUE_MAX = 100;

    public Dims {
        campaign = plain(campaign);
        team = plain(team);
        owner = plain(owner);
        zone = plain(zone);
        label = plain(label);
    }

    static Dims of(Conversation c) {
        return new Dims(
                c.link().campaign(),
                c.ownership().team(),
                c.ownership().owner(),
                c.contact().getOrDefault("zone", ""),
                c.label().label());
    }

    Dims with(String otherTeam, String otherOwner) {
        return new Dims(campaign, otherTeam, otherOwner, zone, label);
    }

    /** The value of a facet; empty for {@link Facet#ALL}. */
    public String value(Facet facet) {
        return switch (facet) {
            case ALL -> "";
            case CAMPAIGN -> campaign;
            case TEAM -> team;
            case OWNER -> owner;
            case ZONE -> zone;
            case LABEL -> label;
        };
    }

    /** A value as it is kept: names in keys end with a zero octet and are no longer than a key should be. */
    static String plain(String value) {
        int end = Math.min(value.length(), VALUE_MAX);
        if (end > 0 && end < value.length() && Character.isHighSurrogate(value.charAt(end - 1))) end--;
        return value.substring(0, end).replace('\0', ' ');
    }
}
