package io.momentum.ops.api;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Holds back who guesses secrets of people, wherever that is done: so many wrong ones of a user, and from an address, within a minute.
 * Passwords are slow to check, on purpose; half of the cores at most are left to it. Any thread.
 */
public final class Guesses {

    private static final int OF_ADDRESS_MAX = 20;
    private static final int OF_USER_MAX = 5;
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int CHECKS_AT_A_TIME = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    private static final int KNOWN_MAX = 10_000;

    private final Attempts ofAddress = new Attempts(OF_ADDRESS_MAX, WINDOW);
    private final Attempts ofUser = new Attempts(OF_USER_MAX, WINDOW);
    private final Semaphore checks = new Semaphore(CHECKS_AT_A_TIME);

    /** Who was right, and from where: whoever guesses there does not keep them out. */
    private final Set<Known> known = Collections.newSetFromMap(Collections.synchronizedMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Known, Boolean> eldest) {
            return size() > KNOWN_MAX;
        }
    }));

    private record Known(String address, String user) {}

    /**
     * What came of it.
     *
     * @param tooMany nothing was tried: there were too many before, or are just now
     * @param right what it opened; empty where it was wrong
     */
    public record Tried<T>(boolean tooMany, Optional<T> right) {}

    /**
     * Tries a secret, where there were not too many.
     *
     * @param address empty where many may be behind it that cannot be told apart
     * @param user whose password it is; empty for tokens
     * @param check what the secret opens; empty where it is wrong
     */
    public <T> Tried<T> check(String address, String user, Supplier<Optional<T>> check) {
        String name = user.toLowerCase(Locale.ROOT);
        if (!begin(address, name)) return new Tried<>(true, Optional.empty());
        if (!name.isEmpty() && !checks.tryAcquire()) {
            takeBack(address, name);
            return new Tried<>(true, Optional.empty());
        }
        Optional<T> right = checked(name, check);
        if (right.isPresent()) succeeded(address, name);
        return new Tried<>(false, right);
    }

    /** Of a user with one of the checks taken, which is given back. */
    private <T> Optional<T> checked(String name, Supplier<Optional<T>> check) {
        if (name.isEmpty()) return check.get();
        try {
            return check.get();
        } finally {
            checks.release();
        }
    }

    /** Counts an attempt. @return false where it is one too many */
    private boolean begin(String address, String name) {
        long now = System.nanoTime();
        if (!name.isEmpty() && !ofUser.begin(name, now)) return false;
        if (!isLimited(address, name) || ofAddress.begin(address, now)) return true;
        if (!name.isEmpty()) ofUser.takeBack(name);
        return false;
    }

    private void takeBack(String address, String name) {
        if (!name.isEmpty()) ofUser.takeBack(name);
        if (isLimited(address, name)) ofAddress.takeBack(address);
    }

    private void succeeded(String address, String name) {
        if (isLimited(address, name)) ofAddress.takeBack(address);
        if (name.isEmpty()) return;
        ofUser.succeeded(name);
        if (!address.isEmpty()) known.add(new Known(address, name));
    }

    private boolean isLimited(String address, String name) {
        return !address.isEmpty() && !known.contains(new Known(address, name));
    }
}
