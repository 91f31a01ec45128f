package io.momentum.ops.followup.evidence;

import io.momentum.store.fact.Fact;
import java.util.List;

/**
 * A message as a record tells it.
 *
 * @param inbound whether the contact wrote it
 * @param account empty for none
 * @param carrier that a reply came by, empty for none
 * @param ours our number or name
 * @param theirs the contact's address
 * @param pduHash SHA-256 of the PDU as it was received, hexadecimal
 * @param campaign empty for none
 * @param steps what became of it, by the carrier's answers and receipts
 * @param erased whether its contact was erased after it: what it said is not told
 */
public record Message(
        long id,
        boolean inbound,
        long atMicros,
        String account,
        String carrier,
        String ours,
        String theirs,
        String text,
        String pduHash,
        String campaign,
        List<Fact> steps,
        boolean erased) {}
