package io.momentum.ops.followup.evidence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MerkleTreeTest {

    /** The roots that the test data of Certificate Transparency names for its first leaves. */
    @Test
    void theRootsAreThoseOfCertificateTransparency() {
        List<byte[]> leaves = List.of(
                new byte[0],
                new byte[] {0},
                new byte[] {0x10},
                new byte[] {0x20, 0x21},
                new byte[] {0x30, 0x31},
                Digests.bytes("40414243"),
                Digests.bytes("5051525354555657"),
                Digests.bytes("606162636465666768696a6b6c6d6e6f"));
        assertEquals(
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                Digests.hex(new MerkleTree(List.of()).root()));
        assertEquals(
                "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                Digests.hex(new MerkleTree(leaves.subList(0, 1)).root()));
        assertEquals(
                "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
                Digests.hex(new MerkleTree(leaves.subList(0, 3)).root()));
        assertEquals(
                "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
                Digests.hex(new MerkleTree(leaves).root()));
    }

    @Test
    void aRootThatIsMadeLeafByLeafIsThatOfTheTree() {
        var root = new MerkleRoot();
        List<byte[]> leaves = new ArrayList<>();
        for (int size = 0; size <= 200; size++) {
            assertEquals(size, root.size());
            assertArrayEquals(new MerkleTree(leaves).root(), root.root(), "of " + size);
            byte[] leaf = Digests.sha256(new byte[] {(byte) size});
            leaves.add(leaf);
            root.add(leaf);
        }
    }

    @Test
    void theWayInAPartAndThenAboveThePartsIsTheWay() {
        for (int size = 1; size <= 40; size++) {
            List<byte[]> leaves = IntStream.range(0, size)
                    .mapToObj(i -> Digests.sha256(new byte[] {(byte) i}))
                    .toList();
            for (int part : new int[] {1, 2, 4, 8}) {
                List<MerkleTree> parts = new ArrayList<>();
                for (int from = 0; from < size; from += part)
                    parts.add(new MerkleTree(leaves.subList(from, Math.min(size, from + part))));
                MerkleTree above =
                        MerkleTree.above(parts.stream().map(MerkleTree::root).toList());
                var whole = new MerkleTree(leaves);
                assertArrayEquals(whole.root(), above.root());
                for (int i = 0; i < size; i++) {
                    List<byte[]> path = new ArrayList<>(parts.get(i / part).path(i % part));
                    path.addAll(above.path(i / part));
                    List<String> expected =
                            whole.path(i).stream().map(Digests::hex).toList();
                    assertEquals(expected, path.stream().map(Digests::hex).toList(), size + "/" + part + "/" + i);
                }
            }
        }
    }

    @Test
    void everyLeafOfEveryTreeShowsItsWayAndNoOther() {
        for (int size = 1; size <= 40; size++) {
            List<byte[]> leaves = IntStream.range(0, size)
                    .mapToObj(i -> Digests.sha256(new byte[] {(byte) i}))
                    .toList();
            var tree = new MerkleTree(leaves);
            for (int i = 0; i < size; i++) {
                List<byte[]> path = tree.path(i);
                assertArrayEquals(tree.root(), MerkleTree.rootOf(leaves.get(i), i, size, path), size + "/" + i);
                byte[] other = Digests.sha256(leaves.get(i));
                assertEquals(
                        false,
                        java.util.Arrays.equals(tree.root(), MerkleTree.rootOf(other, i, size, path)),
                        size + "/" + i);
                List<byte[]> longer = new ArrayList<>(path);
                longer.add(other);
                int at = i;
                int of = size;
                assertThrows(IllegalArgumentException.class, () -> MerkleTree.rootOf(leaves.get(at), at, of, longer));
            }
        }
    }
}
