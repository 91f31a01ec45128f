package io.momentum.gateway.portability;

import io.momentum.gateway.route.Network;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the network in an answer: by its codes, or by the routing number that stands for it. */
final class AnswerPattern {

    private final Pattern pattern;
    private final Map<String, Integer> groups;
    private final Map<String, Network> routingNumbers;

    /** @throws IllegalArgumentException where the expression is none, or names neither mcc and mnc nor rn */
    AnswerPattern(String expression, Map<String, Network> routingNumbers) {
        pattern = Pattern.compile(expression);
        groups = pattern.namedGroups();
        this.routingNumbers = routingNumbers;
        boolean codes = groups.containsKey("mcc") && groups.containsKey("mnc");
        if (!codes && !groups.containsKey("rn")) {
            throw new IllegalArgumentException("needs the groups mcc and mnc, or rn");
        }
    }

    /** The network that an answer names; empty where it names none. */
    Optional<Network> find(String answer) {
        Matcher matcher = pattern.matcher(answer);
        if (!matcher.find()) return Optional.empty();
        String mcc = group(matcher, "mcc");
        String mnc = group(matcher, "mnc");
        if (mcc == null) mcc = group(matcher, "mcc2");
        if (mcc != null && mnc != null) return network(mcc, mnc);
        String routing = group(matcher, "rn");
        return routing == null ? Optional.empty() : byRouting(routing);
    }

    private @Nullable String group(Matcher matcher, String name) {
        return groups.containsKey(name) ? matcher.group(name) : null;
    }

    private static Optional<Network> network(String mcc, String mnc) {
        try {
            return Optional.of(new Network(mcc, mnc));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Optional<Network> byRouting(String number) {
        for (int length = number.length(); length > 0; length--) {
            Network network = routingNumbers.get(number.substring(0, length));
            if (network != null) return Optional.of(network);
        }
        return Optional.empty();
    }
}
