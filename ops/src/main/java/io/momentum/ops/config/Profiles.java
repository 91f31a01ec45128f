package io.momentum.ops.config;

import io.momentum.gateway.profile.CarrierProfile;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The profiles that carriers name. Each is read once, so that its mistakes are told once. */
final class Profiles {

    private static final String KEYS = "profile";

    private final Library files;
    private final Causes causes;
    private final Map<String, CarrierProfile> read = new HashMap<>();
    /** Those that are being read: each extends the next. */
    private final Set<String> open = new HashSet<>();

    Profiles(Documents documents) {
        files = new Library(documents, "profile", "profiles");
        causes = new Causes(new Library(documents, "file of causes", "causes"));
    }

    /** The profile that a carrier's entry names, with the rules of the entry itself put over it. */
    CarrierProfile ofCarrier(Section carrier) {
        Optional<Placed<String>> name = carrier.optional("profile", Values.visible(1, 63));
        CarrierProfile named =
                name.map(this::named).orElseGet(() -> find("default").orElse(CarrierProfile.DEFAULT));
        return over(carrier.as(KEYS, "profile " + named.name()), named);
    }

    private CarrierProfile named(Placed<String> name) {
        Optional<CarrierProfile> found = find(name.value());
        if (found.isEmpty()) files.isMissing(name);
        return found.orElse(CarrierProfile.DEFAULT);
    }

    private Optional<CarrierProfile> find(String name) {
        CarrierProfile known = read.get(name);
        if (known != null) return Optional.of(known);
        files.find(name, KEYS).ifPresent(found -> read.put(name, whole(found, name)));
        return Optional.ofNullable(read.get(name));
    }

    private CarrierProfile whole(Section section, String name) {
        open.add(name);
        Optional<Placed<String>> other = section.optional("extends", Values.visible(1, 63));
        CarrierProfile base = other.flatMap(this::extended).orElse(CarrierProfile.DEFAULT.with(causes.base()));
        CarrierProfile rules = over(section, base);
        section.end();
        open.remove(name);
        return rules.named(name);
    }

    private Optional<CarrierProfile> extended(Placed<String> name) {
        if (!open.contains(name.value())) return Optional.of(named(name));
        name.problem("profile '" + name.value() + "' would extend itself");
        return Optional.empty();
    }

    /** The rules of a section, and those of the base where it is silent. */
    private CarrierProfile over(Section section, CarrierProfile base) {
        return new CarrierProfile(
                base.name(),
                IdKeys.read(section.section("ids"), base.ids()),
                ReceiptKeys.read(section.section("receipts"), base.receipts()),
                TextKeys.read(section.section("text"), base.text()),
                PartsKeys.read(section.section("parts"), base.parts()),
                SubmitKeys.read(section.section("submit"), base.submit()),
                StatusKeys.read(section.section("statuses"), base.statuses()),
                FlowKeys.read(section, base.flow()),
                SessionKeys.read(section, base.session()),
                TlvKeys.read(section, base.tlvs()),
                causes.read(section, base.causes()));
    }
}
