/**
 * What is asked of a message before it is taken: which number is meant, whether it came before. Pure.
 *
 * <p>Numbers are made international here and not at the gate, because an opt-out is kept for a number and not for one of its
 * spellings: a number in national form that went on as it came would be another one to the suppression list.
 */
@NullMarked
package io.momentum.gateway.intake;

import org.jspecify.annotations.NullMarked;
