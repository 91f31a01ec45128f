package io.momentum.ops.config;

import io.momentum.gateway.policy.AccountPolicies;
import io.momentum.gateway.policy.Cap;
import io.momentum.gateway.policy.Category;
import io.momentum.gateway.policy.PolicyBook;
import io.momentum.gateway.policy.PolicyPack;
import io.momentum.store.calendar.WorkCalendar;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The packs of rules that accounts name. Each is read once, so that its mistakes are told once. */
final class PolicyPacks {

    private static final String KEYS = "policy";

    private static final Map<String, Boolean> ANSWERS = Map.of("exempt", true, "counted", false);

    private static final Duration ANSWERS_MAX = Duration.ofDays(30);

    private final Path directory;
    private final Library files;
    private final Map<String, PolicyPack> read = new HashMap<>();
    private final Set<String> wrong = new HashSet<>();

    PolicyPacks(Documents documents) {
        directory = documents.directory();
        files = new Library(documents, "pack of rules", "policies");
    }

    /** The rules that an account's entry names. */
    AccountPolicies ofAccount(Section account) {
        List<String> names = new ArrayList<>();
        for (Placed<String> name : account.list("policies", Values.visible(1, 63))) {
            if (isKnown(name)) names.add(name.value());
        }
        AccountPolicies defaults = AccountPolicies.NONE;
        return new AccountPolicies(
                names,
                account.value("category", Values.constant(Category.class), defaults.category()),
                account.value("answersWithin", Values.duration(Duration.ZERO, ANSWERS_MAX), defaults.answersWithin()));
    }

    private boolean isKnown(Placed<String> name) {
        String id = name.value();
        if (read.containsKey(id)) return true;
        if (wrong.contains(id)) return false;
        Optional<Section> section = files.find(id, KEYS);
        if (section.isEmpty()) files.isMissing(name);
        Optional<PolicyPack> pack = section.flatMap(found -> pack(found, id));
        pack.ifPresentOrElse(found -> read.put(id, found), () -> wrong.add(id));
        return pack.isPresent();
    }

    /**
     * All that were named.
     *
     * @param zoneFiles where numbers are from, besides what is shipped
     */
    PolicyBook book(List<Placed<Path>> zoneFiles) {
        if (read.isEmpty() && zoneFiles.isEmpty()) return PolicyBook.NONE;
        return new PolicyBook(List.copyOf(read.values()), NumberZones.read(zoneFiles));
    }

    private Optional<PolicyPack> pack(Section section, String id) {
        int version = section.required("version", Values.integer(1, 1_000_000))
                .map(Placed::value)
                .orElse(1);
        String country = section.required("country", PolicyPacks::country)
                .map(Placed::value)
                .orElse("");
        Set<String> regions = new HashSet<>();
        for (var region : section.list("regions", Values.visible(1, 8))) regions.add(region.value());
        Set<Category> categories = EnumSet.noneOf(Category.class);
        for (var each : section.list("categories", Values.constant(Category.class))) categories.add(each.value());
        if (categories.isEmpty()) section.problem("categories", "must name at least one");
        Optional<WorkCalendar> hours = CalendarKeys.hours(section, id, ZoneOffset.UTC, directory);
        List<Cap> caps = new ArrayList<>();
        for (Section each : section.sections("caps")) cap(each).ifPresent(caps::add);
        Duration minGap = section.value("minGap", Values.duration(Duration.ZERO, Duration.ofDays(30)), Duration.ZERO);
        boolean answersExempt = section.value("answers", Values.choice(ANSWERS), true);
        String source = section.required("source", Values.visible(1, 500))
                .map(Placed::value)
                .orElse("");
        LocalDate reviewedOn = day(section, "reviewedOn");
        LocalDate validFrom = day(section, "validFrom");
        LocalDate validUntil = section.value("validUntil", CalendarKeys::date, LocalDate.MAX);
        if (validUntil.isBefore(validFrom)) section.problem("validUntil", "is before validFrom");
        section.end();
        return hours.map(open -> new PolicyPack(
                id,
                version,
                country,
                regions,
                categories,
                open,
                caps,
                minGap,
                answersExempt,
                source,
                reviewedOn,
                validFrom,
                validUntil));
    }

    private static LocalDate day(Section section, String key) {
        return section.required(key, CalendarKeys::date).map(Placed::value).orElse(LocalDate.MIN);
    }

    private static Optional<Cap> cap(Section section) {
        var messages = section.required("messages", Values.integer(1, Cap.MESSAGES_MAX));
        var per = section.required("per", PolicyPacks::window);
        section.end();
        if (messages.isEmpty() || per.isEmpty()) return Optional.empty();
        return Optional.of(new Cap(messages.get().value(), per.get().value()));
    }

    private static Cap.Window window(String text) {
        return switch (text) {
            case "day" -> new Cap.Day();
            case "week" -> new Cap.Week();
            default ->
                new Cap.Rolling(Values.duration(Duration.ofMinutes(1), Duration.ofDays(31))
                        .apply(text));
        };
    }

    private static String country(String text) {
        if (text.matches("[A-Z]{2}")) return text;
        throw Values.bad("a country's two letters, such as US", text);
    }
}
