package io.momentum.store.index;

import static io.momentum.store.index.Story.ACME;
import static io.momentum.store.index.Story.TELCO;
import static io.momentum.store.index.Story.accepted;
import static io.momentum.store.index.Story.at;
import static io.momentum.store.index.Story.attempted;
import static io.momentum.store.index.Story.digits;
import static io.momentum.store.index.Story.mtId;
import static io.momentum.store.index.Story.smscId;
import static io.momentum.store.index.Story.submitted;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.store.fact.Fact;
import io.momentum.store.fact.Fact.DlrReceived;
import io.momentum.store.fact.Fact.DlrRematched;
import io.momentum.store.fact.Fact.MtSubmitted;
import io.momentum.store.fact.Fact.OptSource;
import io.momentum.store.fact.Fact.OptedOut;
import io.momentum.store.fact.Fact.Reading;
import io.momentum.store.fact.Fact.ReportedOptOut;
import io.momentum.store.journal.Position;
import io.momentum.store.value.IdForm;
import io.momentum.store.value.MessageState;
import io.momentum.store.value.SuppressionScope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An opt-out that a receipt reports is owed from the moment its message is known until the journal has it. */
final class OwedOptOutsIT {

    private static final long HALF_AN_HOUR = 1_800_000_000L;

    @TempDir
    Path dir;

    private Index index;
    private Fold fold;

    @BeforeEach
    void open() throws IOException {
        index = Index.open(dir, new IndexOptions(64 << 20, 32 << 20));
        fold = new Fold(index, new ProjectorCounters(), ProjectorOptions.DEFAULT);
    }

    @AfterEach
    void close() {
        index.close();
    }

    /** As a process that is killed after its last commit. */
    private void die() throws IOException {
        index.close();
        open();
    }

    private void fold(Fact... facts) {
        for (Fact fact : facts) {
            long sequence = fold.sequence() + 1;
            fold.fold(sequence, fact, new Position(1, sequence, 0));
        }
        fold.commit();
    }

    private List<OptedOut> told() {
        List<OptedOut> told = new ArrayList<>();
        fold.owedOptOuts().tell((carrier, fact) -> {
            assertEquals(TELCO, carrier);
            told.add(fact);
        });
        return told;
    }

    private static DlrReceived receipt(int n, String smscId, ReportedOptOut optOut) {
        var reading = new Reading(IdForm.SAME, 1, digits(n), 0, "", false, false, false, 0, optOut);
        return new DlrReceived(
                at(n) + 300, 77, TELCO, smscId, MessageState.UNDELIVERABLE, "2050", 0, new byte[0], reading);
    }

    private static OptedOut optOut(int n) {
        var scope = SuppressionScope.account(ACME);
        return new OptedOut(at(n) + 300, digits(n), scope, OptSource.CARRIER, 77, "telco 2050");
    }

    private void sent(int n) {
        fold(accepted(n), attempted(n, 1), submitted(n));
    }

    @Test
    void itIsToldOnceAProcessUntilTheJournalHasIt() throws IOException {
        sent(1);
        fold(receipt(1, smscId(1), ReportedOptOut.ACCOUNT));
        assertEquals(List.of(optOut(1)), told());
        assertEquals(List.of(), told());

        die();
        assertEquals(List.of(optOut(1)), told());

        fold(optOut(1));
        die();
        assertEquals(List.of(), told());
    }

    @Test
    void aReceiptThatOvertookItsSubmitRespByHalfAnHourAndARestartOwesItToo() throws IOException {
        fold(accepted(1), attempted(1, 1), receipt(1, "early", ReportedOptOut.ACCOUNT));
        assertEquals(List.of(), told());
        die();
        fold(new MtSubmitted(at(1) + HALF_AN_HOUR, mtId(1), TELCO, "early"));
        assertEquals(List.of(optOut(1)), told());
    }

    @Test
    void aReceiptThatIsReadAgainOwesIt() {
        sent(1);
        fold(receipt(1, "misread", ReportedOptOut.NONE));
        fold(new DlrRematched(at(2), mtId(1), "misread", receipt(1, smscId(1), ReportedOptOut.GLOBAL)));
        assertEquals(SuppressionScope.GLOBAL, told().getFirst().scope());
    }

    @Test
    void anyOtherReceiptOwesNothingNorDoesOneWithoutAMessage() {
        sent(1);
        fold(receipt(1, smscId(1), ReportedOptOut.NONE), receipt(2, "nobody", ReportedOptOut.GLOBAL));
        assertTrue(told().isEmpty());
    }
}
