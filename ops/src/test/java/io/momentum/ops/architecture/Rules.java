package io.momentum.ops.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What may use what. The rules are made for a root package, so that the same rules can be held against classes that break each
 * of them on purpose.
 */
final class Rules {

    private static final String[] PURE = {
        "store.value..",
        "store.fact..",
        "store.suppression..",
        "store.correlation..",
        "store.conversation..",
        "store.calendar..",
        "gateway.codec..",
        "gateway.session..",
        "gateway.flow..",
        "gateway.profile..",
        "gateway.receipt..",
        "gateway.cause..",
        "gateway.route..",
        "gateway.policy..",
        "gateway.intake..",
        "gateway.intercept..",
        "gateway.optout..",
        "ops.followup..",
        "ops.event..",
        "ops.kpi.."
    };

    /** Which packages may use a library, or a part of the JDK; nobody else may. */
    private static final Map<String, List<String>> HOMES = Map.ofEntries(
            Map.entry("net.openhft..", List.of("store.journal..")),
            Map.entry("org.rocksdb..", List.of("store.index..")),
            Map.entry("com.cloudhopper..", List.of("gateway.codec..", "gateway.sim..")),
            Map.entry(
                    "io.netty.buffer..",
                    List.of(
                            "gateway.codec..",
                            "gateway.net..",
                            "gateway.server..",
                            "gateway.carrier..",
                            "gateway.suppress..",
                            "gateway.path..",
                            "gateway.probe..",
                            "gateway.record..",
                            "gateway.portability..",
                            "gateway.sim..")),
            Map.entry(
                    "io.netty.channel..",
                    List.of(
                            "gateway.net..",
                            "gateway.server..",
                            "gateway.carrier..",
                            "gateway.portability..",
                            "gateway.sim..")),
            Map.entry("io.netty.handler..", List.of("gateway.net..", "gateway.portability..", "gateway.sim..")),
            Map.entry("io.netty.resolver..", List.of("gateway.portability..")),
            Map.entry(
                    "io.vertx..",
                    List.of(
                            "ops.api..",
                            "ops.campaign..",
                            "ops.evidence..",
                            "ops.inbox..",
                            "ops.learning..",
                            "ops.metrics..",
                            "ops.webhook..")),
            Map.entry("gg.jte..", List.of("ops.inbox..")),
            Map.entry("com.google.i18n..", List.of("ops.contacts..")),
            Map.entry("org.apache.pdfbox..", List.of("ops.evidence..")),
            Map.entry("io.micrometer..", List.of("ops.metrics..")),
            Map.entry("io.prometheus..", List.of("ops.metrics..")),
            Map.entry("com.password4j..", List.of("gateway.server..")),
            Map.entry("com.nimbusds..", List.of("ops.oidc..")),
            Map.entry("ch.qos.logback..", List.of("ops.log..", "ops.metrics..")),
            Map.entry("picocli..", List.of("ops.cli..")),
            Map.entry("org.snakeyaml..", List.of("ops.config..")),
            Map.entry("java.net.http..", List.of("gateway.portability..", "ops.cli..", "ops.inbox..", "ops.oidc..")));

    private static final Set<String> EFFECTS = Set.of(
            "java.lang.System.currentTimeMillis",
            "java.lang.System.nanoTime",
            "java.lang.System.getenv",
            "java.lang.System.getProperty",
            "java.lang.Math.random",
            "java.util.UUID.randomUUID",
            "java.lang.Thread.sleep",
            "java.lang.Thread.start");

    private final String root;

    private Rules(String root) {
        this.root = root;
    }

    static List<ArchRule> under(String root) {
        var rules = new Rules(root + ".");
        var all = new ArrayList<ArchRule>(List.of(
                rules.storeKnowsNobody(),
                rules.gatewayKnowsNoOperations(),
                rules.pureCodeHasNoEffects(),
                rules.pureCodeReadsNoClock(),
                rules.onlyTheGateClearsASubmit(),
                rules.onlyTheCommandLinePrints(),
                rules.noOtherLogging()));
        HOMES.keySet().stream().sorted().map(rules::libraryStaysAtHome).forEach(all::add);
        return List.copyOf(all);
    }

    private ArchRule storeKnowsNobody() {
        return noClasses()
                .that(resideInAPackage(root + "store.."))
                .should()
                .dependOnClassesThat(resideInAnyPackage(root + "gateway..", root + "ops.."))
                .as("store knows neither gateway nor ops");
    }

    private ArchRule gatewayKnowsNoOperations() {
        return noClasses()
                .that(resideInAPackage(root + "gateway.."))
                .should()
                .dependOnClassesThat(resideInAPackage(root + "ops.."))
                .as("gateway does not know ops");
    }

    private ArchRule pureCodeHasNoEffects() {
        return noClasses()
                .that(resideInAnyPackage(ours(Stream.of(PURE))))
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                                "java.io..",
                                "java.net..",
                                "java.nio.file..",
                                "java.nio.channels..",
                                "java.sql..",
                                "java.util.random..",
                                "org.slf4j..",
                                "io.netty.channel..")
                        .and(describe("are no exceptions", Rules::isNoException))
                        .or(describe("give chance", Rules::givesChance)))
                .as("pure code has no effects, no chance and no logging");
    }

    private ArchRule pureCodeReadsNoClock() {
        DescribedPredicate<JavaAccess<?>> effect =
                describe("reads a clock, the environment or chance", Rules::isEffect);
        return noClasses()
                .that(resideInAnyPackage(ours(Stream.of(PURE))))
                .should()
                .accessTargetWhere(effect)
                .as("pure code is told the time");
    }

    private ArchRule onlyTheGateClearsASubmit() {
        String cleared = root + "gateway.suppress.ClearedSubmit";
        DescribedPredicate<JavaCall<?>> make = describe(
                "makes a ClearedSubmit",
                call -> call instanceof JavaConstructorCall
                        && call.getTargetOwner().getName().equals(cleared));
        return noClasses()
                .that(describe(
                        "are not the gate's package",
                        type -> !type.getPackageName().equals(root + "gateway.suppress")))
                .should()
                .callCodeUnitWhere(make)
                .as("only gateway.suppress makes a ClearedSubmit");
    }

    private ArchRule onlyTheCommandLinePrints() {
        DescribedPredicate<JavaAccess<?>> print = describe("prints", Rules::isPrint);
        return noClasses()
                .that(outside(List.of("ops.cli..")))
                .should()
                .accessTargetWhere(print)
                .as("only ops.cli prints");
    }

    private ArchRule noOtherLogging() {
        return noClasses()
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("java.util.logging..", "org.apache.log4j..", "org.apache.logging.."))
                .as("all logging goes through slf4j");
    }

    private ArchRule libraryStaysAtHome(String library) {
        List<String> homes = HOMES.getOrDefault(library, List.of());
        return noClasses()
                .that(outside(homes))
                .should()
                .dependOnClassesThat(resideInAPackage(library))
                .as(library + " stays in " + homes);
    }

    private DescribedPredicate<JavaClass> outside(List<String> packages) {
        return DescribedPredicate.not(resideInAnyPackage(ours(packages.stream())));
    }

    private String[] ours(Stream<String> packages) {
        return packages.map(name -> root + name).toArray(String[]::new);
    }

    private static boolean isNoException(JavaClass type) {
        return !type.isAssignableTo(Throwable.class);
    }

    private static boolean givesChance(JavaClass type) {
        return type.isAssignableTo("java.util.Random") || type.getName().equals("java.time.Clock");
    }

    private static boolean isEffect(JavaAccess<?> access) {
        AccessTarget target = access.getTarget();
        String owner = target.getOwner().getName();
        if (owner.startsWith("java.time.") && target.getName().equals("now")) return true;
        return EFFECTS.contains(owner + "." + target.getName());
    }

    private static boolean isPrint(JavaAccess<?> access) {
        AccessTarget target = access.getTarget();
        if (target.getName().equals("printStackTrace")) return true;
        return target.getOwner().getName().equals("java.lang.System")
                && (target.getName().equals("out") || target.getName().equals("err"));
    }
}
