package io.momentum.store.journal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The first bytes of a document, little-endian; the facts follow:
 *
 * <pre>{@code
 *  0 'M' '1' | version u8 | header bytes u8
 *  4 CRC32C u32 of all that follows
 *  8 flags u32, 0: nothing is said about a chain of digests
 * 12 epoch u32
 * 16 sequence of the first fact u64
 * 24 number of facts u32
 * 28 bytes of the facts u32
 * 32 key of the facts u64, 0: in clear
 * }</pre>
 */
final class DocumentHeader {

    static final int BYTES = 40;

    /** A document is closed before it grows beyond this; only a single fact may be longer. */
    static final int TARGET_BYTES = 64 << 10;

    static final int MAGIC = 'M' | '1' << 8 | 1 << 16 | BYTES << 24;

    static final int MAGIC_AT = 0;
    static final int CRC_AT = 4;
    static final int FLAGS_AT = 8;
    static final int EPOCH_AT = 12;
    static final int FIRST_AT = 16;
    static final int COUNT_AT = 24;
    static final int BODY_AT = 28;
    static final int KEY_AT = 32;

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private DocumentHeader() {}

    static int intAt(byte[] document, int at) {
        return (int) INT.get(document, at);
    }

    static long longAt(byte[] document, int at) {
        return (long) LONG.get(document, at);
    }
}
