package io.momentum.ops.config;

import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** YAML of our own that is known to be sound, as maps and lists: not for what users write. */
public final class YamlTree {

    private YamlTree() {}

    @SuppressWarnings("unchecked")
    public static Map<String, Object> of(String yaml) {
        return (Map<String, Object>) new Load(LoadSettings.builder().build()).loadFromString(yaml);
    }
}
