package io.momentum.ops.care;

import io.momentum.gateway.sim.CarrierListener;
import io.momentum.gateway.sim.CarrierOptions;
import io.momentum.gateway.sim.LoadGenerator;
import io.momentum.gateway.sim.LoadOptions;
import io.momentum.gateway.sim.SimulatedCarrier;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long lists, searches, figures and pages of the inbox take where there are many conversations: {@code .ci/pages} runs it.
 * Each conversation is a message of one of five campaigns, sent through SMPP, and the reply to it, of a contact with a zone. What
 * it has made stays in its directory, and is measured again, from a cold start, when it is run there once more.
 */
public final class PageLoad {

    private static final long FIRST = 15_550_000_000L;
    /** Each with a campaign. */
    private static final List<String> ACCOUNTS = List.of("acme0", "acme1", "acme2", "acme3", "acme4");

    private static final int CAMPAIGNS = ACCOUNTS.size();
    private static final int CHUNK = 50_000;
    private static final int TIMES = 40;
    private static final int WAITING_MAX = 4_000;
    private static final int LATE_MAX = 20;
    private static final Pattern COUNT = Pattern.compile("\"count\":(\\d+)");
    private static final Pattern NEXT = Pattern.compile("\"next\":\"([^\"]+)\"");
    private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");
    private static final Pattern OPENED = Pattern.compile("\"id\":\"([0-9a-f]+)\"");
    private static final String[] TEXTS = {
        "Yes, I am interested in number %d", "llámame mañana por favor", "How much is it? And when?", "ya pagué ayer", "who is this"
    };

    private final ARun momentum;
    private final int conversations;
    private final HttpClient http = HttpClient.newBuilder()
            .followRedirects(Redirect.NORMAL)
            .cookieHandler(new CookieManager())
            .build();

    private PageLoad(ARun momentum, int conversations) {
        this.momentum = momentum;
        this.conversations = conversations;
    }

    /** Arguments: LAUNCHER DIRECTORY CONVERSATIONS. */
    public static void main(String[] args) throws Exception {
        Path dir = Path.of(args[1]);
        int conversations = Integer.parseInt(args[2]);
        boolean made = Files.exists(dir.resolve("made"));
        var answered = new AtomicInteger();
        var listener = new CarrierListener() {
            @Override
            public void deliverAnswered(DeliverAnswered answer) {
                if (!answer.receipt()) answered.incrementAndGet();
            }
        };
        try (SimulatedCarrier carrier = SimulatedCarrier.start(CarrierOptions.defaults(), listener);
                var momentum = new ARun(args[0], dir, ARun.config(ACCOUNTS, carrier.port()))) {
            var load = new PageLoad(momentum, conversations);
            if (!made) load.make(carrier, answered);
            Files.writeString(dir.resolve("made"), Integer.toString(conversations));
            load.measure();
        }
    }

    // ---- what there is

    private void make(SimulatedCarrier carrier, AtomicInteger answered) throws Exception {
        for (int from = 0; from < conversations; from += CHUNK) contacts(from, Math.min(conversations, from + CHUNK));
        for (int i = 0; i < CAMPAIGNS; i++) {
            String definition = "{\"account\":\"acme%1$d\",\"sender\":\"890123\",\"text\":\"Come and see us\",\"match\":[{\"account\":\"acme%1$d\"}]}".formatted(i);
            send(momentum.request("/v1/campaigns/campaign-" + i)
                    .header("Content-Type", "application/json")
                    .PUT(BodyPublishers.ofString(definition)));
            new LoadGenerator(LoadOptions.to(momentum.smpp(), ACCOUNTS.get(i), "secret")
                            .withBinds(1, 1000, false)
                            .withAmount(conversations / CAMPAIGNS, 0)
                            .withMessage("890123", FIRST + i * (conversations / CAMPAIGNS), conversations / CAMPAIGNS, "Come and see us"))
                    .run(line -> {});
        }
        System.out.println("messages are sent");
        for (int i = 0; i < conversations; i++) {
            while (i - answered.get() > WAITING_MAX) LockSupport.parkNanos(1_000_000);
            carrier.injectMo(Long.toString(FIRST + i), "890123", TEXTS[i % TEXTS.length].formatted(i));
            if (i % 100_000 == 0) System.out.printf("%d replies, %d conversations%n", i, count());
        }
        long since = System.nanoTime();
        for (long known = count(), before = -1; known < conversations; before = known, known = count()) {
            if (known > before) since = System.nanoTime();
            if (System.nanoTime() - since > 30_000_000_000L) throw new IOException("no more than " + known + " conversations");
            LockSupport.parkNanos(500_000_000);
        }
    }

    private void contacts(int from, int end) throws Exception {
        var rows = new StringBuilder("number,name,zone\n");
        for (int i = from; i < end; i++)
            rows.append('+').append(FIRST + i).append(",Name ").append(i).append(",zone-").append(i % 8).append('\n');
        send(momentum.request("/v1/contacts/import")
                .header("Content-Type", "text/csv")
                .POST(BodyPublishers.ofString(rows.toString())));
    }

    private long count() throws Exception {
        Matcher found = COUNT.matcher(send(momentum.request("/v1/conversations?view=all&limit=1").GET()));
        // The list's own comes behind those of its items.
        return found.results().mapToLong(each -> Long.parseLong(each.group(1))).reduce(0, (_, last) -> last);
    }

    // ---- how long it takes

    private interface Asked {
        HttpRequest.Builder request(int i) throws IOException;
    }

    private void measure() throws Exception {
        System.out.printf("%d conversations%n%-52s %9s %9s %9s %9s%n", count(), "milliseconds", "first", "p50", "p90", "max");
        api("counts of all lists", i -> "/v1/conversations/counts");
        api("list: open, first page of 50", i -> "/v1/conversations?view=open&limit=50");
        pages();
        api("list: open, of a zone", i -> "/v1/conversations?view=open&limit=50&zone=zone-" + i % 8);
        api("list: of an owner", i -> "/v1/conversations?limit=50&view=owner:" + (i % 2 == 0 ? "ana" : "luis"));
        api("list: of a campaign and a zone", i -> "/v1/conversations?limit=50&view=campaign:campaign-" + i % 5 + "&zone=zone-3");
        api("search: a number", i -> "/v1/conversations/search?limit=50&number=%2B" + number(i));
        api("search: its last four digits", i -> "/v1/conversations/search?limit=50&number=" + "%04d".formatted(number(i) % 10_000));
        api("search: a word that one has said", i -> "/v1/conversations/search?limit=50&q=" + (number(i) - FIRST) / 5 * 5);
        api("search: words that a fifth has said", i -> "/v1/conversations/search?limit=50&q=how+much");
        api("search: two facets", i -> "/v1/conversations/search?limit=50&owner=ana&zone=zone-" + i % 8);
        String today = LocalDate.now(ZoneOffset.UTC).toString();
        api("figures: the day", i -> "/v1/kpis?period=" + today);
        api("figures: the month", i -> "/v1/kpis?period=" + today.substring(0, 7));
        api("figures: the month, of a campaign and a zone", i ->
                "/v1/kpis?campaign=campaign-" + i % 5 + "&zone=zone-" + i % 8 + "&period=" + today.substring(0, 7));
        api("figures: the month, by owner", i -> "/v1/kpis?by=owner&period=" + today.substring(0, 7));
        signIn();
        page("inbox: open", i -> "/inbox/q/open");
        page("inbox: open, of a zone", i -> "/inbox/q/open?zone=zone-" + i % 8);
        page("inbox: breaching now", i -> "/inbox/q/breaching");
        page("inbox: unowned", i -> "/inbox/q/unowned");
        String[] ids = ids();
        page("inbox: a conversation", i -> "/inbox/c/" + ids[i % ids.length]);
        page("inbox: overview", i -> "/inbox/overview");
    }

    private interface PathOf {
        String path(int i);
    }

    private void api(String what, PathOf paths) throws Exception {
        time(what, i -> momentum.request(paths.path(i)).GET());
    }

    private void page(String what, PathOf paths) throws Exception {
        time(what, i -> HttpRequest.newBuilder(URI.create(momentum.url(paths.path(i)))).GET());
    }

    private void time(String what, Asked asked) throws Exception {
        double[] millis = new double[TIMES];
        for (int i = 0; i < TIMES; i++) {
            HttpRequest.Builder request = asked.request(i * 7_919);
            long start = System.nanoTime();
            send(request);
            millis[i] = (System.nanoTime() - start) / 1e6;
        }
        report(what, millis);
    }

    /** A list from its beginning, page by page. */
    private void pages() throws Exception {
        double[] millis = new double[TIMES];
        String cursor = "";
        for (int i = 0; i < TIMES; i++) {
            long start = System.nanoTime();
            String body = send(momentum.request("/v1/conversations?view=all&limit=50" + cursor).GET());
            millis[i] = (System.nanoTime() - start) / 1e6;
            Matcher next = NEXT.matcher(body);
            cursor = next.find() ? "&cursor=" + next.group(1) : "";
        }
        report("list: all, 40 pages of 50 one after another", millis);
    }

    private static void report(String what, double[] millis) {
        double first = millis[0];
        Arrays.sort(millis);
        System.out.printf(
                "%-52s %9.1f %9.1f %9.1f %9.1f%n",
                what, first, millis[TIMES / 2], millis[TIMES * 9 / 10], millis[TIMES - 1]);
    }

    private long number(int i) {
        return FIRST + Math.floorMod(i, conversations);
    }

    private String[] ids() throws Exception {
        Matcher found = OPENED.matcher(send(momentum.request("/v1/conversations?view=open&limit=50").GET()));
        return found.results().map(each -> each.group(1)).toArray(String[]::new);
    }

    // ---- HTTP

    private void signIn() throws Exception {
        URI uri = URI.create(momentum.url("/inbox/sign-in"));
        Matcher csrf = CSRF.matcher(send(HttpRequest.newBuilder(uri).GET()));
        if (!csrf.find()) throw new IOException("no form to sign in with");
        String form = "user=&zone=UTC&csrf=" + encoded(csrf.group(1)) + "&password=" + encoded(momentum.token());
        send(HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Origin", momentum.url(""))
                .POST(BodyPublishers.ofString(form)));
    }

    private String send(HttpRequest.Builder request) throws Exception {
        HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
        // The index is behind a load: what was asked is done, or does no harm when it is done twice.
        for (int i = 0; i < LATE_MAX && response.statusCode() == 504; i++)
            response = http.send(request.build(), BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2)
            throw new IOException(response.uri().getPath() + ": " + response.statusCode() + " " + response.body());
        return response.body();
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
