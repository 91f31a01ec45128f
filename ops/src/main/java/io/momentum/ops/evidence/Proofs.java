package io.momentum.ops.evidence;

import io.momentum.ops.evidence.EvidenceTable.Day;
import io.momentum.ops.evidence.EvidenceTable.Entry;
import io.momentum.ops.followup.evidence.Chain;
import io.momentum.ops.followup.evidence.Digests;
import io.momentum.ops.followup.evidence.MerkleTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** That records stand under the seals of their days. Keeps one day's tree: ask in the order of days. Owned by one thread. */
final class Proofs {

    private final Evidence evidence;
    private long treeDay = -1;
    private @Nullable MerkleTree tree;

    Proofs(Evidence evidence) {
        this.evidence = evidence;
    }

    /** The way from a record to its day's root; null while the day is not sealed. */
    @Nullable
    Map<String, @Nullable Object> of(Entry entry) {
        Day day = evidence.day(entry.day());
        if (day == null) return null;
        int index = (int) (entry.number() - day.first());
        MerkleTree all = treeOf(day);
        Map<String, @Nullable Object> proof = new LinkedHashMap<>();
        proof.put("index", index);
        proof.put("size", all.size());
        proof.put("path", all.path(index).stream().map(Digests::hex).toList());
        return proof;
    }

    private MerkleTree treeOf(Day day) {
        MerkleTree known = tree;
        if (known != null && treeDay == day.day()) return known;
        List<byte[]> hashes = new ArrayList<>();
        byte[] end = EvidenceTable.ENTRY.key(day.last() + 1);
        evidence.rows().scan(EvidenceTable.ENTRY.key(day.first()), end, (key, row) -> {
            hashes.add(Digests.bytes(EvidenceTable.ENTRY_FORM.fromBytes(row).hash()));
            return true;
        });
        var made = new MerkleTree(hashes);
        tree = made;
        treeDay = day.day();
        return made;
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
