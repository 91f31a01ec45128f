package io.momentum.gateway.session;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/** A value that is there from the start and may be replaced as a whole while others read it: what a reload changes. */
public final class Swapped<T> {

    private final AtomicReference<T> value;

    public Swapped(T first) {
        value = new AtomicReference<>(Objects.requireNonNull(first));
    }

    public T get() {
        return Objects.requireNonNull(value.get());
    }

    /** Replaces the value, if it is still this very one. */
    public boolean replace(T expected, T next) {
        return value.compareAndSet(expected, next);
    }

    public void set(T next) {
        value.set(Objects.requireNonNull(next));
    }
}
