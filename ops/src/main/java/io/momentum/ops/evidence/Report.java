package io.momentum.ops.evidence;

import java.util.List;

/**
 * What a file of evidence proves.
 *
 * @param findings what does not hold; empty where all does
 * @param records how many there are
 * @param unsealed of those, how many stand on a day that had not ended: the manifest alone vouches for them
 * @param erased of those, how many cannot be read any more, because the contact was erased
 * @param closed of those, how many came without the key to read them
 * @param days that are sealed
 * @param scope what was exported, and when
 * @param signer the id of the key that signed the manifest
 */
public record Report(
        List<Finding> findings,
        long records,
        long unsealed,
        long erased,
        long closed,
        long days,
        String scope,
        String made,
        String signer) {

    public boolean holds() {
        return findings.isEmpty();
    }
}
