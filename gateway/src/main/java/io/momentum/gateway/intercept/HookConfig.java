package io.momentum.gateway.intercept;

import java.time.Duration;
import java.util.List;

/**
 * A program that rules may ask.
 *
 * @param command the program and its arguments
 * @param timeout after which a question has no answer, 1 ms to 10 s
 * @param waiting questions at one time, 1 to 100000; one more has no answer
 * @param failures so many questions without an answer in a row stop the program, 1 to 1000
 * @param pause how long nothing is asked then
 */
public record HookConfig(
        String name, List<String> command, Duration timeout, int waiting, int failures, Duration pause) {

    public static final Duration TIMEOUT = Duration.ofMillis(50);
    public static final int WAITING = 1_000;
    public static final int FAILURES = 5;
    public static final Duration PAUSE = Duration.ofSeconds(10);

    public HookConfig {
        command = List.copyOf(command);
    }
}
