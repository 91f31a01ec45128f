package io.momentum.ops.followup.evidence;

import java.util.ArrayList;
import java.util.List;

/**
 * The hash tree of RFC 6962 section 2.1 over the hashes of a day's records: that a record stands under a day's root takes some
 * fifteen hashes to show, not the whole day.
 */
public final class MerkleTree {

    private static final byte[] LEAF = {0};
    private static final byte[] NODE = {1};

    /** All subtrees' roots, the leaves first; the last one of a level may have nobody beside it. */
    private final List<List<byte[]>> levels = new ArrayList<>();

    public MerkleTree(List<byte[]> hashes) {
        build(hashes.stream().map(MerkleTree::leaf).toList());
    }

    private MerkleTree() {}

    /**
     * What is above subtrees of one size, a power of two; the last one may be smaller. The way from a leaf of the whole tree is its
     * way in the subtree, and behind it the subtree's way here.
     */
    public static MerkleTree above(List<byte[]> roots) {
        var tree = new MerkleTree();
        tree.build(roots);
        return tree;
    }

    private void build(List<byte[]> lowest) {
        List<byte[]> level = lowest;
        levels.add(level);
        while (level.size() > 1) {
            List<byte[]> above = new ArrayList<>((level.size() + 1) / 2);
            for (int i = 0; i < level.size(); i += 2)
                above.add(i + 1 < level.size() ? node(level.get(i), level.get(i + 1)) : level.get(i));
            levels.add(above);
            level = above;
        }
    }

    static byte[] leaf(byte[] hash) {
        return Digests.sha256(LEAF, hash);
    }

    static byte[] node(byte[] left, byte[] right) {
        return Digests.sha256(NODE, left, right);
    }

    public int size() {
        return levels.getFirst().size();
    }

    public byte[] root() {
        return size() == 0 ? Digests.sha256() : levels.getLast().getFirst();
    }

    /** The hashes beside the way from a leaf to the root, from below. */
    public List<byte[]> path(int index) {
        List<byte[]> path = new ArrayList<>();
        int at = index;
        for (List<byte[]> level : levels) {
            int beside = at ^ 1;
            if (beside < level.size()) path.add(level.get(beside));
            at /= 2;
        }
        return path;
    }

    /** The root that a path leads to (RFC 9162 section 2.1.3.2). IllegalArgumentException where it fits no such tree. */
    public static byte[] rootOf(byte[] hash, long index, long size, List<byte[]> path) {
        if (index < 0 || index >= size) throw new IllegalArgumentException("no such leaf");
        long at = index;
        long last = size - 1;
        byte[] node = leaf(hash);
        for (byte[] beside : path) {
            if (last == 0) throw new IllegalArgumentException("the path is too long");
            if ((at & 1) == 1 || at == last) {
                node = node(beside, node);
                while ((at & 1) == 0 && at != 0) {
                    at >>>= 1;
                    last >>>= 1;
                }
            } else {
                node = node(node, beside);
            }
            at >>>= 1;
            last >>>= 1;
        }
        if (last != 0) throw new IllegalArgumentException("the path is too short");
        return node;
    }
}
