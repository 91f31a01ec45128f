package io.momentum.ops.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.ops.TestAppliance;
import io.momentum.ops.care.Campaigns.Row;
import io.momentum.store.fact.CareFact.CampaignStage;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that cannot go on, over a follow-up that refuses every order. */
class CampaignRunIT {

    private static final String OVER =
            "{\"account\":\"acme\",\"sender\":\"890123\",\"text\":\"Hello\",\"window\":{\"until\":\"2020-01-01T00:00:00Z\"}}";

    @TempDir
    Path directory;

    private TestAppliance appliance;
    private final AtomicInteger orders = new AtomicInteger();

    @BeforeEach
    void start() throws Exception {
        appliance = TestAppliance.start(directory);
        // Whoever asks it now hears that it is busy.
        appliance.care().close();
    }

    @AfterEach
    void stop() {
        appliance.close();
    }

    private CampaignRun run(String definition) {
        var run = new CampaignRun(
                "nov",
                new Outlet(appliance.gateway(), appliance.suppressions(), appliance.index()),
                appliance.care(),
                new CampaignOrders(appliance.care(), orders::incrementAndGet),
                () -> {});
        run.take(new Row("nov", definition, CampaignStage.RUNNING, "", 1, 1, 1, 0));
        return run;
    }

    @Test
    void oneWhoseStopIsRefusedAsksAgain() throws Exception {
        CampaignRun run = run(OVER);
        run.step();
        assertEquals(1, orders.get());
        run.step();
        assertEquals(1, orders.get(), "not at every step");
        untilTheSecondOrder(run);
    }

    @Test
    void oneThatCannotBeReadStopsAndTakesNoOtherWithIt() throws Exception {
        var unreadable = new Row("nov", "{\"hours\":{}}", CampaignStage.RUNNING, "", 1, 1, 1, 0);
        assertEquals(0, MatchRules.of(List.of(withMatch(unreadable))).rules().size());
        CampaignRun run = run(unreadable.definition());
        run.step();
        assertEquals(1, orders.get());
        untilTheSecondOrder(run);
    }

    private static Row withMatch(Row row) {
        String text = row.definition().replace("}}", "},\"match\":[{}]}");
        return new Row(row.name(), text, row.stage(), "", 1, 1, 1, 0);
    }

    private void untilTheSecondOrder(CampaignRun run) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
        while (orders.get() < 2) {
            assertTrue(System.nanoTime() < deadline, "it does not ask again");
            run.step();
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }
}
