package io.momentum.ops.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

/** Commands as somebody types them, against an API. */
public final class KpiCommands {

    private final String url;
    private String said = "";

    public KpiCommands(String url) {
        this.url = url;
    }

    /** Runs one that must succeed. @return what it says */
    public String run(String... typed) {
        List<String> all = new ArrayList<>(List.of(typed));
        all.addAll(List.of("--api", url, "--token", "viewer"));
        var out = new StringWriter();
        var err = new StringWriter();
        int code = Momentum.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all.toArray(String[]::new));
        assertEquals(ExitCode.OK, code, err::toString);
        said = out.toString();
        return said;
    }

    /** What the last one said. */
    public String said() {
        return said;
    }
}
