package io.momentum.gateway.sim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The quirks of one side, by name, each with what makes its habit.
 *
 * @param <H> {@link CarrierHabit} or {@link EsmeHabit}
 */
final class QuirkCatalogue<H> {

    /** Makes the habit of a chosen quirk anew for each simulator, since habits remember. */
    interface Maker<H> {
        H make(QuirkArgument argument, Chances chances);
    }

    /** A quirk and what makes its habit. */
    record Entry<H>(Quirk quirk, Maker<H> maker) {}

    private final Map<String, Entry<H>> entries = new LinkedHashMap<>();

    QuirkCatalogue(List<List<Entry<H>>> chapters) {
        for (List<Entry<H>> chapter : chapters) {
            for (Entry<H> entry : chapter) {
                Entry<H> other = entries.put(entry.quirk.name(), entry);
                if (other != null) throw new IllegalStateException("two quirks named " + entry.quirk.name());
            }
        }
    }

    List<Quirk> all() {
        return entries.values().stream().map(Entry::quirk).toList();
    }

    /** The habits of the quirks chosen, in their order; says what is wrong with one that is none. */
    List<H> habits(List<String> chosen, Chances chances) {
        List<H> habits = new ArrayList<>(chosen.size());
        for (String choice : chosen) habits.add(habit(choice, chances));
        return List.copyOf(habits);
    }

    private H habit(String choice, Chances chances) {
        int equals = choice.indexOf('=');
        String name = equals < 0 ? choice : choice.substring(0, equals);
        Entry<H> entry = entries.get(name);
        if (entry == null) throw new IllegalArgumentException("no quirk '" + name + "': --list-quirks shows them all");
        String usual = entry.quirk.argument();
        if (equals >= 0 && usual.isEmpty()) throw new IllegalArgumentException("quirk " + name + ": takes no argument");
        String argument = equals < 0 ? usual : choice.substring(equals + 1);
        return entry.maker.make(new QuirkArgument(name, argument), chances);
    }
}
