/** SMPP bytes: frames, offsets, TLVs, validators, writers, character sets, receipts. Pure. */
@NullMarked
package io.momentum.gateway.codec;

import org.jspecify.annotations.NullMarked;
