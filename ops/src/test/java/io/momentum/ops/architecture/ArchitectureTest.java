package io.momentum.ops.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the code to its architecture, and each rule to its bite. */
class ArchitectureTest {

    private static final String VIOLATING = ArchitectureTest.class.getPackageName() + ".violating";

    private static final JavaClasses MOMENTUM = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.momentum");

    private static final JavaClasses BROKEN = new ClassFileImporter().importPackages(VIOLATING);

    static Stream<Named<ArchRule>> rules() {
        return named(Rules.under("io.momentum"));
    }

    static Stream<Named<ArchRule>> rulesForTheBroken() {
        return named(Rules.under(VIOLATING));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theCodeKeepsTheRule(ArchRule rule) {
        rule.check(MOMENTUM);
    }

    @ParameterizedTest
    @MethodSource("rulesForTheBroken")
    void theRuleBites(ArchRule rule) {
        assertTrue(rule.evaluate(BROKEN).hasViolation(), "nothing is caught by: " + rule.getDescription());
    }

    @Test
    void everyViolatingClassIsCaughtAndNoOther() {
        Set<String> caught = new TreeSet<>();
        for (ArchRule rule : Rules.under(VIOLATING)) {
            rule.evaluate(BROKEN)
                    .getFailureReport()
                    .getDetails()
                    .forEach(detail -> BROKEN.forEach(type -> {
                        if (detail.contains("<" + type.getName())) caught.add(type.getSimpleName());
                    }));
        }
        assertEquals(
                Set.of(
                        "KnowsTheGateway",
                        "KnowsOperations",
                        "Operation",
                        "ReadsAFile",
                        "ThrowsDice",
                        "Logs",
                        "LooksAtTheClock",
                        "LooksAtTheCalendar",
                        "ForgesAClearance",
                        "ClearedSubmit",
                        "Prints",
                        "LogsItsOwnWay",
                        "TakesEveryLibrary"),
                caught);
    }

    @Test
    void allModulesAreLookedAt() {
        List.of("store.value.Msisdn", "gateway.suppress.ClearedSubmit", "ops.cli.Momentum")
                .forEach(name -> assertTrue(MOMENTUM.contain("io.momentum." + name), name));
    }

    private static Stream<Named<ArchRule>> named(List<ArchRule> rules) {
        return IntStream.range(0, rules.size())
                .mapToObj(i -> Named.of(rules.get(i).getDescription(), rules.get(i)));
    }
}
