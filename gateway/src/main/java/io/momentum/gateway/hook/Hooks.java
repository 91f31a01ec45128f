package io.momentum.gateway.hook;

import io.momentum.gateway.intercept.Action;
import io.momentum.gateway.intercept.HookConfig;
import io.momentum.gateway.intercept.Subject;
import io.momentum.gateway.net.Loop;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;

/** The programs by name. Questions from any loop; changed by one thread. */
public final class Hooks implements AutoCloseable {

    private final Map<String, Hook> byName = new ConcurrentSkipListMap<>();

    /** Takes new ones; those that stay as they were go on. */
    public void reload(List<HookConfig> configs) {
        for (HookConfig config : configs) {
            Hook before = byName.get(config.name());
            if (before != null && before.config().equals(config)) continue;
            byName.put(config.name(), new Hook(config));
            if (before != null) before.close();
        }
        byName.values().removeIf(hook -> {
            boolean gone = configs.stream()
                    .noneMatch(config -> config.name().equals(hook.config().name()));
            if (gone) hook.close();
            return gone;
        });
    }

    /** Asks one of them; nothing is the answer where there is none of the name. */
    public void ask(Loop loop, String name, Subject subject, Consumer<Optional<Action>> then) {
        Hook hook = byName.get(name);
        if (hook == null) then.accept(Optional.empty());
        else hook.ask(loop, subject, then);
    }

    public Collection<Hook> all() {
        return byName.values();
    }

    @Override
    public void close() {
        byName.values().forEach(Hook::close);
        byName.clear();
    }
}
