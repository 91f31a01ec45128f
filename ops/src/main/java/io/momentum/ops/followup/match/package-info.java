/** What a rule of the follow-up looks at: the dimensions of a conversation, and conditions on them. Pure. */
@NullMarked
package io.momentum.ops.followup.match;

import org.jspecify.annotations.NullMarked;
