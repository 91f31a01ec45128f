package io.momentum.ops.api;

import java.net.InetSocketAddress;
import java.util.List;

/**
 * The admin API and the inbox.
 *
 * @param listen where they are served
 * @param tokens who may use them; none means nobody
 * @param ratePerSecond requests of each token, 0 for as many as come; one more is answered with 429
 */
public record AdminConfig(InetSocketAddress listen, List<TokenConfig> tokens, int ratePerSecond) {

    /** More than any person or any program that is well makes. */
    public static final int RATE = 1000;

    /** With the usual rate. */
    public AdminConfig(InetSocketAddress listen, List<TokenConfig> tokens) {
        this(listen, tokens, RATE);
    }
}
