/** Values of the field: what a number, an account, a carrier and a message id are. Pure. */
@NullMarked
package io.momentum.store.value;

import org.jspecify.annotations.NullMarked;
