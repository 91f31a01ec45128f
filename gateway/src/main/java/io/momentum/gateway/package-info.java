/** The gateway: what stands between ESMEs and carriers. */
@NullMarked
package io.momentum.gateway;

import org.jspecify.annotations.NullMarked;
