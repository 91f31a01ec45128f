/** What differs from carrier to carrier, as values: one record for each concern. Pure. */
@NullMarked
package io.momentum.gateway.profile;

import org.jspecify.annotations.NullMarked;
