/** The admin API, contract first. */
@NullMarked
package io.momentum.ops.api;

import org.jspecify.annotations.NullMarked;
