/**
 * Key figures of channel and follow-up: what each is ({@link io.momentum.ops.kpi.Kpi}), the rows that it is made of ({@link
 * io.momentum.ops.kpi.KpiRow}), and the cells from which it is read.
 *
 * <p>A conversation, a message or a deadline is a row with marks ({@link io.momentum.ops.kpi.Mark}) and times ({@link
 * io.momentum.ops.kpi.Span}); a figure counts marks. What a fact changes in a row it changes in the cells of the row's hour, one
 * for each campaign, team, owner, zone and label. So a figure is always the sum of the rows behind it, whatever the facts were,
 * and both follow from facts alone: deleted and replayed, they are the same to the digit. Hours are those of UTC; days, weeks
 * and months of a time zone are put together of whole hours, and of rows at edges that are none. Percentiles are exact: a cell
 * keeps every time, to the second.
 */
@NullMarked
package io.momentum.ops.kpi;

import org.jspecify.annotations.NullMarked;
