package io.momentum.ops.evidence;

import static io.momentum.ops.evidence.EvidenceBench.ANA;
import static io.momentum.ops.evidence.EvidenceBench.LUIS;

import io.momentum.ops.followup.Command.Close;
import java.nio.file.Path;
import java.util.Map;

/** Records, closes another conversation, says so, and waits to be killed. */
final class KilledRecorder {

    private KilledRecorder() {}

    public static void main(String[] args) throws Exception {
        var bench = new EvidenceBench(Path.of(args[0]), EvidenceBench.MORNING);
        bench.replies(ANA, "hello");
        bench.closes(ANA, "resolved", Map.of());
        bench.replies(LUIS, "hello");
        bench.does(LUIS, new Close("resolved", Map.of()));
        System.out.println("recorded " + bench.entries().getFirst().hash());
        Thread.sleep(60_000);
    }
}
