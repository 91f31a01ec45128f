package io.momentum.store.journal;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import net.openhft.chronicle.bytes.MappedBytes;
import net.openhft.chronicle.bytes.MappedBytesStore;
import net.openhft.chronicle.core.io.ReferenceOwner;
import org.jspecify.annotations.Nullable;

/**
 * Tells the kernel that the blocks of the file that is being written are not read in sequence (madvise, MADV_RANDOM).
 *
 * <p>The file is mapped and sparse, so the first write to a page is a fault that looks for what the file holds there. Left to
 * itself the kernel reads ahead at every such fault: it fills several MiB of page cache with zeros, in one go and without
 * letting go of the processor, which was seen to hold up everything else for 20 ms about once a second. It also takes large
 * folios for them, whose parts every sync looks at one by one.
 *
 * <p>The block behind the present one is mapped and told ahead of its first write. Owned by the journal's thread.
 */
final class MappedBlocks implements AutoCloseable {

    private static final int MADV_RANDOM = 1;
    private static final int MADV_DONTNEED = 4;
    private static final long PAGE_BYTES = 4096;

    @SuppressWarnings("restricted")
    private static final MethodHandle MADVISE = Linker.nativeLinker()
            .downcallHandle(
                    Linker.nativeLinker().defaultLookup().findOrThrow("madvise"),
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT));

    private final ReferenceOwner owner = ReferenceOwner.temporary("blocks");
    private @Nullable MappedBytesStore current;
    private @Nullable MappedBytesStore next;
    /** Where the present block is mapped, and what of it was written since the last sync, counted from there. */
    private long address;

    private long dirtyFrom;
    private long dirtyTo;

    /** Something stands in the file up to this position. */
    void written(MappedBytes bytes, long position) throws IOException {
        MappedBytesStore block = current;
        if (block == null || !block.inside(position)) {
            close();
            block = told(bytes, position);
            current = block;
            next = told(bytes, block.safeLimit());
            address = block.addressForRead(block.start());
            dirtyFrom = 0;
        }
        dirtyTo = position - block.start();
    }

    /**
     * Takes the pages that were written since the last call out of the page table, before they are synced. The sync would
     * take the right to write from each page by itself, and each time stop the other processors for it; here that is once
     * for all of them. What was written is in the page cache and stays there.
     */
    void letGo() {
        long from = address + dirtyFrom & -PAGE_BYTES;
        long length = address + dirtyTo - from;
        if (length > PAGE_BYTES) advise(from, length, MADV_DONTNEED);
        dirtyFrom = dirtyTo;
    }

    private MappedBytesStore told(MappedBytes bytes, long position) throws IOException {
        MappedBytesStore block = bytes.mappedFile().acquireByteStore(owner, position);
        advise(block.addressForRead(block.start()), block.capacity(), MADV_RANDOM);
        return block;
    }

    /** Advice only: a kernel that does not take it costs nothing but time. */
    private static void advise(long address, long length, int advice) {
        try {
            int ignored = (int) MADVISE.invokeExact(address, length, advice);
        } catch (Throwable e) {
            throw new LinkageError("madvise", e);
        }
    }

    @Override
    public void close() {
        if (current != null) current.release(owner);
        if (next != null) next.release(owner);
        current = null;
        next = null;
        dirtyFrom = 0;
        dirtyTo = 0;
    }
}
