package io.momentum.ops.followup.evidence;

import java.util.ArrayList;
import java.util.List;

/** The root of a {@link MerkleTree} whose leaves come one after the other: it keeps one hash for each level, however many they are. */
public final class MerkleRoot {

    /** The roots of whole subtrees, the largest first: one for each bit of the number of leaves. */
    private final List<byte[]> whole = new ArrayList<>();

    private long size;

    public void add(byte[] hash) {
        byte[] node = MerkleTree.leaf(hash);
        for (long beside = size; (beside & 1) == 1; beside >>>= 1) node = MerkleTree.node(whole.removeLast(), node);
        whole.add(node);
        size++;
    }

    public long size() {
        return size;
    }

    public byte[] root() {
        if (whole.isEmpty()) return Digests.sha256();
        byte[] node = whole.getLast();
        for (int i = whole.size() - 2; i >= 0; i--) node = MerkleTree.node(whole.get(i), node);
        return node;
    }
}
