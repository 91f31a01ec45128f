package io.momentum.gateway.sim;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What came of a load.
 *
 * @param refused answers with an error, by status
 * @param inDoubt submits without answer
 * @param receipts that belong to an accepted message, the last of each counted once
 * @param receiptsMissing accepted messages without receipt, where receipts were asked for
 * @param receiptsUnmatched that belong to no message of this load, or came again
 * @param malformed PDUs that could not be read, and answers to nothing that was asked
 * @param seconds from the first submit to the last answer
 * @param submit from when each message was due to its answer
 * @param receipt from when each message was due to its receipt
 */
public record LoadResult(
        long sent,
        long accepted,
        Map<Integer, Long> refused,
        long inDoubt,
        long receipts,
        long receiptsMissing,
        long receiptsUnmatched,
        long mos,
        long malformed,
        double seconds,
        double messagesPerSecond,
        Latency submit,
        Latency receipt) {

    /** Times in microseconds. */
    public record Latency(long p50Micros, long p99Micros, long p999Micros, long maxMicros) {

        static Latency of(LatencyHistogram histogram) {
            return new Latency(
                    histogram.percentileNanos(50) / 1_000,
                    histogram.percentileNanos(99) / 1_000,
                    histogram.percentileNanos(99.9) / 1_000,
                    histogram.maxNanos() / 1_000);
        }

        private String toText() {
            return String.format(
                    Locale.ROOT,
                    "p50 %.2f ms, p99 %.2f ms, p99.9 %.2f ms, max %.2f ms",
                    p50Micros / 1e3,
                    p99Micros / 1e3,
                    p999Micros / 1e3,
                    maxMicros / 1e3);
        }

        private String toJson() {
            return "{\"p50Micros\":%d,\"p99Micros\":%d,\"p999Micros\":%d,\"maxMicros\":%d}"
                    .formatted(p50Micros, p99Micros, p999Micros, maxMicros);
        }
    }

    public LoadResult {
        refused = Map.copyOf(refused);
    }

    /** Whether every message was answered and every receipt asked for has come. */
    public boolean isComplete() {
        return inDoubt == 0 && receiptsMissing == 0;
    }

    public String toText() {
        return String.format(
                Locale.ROOT,
                """
                sent       %d in %.2f s, %.0f/s
                accepted   %d
                refused    %s
                in doubt   %d
                receipts   %d, missing %d, unmatched %d
                MOs        %d
                malformed  %d
                submit     %s
                receipt    %s
                """,
                sent,
                seconds,
                messagesPerSecond,
                accepted,
                refused.isEmpty() ? "0" : statuses("0x%08X: %d", ", "),
                inDoubt,
                receipts,
                receiptsMissing,
                receiptsUnmatched,
                mos,
                malformed,
                submit.toText(),
                receipt.toText());
    }

    public String toJson() {
        return String.format(
                Locale.ROOT,
                "{\"sent\":%d,\"accepted\":%d,\"refused\":{%s},\"inDoubt\":%d,\"receipts\":%d,\"receiptsMissing\":%d,"
                        + "\"receiptsUnmatched\":%d,\"mos\":%d,\"malformed\":%d,\"seconds\":%.3f,"
                        + "\"messagesPerSecond\":%.1f,\"submit\":%s,\"receipt\":%s}",
                sent,
                accepted,
                statuses("\"0x%08X\":%d", ","),
                inDoubt,
                receipts,
                receiptsMissing,
                receiptsUnmatched,
                mos,
                malformed,
                seconds,
                messagesPerSecond,
                submit.toJson(),
                receipt.toJson());
    }

    private String statuses(String format, String separator) {
        return new TreeMap<>(refused)
                .entrySet().stream()
                        .map(entry -> String.format(Locale.ROOT, format, entry.getKey(), entry.getValue()))
                        .collect(Collectors.joining(separator));
    }
}
