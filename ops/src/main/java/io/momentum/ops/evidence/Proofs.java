package io.momentum.ops.evidence;

import io.momentum.ops.evidence.EvidenceTable.Day;
import io.momentum.ops.evidence.EvidenceTable.Entry;
import io.momentum.ops.followup.evidence.Chain;
import io.momentum.ops.followup.evidence.Digests;
import io.momentum.ops.followup.evidence.MerkleRoot;
import io.momentum.ops.followup.evidence.MerkleTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * That records stand under the seals of their days. Of a day it keeps the roots of its parts, and the tree of one part, however many
 * records the day has: ask in the order of records. Owned by one thread.
 */
final class Proofs {

    /** Two to this power are the records of a part. */
    private static final int PART_BITS = 10;

    private final Evidence evidence;
    private final int partBits;
    private long ofDay = -1;
    private MerkleTree above = MerkleTree.above(List.of());
    private long ofPart = -1;
    private MerkleTree part = above;

    Proofs(Evidence evidence) {
        this(evidence, PART_BITS);
    }

    Proofs(Evidence evidence, int partBits) {
        this.evidence = evidence;
        this.partBits = partBits;
    }

    /** The way from a record to its day's root; null while the day is not sealed. */
    @Nullable
    Map<String, @Nullable Object> of(Entry entry) {
        Day day = evidence.day(entry.day());
        if (day == null) return null;
        long index = entry.number() - day.first();
        Map<String, @Nullable Object> proof = new LinkedHashMap<>();
        proof.put("index", index);
        proof.put("size", day.last() - day.first() + 1);
        proof.put("path", path(day, index).stream().map(Digests::hex).toList());
        return proof;
    }

    private List<byte[]> path(Day day, long index) {
        if (ofDay != day.day()) {
            above = MerkleTree.above(roots(day));
            ofDay = day.day();
            ofPart = -1;
        }
        long which = index >> partBits;
        if (ofPart != which) {
            part = new MerkleTree(hashes(day, which));
            ofPart = which;
        }
        List<byte[]> path = new ArrayList<>(part.path((int) (index - (which << partBits))));
        path.addAll(above.path((int) which));
        return path;
    }

    private List<byte[]> roots(Day day) {
        List<byte[]> roots = new ArrayList<>();
        MerkleRoot[] last = {new MerkleRoot()};
        each(day.first(), day.last(), hash -> {
            last[0].add(hash);
            if (last[0].size() < 1L << partBits) return;
            roots.add(last[0].root());
            last[0] = new MerkleRoot();
        });
        if (last[0].size() > 0) roots.add(last[0].root());
        return roots;
    }

    private List<byte[]> hashes(Day day, long which) {
        List<byte[]> hashes = new ArrayList<>();
        long first = day.first() + (which << partBits);
        each(first, Math.min(day.last(), first + (1L << partBits) - 1), hashes::add);
        return hashes;
    }

    private void each(long first, long last, Consumer<byte[]> sink) {
        evidence.rows().scan(EvidenceTable.ENTRY.key(first), EvidenceTable.ENTRY.key(last + 1), (key, row) -> {
            sink.accept(Digests.bytes(EvidenceTable.ENTRY_FORM.fromBytes(row).hash()));
            return true;
        });
    }

    /** What was signed when a day had ended. */
    static Map<String, @Nullable Object> statement(Day day) {
        return Chain.day(day.day(), day.first(), day.last(), day.root(), day.previous(), day.atMicros(), day.key());
    }

    /** A seal as exports show it. */
    static Map<String, @Nullable Object> seal(Day day) {
        Map<String, @Nullable Object> seal = new LinkedHashMap<>();
        seal.put("statement", statement(day));
        seal.put("signature", Digests.hex(day.signature()));
        return seal;
    }
}
