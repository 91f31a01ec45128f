/** Which carrier a message takes, and why. Pure. */
@NullMarked
package io.momentum.gateway.route;

import org.jspecify.annotations.NullMarked;
