/**
 * Working hours, and the clocks that run by them. Pure: the time comes in, what is to be said goes out.
 *
 * <p>Time is counted, never stored as a sum: a clock keeps when it began and when it was paused, and every figure is worked out
 * of that by the calendar that was frozen into it. So a figure can be worked out again from the journal, for any moment.
 */
@NullMarked
package io.momentum.ops.followup.sla;

import org.jspecify.annotations.NullMarked;
