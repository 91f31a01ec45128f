package io.momentum.gateway.net;

import io.netty.buffer.ByteBuf;

/** What an SMPP session does with what its connection reads. All calls come on the connection's loop, inside a turn. */
public interface PduHandler {

    /**
     * One whole PDU.
     *
     * @param in where it stands; valid during the call only
     * @param at the index of its first octet
     * @param length its command_length, 16 at least
     */
    void onPdu(ByteBuf in, int at, int length);

    /** The longest PDU taken now, in octets: small before bind. */
    int pduBytesMax();

    /** The connection has gone, by whoever's will. Called once. */
    void onClosed();

    /** A tick of the clock, ten a second. */
    void onTick(long nowNanos);

    /** The socket takes bytes again after it did not. */
    default void onWritable() {}

    /** The peer broke the framing: answered and about to be closed. */
    default void onBrokenFrame(int commandLength) {}
}
