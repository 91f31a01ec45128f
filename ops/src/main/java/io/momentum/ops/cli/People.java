package io.momentum.ops.cli;

import io.momentum.ops.api.HumanPeople;
import io.momentum.ops.api.HumanText;
import io.momentum.ops.config.ConfigException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "people",
        header = "Who answers: roles, teams, zones, capacity, absences.",
        subcommands = {People.Shown.class, People.Show.class, People.Add.class, People.Change.class, People.Remove.class
        })
final class People implements Runnable {

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli fills in the fields
    People() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command?");
    }

    private static String pathOf(String person) {
        return "/v1/people/" + ApiCalls.encode(person);
    }

    @Command(
            name = "list",
            header = "Lists who works here.",
            footerHeading = "%nExample:%n",
            footer = "  momentum people list --team north")
    static final class Shown extends ApiQuestion {

        @Option(names = "--team", paramLabel = "TEAM", description = "Those of this team.")
        private @Nullable String team;

        @Override
        String ask(ApiCalls api) {
            return api.get("/v1/people?limit=500" + (team == null ? "" : "&team=" + ApiCalls.encode(team)));
        }

        @Override
        String read(String answer) {
            return HumanPeople.people(answer);
        }
    }

    @Command(
            name = "show",
            header = "Shows one person.",
            footerHeading = "%nExample:%n",
            footer = "  momentum people show maria")
    static final class Show extends ApiQuestion {

        @Parameters(paramLabel = "PERSON", description = "Its id.")
        private String person;

        @SuppressWarnings("NullAway.Init") // picocli fills in the fields
        Show() {}

        @Override
        String ask(ApiCalls api) {
            return api.get(pathOf(person));
        }

        @Override
        String read(String answer) {
            return HumanText.pretty(answer) + System.lineSeparator();
        }
    }

    /** What is said of a person; what is not said stays. */
    static final class Said {

        @Option(names = "--name", paramLabel = "NAME", description = "For people to read.")
        private @Nullable String name;

        @Option(names = "--team", paramLabel = "TEAM", description = "Of which it takes turns. May be repeated.")
        private @Nullable List<String> teams;

        @Option(names = "--zone", paramLabel = "ZONE", description = "What it sees and is given; none for all.")
        private @Nullable List<String> zones;

        @Option(names = "--branch", paramLabel = "BRANCH", description = "The same for branches.")
        private @Nullable List<String> branches;

        @Option(names = "--language", paramLabel = "LANGUAGE", description = "In which it answers; none for any.")
        private @Nullable List<String> languages;

        @Option(names = "--capacity", paramLabel = "N", description = "Open conversations at most; 20 if unsaid.")
        private @Nullable Integer capacity;

        @Option(
                names = "--away",
                paramLabel = "FROM/UNTIL",
                description = "An absence, as 2026-12-20T00:00:00Z/2027-01-07T00:00:00Z. May be repeated.")
        private @Nullable List<String> away;

        @SuppressWarnings("NullAway.Init") // picocli fills in the fields
        Said() {}

        String person(@Nullable String known, @Nullable String role, @Nullable Boolean active) {
            Map<String, String> texts = new LinkedHashMap<>();
            if (name != null) texts.put("name", name);
            if (role != null) texts.put("role", role);
            Map<String, List<String>> lists = new LinkedHashMap<>();
            if (teams != null) lists.put("teams", teams);
            if (zones != null) lists.put("zones", zones);
            if (branches != null) lists.put("branches", branches);
            if (languages != null) lists.put("languages", languages);
            return HumanPeople.person(known, texts, lists, capacity, active, away);
        }
    }

    @Command(
            name = "add",
            header = "Adds a person.",
            footerHeading = "%nExamples:%n",
            footer = {
                "  momentum people add maria --role agent --team north --zone centro --language es",
                "  momentum people add luis --role lead --team north --name \"Luis Vega\""
            })
    static final class Add implements Callable<Integer> {

        @Mixin
        private ApiPlace place;

        @Mixin
        private Said said;

        @Parameters(paramLabel = "PERSON", description = "Its id, as owners and the audit name it.")
        private String person;

        @Option(
                names = "--role",
                required = true,
                paramLabel = "ROLE",
                description = "One of: viewer, agent, lead, compliance, auditor, integrator, operator, admin.")
        private String role;

        @SuppressWarnings("NullAway.Init") // picocli fills in the fields
        Add() {}

        @Override
        public Integer call() throws ConfigException {
            place.calls().put(pathOf(person), said.person(null, role, null));
            return ExitCode.OK;
        }
    }

    @Command(
            name = "change",
            header = "Changes what is said of a person; the rest stays.",
            footerHeading = "%nExamples:%n",
            footer = {
                "  momentum people change maria --capacity 30",
                "  momentum people change maria --away 2026-12-20T00:00:00Z/2027-01-07T00:00:00Z",
                "  momentum people change maria --left"
            })
    static final class Change implements Callable<Integer> {

        @Mixin
        private ApiPlace place;

        @Mixin
        private Said said;

        @Parameters(paramLabel = "PERSON", description = "Its id.")
        private String person;

        @Option(names = "--role", paramLabel = "ROLE", description = "Another role.")
        private @Nullable String role;

        @Option(
                names = "--left",
                negatable = true,
                description = "It works here no more: its tokens let nobody in. --no-left takes it back.")
        private @Nullable Boolean left;

        @SuppressWarnings("NullAway.Init") // picocli fills in the fields
        Change() {}

        @Override
        public Integer call() throws ConfigException {
            ApiCalls api = place.calls();
            String known = api.get(pathOf(person));
            api.put(pathOf(person), said.person(known, role, left == null ? null : Boolean.valueOf(!left)));
            return ExitCode.OK;
        }
    }

    @Command(
            name = "remove",
            header = "Takes a person away, and with it its tokens.",
            footerHeading = "%nExample:%n",
            footer = "  momentum people remove maria")
    static final class Remove implements Callable<Integer> {

        @Mixin
        private ApiPlace place;

        @Parameters(paramLabel = "PERSON", description = "Its id.")
        private String person;

        @SuppressWarnings("NullAway.Init") // picocli fills in the fields
        Remove() {}

        @Override
        public Integer call() throws ConfigException {
            place.calls().delete(pathOf(person));
            return ExitCode.OK;
        }
    }
}
