package io.momentum.gateway.route;

import io.momentum.store.value.SystemId;

/**
 * Which account receives what subscribers send to a number.
 *
 * @param to the number's digits, or its first digits and {@code *}, or {@code *} for all
 * @param keyword the first word of the message in upper case, empty for any
 */
public record MoRouteConfig(String to, String keyword, SystemId account) {}
