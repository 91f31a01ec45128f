package io.momentum.gateway.sim;

import java.util.List;

/** Every quirk that a simulated ESME can have. */
public final class EsmeQuirks {

    private static final QuirkCatalogue<EsmeHabit> CATALOGUE =
            new QuirkCatalogue<>(List.of(EsmeSubmitQuirks.entries(), EsmeSessionQuirks.entries()));

    private EsmeQuirks() {}

    public static List<Quirk> all() {
        return CATALOGUE.all();
    }

    /** The habits of chosen quirks such as "sequence-from=0"; IllegalArgumentException says what is wrong with one. */
    static List<EsmeHabit> habits(List<String> chosen, Chances chances) {
        return CATALOGUE.habits(chosen, chances);
    }

    static QuirkCatalogue.Entry<EsmeHabit> entry(
            String name, String argument, String does, String seen, QuirkCatalogue.Maker<EsmeHabit> maker) {
        return new QuirkCatalogue.Entry<>(new Quirk(Quirk.Side.ESME, name, argument, does, seen), maker);
    }
}
