package io.momentum.gateway.sim;

import java.util.List;

/** Every quirk that a simulated carrier can have. */
public final class CarrierQuirks {

    private static final QuirkCatalogue<CarrierHabit> CATALOGUE = new QuirkCatalogue<>(List.of(
            BindQuirks.entries(),
            SessionQuirks.entries(),
            SubmitQuirks.entries(),
            ReceiptFlowQuirks.entries(),
            ReceiptTextQuirks.entries(),
            ReceiptDateQuirks.entries(),
            DeliverQuirks.entries(),
            MessageQuirks.entries()));

    private CarrierQuirks() {}

    public static List<Quirk> all() {
        return CATALOGUE.all();
    }

    /** The habits of chosen quirks such as "throttle-for=30s"; IllegalArgumentException says what is wrong with one. */
    static List<CarrierHabit> habits(List<String> chosen, Chances chances) {
        return CATALOGUE.habits(chosen, chances);
    }

    static QuirkCatalogue.Entry<CarrierHabit> entry(
            String name, String argument, String does, String seen, QuirkCatalogue.Maker<CarrierHabit> maker) {
        return new QuirkCatalogue.Entry<>(new Quirk(Quirk.Side.CARRIER, name, argument, does, seen), maker);
    }
}
