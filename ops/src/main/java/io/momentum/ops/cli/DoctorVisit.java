package io.momentum.ops.cli;

import io.momentum.ops.api.HumanDoctor;
import io.momentum.ops.doctor.Doctor;
import io.momentum.ops.doctor.Finding;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "doctor",
        header = "Looks for what is wrong with this host, its files and its peers, and says what to do.",
        description = {
            "Limits, kernel, memory, JDK, configuration, disk, rights, clock, ports, certificates, and whether the carriers'",
            "hosts take a connection. Changes nothing, binds to nobody, and needs no gateway that runs.",
            "Fails if something is wrong that keeps the gateway from its work; warnings do not count."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  momentum doctor --config /etc/momentum/momentum.yaml",
            "  momentum doctor --config /etc/momentum/momentum.yaml --json"
        })
final class DoctorVisit implements Callable<Integer> {

    @Option(
            names = "--config",
            paramLabel = "FILE",
            defaultValue = "/etc/momentum/momentum.yaml",
            description = "The configuration; /etc/momentum/momentum.yaml if nothing is said.")
    private Path config;

    @Mixin
    private AnswerForm form;

    @SuppressWarnings("NullAway.Init") // picocli fills in the fields
    DoctorVisit() {}

    @Override
    public Integer call() {
        List<Finding> findings = new Doctor(Path.of("/proc"), Instant.now()).examine(config);
        form.print(HumanDoctor.json(findings), _ -> HumanDoctor.table(findings));
        return Doctor.isIll(findings) ? ExitCode.FAILED : ExitCode.OK;
    }
}
