/**
 * Key figures for people: as they are now, as they were at any instant, and as a week's report.
 *
 * <p>As of an instant means: the journal is read again up to there, into an index of its own, by the same code that follows it
 * live; nothing is estimated, and a figure that is disputed can be shown with all its rows.
 */
@NullMarked
package io.momentum.ops.report;

import org.jspecify.annotations.NullMarked;
