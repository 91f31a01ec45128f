package io.momentum.ops.care;

import io.momentum.gateway.sim.CarrierListener;
import io.momentum.gateway.sim.CarrierOptions;
import io.momentum.gateway.sim.LoadGenerator;
import io.momentum.gateway.sim.LoadOptions;
import io.momentum.gateway.sim.LoadResult;
import io.momentum.gateway.sim.SimulatedCarrier;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How soon a reply shows in the API: {@code .ci/replies} runs it. It is the SMSC and, with a rate of submits, the ESME of a
 * Momentum that runs as a process of its own; replies come at a steady rate, each from another number, and a client of the
 * stream of conversations notes when each number shows. A time is from the {@code deliver_sm_resp} to the event's arrival.
 */
public final class ReplyLoad {

    /** A round is over when nothing has shown for so long. */
    private static final long QUIET_NANOS = 3_000_000_000L;

    private static final long FIRST = 15_550_100_000L;
    private static final long SUBSCRIBERS = 15_560_000_000L;
    private static final Pattern NUMBER = Pattern.compile("\"msisdn\":\"?\\+?(\\d+)");
    private static final String[] TEXTS = {
        "Yes, I am interested %d", "llámame mañana %d", "How much is it? %d", "ya pagué ayer %d", "who is this %d"
    };

    private final Path dir;
    private final int replies;
    private final int repliesPerSecond;
    private final int submitsPerSecond;
    private final AtomicLongArray answered;
    private final AtomicLongArray shown;
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger resets = new AtomicInteger();

    private ReplyLoad(Path dir, int replies, int repliesPerSecond, int submitsPerSecond) {
        this.dir = dir;
        this.replies = replies;
        this.repliesPerSecond = repliesPerSecond;
        this.submitsPerSecond = submitsPerSecond;
        answered = new AtomicLongArray(replies);
        shown = new AtomicLongArray(replies);
    }

    /** Arguments: LAUNCHER DIRECTORY SECONDS REPLIES-PER-SECOND SUBMITS-PER-SECOND [ROUNDS]. */
    public static void main(String[] args) throws Exception {
        Path dir = Path.of(args[1]);
        int seconds = Integer.parseInt(args[2]);
        int perSecond = Integer.parseInt(args[3]);
        int rounds = args.length > 5 ? Integer.parseInt(args[5]) : 3;
        System.out.printf("%-6s %9s %9s %9s %7s %7s %7s %7s %9s%n",
                "round", "replies/s", "submits/s", "shown", "p50/ms", "p90/ms", "p99/ms", "max/ms", "list/ms");
        new ReplyLoad(dir, seconds * perSecond * rounds, perSecond, Integer.parseInt(args[4]))
                .run(args[0], seconds, rounds);
    }

    private void run(String launcher, int seconds, int rounds) throws Exception {
        var listener = new CarrierListener() {
            @Override
            public void deliverAnswered(DeliverAnswered answer) {
                if (answer.receipt()) return;
                if (answer.status() != 0) refused.incrementAndGet();
                int number = Integer.parseInt(answer.id().substring(answer.id().strip().lastIndexOf(' ') + 1));
                answered.compareAndSet(number, 0, System.nanoTime());
            }
        };
        try (SimulatedCarrier carrier = SimulatedCarrier.start(CarrierOptions.defaults(), listener)) {
            try (var momentum = new ARun(launcher, dir, ARun.config(List.of("acme"), carrier.port()))) {
                follow(momentum);
                for (int round = 1; round <= rounds; round++) round(round, carrier, momentum, seconds);
            }
        }
    }

    // ---- one round

    private void round(int round, SimulatedCarrier carrier, ARun momentum, int seconds) throws Exception {
        int from = (round - 1) * seconds * repliesPerSecond;
        int end = from + seconds * repliesPerSecond;
        var ended = new AtomicBoolean();
        LoadResult[] load = new LoadResult[1];
        Thread submits = Thread.ofPlatform().start(() -> load[0] = submits(momentum.smpp(), seconds));
        double[] list = new double[2];
        Thread asks = Thread.ofPlatform().start(() -> ask(momentum, ended, list));
        long cpu = momentum.cpuNanos();
        long start = System.nanoTime();
        for (int i = from; i < end; i++) {
            long due = start + (i - from) * 1_000_000_000L / Math.max(1, repliesPerSecond);
            while (System.nanoTime() < due) LockSupport.parkNanos(due - System.nanoTime());
            carrier.injectMo(Long.toString(SUBSCRIBERS + i), "890123", TEXTS[i % TEXTS.length].formatted(i));
        }
        double tookSeconds = (System.nanoTime() - start) / 1e9;
        submits.join();
        long lastNanos = System.nanoTime();
        for (int before = -1, now = shownOf(from, end); now < end - from; now = shownOf(from, end)) {
            if (now > before) lastNanos = System.nanoTime();
            if (System.nanoTime() - lastNanos > QUIET_NANOS) break;
            before = now;
            LockSupport.parkNanos(20_000_000);
        }
        double all = (System.nanoTime() - start) / 1e9;
        ended.set(true);
        asks.join();
        report(round, from, end, tookSeconds, load[0], list);
        System.out.printf(
                "       CPU of Momentum: %.1f s in %.1f s; replies refused so far: %d, resets of the stream: %d%n",
                (momentum.cpuNanos() - cpu) / 1e9, all, refused.get(), resets.get());
    }

    private @Nullable LoadResult submits(int smpp, int seconds) {
        if (submitsPerSecond == 0) return null;
        try {
            return new LoadGenerator(LoadOptions.to(smpp, "acme", "secret")
                            .withBinds(2, 1000, false)
                            .withAmount(0, seconds * 1_000L)
                            .withRate(submitsPerSecond)
                            .withMessage("890124", FIRST, 100_000, "Your parcel arrives tomorrow between 9 and 12."))
                    .run(line -> {});
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private int shownOf(int from, int end) {
        int count = 0;
        for (int i = from; i < end; i++) {
            if (shown.get(i) != 0) count++;
        }
        return count;
    }

    private void report(
            int round,
            int from,
            int end,
            double seconds,
            @Nullable LoadResult load,
            double[] list) {
        long[] micros = new long[end - from];
        int count = 0;
        for (int i = from; i < end; i++) {
            if (shown.get(i) != 0 && answered.get(i) != 0)
                micros[count++] = Math.max(0, (shown.get(i) - answered.get(i)) / 1_000);
        }
        long[] sorted = Arrays.copyOf(micros, count);
        Arrays.sort(sorted);
        System.out.printf(
                "%-6d %9.0f %9.0f %8.2f%% %7.1f %7.1f %7.1f %7.1f %9.1f%n",
                round,
                (end - from) / seconds,
                load == null ? 0.0 : load.messagesPerSecond(),
                100.0 * count / (end - from),
                at(sorted, 0.5),
                at(sorted, 0.9),
                at(sorted, 0.99),
                at(sorted, 1),
                list[0] == 0 ? 0 : list[1] / list[0]);
    }

    private static double at(long[] sorted, double share) {
        if (sorted.length == 0) return Double.NaN;
        return sorted[(int) Math.min(sorted.length - 1, Math.ceil(share * sorted.length))] / 1e3;
    }

    // ---- the API

    private void follow(ARun momentum) throws IOException, InterruptedException {
        var client = HttpClient.newHttpClient();
        var body = client.send(
                momentum.request("/v1/conversations/stream?view=all").build(), BodyHandlers.ofInputStream());
        if (body.statusCode() != 200) throw new IOException("the stream answers " + body.statusCode());
        Thread.ofPlatform().daemon().start(() -> read(new InputStreamReader(body.body(), StandardCharsets.UTF_8)));
    }

    private void read(InputStreamReader from) {
        try (var lines = new BufferedReader(from, 1 << 16)) {
            String event = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event: ")) event = line.substring(7);
                if (line.equals("event: reset")) resets.incrementAndGet();
                if (!line.startsWith("data: ") || !event.equals("conversation")) continue;
                long now = System.nanoTime();
                Matcher number = NUMBER.matcher(line);
                if (!number.find()) continue;
                long place = Long.parseLong(number.group(1)) - SUBSCRIBERS;
                if (place >= 0 && place < replies) shown.compareAndSet((int) place, 0, now);
            }
        } catch (IOException e) {
            // Momentum ends first.
        }
    }

    private static void ask(ARun momentum, AtomicBoolean ended, double[] list) {
        try {
            var client = HttpClient.newHttpClient();
            HttpRequest page =
                    momentum.request("/v1/conversations?view=open&limit=50").build();
            while (!ended.get()) {
                long start = System.nanoTime();
                client.send(page, BodyHandlers.discarding());
                list[0]++;
                list[1] += (System.nanoTime() - start) / 1e6;
                LockSupport.parkNanos(200_000_000);
            }
        } catch (IOException | InterruptedException e) {
            System.out.println("the list: " + e);
        }
    }
}
