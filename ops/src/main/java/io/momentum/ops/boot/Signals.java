package io.momentum.ops.boot;

import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The signals that operators and systemd send. Nothing but {@code sun.misc.Signal} hears them in Java; it is reached by name,
 * because a compiler that checks for one Java release does not show it.
 */
public final class Signals {

    /** What a shell reports of a process that was ended by SIGTERM. */
    private static final int TERMINATED = 143;

    private Signals() {}

    /** SIGTERM, and Ctrl-C. A second one ends the process at once. */
    public static void onStop(Runnable stop) {
        AtomicBoolean asked = new AtomicBoolean();
        Runnable once = () -> {
            if (!asked.compareAndSet(false, true)) Runtime.getRuntime().halt(TERMINATED);
            stop.run();
        };
        handle("TERM", once);
        handle("INT", once);
    }

    /**
     * SIGHUP. A process that was started to ignore it, as by nohup, goes on ignoring it: no JVM changes that.
     *
     * @return whether it will be heard
     */
    public static boolean onReload(Runnable reload) {
        return handle("HUP", reload);
    }

    private static boolean handle(String name, Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object handling = Proxy.newProxyInstance(
                    Signals.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        if (method.getName().equals("handle")) action.run();
                        return null;
                    });
            Object before = signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), handling);
            return !handler.getField("SIG_IGN").get(null).equals(before);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this JDK does not hear signals", e);
        }
    }
}
