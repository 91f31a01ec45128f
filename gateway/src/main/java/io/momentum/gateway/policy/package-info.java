/**
 * When and how often somebody may be written to: packs of rules with their source, version and dates, evaluated in the recipient's
 * zone. The rules are data, which whoever runs this must check; nothing in here is legal advice. Pure.
 */
@NullMarked
package io.momentum.gateway.policy;

import org.jspecify.annotations.NullMarked;
