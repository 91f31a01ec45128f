/**
 * What systems of record are told: a fact of the journal becomes an event, or none. Pure: the same journal gives the same
 * events with the same ids, however often and from wherever it is read.
 *
 * <p>There is no table of events. The journal is the log; an event's id is the sequence number of its fact, and whoever reads
 * events reads facts. So a receiver that was away for a week costs a place to go on from, and nothing else.
 */
@NullMarked
package io.momentum.ops.event;

import org.jspecify.annotations.NullMarked;
