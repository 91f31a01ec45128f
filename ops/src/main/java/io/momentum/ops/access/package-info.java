/**
 * Who may what, as a table and nothing else: {@link io.momentum.ops.access.Access} holds for every role how far each right
 * reaches, and every way in asks it. Zones, branches and teams are orthogonal to roles: they say where a right holds. Pure.
 */
@NullMarked
package io.momentum.ops.access;

import org.jspecify.annotations.NullMarked;
