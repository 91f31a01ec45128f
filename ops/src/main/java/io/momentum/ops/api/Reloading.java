package io.momentum.ops.api;

import io.momentum.ops.config.ConfigException;
import java.util.List;

/** Reads the configuration anew and puts it into force. */
@FunctionalInterface
public interface Reloading {

    /** All or nothing. @return the keys whose new value waits for a restart */
    List<String> reload() throws ConfigException;
}
