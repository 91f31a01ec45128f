package io.momentum.ops.cli;

import io.momentum.ops.config.ConfigException;
import io.momentum.store.fact.Fact;
import io.momentum.store.fact.FactJson;
import io.momentum.store.journal.JournalException;
import io.momentum.store.journal.JournalVerifier;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "dump",
        header = "Prints facts, each as a line of JSON.",
        description = "Holds numbers and PDUs with their texts, unless --mask.",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  momentum journal dump --data-dir /var/lib/momentum --mask | head",
            "  momentum journal dump --config momentum.yaml --type OptedOut --type OptedIn"
        })
final class JournalDump implements Callable<Integer> {

    /** Characters after which the reader at the other end of a pipe is looked for. */
    private static final int FLUSH_CHARS = 1 << 16;

    @Spec
    private CommandSpec spec;

    @ArgGroup(multiplicity = "1")
    private JournalPlace place;

    @Option(
            names = "--from",
            paramLabel = "SEQ",
            defaultValue = "1",
            description = "The first fact. Default: ${DEFAULT-VALUE}.")
    private long from;

    @Option(names = "--to", paramLabel = "SEQ", description = "The last fact. Default: the last that there is.")
    private @Nullable Long to;

    @Option(names = "--type", paramLabel = "TYPE", description = "Only such, as MtAccepted. May be repeated.")
    private @Nullable List<String> types;

    @Option(names = "--mask", description = "Only the last two digits of numbers, and of PDUs only their length.")
    private boolean mask;

    @SuppressWarnings("NullAway.Init") // picocli fills in the fields
    JournalDump() {}

    @Override
    public Integer call() throws ConfigException {
        Set<Class<?>> wanted = wanted();
        long last = to == null ? Long.MAX_VALUE : to;
        if (from < 1 || last < from) throw new ParameterException(spec.commandLine(), "--from and --to: 1 or more");
        Path dir = place.directory();
        var lines = new Lines(spec.commandLine().getOut());
        try {
            JournalVerifier.dump(dir, from, (sequence, fact, position) -> {
                if (sequence > last) throw new Enough();
                if (wanted.contains(fact.getClass())) lines.print(FactJson.toJson(sequence, fact, mask));
            });
        } catch (Enough _) {
            return lines.end();
        } catch (JournalException | IOException e) {
            var _ = lines.end();
            throw CommandFailed.of(ExitCode.FAILED, e);
        }
        return lines.end();
    }

    private Set<Class<?>> wanted() {
        List<Class<?>> known = List.of(Fact.class.getPermittedSubclasses());
        if (types == null) return Set.copyOf(known);
        var wanted = new HashSet<Class<?>>();
        for (String name : types) {
            wanted.add(known.stream()
                    .filter(type -> type.getSimpleName().equalsIgnoreCase(name))
                    .findFirst()
                    .orElseThrow(() -> new ParameterException(
                            spec.commandLine(), "--type: '%s' is none of %s".formatted(name, names(known)))));
        }
        return wanted;
    }

    private static String names(List<Class<?>> types) {
        return types.stream().map(Class::getSimpleName).collect(Collectors.joining(", "));
    }

    /** Nothing more is to be printed, or nobody reads it. */
    private static final class Enough extends RuntimeException {
        private static final long serialVersionUID = 1;

        Enough() {
            super("enough", null, false, false);
        }
    }

    private static final class Lines {
        private final PrintWriter out;
        private int waitingChars;

        Lines(PrintWriter out) {
            this.out = out;
        }

        /** Not println, which on a terminal's writer is a write to the system for each line. */
        void print(String line) {
            out.write(line);
            out.write('\n');
            waitingChars += line.length() + 1;
            if (waitingChars < FLUSH_CHARS) return;
            waitingChars = 0;
            // A closed pipe shows in the stream below the writer only: neither of them throws.
            if (out.checkError() || System.out.checkError()) throw new Enough();
        }

        int end() {
            out.flush();
            return ExitCode.OK;
        }
    }
}
