package io.momentum.gateway.record;

/**
 * How much the flight recorder keeps.
 *
 * @param sessionBytes octets kept of each connection, both directions together; 0 turns the recorder off
 * @param filesMax recordings kept on disk; the oldest goes first
 * @param filesBytesMax octets of recordings kept on disk
 */
public record RecorderConfig(int sessionBytes, int filesMax, long filesBytesMax) {

    public static final int SESSION_BYTES_MIN = 4 * 1024;
    public static final int SESSION_BYTES_MAX = 16 * 1024 * 1024;
    public static final RecorderConfig DEFAULT = new RecorderConfig(64 * 1024, 100, 64L << 20);
    public static final RecorderConfig OFF = new RecorderConfig(0, 1, 1);
}
