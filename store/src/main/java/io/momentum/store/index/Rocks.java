package io.momentum.store.index;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.rocksdb.AbstractNativeReference;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.Checkpoint;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.Env;
import org.rocksdb.EnvOptions;
import org.rocksdb.FlushOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.Priority;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.SstFileWriter;
import org.rocksdb.Status;
import org.rocksdb.StringAppendOperator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteBufferManager;
import org.rocksdb.WriteOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * RocksDB, set up for one writer and a journal that it can always be replayed from: no write-ahead log, and all column
 * families flushed together, so that after a crash rows and journal position belong together.
 *
 * <p>Any thread reads, the projector writes. The lock is there for closing alone: native memory must not be read after it.
 */
final class Rocks implements AutoCloseable {

    private static final long MESSAGE_BUFFER = 64L << 20;
    private static final long OTHER_BUFFER = 16L << 20;
    private static final int LEVELS = 7;

    /** All families are flushed together, so that small ones have many small files: far from a debt that must hold up writes. */
    private static final int SLOW_FILES = 40;

    private static final int STOP_FILES = 100;
    private static final long FULL_NANOS = 200_000_000;
    private static final Logger LOG = LoggerFactory.getLogger(Rocks.class);

    /** Takes a row; false ends the scan. */
    @FunctionalInterface
    interface RowSink {
        boolean accept(byte[] key, byte[] value);
    }

    static {
        RocksDB.loadLibrary();
        // Compaction can wait for the disk. Not for the processor: on a busy host it would get none, and then the index
        // stands still.
        Env.getDefault().lowerThreadPoolIOPriority(Priority.LOW);
    }

    private final List<AbstractNativeReference> owned = new ArrayList<>();
    private final List<ColumnFamilyHandle> handles = new ArrayList<>();
    private final Map<ColumnFamily, ColumnFamilyHandle> byFamily = new EnumMap<>(ColumnFamily.class);
    private final ReentrantReadWriteLock closing = new ReentrantReadWriteLock();
    private final Lock use = closing.readLock();
    private final WriteOptions unlogged = own(new WriteOptions().setDisableWAL(true));
    private final ReadOptions plain = own(new ReadOptions());
    private final Cache cache;
    private final RocksDB db;
    private volatile boolean isClosing;
    private boolean isFull;
    private boolean closed;

    Rocks(Path dir, IndexOptions options) {
        cache = own(new LRUCache(options.cacheBytes()));
        DBOptions dbOptions = own(dbOptions(dir, options));
        var descriptors = new ArrayList<ColumnFamilyDescriptor>();
        for (ColumnFamily family : ColumnFamily.values()) {
            byte[] name = family.label().getBytes(StandardCharsets.US_ASCII);
            descriptors.add(new ColumnFamilyDescriptor(name, familyOptions(family)));
        }
        try {
            db = RocksDB.open(dbOptions, dir.toString(), descriptors, handles);
            Iterator<ColumnFamilyHandle> opened = handles.iterator();
            for (ColumnFamily family : ColumnFamily.values()) byFamily.put(family, opened.next());
        } catch (RocksDBException e) {
            releaseOwned();
            throw new IndexException("the index in " + dir + " cannot be opened", e);
        }
    }

    private DBOptions dbOptions(Path dir, IndexOptions options) {
        WriteBufferManager buffers = own(new WriteBufferManager(options.memtableBytes(), cache));
        return new DBOptions()
                .setCreateIfMissing(true)
                .setCreateMissingColumnFamilies(true)
                .setAtomicFlush(true)
                .setWriteBufferManager(buffers)
                .setAllowConcurrentMemtableWrite(false)
                .setEnablePipelinedWrite(false)
                .setMaxBackgroundJobs(2)
                .setMaxOpenFiles(512)
                .setBytesPerSync(1 << 20)
                .setUseDirectIoForFlushAndCompaction(takesDirectWrites(dir))
                .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
                .setMaxLogFileSize(4 << 20)
                .setKeepLogFileNum(3)
                .setStatsDumpPeriodSec(0);
    }

    /**
     * Whether tables can be written past the page cache, which costs a third less: nobody reads them soon, and each page of
     * cache that they would take is cleared first. Not every file system can.
     */
    private static boolean takesDirectWrites(Path dir) {
        Path probe = dir.resolve("direct.probe");
        try (var environment = new EnvOptions().setUseDirectWrites(true);
                var options = new Options();
                var table = new SstFileWriter(environment, options)) {
            Files.createDirectories(dir);
            table.open(probe.toString());
            table.put(new byte[1], new byte[1]);
            table.finish();
            return true;
        } catch (IOException | RocksDBException e) {
            return false;
        } finally {
            var _ = probe.toFile().delete();
        }
    }

    private ColumnFamilyOptions familyOptions(ColumnFamily family) {
        // Index and filter blocks stay out of the cache: a filter of several MB finds no room in a shard of it, and
        // each
        // look-up would read it from the file again.
        var table = new BlockBasedTableConfig()
                .setBlockCache(cache)
                .setCacheIndexAndFilterBlocks(false)
                .setFormatVersion(6)
                .setBlockSize(8 << 10);
        if (family.isAskedInVain()) table.setFilterPolicy(own(new BloomFilter(10)));
        var levels = new CompressionType[LEVELS];
        Arrays.fill(levels, CompressionType.LZ4_COMPRESSION);
        levels[0] = CompressionType.NO_COMPRESSION;
        ColumnFamilyOptions options = own(new ColumnFamilyOptions())
                .setTableFormatConfig(table)
                .setCompressionPerLevel(List.of(levels))
                .setWriteBufferSize(family == ColumnFamily.MESSAGE ? MESSAGE_BUFFER : OTHER_BUFFER)
                .setLevel0FileNumCompactionTrigger(6)
                .setLevel0SlowdownWritesTrigger(SLOW_FILES)
                .setLevel0StopWritesTrigger(STOP_FILES)
                .setMaxWriteBufferNumber(4);
        if (family == ColumnFamily.MESSAGE) options.setMergeOperator(own(new StringAppendOperator("")));
        return options;
    }

    /** RocksDB's own ids of the column families, by {@link ColumnFamily#number}. */
    int[] familyIds() {
        var ids = new int[ColumnFamily.NUMBERS];
        for (ColumnFamily family : ColumnFamily.values()) {
            ids[family.number()] = handleOf(family).getID();
        }
        return ids;
    }

    byte @Nullable [] get(ColumnFamily family, Bytes key) {
        enter();
        try {
            return db.get(handleOf(family), plain, key.array(), 0, key.size());
        } catch (RocksDBException e) {
            throw new IndexException("read of " + family.label(), e);
        } finally {
            use.unlock();
        }
    }

    /** The last key of a family; null where it is empty. */
    byte @Nullable [] lastKey(ColumnFamily family) {
        enter();
        try (RocksIterator rows = db.newIterator(handleOf(family))) {
            rows.seekToLast();
            byte @Nullable [] key = rows.isValid() ? rows.key() : null;
            rows.status();
            return key;
        } catch (RocksDBException e) {
            throw new IndexException("the end of " + family.label(), e);
        } finally {
            use.unlock();
        }
    }

    /** Shows the rows from one key on, up to another one that is not shown, in order. */
    void scan(ColumnFamily family, byte[] from, byte @Nullable [] end, RowSink sink) {
        enter();
        try (var upper = new Slice(end == null ? new byte[0] : end);
                var options = new ReadOptions()) {
            if (end != null) options.setIterateUpperBound(upper);
            try (RocksIterator rows = db.newIterator(handleOf(family), options)) {
                rows.seek(from);
                while (rows.isValid() && sink.accept(rows.key(), rows.value())) {
                    rows.next();
                }
                rows.status();
            }
        } catch (RocksDBException e) {
            throw new IndexException("scan of " + family.label(), e);
        } finally {
            use.unlock();
        }
    }

    /**
     * Writes a batch. Waits while the disk is full: RocksDB goes on by itself once there is room.
     *
     * @param waits told again and again while it waits
     */
    void write(byte[] batch, Runnable waits) {
        while (!isWritten(batch)) {
            if (!isFull) LOG.error("the disk is full: the index waits for room");
            isFull = true;
            waits.run();
            LockSupport.parkNanos(FULL_NANOS);
        }
        if (isFull) LOG.info("the index goes on");
        isFull = false;
    }

    private boolean isWritten(byte[] batch) {
        enter();
        try (var native0 = new WriteBatch(batch)) {
            db.write(unlogged, native0);
            return true;
        } catch (RocksDBException e) {
            if (!isNoSpace(e) || isClosing) throw new IndexException("write of a batch", e);
            return false;
        } finally {
            use.unlock();
        }
    }

    private static boolean isNoSpace(RocksDBException e) {
        Status status = e.getStatus();
        return status != null && status.getSubCode() == Status.SubCode.NoSpace;
    }

    /** From now on a full disk is a fault like others. */
    void closing() {
        isClosing = true;
    }

    /** Begins to write the memtables to disk, so that the next start has less to fold again. Does not wait. */
    void beginFlush() {
        enter();
        try (var options = new FlushOptions().setWaitForFlush(false).setAllowWriteStall(true)) {
            db.flush(options, handles);
        } catch (RocksDBException e) {
            // Nothing is lost: it stays in memory, and in the journal.
            if (!isNoSpace(e)) throw new IndexException("flush", e);
        } finally {
            use.unlock();
        }
    }

    /** Makes a copy of the present state in a directory that is not there yet: of tables a second name, where that can be. */
    void checkpoint(Path dir) {
        enter();
        try (Checkpoint checkpoint = Checkpoint.create(db)) {
            checkpoint.createCheckpoint(dir.toString());
        } catch (RocksDBException e) {
            throw new IndexException("a checkpoint in " + dir, e);
        } finally {
            use.unlock();
        }
    }

    /** A number that RocksDB keeps for each column family, summed up. */
    long sumOf(String property) {
        enter();
        try {
            return db.getAggregatedLongProperty(property);
        } catch (RocksDBException e) {
            throw new IndexException(property, e);
        } finally {
            use.unlock();
        }
    }

    long propertyOf(ColumnFamily family, String property) {
        enter();
        try {
            return db.getLongProperty(handleOf(family), property);
        } catch (RocksDBException e) {
            throw new IndexException(property, e);
        } finally {
            use.unlock();
        }
    }

    /** Closes as a crash does: what is not flushed is lost. */
    void crash() {
        enter();
        try {
            db.setDBOptions(org.rocksdb.MutableDBOptions.builder()
                    .setAvoidFlushDuringShutdown(true)
                    .build());
        } catch (RocksDBException e) {
            throw new IndexException("crash", e);
        } finally {
            use.unlock();
        }
        close();
    }

    @Override
    public void close() {
        closing.writeLock().lock();
        try {
            if (closed) return;
            closed = true;
            handles.forEach(ColumnFamilyHandle::close);
            db.close();
            releaseOwned();
        } finally {
            closing.writeLock().unlock();
        }
    }

    @SuppressWarnings("LockNotBeforeTry") // every caller releases it in its finally
    private void enter() {
        use.lock();
        if (!closed) return;
        use.unlock();
        throw new IndexException("the index is closed");
    }

    private ColumnFamilyHandle handleOf(ColumnFamily family) {
        return Objects.requireNonNull(byFamily.get(family));
    }

    private <T extends AbstractNativeReference> T own(T reference) {
        owned.add(reference);
        return reference;
    }

    private void releaseOwned() {
        owned.reversed().forEach(AbstractNativeReference::close);
    }
}
