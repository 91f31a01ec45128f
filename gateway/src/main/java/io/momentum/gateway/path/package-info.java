/** The path of a message, each class a list of steps in order: SubmitPath, DeliverPath. */
@NullMarked
package io.momentum.gateway.path;

import org.jspecify.annotations.NullMarked;
