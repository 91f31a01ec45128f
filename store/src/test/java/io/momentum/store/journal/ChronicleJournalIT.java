package io.momentum.store.journal;

import static io.momentum.store.journal.JournalFixture.await;
import static io.momentum.store.journal.JournalFixture.fact;
import static io.momentum.store.journal.JournalFixture.facts;
import static io.momentum.store.journal.JournalFixture.numberOf;
import static io.momentum.store.journal.JournalFixture.open;
import static io.momentum.store.journal.JournalFixture.options;
import static io.momentum.store.journal.JournalFixture.readAll;
import static io.momentum.store.journal.JournalFixture.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.store.fact.Fact;
import io.momentum.store.fact.FactEquality;
import io.momentum.store.fact.SampleFacts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChronicleJournalIT {

    @TempDir
    Path dir;

    @Test
    void everyKindOfFactComesBackFromTheJournal() throws IOException {
        List<Fact> facts = List.copyOf(SampleFacts.byName().values());
        try (ChronicleJournal journal = open(dir);
                JournalReader reader = journal.read(1)) {
            assertTrue(journal.offer(FactBatch.riding(facts)));
            await(() -> journal.durableSequence() == facts.size());
            List<Fact> read = new ArrayList<>();
            List<Position> places = new ArrayList<>();
            reader.poll(1000, (sequence, fact, position) -> {
                read.add(fact);
                places.add(position);
            });
            for (int i = 0; i < facts.size(); i++) {
                FactEquality.assertSameFact(facts.get(i), read.get(i));
                FactEquality.assertSameFact(facts.get(i), reader.at(places.get(i)));
            }
        }
    }

    @Test
    void aCallbackRunsAfterItsFactsAreDurableAndTheObserverHasSeenThem() throws IOException {
        AtomicLong observed = new AtomicLong();
        List<String> wrong = Collections.synchronizedList(new ArrayList<>());
        JournalOptions options = options().withObserver((sequence, fact) -> {
            if (observed.incrementAndGet() != sequence) wrong.add("observed " + sequence);
        });
        ExecutorService loop = Executors.newSingleThreadExecutor();
        AtomicInteger called = new AtomicInteger();
        try (ChronicleJournal journal = ChronicleJournal.open(dir, Durability.SYNC, options)) {
            for (int i = 1; i <= 500; i++) {
                long last = i * 3L;
                FactBatch batch = FactBatch.awaited(facts(last - 2, 3), loop, () -> {
                    if (journal.durableSequence() < last) wrong.add("not durable " + last);
                    if (observed.get() < last) wrong.add("not observed " + last);
                    called.incrementAndGet();
                });
                assertTrue(journal.offer(batch));
            }
            await(() -> called.get() == 500);
        } finally {
            loop.shutdown();
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void callbacksRunInTheOrderOfTheOffers() throws IOException {
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        try (ChronicleJournal journal = open(dir)) {
            for (int i = 0; i < 300; i++) {
                int number = i;
                assertTrue(journal.offer(
                        FactBatch.awaited(List.of(fact(i)), JournalFixture.DIRECT, () -> order.add(number))));
            }
        }
        assertEquals(300, order.size());
        for (int i = 0; i < 300; i++) assertEquals(i, order.get(i));
    }

    @Test
    void factsOfOneThreadKeepTheirOrderWhateverOthersOffer() throws Exception {
        int threads = 4;
        int each = 5000;
        CountDownLatch done = new CountDownLatch(threads);
        try (ChronicleJournal journal = open(dir)) {
            for (int t = 0; t < threads; t++) {
                long base = t * 1_000_000L;
                new Thread(() -> {
                            for (int i = 0; i < each; i += 5) {
                                FactBatch batch = FactBatch.riding(facts(base + i, 5));
                                await(() -> journal.offer(batch));
                            }
                            done.countDown();
                        })
                        .start();
            }
            done.await();
            await(() -> journal.durableSequence() == (long) threads * each);
            long[] last = {-1, 999_999, 1_999_999, 2_999_999};
            for (long number : readAll(journal, 1)) assertEquals(++last[(int) (number / 1_000_000)], number);
        }
    }

    @Test
    void ridingFactsBecomeDurableThoughNobodyWaits() throws IOException {
        try (ChronicleJournal journal = open(dir)) {
            assertTrue(journal.offer(FactBatch.riding(facts(1, 3))));
            await(() -> journal.durableSequence() == 3);
        }
    }

    @Test
    void aFullQueueRefusesAndTakesAgainLater() throws IOException {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch stuck = new CountDownLatch(1);
        JournalOptions options = options().withWaiting(8, 1 << 20).withObserver((sequence, fact) -> {
            stuck.countDown();
            awaitQuietly(release);
        });
        try (ChronicleJournal journal = ChronicleJournal.open(dir, Durability.PAGE_CACHE, options)) {
            assertTrue(journal.offer(FactBatch.riding(facts(0, 1))));
            awaitQuietly(stuck);
            int taken = 0;
            while (taken <= 8 && journal.offer(FactBatch.riding(facts(1 + taken, 1)))) taken++;
            assertEquals(8, taken);
            release.countDown();
            await(() -> journal.offer(FactBatch.riding(facts(9, 1))));
        }
    }

    @Test
    void factsThatKeepTooMuchMemoryAreRefused() throws IOException {
        JournalOptions options = options().withWaiting(8, 1000);
        try (ChronicleJournal journal = ChronicleJournal.open(dir, Durability.SYNC, options)) {
            assertFalse(journal.offer(FactBatch.riding(facts(1, 100))));
            assertTrue(journal.offer(FactBatch.riding(facts(1, 1))));
            await(() -> journal.waitingBytes() == 0);
        }
    }

    @Test
    void aBatchLargerThanADocumentIsWhole() throws IOException {
        try (ChronicleJournal journal = open(dir)) {
            write(journal, 1, 20_000);
            assertEquals(LongStream.rangeClosed(1, 20_000).boxed().toList(), readAll(journal, 1));
        }
    }

    @Test
    void theLargestFactIsTakenAndALargerOneIsAnError() throws IOException {
        try (ChronicleJournal journal = open(dir)) {
            int room = (1 << 20) - 192;
            Fact largest = mo(room);
            assertTrue(journal.offer(FactBatch.riding(List.of(fact(1), largest, fact(2)))));
            await(() -> journal.durableSequence() == 3);
            try (JournalReader reader = journal.read(2)) {
                assertEquals(2, reader.poll(10, (sequence, fact, position) -> {
                    if (sequence == 2) FactEquality.assertSameFact(largest, fact);
                }));
            }
            FactBatch larger = FactBatch.riding(List.of(mo(room + 1)));
            assertThrows(IllegalArgumentException.class, () -> journal.offer(larger));
        }
    }

    @Test
    void aReaderStartsAnywhere() throws IOException {
        try (ChronicleJournal journal = open(dir)) {
            for (int i = 0; i < 40; i++) write(journal, 1 + i * 50L, 50);
            for (long from : new long[] {1, 2, 50, 51, 777, 1999, 2000}) {
                assertEquals(LongStream.rangeClosed(from, 2000).boxed().toList(), readAll(journal, from));
            }
            assertEquals(List.of(), readAll(journal, 2001));
        }
    }

    @Test
    void aSinkThatThrowsGetsTheFactAgain() throws IOException {
        try (ChronicleJournal journal = open(dir);
                JournalReader reader = journal.read(1)) {
            write(journal, 1, 10);
            assertThrows(
                    IllegalStateException.class,
                    () -> reader.poll(100, (sequence, fact, position) -> {
                        if (sequence == 4) throw new IllegalStateException();
                    }));
            List<Long> rest = new ArrayList<>();
            reader.poll(100, (sequence, fact, position) -> rest.add(numberOf(fact)));
            assertEquals(LongStream.rangeClosed(4, 10).boxed().toList(), rest);
        }
    }

    @Test
    void closingMakesAllThatWasOfferedDurable() throws IOException {
        AtomicInteger called = new AtomicInteger();
        ChronicleJournal journal = open(dir);
        for (int i = 0; i < 100; i++) {
            journal.offer(FactBatch.awaited(facts(i, 1), JournalFixture.DIRECT, called::incrementAndGet));
        }
        journal.close();
        assertEquals(100, called.get());
        assertFalse(journal.isOpen());
        assertFalse(journal.offer(FactBatch.riding(facts(1, 1))));
    }

    @Test
    void aReaderOutlivesTheJournal() throws IOException {
        ChronicleJournal journal = open(dir);
        write(journal, 1, 10);
        try (JournalReader reader = journal.read(1)) {
            journal.close();
            assertEquals(10, reader.poll(100, (sequence, fact, position) -> {}));
        }
    }

    @Test
    void aDiskBelowItsReserveTakesNothing() throws IOException {
        JournalOptions options = options().withDisk(new DiskMarks(Long.MAX_VALUE, Long.MAX_VALUE));
        try (ChronicleJournal journal = ChronicleJournal.open(dir, Durability.SYNC, options)) {
            assertFalse(journal.isOpen());
            assertFalse(journal.offer(FactBatch.riding(facts(1, 1))));
        }
    }

    @Test
    void theFirstFaultStopsTheJournalForGood() throws IOException {
        List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
        AtomicInteger called = new AtomicInteger();
        JournalOptions options = options().withOnFailure(failures::add).withObserver((sequence, fact) -> {
            if (sequence == 3) throw new IllegalStateException("broken");
        });
        try (ChronicleJournal journal = ChronicleJournal.open(dir, Durability.SYNC, options)) {
            write(journal, 1, 2);
            assertTrue(journal.offer(FactBatch.awaited(facts(3, 1), JournalFixture.DIRECT, called::incrementAndGet)));
            await(() -> !failures.isEmpty());
            assertFalse(journal.isOpen());
            assertFalse(journal.offer(FactBatch.riding(facts(4, 1))));
        }
        assertEquals(1, failures.size());
        assertEquals(0, called.get());
    }

    @Test
    void aSecondOpeningOfADirectoryIsRefused() throws IOException {
        try (ChronicleJournal journal = open(dir)) {
            String message =
                    assertThrows(JournalException.class, () -> open(dir)).getMessage();
            assertTrue(message.contains("in use"), message);
            assertTrue(journal.isOpen());
        }
    }

    private static Fact mo(int bytes) {
        var sample = (Fact.MoReceived) SampleFacts.byName().get("MoReceived.v1");
        int text = 3
                * (sample.source().text().length() + sample.destination().text().length());
        return new Fact.MoReceived(
                1, 2, sample.carrier(), null, sample.source(), sample.destination(), 3, new byte[bytes - text]);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
