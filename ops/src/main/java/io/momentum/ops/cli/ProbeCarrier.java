package io.momentum.ops.cli;

import io.momentum.gateway.carrier.CarrierConfig;
import io.momentum.gateway.probe.Lesson;
import io.momentum.gateway.probe.Lessons;
import io.momentum.gateway.probe.Probe;
import io.momentum.gateway.probe.ProposedProfile;
import io.momentum.ops.config.ConfigException;
import io.momentum.ops.config.ConfigFile;
import io.momentum.ops.config.MomentumConfig;
import io.momentum.store.value.CarrierId;
import io.momentum.store.value.Msisdn;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "probe",
        header = "Finds out how a carrier behaves, and proposes a profile for it.",
        description = {
            "Binds as the carrier's entry says, sends " + Probe.MESSAGES_EACH
                    + " messages to each test handset, waits for receipts, and says where the carrier differs from its"
                    + " profile.",
            "The messages cost money and reach people: without --yes it only says what it would send. Numbers on the"
                    + " suppression list are refused."
        },
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  momentum probe telco --config momentum.yaml --to 15550100",
            "  momentum probe telco --config momentum.yaml --to 15550100 --yes --write profiles/telco.yaml"
        })
final class ProbeCarrier implements Callable<Integer> {

    private static final int NUMBERS_MAX = 5;
    private static final int DIGITS_MIN = 7;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "CARRIER", description = "Its id in the configuration.")
    private CarrierId carrier;

    @Option(names = "--config", paramLabel = "FILE", required = true, description = "The configuration.")
    private Path config;

    @Option(
            names = "--to",
            paramLabel = "NUMBER",
            required = true,
            split = ",",
            description = "A handset that you can look at, or up to " + NUMBERS_MAX + " with commas between them.")
    private List<String> to;

    @Option(
            names = "--from",
            paramLabel = "SENDER",
            description = "A sender that the carrier allows. Default: the first number of an account.")
    private @Nullable String from;

    @Option(
            names = "--wait",
            paramLabel = "TIME",
            defaultValue = "60s",
            description = "For receipts. Default: ${DEFAULT-VALUE}.")
    private Duration patience;

    @Option(names = "--write", paramLabel = "FILE", description = "Where the proposed profile goes; a new file.")
    private @Nullable Path file;

    @Option(names = "--yes", description = "Send them.")
    private boolean yes;

    @Mixin
    private AnswerForm form;

    @SuppressWarnings("NullAway.Init") // picocli fills in the fields
    ProbeCarrier() {}

    @Override
    public Integer call() throws ConfigException, IOException, InterruptedException {
        MomentumConfig read = ConfigFile.read(config);
        CarrierConfig found = carrierOf(read);
        String sender = senderOf(read);
        checkNumbers();
        checkFile(found.profile().name());
        PrintWriter out = spec.commandLine().getOut();
        String plan = "%d messages (about %d on the bill) from %s to %s over carrier %s at %s"
                .formatted(
                        Probe.MESSAGES_EACH * to.size(),
                        (Probe.MESSAGES_EACH + 1) * to.size(),
                        sender,
                        to.stream().map(ProbeCarrier::masked).collect(Collectors.joining(", ")),
                        carrier,
                        found.hosts().getFirst());
        if (!yes) throw wrong("would send " + plan + ": add --yes");
        new OptOutCheck(read).refuse(to);
        if (!form.isJson()) out.println("Sending " + plan);
        out.flush();
        Lessons lessons = probe(found, sender);
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        String proposed = ProposedProfile.text(carrier.value(), found.profile().name(), lessons, today);
        if (file != null) write(file, proposed);
        if (form.isJson()) form.printJson(json(lessons, found.profile().name(), proposed));
        else {
            report(out, lessons, found.profile().name());
            propose(out, proposed);
        }
        out.flush();
        return lessons.accepted() == 0 ? ExitCode.FAILED : ExitCode.OK;
    }

    private CarrierConfig carrierOf(MomentumConfig read) {
        List<CarrierConfig> all = read.gateway().carriers();
        Optional<CarrierConfig> found =
                all.stream().filter(each -> each.id().equals(carrier)).findFirst();
        String known = all.stream().map(each -> each.id().value()).collect(Collectors.joining(", "));
        return found.orElseThrow(() -> wrong("no carrier has the id '" + carrier + "', known: " + known));
    }

    private String senderOf(MomentumConfig read) {
        if (from != null) return from;
        return read.gateway().accounts().stream()
                .flatMap(account -> account.senders().stream())
                .filter(each -> each.matches("[0-9]+"))
                .findFirst()
                .orElseThrow(() -> wrong("--from: say from which sender; no account has a number"));
    }

    private void checkFile(String inForce) {
        if (file == null) return;
        if (Files.exists(file)) throw wrong("--write: " + file + " is there already");
        if (nameOf(file).equals(inForce))
            throw wrong("--write: '" + inForce + "' is the profile in force: choose another name");
    }

    private static String nameOf(Path file) {
        return String.valueOf(file.getFileName()).replaceFirst("[.]yaml$", "");
    }

    private void checkNumbers() {
        if (to.size() > NUMBERS_MAX) throw wrong("--to: at most " + NUMBERS_MAX + " numbers");
        for (String number : to) {
            if (Msisdn.digitsOf(number) == Msisdn.NONE || number.length() < DIGITS_MIN)
                throw wrong("--to: '" + number + "' is no number with its country code");
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private Lessons probe(CarrierConfig found, String sender) throws InterruptedException {
        try {
            return new Probe(found, patience).run(sender, to);
        } catch (IOException e) {
            throw CommandFailed.of(ExitCode.UNAVAILABLE, e);
        }
    }

    private static void report(PrintWriter out, Lessons lessons, String profile) {
        out.printf("%d of %d taken, %d receipts%n%n", lessons.accepted(), lessons.sent(), lessons.receipts());
        for (Lesson lesson : lessons.all()) out.printf("%-18s %s%n", lesson.topic(), lesson.observed());
        List<Lesson> differences = lessons.differences();
        out.println();
        if (differences.isEmpty()) {
            out.println("The profile '" + profile + "' says the same.");
            return;
        }
        out.println("The profile '" + profile + "' says otherwise:");
        for (Lesson lesson : differences) {
            lesson.rule()
                    .ifPresent(rule -> out.printf("  %s: %s, it is %s%n", rule.key(), rule.inForce(), rule.value()));
        }
    }

    private Map<String, Object> json(Lessons lessons, String profile, String proposed) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("carrier", carrier.value());
        json.put("profile", profile);
        json.put("sent", lessons.sent());
        json.put("accepted", lessons.accepted());
        json.put("receipts", lessons.receipts());
        json.put("lessons", lessons.all().stream().map(ProbeCarrier::json).toList());
        if (file == null) json.put("proposed", proposed);
        else json.put("file", file.toString());
        return json;
    }

    private static Map<String, Object> json(Lesson lesson) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("topic", lesson.topic());
        json.put("observed", lesson.observed());
        lesson.rule().ifPresent(rule -> {
            json.put("key", rule.key());
            json.put("value", rule.value());
            json.put("inForce", rule.inForce());
        });
        json.put("differs", lesson.differs());
        return json;
    }

    private static void write(Path file, String text) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null) Files.createDirectories(directory);
        Files.writeString(file, text, StandardOpenOption.CREATE_NEW);
    }

    private void propose(PrintWriter out, String text) {
        out.println();
        if (file == null) {
            out.print(text);
            return;
        }
        out.println("The proposed profile is in " + file + "; the carrier's entry names it: profile: " + nameOf(file));
    }

    private static String masked(String number) {
        return Msisdn.masked(Msisdn.digitsOf(number));
    }
}
