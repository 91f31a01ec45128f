package io.momentum.store.index;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.momentum.store.fact.Fact;
import io.momentum.store.fact.Fact.OptOutHeld;
import io.momentum.store.fact.Fact.OptOutUndone;
import io.momentum.store.fact.Fact.OptSource;
import io.momentum.store.fact.Fact.OptedIn;
import io.momentum.store.fact.Fact.OptedOut;
import io.momentum.store.journal.PassedIds;
import io.momentum.store.journal.Position;
import io.momentum.store.suppression.SuppressionList;
import io.momentum.store.value.SuppressionScope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What undoes an opt-out opens a number only where nothing newer stands against it: in memory, in the index, and in any replay. */
final class UndoneOptOutIT {

    private static final long NUMBER = Story.digits(1);
    private static final long OTHER = Story.digits(2);
    private static final SuppressionScope SCOPE = SuppressionScope.account(Story.ACME);

    @TempDir
    private Path dir;

    private int opened;

    private static OptedOut out(long digits, OptSource source) {
        return new OptedOut(Story.at(1), digits, SCOPE, source, 7, "no more");
    }

    private static OptOutUndone undone(long digits, long seen) {
        return new OptOutUndone(Story.at(2), digits, SCOPE, 7, seen, "user:ana", "asked for fewer");
    }

    /** What is told to followers. */
    private static final class Heard implements Follower {
        private final List<Fact> facts = new ArrayList<>();

        @Override
        public void fold(long sequence, Fact fact, Position position, Shelf.Writable rows) {
            facts.add(fact);
        }
    }

    /** Whether the number is closed, by the list in memory and the index alike, however often the fold commits. */
    private boolean isClosed(long digits, int commitEvery, Heard heard, List<Fact> facts) throws IOException {
        var list = new SuppressionList();
        try (Index index = Index.open(dir.resolve("index" + opened++), IndexOptions.DEFAULT)) {
            var fold =
                    new Fold(index, new ProjectorCounters(), ProjectorOptions.DEFAULT, List.of(heard), PassedIds.NONE);
            for (Fact fact : facts) {
                long sequence = fold.sequence() + 1;
                list.apply(sequence, fact);
                fold.fold(sequence, fact, new Position(1, sequence, 0));
                if (sequence % commitEvery == 0) fold.commit();
            }
            fold.commit();
            boolean inIndex = index.suppressionsOf(digits).stream()
                    .anyMatch(each -> each.scope().equals(SCOPE));
            assertEquals(list.contains(digits, SCOPE), inIndex, "memory and index differ over " + facts);
            assertEquals(
                    list.isHeld(digits, SCOPE),
                    index.optOuts().held(digits, SCOPE).isPresent(),
                    "memory and index differ over what is held by " + facts);
            return inIndex;
        }
    }

    private boolean isClosed(Fact... facts) throws IOException {
        boolean closed = isClosed(NUMBER, 1, new Heard(), List.of(facts));
        assertEquals(closed, isClosed(NUMBER, 100, new Heard(), List.of(facts)), "it depends on where commits fall");
        return closed;
    }

    @Test
    void whatNothingHasChangedSinceIsUndone() throws IOException {
        assertEquals(false, isClosed(out(NUMBER, OptSource.FREE_TEXT), undone(NUMBER, 1)));
        assertEquals(
                false, isClosed(out(NUMBER, OptSource.FREE_TEXT), out(OTHER, OptSource.KEYWORD), undone(NUMBER, 1)));
    }

    @Test
    void aStopThatIsNewerThanTheLookStays() throws IOException {
        assertEquals(
                true, isClosed(out(NUMBER, OptSource.FREE_TEXT), out(NUMBER, OptSource.KEYWORD), undone(NUMBER, 1)));
        assertEquals(
                false, isClosed(out(NUMBER, OptSource.FREE_TEXT), out(NUMBER, OptSource.KEYWORD), undone(NUMBER, 2)));
    }

    @Test
    void aNewerDoubtStays() throws IOException {
        var held = new OptOutHeld(Story.at(1), NUMBER, SCOPE, 9, "stop calling me", "optout-en@1", Story.at(9));
        assertEquals(true, isClosed(out(NUMBER, OptSource.FREE_TEXT), held, undone(NUMBER, 1)));
    }

    @Test
    void whoUndoesTwiceUndoesOnce() throws IOException {
        assertEquals(
                true,
                isClosed(
                        out(NUMBER, OptSource.FREE_TEXT),
                        undone(NUMBER, 1),
                        out(NUMBER, OptSource.KEYWORD),
                        undone(NUMBER, 1)));
    }

    @Test
    void followersHearOnlyOfWhatWasUndone() throws IOException {
        var heard = new Heard();
        List<Fact> facts = List.of(
                out(NUMBER, OptSource.FREE_TEXT), out(NUMBER, OptSource.KEYWORD), undone(NUMBER, 1), undone(NUMBER, 2));
        isClosed(NUMBER, 100, heard, facts);
        assertEquals(List.of(facts.get(0), facts.get(1), facts.get(3)), heard.facts);
    }

    @Test
    void memoryAndIndexAgreeOverAnyStory() throws IOException {
        var random = new Random(42);
        for (int story = 0; story < 6; story++) {
            List<Fact> facts = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                long digits = Story.digits(random.nextInt(3));
                facts.add(
                        switch (random.nextInt(5)) {
                            case 0, 1 -> out(digits, OptSource.KEYWORD);
                            case 2 -> new OptedIn(Story.at(i), digits, SCOPE, OptSource.KEYWORD, 0, "start");
                            case 3 ->
                                new OptOutHeld(Story.at(i), digits, SCOPE, 9, "stop it", "optout-en@1", Story.at(999));
                            default -> undone(digits, Math.max(0, i - random.nextInt(6)));
                        });
            }
            int commitEvery = 1 + random.nextInt(50);
            for (int n = 0; n < 3; n++) isClosed(Story.digits(n), commitEvery, new Heard(), facts);
        }
    }
}
