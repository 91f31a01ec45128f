package io.momentum.ops.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTest {

    private static final Map<String, Object> EVENT = Map.of(
            "time",
            "2026-11-29T10:00:00.500Z",
            "data",
            Map.of(
                    "text",
                    "a {{data.secret}} b",
                    "secret",
                    "shown",
                    "urgent",
                    true,
                    "off",
                    false,
                    "amount",
                    "120.50",
                    "far",
                    "+1000000000-12-31T23:59:59Z",
                    "confidence",
                    0.97,
                    "reasons",
                    List.of("one", "two"),
                    "contact",
                    Map.of("phone", "+15550100142")));

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{{data.contact.phone | digits}};15550100142",
                "{{data.contact.name | default: nobody}};nobody",
                "{{data.contact.name}};",
                "Phone {{ data.contact.phone }}!;Phone +15550100142!",
                "{{data.reasons | join}};one, two",
                "{{time | seconds}};1795946400",
                "{{time | millis}};1795946400500",
                "{{data.far | millis}};+1000000000-12-31T23:59:59Z",
                "{{time | date}};2026-11-29",
                "{{data.amount | number}};120.5",
                "{{data.urgent | words: true=urgent, *=normal}};urgent",
                "{{data.off | words: true=urgent, *=normal}};normal",
                "{{data.secret | upper | cut: 3}};SHO",
                "{{data.contact.phone.deeper}};",
            })
    void aPlaceIsFilledIn(String template, String expected) {
        assertEquals(expected == null ? "" : expected, Template.of(template).text(EVENT, text -> text));
    }

    @Test
    void whatAContactWroteIsNeverReadAsATemplate() {
        assertEquals(
                Optional.of("a {{data.secret}} b"), Template.of("{{data.text}}").fill(EVENT));
    }

    @Test
    void aValueKeepsItsKindAndWhatIsUnknownIsLeftOut() {
        Map<String, Object> tree = Map.of(
                "n",
                "{{data.confidence}}",
                "u",
                "{{data.urgent}}",
                "x",
                "{{data.nothing}}",
                "l",
                List.of("{{data.nothing}}", "a", 7L),
                "i",
                Map.of("$if", "data.off", "a", "b"),
                "j",
                Map.of("$if", "data.urgent", "a", "b"));
        assertEquals(
                Optional.of(Map.of("n", 0.97, "u", true, "l", List.of("a", 7L), "j", Map.of("a", "b"))),
                Template.of(tree).fill(EVENT));
        assertEquals(
                Optional.empty(), Template.of(Map.of("$if", "data.nothing")).fill(EVENT));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{{data.text;without '}}'",
                "{{data.text | eval: 1}};no filter 'eval'",
                "{{T(java.lang.Runtime)}};is no path",
                "{{}};is no path",
                "{{a | cut: x}};how many",
                "{{a | words: x}};as in"
            })
    void whatIsNoTemplateIsRefusedWithItsReason(String template, String reason) {
        String said = assertThrows(IllegalArgumentException.class, () -> Template.of(template))
                .getMessage();
        assertEquals(true, said.contains(reason), said);
    }
}
