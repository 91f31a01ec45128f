package io.momentum.gateway.intercept;

/**
 * One rule.
 *
 * @param id for the journal and people
 */
public record Rule(String id, Match match, Action action) {}
