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
    private static final int NOT_SUPPORTED = 95;

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

    /** Sees to it that at least half of the room ahead is taken. */
    void reserveBehind(long position) throws IOException {
        if (isOff || position + aheadBytes / 2 <= takenTo) return;
        long from = Math.max(position, takenTo);
        if (fallocate(from, position + aheadBytes - from) != 0) {
            // A file system without fallocate gets what it can do: the free space is watched all the same.
            if (errno() != NOT_SUPPORTED) throw new IOException("no room for " + file + ": errno " + errno());
            isOff = true;
        }
        takenTo = position + aheadBytes;
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
