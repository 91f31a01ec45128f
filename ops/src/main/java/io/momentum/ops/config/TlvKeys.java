package io.momentum.ops.config;

import io.momentum.gateway.profile.Billed;
import io.momentum.gateway.profile.TlvProfile;
import io.momentum.gateway.profile.TlvProfile.Form;
import io.momentum.gateway.profile.TlvProfile.Rule;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads {@code tlvs}: the carrier's own tags. */
final class TlvKeys {

    private TlvKeys() {}

    static TlvProfile read(Section section, TlvProfile base) {
        Map<Integer, Rule> rules = new LinkedHashMap<>();
        for (Rule rule : base.rules()) rules.put(rule.tag(), rule);
        for (Section each : section.sections("tlvs")) rule(each).ifPresent(rule -> rules.put(rule.tag(), rule));
        return new TlvProfile(rules.values().stream().toList());
    }

    private static Optional<Rule> rule(Section section) {
        var name = section.required("name", Values.visible(1, 63));
        var tag = section.required("tag", TlvKeys::tag);
        Form form = section.value("form", Values.constant(Form.class), Form.C_STRING);
        Billed value = BilledKeys.read(section, "value", text -> written(form, text), Billed.NOTHING);
        section.end();
        if (name.isEmpty() || tag.isEmpty()) return Optional.empty();
        return Optional.of(new Rule(name.get().value(), tag.get().value(), form, value));
    }

    private static String written(Form form, String text) {
        try {
            new Rule("", 0, form, Billed.NOTHING).bytes(text);
            return text;
        } catch (IllegalArgumentException e) {
            throw Values.bad("a value of form " + Values.written(form), text);
        }
    }

    private static int tag(String text) {
        if (text.matches("0x[0-9a-fA-F]{1,4}")) return Integer.decode(text);
        throw Values.bad("a tag such as 0x1400", text);
    }
}
