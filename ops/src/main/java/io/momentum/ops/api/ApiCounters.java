package io.momentum.ops.api;

import io.momentum.store.count.Histogram;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** What the API did. Any thread. */
public final class ApiCounters {

    /** For requests that are none of the contract's operations. */
    static final String NO_OPERATION = "none";

    private static final String[] CLASSES = {"2xx", "4xx", "5xx"};

    /** The time of requests by operation and the first digit of their answer's status. */
    public record Series(String operation, String statusClass) implements Comparable<Series> {
        @Override
        public int compareTo(Series other) {
            int byOperation = operation.compareTo(other.operation);
            return byOperation != 0 ? byOperation : statusClass.compareTo(other.statusClass);
        }
    }

    private final Map<Series, Histogram> times = new ConcurrentSkipListMap<>();
    private final LongAdder failedLogins = new LongAdder();
    private final LongSupplier streams;
    private final LongSupplier streamsCut;

    /**
     * Counts requests of some operations.
     *
     * @param streams how many clients look at lists now
     * @param streamsCut how many of them were cut off
     */
    ApiCounters(Collection<String> operations, LongSupplier streams, LongSupplier streamsCut) {
        this.streams = streams;
        this.streamsCut = streamsCut;
        for (String operation : operations) know(operation);
        know(NO_OPERATION);
    }

    private void know(String operation) {
        for (String statusClass : CLASSES) times.put(new Series(operation, statusClass), Histogram.ofRequests());
    }

    void answered(String operation, int status, long nanos) {
        String statusClass = status < 400 ? CLASSES[0] : status < 500 ? CLASSES[1] : CLASSES[2];
        Histogram time = times.get(new Series(operation, statusClass));
        if (time != null) time.add(nanos);
    }

    void loginFailed() {
        failedLogins.increment();
    }

    public Map<Series, Histogram> times() {
        return times;
    }

    public long streams() {
        return streams.getAsLong();
    }

    public long streamsCut() {
        return streamsCut.getAsLong();
    }

    public long failedLogins() {
        return failedLogins.sum();
    }
}
