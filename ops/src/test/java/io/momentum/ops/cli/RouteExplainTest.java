package io.momentum.ops.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouteExplainTest {

    @TempDir
    Path directory;

    private String file = "";

    @BeforeEach
    void write() throws Exception {
        Files.writeString(directory.resolve("plan.csv"), "34,214,,ES,\n34600,214,07,ES,Movistar\n");
        file = Files.writeString(directory.resolve("momentum.yaml"), """
                accounts: [{ systemId: acme, password: { plain: secret } }]
                carriers:
                  - { id: one, hosts: [localhost:2776], systemId: us, password: { plain: secret } }
                  - { id: two, hosts: [localhost:2777], systemId: us, password: { plain: secret } }
                numbering: [plan.csv]
                routes:
                  - { to: "*", carriers: [two] }
                  - { to: "*", network: 214-07, carriers: [one, two] }
                  - { to: "44", carriers: [two] }
                """).toString();
    }

    @Test
    void offlineItNamesTheRuleAndWhatSpeaksAgainstTheOthers() {
        CommandRun run = CommandRun.of("route", "explain", "890123", "+34600123456", "acme", "--offline", file);
        assertEquals(ExitCode.OK, run.exit(), run.all());
        String out = run.out();
        assertTrue(out.contains("destination: network 214-07 Movistar in ES, by its prefix 34600\n"), out);
        assertTrue(out.contains("rule: to *, network 214-07\n"), out);
        assertTrue(out.contains("the destination does not begin with 44"), out);
        assertTrue(out.contains("another is more specific"), out);
    }

    @Test
    void aNumberInAFileOfPortedNumbersGoesByTheNetworkThatItIsIn() throws Exception {
        Files.writeString(directory.resolve("ported.csv"), "34610123456,214-07\n");
        Files.writeString(Path.of(file), Files.readString(Path.of(file)) + "portability: { files: [ported.csv] }\n");
        CommandRun run = CommandRun.of("route", "explain", "890123", "34610123456", "acme", "--offline", file);
        assertEquals(ExitCode.OK, run.exit(), run.all());
        assertTrue(run.out().contains("looked up: in network 214-07, by file\n"), run.out());
        assertTrue(run.out().contains("rule: to *, network 214-07\n"), run.out());
        CommandRun other = CommandRun.of("route", "explain", "890123", "34610123457", "acme", "--offline", file);
        assertTrue(other.out().contains("rule: to *\n"), other.out());
        assertTrue(!other.out().contains("looked up"), other.out());
    }

    @Test
    void whatNoRuleTakesIsSaidToo() throws Exception {
        String text =
                Files.readString(Path.of(file)).replace("to: \"*\", carriers: [two]", "to: \"99\", carriers: [two]");
        Files.writeString(Path.of(file), text);
        CommandRun run = CommandRun.of("route", "explain", "890123", "15550100", "acme", "--offline", file);
        assertEquals(ExitCode.OK, run.exit(), run.all());
        assertTrue(run.out().startsWith("no rule takes it\n"), run.out());
        assertTrue(run.out().contains("the number plan does not know the destination's network"), run.out());
    }

    @Test
    void asJsonItIsForTools() {
        CommandRun run =
                CommandRun.of("route", "explain", "890123", "447700900123", "acme", "--offline", file, "--json");
        assertEquals(ExitCode.OK, run.exit(), run.all());
        assertTrue(run.out().contains("\"rule\" : \"to 44\""), run.out());
    }

    @Test
    void wrongUsageEndsWith2() {
        assertEquals(ExitCode.USAGE, CommandRun.of("route").exit());
        assertEquals(ExitCode.USAGE, CommandRun.of("route", "explain", "890123").exit());
    }
}
