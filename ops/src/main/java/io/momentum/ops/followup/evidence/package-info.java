/**
 * What a record of evidence holds, and by what anybody can check it: canonical JSON, a chain of hashes, a tree over each day,
 * fields that open with a key of their own. Pure.
 */
@NullMarked
package io.momentum.ops.followup.evidence;

import org.jspecify.annotations.NullMarked;
