/** Hours of the day, days with other hours, and time counted by them: in every zone, over every change of its clocks. Pure. */
@NullMarked
package io.momentum.store.calendar;

import org.jspecify.annotations.NullMarked;
