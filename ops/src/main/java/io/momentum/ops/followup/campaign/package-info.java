/** What a campaign says and to whom, and what is doubtful about it before it is sent. Pure. */
@NullMarked
package io.momentum.ops.followup.campaign;

import org.jspecify.annotations.NullMarked;
