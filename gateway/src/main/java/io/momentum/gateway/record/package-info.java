/** The flight recorder: the last PDUs of every connection, masked and written as pcapng when something went wrong or is asked for. */
@NullMarked
package io.momentum.gateway.record;

import org.jspecify.annotations.NullMarked;
