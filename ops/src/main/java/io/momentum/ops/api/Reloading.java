package io.momentum.ops.api;

import io.momentum.ops.config.ConfigException;
import io.momentum.ops.config.Reload;

/** Reads the configuration anew and puts it into force. */
@FunctionalInterface
public interface Reloading {

    /** All or nothing. @return what is another now */
    Reload reload() throws ConfigException;
}
