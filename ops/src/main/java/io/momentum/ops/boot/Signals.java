package io.momentum.ops.boot;

import java.lang.reflect.Proxy;

/** The signals that operators and systemd send. */
public final class Signals {

    private Signals() {}

    /** SIGTERM, and Ctrl-C. A second one ends the process at once. */
    public static void onStop(Runnable stop) {
        onStop("TERM", 15, stop);
        onStop("INT", 2, stop);
    }

    /** SIGHUP. */
    public static void onReload(Runnable reload) {
        handle("HUP", reload);
    }

    private static void onStop(String name, int number, Runnable stop) {
        boolean[] asked = new boolean[1];
        handle(name, () -> {
            if (asked[0]) Runtime.getRuntime().halt(128 + number);
            asked[0] = true;
            stop.run();
        });
    }

    /** By reflection: sun.misc.Signal is supported, but the compiler warns of it and cannot be told not to. */
    private static void handle(String name, Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object listener = Proxy.newProxyInstance(
                    Signals.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        action.run();
                        return null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), listener);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this JVM does not let SIG" + name + " be handled", e);
        }
    }
}
