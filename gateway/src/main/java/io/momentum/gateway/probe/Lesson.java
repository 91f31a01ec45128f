package io.momentum.gateway.probe;

import java.util.Optional;

/**
 * One thing that a probe found out.
 *
 * @param topic what it is about, a word or two
 * @param observed what was seen, one sentence
 * @param rule what the profile should say, where there is a key for it
 */
public record Lesson(String topic, String observed, Optional<Rule> rule) {

    /**
     * A key of a profile with the value that was learned.
     *
     * @param key with dots, {@code ids.format}
     * @param value as the file has it
     * @param inForce what the profile says now
     */
    public record Rule(String key, String value, String inForce) {
        public boolean differs() {
            return !value.equals(inForce);
        }
    }

    static Lesson seen(String topic, String observed) {
        return new Lesson(topic, observed, Optional.empty());
    }

    static Lesson of(String topic, String observed, String key, String value, String inForce) {
        return new Lesson(topic, observed, Optional.of(new Rule(key, value, inForce)));
    }

    public boolean differs() {
        return rule.isPresent() && rule.get().differs();
    }
}
