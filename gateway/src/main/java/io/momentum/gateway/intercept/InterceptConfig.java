package io.momentum.gateway.intercept;

import java.util.List;

/** The rules of interception in their order, and the programs that they ask. */
public record InterceptConfig(List<Rule> rules, List<HookConfig> hooks) {

    public static final InterceptConfig NONE = new InterceptConfig(List.of(), List.of());

    public InterceptConfig {
        rules = List.copyOf(rules);
        hooks = List.copyOf(hooks);
    }
}
