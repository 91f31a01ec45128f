package io.momentum.store.journal;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;

/**
 * Takes a file's disk blocks before they are written to (fallocate, the size stays as it is). The files are sparse and mapped:
 * without this a full disk is a fault in the middle of a memory copy, with it an error number. Owned by the journal's thread.
 */
final class Preallocation implements AutoCloseable {

    private static final int KEEP_SIZE = 1;
    private static final int READ_WRITE_CLOSE_ON_EXEC = 2 | 0x80000;
    private static final int NO_SPACE = 28;
    private static final int NOT_SUPPORTED = 95;
    private static final int QUOTA = 122;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final MethodHandle OPEN = function(
            "open",
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT),
            Linker.Option.firstVariadicArg(2),
            Linker.Option.captureCallState("errno"));
    private static final MethodHandle CLOSE =
            function("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    private static final MethodHandle FALLOCATE = function(
            "fallocate",
            FunctionDescriptor.of(
                    ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG),
            Linker.Option.captureCallState("errno"));

    private final Path file;
    private final int aheadBytes;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment state = arena.allocate(STATE);
    private final int descriptor;
    private long takenTo;
    private boolean isOff;

    Preallocation(Path file, int aheadBytes) throws IOException {
        this.file = file;
        this.aheadBytes = aheadBytes;
        isOff = aheadBytes == 0;
        descriptor = isOff ? -1 : open(arena.allocateFrom(file.toString()));
        if (!isOff && descriptor < 0) throw new IOException("cannot open " + file + ": errno " + errno());
    }

    /**
     * Sees to it that the room between two places in the file is taken, and half as much ahead again.
     *
     * @param position behind which nothing is written yet
     * @return false if the disk has no room up to {@code end}: nothing may be written there
     */
    boolean take(long position, long end) throws IOException {
        if (isOff || end + aheadBytes / 2 <= takenTo) return true;
        long from = Math.max(position, takenTo);
        if (takesUpTo(from, end + aheadBytes) || end <= takenTo) return true;
        return takesUpTo(from, end);
    }

    private boolean takesUpTo(long from, long end) throws IOException {
        if (fallocate(from, end - from) == 0) {
            takenTo = end;
            return true;
        }
        int why = errno();
        // A file system without fallocate gets what it can do: the free space is watched all the same.
        if (why == NOT_SUPPORTED) isOff = true;
        else if (why != NO_SPACE && why != QUOTA) throw new IOException("no room for " + file + ": errno " + why);
        return isOff;
    }

    @Override
    public void close() {
        try {
            if (descriptor >= 0) {
                int ignored = (int) CLOSE.invokeExact(descriptor);
            }
        } catch (Throwable e) {
            throw new LinkageError("close", e);
        } finally {
            arena.close();
        }
    }

    private int open(MemorySegment path) {
        try {
            return (int) OPEN.invokeExact(state, path, READ_WRITE_CLOSE_ON_EXEC);
        } catch (Throwable e) {
            throw new LinkageError("open", e);
        }
    }

    private int fallocate(long from, long length) {
        try {
            return (int) FALLOCATE.invokeExact(state, descriptor, KEEP_SIZE, from, length);
        } catch (Throwable e) {
            throw new LinkageError("fallocate", e);
        }
    }

    private int errno() {
        return (int) ERRNO.get(state, 0L);
    }

    @SuppressWarnings("restricted")
    private static MethodHandle function(String name, FunctionDescriptor shape, Linker.Option... options) {
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), shape, options);
    }
}
