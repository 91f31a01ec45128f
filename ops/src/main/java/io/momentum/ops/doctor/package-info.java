/** What may be wrong with a host, its files and its peers, each with what to do about it. */
@NullMarked
package io.momentum.ops.doctor;

import org.jspecify.annotations.NullMarked;
