/** What leaves the process as a log: masked, limited, as text or as JSON. The only package that knows Logback. */
@NullMarked
package io.momentum.ops.log;

import org.jspecify.annotations.NullMarked;
