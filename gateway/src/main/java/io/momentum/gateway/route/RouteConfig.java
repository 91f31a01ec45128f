package io.momentum.gateway.route;

import io.momentum.store.value.CarrierId;
import io.momentum.store.value.SystemId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One rule: which messages it takes, and which carriers take those.
 *
 * @param to {@code *} or the leading digits of the destination
 * @param network the destination's, by the number plan
 * @param account whose messages
 * @param from the sender's address text; a {@code *} at its end stands for anything
 * @param prefer which of the carriers goes first
 * @param carriers at least one
 */
public record RouteConfig(
        String to,
        Optional<Network> network,
        Optional<SystemId> account,
        Optional<String> from,
        Preference prefer,
        List<Way> carriers) {

    private static final String ANY = "*";

    /** Which of a rule's carriers goes first; the others follow where that one is not well. */
    public enum Preference {
        /** As they are written. */
        ORDER,
        /** Each for its share of the destinations; a destination keeps its carrier. */
        WEIGHT,
        /** The cheapest. */
        COST,
        /** The one with the fewest messages in its queue. */
        QUEUE
    }

    /**
     * One of a rule's carriers.
     *
     * @param weight its share where the rule goes by weight, 1 to 1000
     * @param cost of a message, in any unit; where the rule goes by cost
     */
    public record Way(CarrierId carrier, int weight, int cost) {
        public Way {
            if (weight < 1 || weight > 1000) throw new IllegalArgumentException("weight: 1..1000");
        }
    }

    public RouteConfig {
        if (!to.equals(ANY) && !to.matches("[0-9]{1,15}")) {
            throw new IllegalArgumentException("to: '*' or leading digits of the destination, not '" + to + "'");
        }
        if (carriers.isEmpty()) throw new IllegalArgumentException("carriers: at least one");
        carriers = List.copyOf(carriers);
    }

    /** A rule for a destination alone, its carriers in order. */
    public RouteConfig(String to, List<CarrierId> carriers) {
        this(
                to,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Preference.ORDER,
                carriers.stream().map(id -> new Way(id, 1, 0)).toList());
    }

    /** The prefix, empty for any destination. */
    String prefix() {
        return to.equals(ANY) ? "" : to;
    }

    boolean takesAccount(SystemId other) {
        return account.isEmpty() || account.get().equals(other);
    }

    boolean takesSender(String sender) {
        if (from.isEmpty()) return true;
        String wanted = from.get();
        return wanted.endsWith(ANY)
                ? sender.startsWith(wanted.substring(0, wanted.length() - 1))
                : sender.equals(wanted);
    }

    /** What the rule takes, in the words of the configuration: two rules with the same are one too many. */
    public String condition() {
        StringBuilder text = new StringBuilder("to ").append(to);
        network.ifPresent(value -> text.append(", network ").append(value));
        account.ifPresent(value -> text.append(", account ").append(value));
        from.ifPresent(value -> text.append(", from ").append(value));
        return text.toString();
    }

    /** The names of the carriers, for people. */
    public String carrierNames() {
        return carriers.stream().map(way -> way.carrier().value()).collect(Collectors.joining(", "));
    }
}
