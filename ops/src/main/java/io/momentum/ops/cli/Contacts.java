package io.momentum.ops.cli;

import io.momentum.ops.api.HumanCampaigns;
import io.momentum.ops.config.ConfigException;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "contacts",
        header = "What is known of numbers: names, zones, branches, lists.",
        subcommands = {
            Contacts.Import.class,
            ContactChange.Erase.class,
            ContactChange.Hold.class,
            ContactChange.Release.class
        })
final class Contacts implements Runnable {

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli fills in the fields
    Contacts() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command?");
    }

    @Command(
            name = "import",
            header = "Takes contacts from a file.",
            description = {
                "Columns: number, and any of name, externalId, zone, branch, list, stage, language; any other column"
                        + " is an",
                "attribute of its own. Parted by , or ; or tabs, in UTF-8 or Windows-1252. A broken line costs itself"
                        + " alone; it is",
                "named, and the command ends with 1. A row that says what is known already changes nothing."
            },
            footerHeading = "%nExamples:%n",
            footer = {
                "  momentum contacts import contacts.csv",
                "  momentum contacts import --region CO --map Celular=number --errors bad.csv contacts.csv"
            })
    static final class Import implements Callable<Integer> {

        @Mixin
        private ApiPlace place;

        @Mixin
        private AnswerForm form;

        @Mixin
        private RowFile file;

        @SuppressWarnings("NullAway.Init") // picocli fills in the fields
        Import() {}

        @Override
        public Integer call() throws ConfigException, IOException {
            String report = file.take(place.calls(), "/v1/contacts/import");
            form.print(report, HumanCampaigns::importReport);
            return RowFile.exitCode(report);
        }
    }
}
