package io.momentum.ops.boot;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;

/**
 * A Unix datagram socket by its name: what the JDK does not have and sd_notify(3) asks for. Goes straight to libc, so that the
 * datagram comes from this process and nothing has to be installed.
 */
final class NotifySocket {

    private static final int AF_UNIX = 1;
    private static final int SOCK_DGRAM_CLOEXEC = 2 | 0x80000;
    private static final int MSG_NOSIGNAL = 0x4000;
    private static final int FAMILY_BYTES = 2;
    private static final int PATH_BYTES_MAX = 107;
    private static final String ERRNO = "errno";

    /** {@code struct sockaddr_un} without what follows the path. */
    private final byte[] name;

    private final boolean isAbstract;
    private final Calls calls = Calls.ofLibc();

    /**
     * @param name an absolute path, or {@code @} and the name of an abstract socket
     * @throws IllegalArgumentException where it is neither
     */
    NotifySocket(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        isAbstract = name.startsWith("@");
        boolean known = isAbstract || name.startsWith("/");
        if (!known || bytes.length < 2 || bytes.length > PATH_BYTES_MAX) {
            throw new IllegalArgumentException("not the name of a Unix socket: " + name);
        }
        if (isAbstract) bytes[0] = 0;
        this.name = bytes;
    }

    /** Sends one datagram. Never waits for more than the receiver's queue. */
    void send(String text) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment errno = arena.allocate(Linker.Option.captureStateLayout());
            int socket = (int) calls.socket.invokeExact(errno, AF_UNIX, SOCK_DGRAM_CLOEXEC, 0);
            if (socket < 0) throw failed("socket", errno);
            try {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                MemorySegment data = arena.allocateFrom(JAVA_BYTE, bytes);
                MemorySegment address = address(arena);
                long sent = (long) calls.sendto.invokeExact(
                        errno, socket, data, (long) bytes.length, MSG_NOSIGNAL, address, (int) address.byteSize());
                if (sent < 0) throw failed("sendto", errno);
            } finally {
                int _ = (int) calls.close.invokeExact(socket);
            }
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("a call of libc", e);
        }
    }

    /** The length of an abstract name counts; a path ends with a zero. */
    private MemorySegment address(Arena arena) {
        MemorySegment address = arena.allocate(FAMILY_BYTES + name.length + (isAbstract ? 0 : 1), FAMILY_BYTES);
        address.set(JAVA_SHORT, 0, (short) AF_UNIX);
        MemorySegment.copy(name, 0, address, JAVA_BYTE, FAMILY_BYTES, name.length);
        return address;
    }

    private static IOException failed(String call, MemorySegment errno) {
        long at = Linker.Option.captureStateLayout().byteOffset(MemoryLayout.PathElement.groupElement(ERRNO));
        return new IOException("%s: errno %d".formatted(call, errno.get(JAVA_INT, at)));
    }

    private record Calls(MethodHandle socket, MethodHandle sendto, MethodHandle close) {

        @SuppressWarnings("restricted") // --enable-native-access is among the flags of every start
        static Calls ofLibc() {
            Linker linker = Linker.nativeLinker();
            Linker.Option errno = Linker.Option.captureCallState(ERRNO);
            return new Calls(
                    linker.downcallHandle(
                            symbol(linker, "socket"),
                            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT),
                            errno),
                    linker.downcallHandle(
                            symbol(linker, "sendto"),
                            FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT),
                            errno),
                    linker.downcallHandle(symbol(linker, "close"), FunctionDescriptor.of(JAVA_INT, JAVA_INT)));
        }

        private static MemorySegment symbol(Linker linker, String name) {
            return linker.defaultLookup().findOrThrow(name);
        }
    }
}
