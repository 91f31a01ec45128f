package io.momentum.gateway.intercept;

import io.momentum.store.value.Address;
import io.momentum.store.value.Msisdn;
import io.momentum.store.value.SystemId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which messages a rule is for: all that it names must fit, and of each list one.
 *
 * @param accounts whose messages, none for any
 * @param from senders' addresses; a {@code *} at the end stands for anything, none for any
 * @param fromTon the sender's type of number
 * @param to destinations as {@code from}; of a number its digits, without plus and prefix
 * @param toTon the destination's type of number
 * @param serviceTypes none for any
 * @param text one of these is in the text
 * @param beginnings the text begins with one of these, capitals or not
 * @param hours when
 */
public record Match(
        Set<SystemId> accounts,
        List<String> from,
        Optional<Integer> fromTon,
        List<String> to,
        Optional<Integer> toTon,
        Set<String> serviceTypes,
        Phrases text,
        List<String> beginnings,
        Optional<Hours> hours) {

    /** Any message. */
    public static final Match ANY = new Match(
            Set.of(),
            List.of(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Set.of(),
            Phrases.NONE,
            List.of(),
            Optional.empty());

    public Match {
        accounts = Set.copyOf(accounts);
        from = List.copyOf(from);
        to = List.copyOf(to);
        serviceTypes = Set.copyOf(serviceTypes);
        beginnings = List.copyOf(beginnings);
    }

    boolean takes(Subject subject, long nowMillis) {
        return takesWay(subject) && hours.map(h -> h.contain(nowMillis)).orElse(true) && takesText(subject);
    }

    private boolean takesWay(Subject subject) {
        if (!accounts.isEmpty() && !accounts.contains(subject.account())) return false;
        if (!serviceTypes.isEmpty() && !serviceTypes.contains(subject.message().serviceType())) return false;
        if (fromTon.isPresent() && fromTon.get() != subject.message().sourceTon()) return false;
        if (toTon.isPresent() && toTon.get() != subject.message().destinationTon()) return false;
        return fits(from, subject.message().source())
                && fits(to, subject.message().destination());
    }

    private static boolean fits(List<String> patterns, Address address) {
        if (patterns.isEmpty()) return true;
        long digits = address.digits();
        String text = digits == Msisdn.NONE ? address.text() : Long.toString(digits);
        for (String pattern : patterns) {
            boolean open = pattern.endsWith("*");
            if (open && text.startsWith(pattern.substring(0, pattern.length() - 1))) return true;
            if (!open && text.equals(pattern)) return true;
        }
        return false;
    }

    private boolean takesText(Subject subject) {
        if (text.isEmpty() && beginnings.isEmpty()) return true;
        String said = subject.text();
        if (!text.isEmpty() && !text.areIn(said)) return false;
        return beginnings.isEmpty()
                || beginnings.stream().anyMatch(each -> said.regionMatches(true, 0, each, 0, each.length()));
    }
}
