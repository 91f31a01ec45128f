/**
 * Who answers: rules, teams and their members, and the decision with its reasons. Pure: what is known comes in as a value, and the
 * same values give the same owner. Nothing that it decides is without an owner: what no rule takes falls to the one on duty.
 */
@NullMarked
package io.momentum.ops.followup.assign;

import org.jspecify.annotations.NullMarked;
