/**
 * Interception: an ordered list of rules that may refuse, drop or change a message before it is routed and before it meets the
 * suppression gate, so that whatever they make of it is checked like any other. Pure; the programs that rules may ask live in
 * {@code gateway.hook}.
 *
 * <p>Texts are searched for phrases and not matched against regular expressions: everybody may send a text, and what it costs us must
 * grow with its length only.
 */
@NullMarked
package io.momentum.gateway.intercept;

import org.jspecify.annotations.NullMarked;
