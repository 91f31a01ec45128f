/**
 * Configuration: strict YAML in, typed records out.
 *
 * <p>A file is read as nodes that know their line and column, not bound to classes by reflection: so every mistake (an unknown
 * key, a wrong type, a name that nothing has) is found in one go and told with its place, and a mistake can never become a default.
 * The key names are what the reading code asks for; there is no second list of them to keep in step.
 */
@NullMarked
package io.momentum.ops.config;

import org.jspecify.annotations.NullMarked;
