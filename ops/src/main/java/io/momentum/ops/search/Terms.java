package io.momentum.ops.search;

import io.momentum.ops.followup.Conversation;
import io.momentum.store.fact.CareFact.Stage;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** What a conversation can be found by, each as {@code name:value}. What is empty is found as {@code name:}. Pure. */
final class Terms {

    static final String ALL = "all:";

    /** Attributes of contacts that are searched by. */
    static final List<String> ATTRIBUTES = List.of("zone", "branch", "list", "stage", "language");

    private static final int VALUE_MAX = 100;

    private Terms() {}

    /** Those that follow from its state. */
    static Set<String> of(Conversation c) {
        Set<String> terms = new TreeSet<>();
        if (c.stage() == Stage.MERGED) return terms;
        terms.add(ALL);
        terms.add(term("state", c.stage().name()));
        if (c.isOpen()) terms.add(term("state", "open"));
        terms.add(term("campaign", c.link().campaign()));
        terms.add(term("label", c.label().label()));
        terms.add(term("owner", c.ownership().owner()));
        terms.add(term("team", c.ownership().team()));
        terms.add(term("sla", sla(c)));
        if (!c.isOpen()) terms.add(term("outcome", c.closure().outcome()));
        if (c.account() != null) terms.add(term("account", c.account().value()));
        for (String name : ATTRIBUTES) terms.add(term(name, c.contact().getOrDefault(name, "")));
        return terms;
    }

    private static String sla(Conversation c) {
        if (c.isBreached()) return "breached";
        if (c.isWarned()) return "warned";
        return c.clocks().stream().anyMatch(Conversation.Clock::isRunning) ? "running" : "";
    }

    static String term(String name, String value) {
        String some = value.substring(0, Math.min(value.length(), VALUE_MAX));
        return name + ":" + some.replace('\0', ' ').toLowerCase(Locale.ROOT);
    }

    static String word(String word) {
        return "word:" + word;
    }
}
