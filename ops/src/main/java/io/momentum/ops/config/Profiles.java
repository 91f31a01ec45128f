package io.momentum.ops.config;

import io.momentum.gateway.profile.CarrierProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

/**
 * Finds the profiles that carriers name: {@code profiles/NAME.yaml} beside the configuration, else the shipped one of that name.
 * Each is read once, so that its mistakes are told once.
 */
final class Profiles {

    private static final String DIRECTORY = "profiles";
    private static final String KEYS = "profile";

    private final Documents documents;
    private final Path directory;
    private final Map<String, CarrierProfile> read = new HashMap<>();

    Profiles(Documents documents) {
        this.documents = documents;
        this.directory = documents.directory().resolve(DIRECTORY);
    }

    /** The profile that a carrier's entry names, with the rules of the entry itself put over it. */
    CarrierProfile ofCarrier(Section carrier) {
        Optional<Placed<String>> name = carrier.optional("profile", Values.visible(1, 63));
        CarrierProfile named =
                name.map(this::named).orElseGet(() -> find("default").orElse(CarrierProfile.DEFAULT));
        return over(carrier.as(KEYS), named);
    }

    private CarrierProfile named(Placed<String> name) {
        Optional<CarrierProfile> found = find(name.value());
        if (found.isEmpty()) {
            String hint = Similar.to(name.value(), names())
                    .map(" (did you mean '%s'?)"::formatted)
                    .orElse(", known: " + String.join(", ", names()));
            name.problem("no profile '" + name.value() + "' in " + directory + " nor among the shipped ones" + hint);
        }
        return found.orElse(CarrierProfile.DEFAULT);
    }

    private Optional<CarrierProfile> find(String name) {
        CarrierProfile known = read.get(name);
        if (known != null) return Optional.of(known);
        Path file = directory.resolve(name + ".yaml");
        Optional<Section> section = Optional.empty();
        if (name.matches("[A-Za-z0-9][A-Za-z0-9._-]*") && Files.exists(file)) {
            section = Optional.of(documents.section(file.toString(), documents.parse(file), KEYS));
        } else if (Shipped.names(DIRECTORY).contains(name)) {
            String place = "shipped " + DIRECTORY + "/" + name + ".yaml";
            section =
                    Optional.of(documents.section(place, documents.parse(place, Shipped.text(DIRECTORY, name)), KEYS));
        }
        section.ifPresent(found -> read.put(name, whole(found, name)));
        return Optional.ofNullable(read.get(name));
    }

    private SortedSet<String> names() {
        SortedSet<String> names = Shipped.names(DIRECTORY);
        if (!Files.isDirectory(directory)) return names;
        try {
            names.addAll(Shipped.namesIn(directory));
        } catch (IOException | UncheckedIOException e) {
            return names; // they are only a hint
        }
        return names;
    }

    private static CarrierProfile whole(Section section, String name) {
        CarrierProfile rules = over(section, CarrierProfile.DEFAULT);
        section.end();
        return rules.named(name);
    }

    /** The rules of a section, and those of the base where it is silent. */
    private static CarrierProfile over(Section section, CarrierProfile base) {
        return new CarrierProfile(
                base.name(),
                IdKeys.read(section.section("ids"), base.ids()),
                ReceiptKeys.read(section.section("receipts"), base.receipts()),
                TextKeys.read(section.section("text"), base.text()),
                PartsKeys.read(section.section("parts"), base.parts()),
                StatusKeys.read(section.section("statuses"), base.statuses()),
                FlowKeys.read(section, base.flow()),
                SessionKeys.read(section, base.session()),
                TlvKeys.read(section, base.tlvs()));
    }
}
