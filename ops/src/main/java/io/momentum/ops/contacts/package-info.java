/** Numbers and files as people write them, for imports of contacts and recipients. */
@NullMarked
package io.momentum.ops.contacts;

import org.jspecify.annotations.NullMarked;
