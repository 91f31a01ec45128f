package io.momentum.ops.cli;

import io.momentum.ops.api.HumanEvidence;
import io.momentum.ops.config.ConfigException;
import io.momentum.store.value.Msisdn;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A change of one contact, with its reason. */
abstract class ContactChange implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ApiPlace place;

    @Parameters(paramLabel = "NUMBER", description = "In international form.")
    private String number;

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why; kept in the journal.")
    private String reason;

    @SuppressWarnings("NullAway.Init") // picocli fills in the fields
    ContactChange() {}

    @Override
    public Integer call() throws ConfigException {
        long digits = Msisdn.digitsOf(number);
        if (digits == Msisdn.NONE)
            throw new ParameterException(spec.commandLine(), "'" + number + "' is no number of 1 to 15 digits");
        change(place.calls(), "/v1/contacts/" + digits, reason);
        return ExitCode.OK;
    }

    abstract void change(ApiCalls api, String contact, String why);

    @Command(
            name = "erase",
            header = "Erases a contact.",
            description = {
                "Forgets what is known of it and destroys the key under which evidence keeps its number and texts:"
                        + " they cannot be",
                "read any more, here or in exports that were made with --closed, and evidence still verifies. There is"
                        + " no way back.",
                "Refused while the contact is under legal hold. An opt-out stays in force. Its texts go from the journal with"
                        + " the next pass of 'momentum retention', and numbers stay."
            },
            footerHeading = "%nExample:%n",
            footer = "  momentum contacts erase +15550100101 --reason \"request of 2026-11-29\"")
    static final class Erase extends ContactChange {
        @Override
        void change(ApiCalls api, String contact, String why) {
            api.delete(contact + "?reason=" + ApiCalls.encode(why));
        }
    }

    @Command(
            name = "hold",
            header = "Puts a contact under legal hold.",
            description = "It cannot be erased until it is released.",
            footerHeading = "%nExample:%n",
            footer = "  momentum contacts hold +15550100101 --reason \"case 12\"")
    static final class Hold extends ContactChange {
        @Override
        void change(ApiCalls api, String contact, String why) {
            api.put(contact + "/hold", HumanEvidence.reason(why));
        }
    }

    @Command(
            name = "release",
            header = "Ends a legal hold.",
            footerHeading = "%nExample:%n",
            footer = "  momentum contacts release +15550100101 --reason \"case 12 is closed\"")
    static final class Release extends ContactChange {
        @Override
        void change(ApiCalls api, String contact, String why) {
            api.delete(contact + "/hold?reason=" + ApiCalls.encode(why));
        }
    }
}
