package io.momentum.ops.metrics;

import io.momentum.gateway.optout.Verdict;
import io.momentum.gateway.path.DeliverPath;
import io.momentum.ops.evidence.Evidence;
import io.momentum.ops.retention.Retention;
import io.momentum.store.index.Index;
import io.momentum.store.index.IndexStats;
import io.momentum.store.index.Projector;
import io.momentum.store.index.ProjectorCounters;
import io.momentum.store.journal.ChronicleJournal;
import io.momentum.store.suppression.SuppressionList;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What is known about journal, projector, index and suppression list. */
final class StoreMetrics implements Figures {

    private final Path dataDir;
    private final ChronicleJournal journal;
    private final Index index;
    private final Projector projector;
    private final SuppressionList suppressions;
    private final DeliverPath deliveries;
    private final Evidence evidence;
    private final Retention retention;

    StoreMetrics(MetricsParts parts) {
        dataDir = parts.dataDir();
        journal = parts.journal();
        index = parts.index();
        projector = parts.projector();
        suppressions = parts.suppressions();
        deliveries = parts.gateway().deliverPath();
        evidence = parts.evidence();
        retention = parts.retention();
    }

    @Override
    public void into(Families families) {
        journal(families);
        projector(families);
        receipts(families, projector.counters());
        store(families, index.stats());
        var entries =
                families.gauge("momentum_suppression_entries", "Pairs of number and scope that are closed.", "scope");
        suppressions
                .sizes()
                .forEach((kind, size) -> entries.add(size, kind.name().toLowerCase(Locale.ROOT)));
        families.gauge("momentum_opt_outs_held", "Numbers that may have opted out and wait for somebody to look.")
                .add(suppressions.heldSize());
        var said = families.counter(
                "momentum_mo_verdicts",
                "Messages from subscribers by what they say about being written to.",
                "verdict");
        for (Verdict.Kind kind : Verdict.Kind.values())
            said.add(deliveries.verdicts(kind), kind.name().toLowerCase(Locale.ROOT));
        evidence(families);
        retention(families);
    }

    private void retention(Families families) {
        families.counter("momentum_retention_messages", "Messages that went because they were older than is kept.")
                .add(retention.messagesGone());
        families.counter("momentum_retention_facts", "Facts that went from the journal's files with such messages.")
                .add(retention.factsGone());
        families.counter(
                        "momentum_retention_texts",
                        "Messages, replies, conversations and entries of the audit that lost their texts.")
                .add(retention.textsGone());
        families.gauge(
                        "momentum_retention_erasures_waiting",
                        "Contacts that were erased whose texts are still in the journal.")
                .add(retention.erasuresWaiting());
        families.counter("momentum_retention_failures", "Passes over what is old that ended early.")
                .add(retention.failures());
        families.gauge(
                        "momentum_retention_oldest_timestamp_seconds",
                        "When the oldest message came that the index has; 0 for none.")
                .add(retention.oldestMillis() / 1_000.0);
    }

    private void evidence(Families families) {
        Evidence.Standing standing = evidence.standing();
        families.counter("momentum_evidence_records", "Records in the chain of evidence.")
                .add(standing.records());
        families.gauge("momentum_evidence_owed", "What is to be recorded and is not yet, counted up to 1000.")
                .add(standing.owed());
        families.gauge("momentum_evidence_unsealed", "Days that have ended and are not signed yet.")
                .add(standing.unsealedDays());
    }

    private void journal(Families families) {
        families.counter("momentum_journal_appends", "Facts made durable.")
                .add(journal.counters().facts.sum());
        families.counter("momentum_journal_bytes", "Octets of facts made durable, about.")
                .add(journal.counters().bytes.sum());
        families.times(
                        "momentum_journal_append_seconds",
                        "How long it took to write a group of facts, before its sync.")
                .add(journal.counters().appendTime);
        families.times("momentum_journal_sync_seconds", "How long the disk took for a sync.")
                .add(journal.counters().syncTime);
        families.gauge("momentum_journal_waiting_batches", "Batches of facts that wait for the journal.")
                .add(journal.waitingBatches());
        families.gauge("momentum_journal_unsynced_bytes", "Octets of facts that are not durable yet, about.")
                .add(journal.waitingBytes());
        families.gauge("momentum_journal_open", "1 while facts are taken; 0 after a fault or with a full disk.")
                .add(journal.isOpen() ? 1 : 0);
        families.gauge("momentum_journal_disk_low", "1 while nothing is taken because the disk has too little room.")
                .add(journal.isDiskLow() ? 1 : 0);
        families.gauge("momentum_journal_disk_free_bytes", "Free space where the data lie.")
                .add(freeBytes());
        families.gauge("momentum_journal_size_bytes", "The journal's files.").add(journalBytes());
    }

    private double freeBytes() {
        try {
            return Files.getFileStore(dataDir).getUsableSpace();
        } catch (IOException e) {
            return Double.NaN;
        }
    }

    private double journalBytes() {
        try (var files = Files.walk(dataDir.resolve("journal"))) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        } catch (IOException | UncheckedIOException e) {
            // A file may go while it is looked at.
            return Double.NaN;
        }
    }

    private void projector(Families families) {
        ProjectorCounters counters = projector.counters();
        families.gauge("momentum_projector_lag_records", "Durable facts that the index has not folded yet.")
                .add(projector.lagFacts());
        families.gauge("momentum_projector_lag_seconds", "How long the index has been behind.")
                .add(projector.lagMillis() / 1000.0);
        families.gauge("momentum_projector_failed", "1 where the index is no longer written; the process ends for it.")
                .add(projector.hasFailed() ? 1 : 0);
        families.counter("momentum_projector_facts", "Facts folded into the index.")
                .add(counters.facts());
        families.counter("momentum_projector_commits", "Commits of the index.").add(counters.commits());
        families.counter("momentum_projector_commit_seconds", "Time spent in them.")
                .add(counters.commitNanos() / 1e9);
        families.counter("momentum_projector_strays", "Facts about messages that the index does not know.")
                .add(counters.strays());
    }

    private static void receipts(Families families, ProjectorCounters counters) {
        families.counter(
                        "momentum_dlr_unmatched",
                        "Delivery receipts that came before their message was known, or have none.")
                .add(counters.parked());
        families.counter("momentum_dlr_matched_late", "Those of them that found their message after all.")
                .add(counters.parkedMatched());
        families.gauge("momentum_dlr_pending", "Those of this run that have not found it yet.")
                .add(Math.max(0, counters.parked() - counters.parkedMatched()));
        families.counter("momentum_dlr_repeated", "Delivery receipts that said again what was known.")
                .add(counters.repeated());
        families.counter("momentum_dlr_contradictory", "Delivery receipts with another final state than the first.")
                .add(counters.contradictory());
        families.counter("momentum_dlr_queued", "Delivery receipts put into an account's outbox.")
                .add(counters.receipts());
    }

    private static void store(Families families, IndexStats stats) {
        families.gauge("momentum_store_pending_compaction_bytes", "What RocksDB has still to merge.")
                .add(stats.pendingCompactionBytes());
        families.gauge("momentum_store_table_bytes", "The index's live files.").add(stats.tableBytes());
        families.gauge("momentum_store_memtable_bytes", "What is not flushed to a file yet.")
                .add(stats.memtableBytes());
        families.gauge("momentum_store_cache_bytes", "RocksDB's block cache in use.")
                .add(stats.cacheBytes());
        families.gauge("momentum_store_write_stopped", "1 while RocksDB takes no write until it has caught up.")
                .add(stats.isWriteStopped() ? 1 : 0);
        families.gauge(
                        "momentum_store_delayed_write_bytes_per_second",
                        "What RocksDB has slowed writes down to until it has caught up; 0 where it has not.")
                .add(stats.delayedBytesPerSecond());
        var rows = families.gauge("momentum_store_rows", "About how many rows each part of the index has.", "part");
        stats.rows().forEach((name, count) -> rows.add(count, name));
    }
}
