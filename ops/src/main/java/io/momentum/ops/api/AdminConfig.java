package io.momentum.ops.api;

import java.net.InetSocketAddress;
import java.util.List;

/**
 * The admin API and the inbox.
 *
 * @param listen where they are served
 * @param tokens who may use them; none means nobody
 */
public record AdminConfig(InetSocketAddress listen, List<TokenConfig> tokens) {}
