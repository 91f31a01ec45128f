package io.momentum.gateway.path;

import io.momentum.store.suppression.Purpose;

/**
 * The campaign that a message belongs to.
 *
 * @param recipient its place among the campaign's recipients, -1 where it came in otherwise
 * @param how {@code send}, {@code tlv}, {@code service_type}, {@code account}
 * @param purpose what the campaign is for
 */
public record CampaignTag(String name, int recipient, String how, Purpose purpose) {}
