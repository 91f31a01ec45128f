/**
 * Conversations by what is known and was said of them. A fold beside that of follow-up keeps, in a column family of its own, a
 * row for each term of each conversation, the newest first; a search joins the rows of its terms, from the rarest term on. So
 * it costs by what it finds, not by how much there is.
 */
@NullMarked
package io.momentum.ops.search;

import org.jspecify.annotations.NullMarked;
