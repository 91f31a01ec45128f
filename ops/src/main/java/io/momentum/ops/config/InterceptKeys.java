package io.momentum.ops.config;

import io.momentum.gateway.intercept.Action;
import io.momentum.gateway.intercept.Action.Unanswered;
import io.momentum.gateway.intercept.Changes;
import io.momentum.gateway.intercept.HookConfig;
import io.momentum.gateway.intercept.HookLine;
import io.momentum.gateway.intercept.Hours;
import io.momentum.gateway.intercept.InterceptConfig;
import io.momentum.gateway.intercept.Match;
import io.momentum.gateway.intercept.Phrases;
import io.momentum.gateway.intercept.Rule;
import io.momentum.store.value.SystemId;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads {@code interception}: the rules that look at what is submitted, and the programs that they ask. */
final class InterceptKeys {

    private enum Then {
        REJECT,
        DROP,
        REWRITE,
        PASS,
        ASK
    }

    private static final int RULES_MAX = 500;
    private static final int LIST_MAX = 1_000;
    private static final int PHRASE_MAX = 160;
    private static final Pattern BETWEEN = Pattern.compile("([0-9]{2}:[0-9]{2})-([0-9]{2}:[0-9]{2})");
    private static final List<String> CHANGES = List.of("source", "destination", "serviceType", "priority", "carrier");

    private final Accounts accounts;
    private final Carriers carriers;
    private final Set<String> hooks = new HashSet<>();
    private final Map<String, String> places = new HashMap<>();

    InterceptKeys(Accounts accounts, Carriers carriers) {
        this.accounts = accounts;
        this.carriers = carriers;
    }

    InterceptConfig read(Section section) {
        List<HookConfig> programs = new ArrayList<>();
        section.sections("hooks").forEach(each -> hook(each).ifPresent(programs::add));
        List<Rule> rules = new ArrayList<>();
        section.sections("rules").forEach(each -> rule(each).ifPresent(rules::add));
        if (rules.size() > RULES_MAX) section.problem("rules", "at most " + RULES_MAX);
        section.end();
        return new InterceptConfig(rules, programs);
    }

    private Optional<HookConfig> hook(Section section) {
        var name = section.required("name", Values.visible(1, 31));
        Path directory = section.source().reading().directory();
        List<String> command = section.list("command", text -> text).stream()
                .map(Placed::value)
                .collect(Collectors.toCollection(ArrayList::new));
        Duration timeout = section.value(
                "timeout", Values.duration(Duration.ofMillis(1), Duration.ofSeconds(10)), HookConfig.TIMEOUT);
        int waiting = section.value("waiting", Values.integer(1, 100_000), HookConfig.WAITING);
        int failures = section.value("failures", Values.integer(1, 1_000), HookConfig.FAILURES);
        Duration pause =
                section.value("pause", Values.duration(Duration.ofSeconds(1), Duration.ofHours(1)), HookConfig.PAUSE);
        section.end();
        if (command.isEmpty()) section.problem("command", "must name a program and its arguments");
        if (name.isEmpty() || command.isEmpty()) return Optional.empty();
        if (!hooks.add(name.get().value())) name.get().problem("a hook of this name is there already");
        // A bare name is looked for in PATH; a path starts where the configuration is.
        if (command.getFirst().contains("/"))
            command.set(0, directory.resolve(command.getFirst()).toString());
        return Optional.of(new HookConfig(name.get().value(), command, timeout, waiting, failures, pause));
    }

    private Optional<Rule> rule(Section section) {
        var id = section.required("id", Values.visible(1, 63));
        Match match = match(section.section("match"));
        var then = section.required("then", Values.constant(Then.class));
        int status = section.value("status", InterceptKeys::status, Action.STATUS);
        Changes changes = changes(section.section("set"));
        var hook = section.optional("hook", Values.visible(1, 31));
        var unanswered = section.optional("unanswered", Values.constant(Unanswered.class));
        section.end();
        id.ifPresent(this::claim);
        then.ifPresent(word -> belongs(section, word.value()));
        hook.filter(name -> !hooks.contains(name.value()))
                .ifPresent(name -> name.problem("no hook has the name '" + name.value() + "'"));
        if (id.isEmpty() || then.isEmpty()) return Optional.empty();
        Optional<Action> action = switch (then.get().value()) {
            case REJECT -> Optional.of(new Action.Reject(status));
            case DROP -> Optional.of(new Action.Drop());
            case REWRITE -> Optional.of(new Action.Rewrite(changes));
            case PASS -> Optional.of(new Action.Pass());
            case ASK -> hook.flatMap(name -> unanswered.map(word -> new Action.Ask(name.value(), word.value())));
        };
        return action.map(done -> new Rule(id.get().value(), match, done));
    }

    private void claim(Placed<String> id) {
        String first = places.putIfAbsent(id.value(), id.place());
        if (first != null) id.problem("rule '%s' is there already, at %s".formatted(id.value(), first));
    }

    /** What an action needs is there, and nothing that belongs to another. */
    private static void belongs(Section section, Then then) {
        Map<String, Then> owners =
                Map.of("status", Then.REJECT, "set", Then.REWRITE, "hook", Then.ASK, "unanswered", Then.ASK);
        owners.forEach((key, owner) -> {
            if (section.has(key) && owner != then)
                section.problem(key, "is for 'then: " + Values.written(owner) + "' only");
        });
        for (String key : List.of("hook", "unanswered")) {
            if (then == Then.ASK && !section.has(key)) section.problem("'" + key + "' is missing");
        }
        if (then == Then.REWRITE && !section.has("set")) section.problem("'set' is missing");
    }

    private Match match(Section section) {
        var owners = section.list("account", SystemId::new);
        owners.stream()
                .filter(name -> !accounts.isKnown(name.value()))
                .forEach(name -> name.problem("no account has the systemId '" + name.value() + "'"));
        var match = new Match(
                owners.stream().map(Placed::value).collect(Collectors.toSet()),
                strings(section, "from", Values.visible(1, 21)),
                section.optional("fromTon", Values.integer(0, 255)).map(Placed::value),
                strings(section, "to", InterceptKeys::destination),
                section.optional("toTon", Values.integer(0, 255)).map(Placed::value),
                Set.copyOf(strings(section, "serviceType", Values.visible(1, 5))),
                new Phrases(strings(section, "text", InterceptKeys::phrase)),
                strings(section, "textBegins", InterceptKeys::phrase),
                hours(section));
        section.end();
        return match;
    }

    private static List<String> strings(Section section, String key, Function<String, String> parser) {
        List<String> strings =
                section.list(key, parser).stream().map(Placed::value).distinct().toList();
        if (section.has(key) && strings.isEmpty()) section.problem(key, "must name at least one");
        if (strings.size() > LIST_MAX) section.problem(key, "at most " + LIST_MAX);
        return strings;
    }

    private static Optional<Hours> hours(Section section) {
        var between = section.optional("between", InterceptKeys::between);
        List<Placed<DayOfWeek>> days = section.list("days", Values.constant(DayOfWeek.class));
        ZoneId zone = section.value("zone", CalendarKeys::zone, ZoneOffset.UTC);
        if (between.isEmpty() && days.isEmpty()) return Optional.empty();
        LocalTime[] times = between.map(Placed::value).orElse(new LocalTime[] {LocalTime.MIN, LocalTime.MIN});
        return Optional.of(
                new Hours(days.stream().map(Placed::value).collect(Collectors.toSet()), times[0], times[1], zone));
    }

    private static LocalTime[] between(String text) {
        Matcher matcher = BETWEEN.matcher(text);
        try {
            if (matcher.matches())
                return new LocalTime[] {LocalTime.parse(matcher.group(1)), LocalTime.parse(matcher.group(2))};
        } catch (DateTimeException e) {
            throw Values.bad("hours such as 22:00-06:00", text);
        }
        throw Values.bad("hours such as 22:00-06:00", text);
    }

    private Changes changes(Section section) {
        Changes[] all = {Changes.NONE};
        for (String name : CHANGES) {
            section.optional(name, value -> HookLine.with(all[0], name, value))
                    .ifPresent(next -> all[0] = next.value());
        }
        section.each(
                "tlvs",
                (tag, value) -> section.parse(
                                "tlvs." + tag, value.node(), octets -> HookLine.with(all[0], "tlv." + tag, octets))
                        .ifPresent(next -> all[0] = next.value()));
        section.end();
        all[0].carrier()
                .filter(carrier -> !carriers.isKnown(carrier))
                .ifPresent(carrier -> section.problem("carrier", "no carrier has the id '" + carrier + "'"));
        return all[0];
    }

    private static String phrase(String text) {
        if (!text.isEmpty() && text.length() <= PHRASE_MAX) return text;
        throw new IllegalArgumentException("must have 1 to %d characters".formatted(PHRASE_MAX));
    }

    private static String destination(String text) {
        if (text.matches("[0-9]{1,15}\\*?")) return text;
        throw Values.bad("digits of a number, with a '*' for all that begin so", text);
    }

    private static int status(String text) {
        try {
            int status = Integer.decode(text);
            if (status >= 1 && status <= 0xFFFF) return status;
        } catch (NumberFormatException e) {
            throw Values.bad("a command_status such as 0x0432", text);
        }
        throw Values.bad("a command_status such as 0x0432", text);
    }
}
