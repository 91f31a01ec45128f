package io.momentum.ops.care;

import io.momentum.ops.followup.Conversation;
import io.momentum.ops.followup.Conversation.Clock;
import io.momentum.store.fact.CareFact.Stage;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What follows from a conversation's state alone: the lists that it stands in and where in them, and when it is to be looked
 * at. The fold compares before and after, so that lists are right by construction. Pure.
 */
final class Derived {

    /** Longer names are cut in keys. */
    private static final int NAME_MAX = 100;

    /** Something to look at: {@code wake}, {@code accept}, {@code clock}, {@code promise}, {@code closed}. */
    record Due(long atMicros, String kind) {}

    private Derived() {}

    /** Its lists, each with what it is sorted by there. */
    static Map<String, Long> views(Conversation c) {
        Map<String, Long> views = new LinkedHashMap<>();
        long newestFirst = ~Math.max(c.openedAtMicros(), c.replies().lastAtMicros());
        if (c.stage() == Stage.MERGED) return views;
        views.put("all", newestFirst);
        if (!c.link().campaign().isEmpty()) views.put(named("campaign", c.link().campaign()), newestFirst);
        if (!c.isOpen()) {
            views.put("closed", ~c.closure().atMicros());
            return views;
        }
        open(c, views);
        return views;
    }

    private static void open(Conversation c, Map<String, Long> views) {
        long due = c.dueMicros();
        views.put("open", due);
        String owner = c.ownership().owner();
        if (owner.isEmpty()) views.put("unowned", due);
        else views.put(named("owner", owner), due);
        if (!c.ownership().team().isEmpty())
            views.put(named("team", c.ownership().team()), due);
        if (!c.label().label().isEmpty()) views.put(named("label", c.label().label()), due);
        else views.put("triage", due);
        if (c.label().urgent()) views.put("urgent", due);
        if (c.label().optOut()) views.put("opt_out_review", due);
        if (c.link().isWithoutContext()) views.put("no_context", due);
        if (c.stage() == Stage.WAITING_CONTACT)
            views.put("waiting", ~c.replies().lastAtMicros());
        if (c.stage() == Stage.SCHEDULED) views.put("scheduled", c.untilMicros());
        if (c.isBreached() || c.isWarned()) views.put("breaching", due);
    }

    /** The name of a list as it is kept, however its values are written. */
    static String folded(String view) {
        int colon = view.indexOf(':');
        return colon < 0 ? view : named(view.substring(0, colon), view.substring(colon + 1));
    }

    static String named(String view, String name) {
        String folded = name.toLowerCase(Locale.ROOT);
        return view + ":" + folded.substring(0, Math.min(folded.length(), NAME_MAX));
    }

    /** When something is to be decided about it though nobody asks. */
    static Set<Due> dues(Conversation c) {
        Set<Due> dues = new LinkedHashSet<>();
        if (c.stage() == Stage.MERGED) return dues;
        if (c.stage() == Stage.SCHEDULED && c.untilMicros() > 0) dues.add(new Due(c.untilMicros(), "wake"));
        if (c.isOpen() && c.ownership().acceptUntilMicros() > 0)
            dues.add(new Due(c.ownership().acceptUntilMicros(), "accept"));
        for (Clock clock : c.clocks()) {
            if (clock.isRunning() && clock.nextMicros() > 0) dues.add(new Due(clock.nextMicros(), "clock"));
        }
        // A promise that nobody has settled, whatever else was said since; a follow-up with a date.
        boolean promised = c.closure().isPromisePending();
        if (promised) dues.add(new Due(c.closure().promiseDueMicros(), "promise"));
        boolean its = promised && c.closure().untilMicros() == c.closure().promiseDueMicros();
        if (!c.isOpen() && c.closure().untilMicros() > 0 && !its)
            dues.add(new Due(c.closure().untilMicros(), "closed"));
        return dues;
    }
}
