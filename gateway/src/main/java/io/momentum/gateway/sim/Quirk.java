package io.momentum.gateway.sim;

/**
 * Something that peers do and that a gateway has to survive: an entry of the library. It is chosen by its name, with an
 * argument after "=" where it takes one: "throttle-for=30s".
 *
 * @param name in lower case, words joined by "-"
 * @param argument its default, also an example of its form; empty for a quirk without one
 * @param does what the peer does, in one line
 * @param seen where in the field
 */
public record Quirk(Side side, String name, String argument, String does, String seen) {

    /** Who has it. */
    public enum Side {
        CARRIER,
        ESME
    }

    /** The name with its default argument. */
    public String usage() {
        return argument.isEmpty() ? name : name + "=" + argument;
    }
}
