package io.momentum.ops.cli;

import io.momentum.gateway.sim.CarrierListener;
import io.momentum.gateway.sim.CarrierOptions;
import io.momentum.gateway.sim.SimulatedCarrier;
import io.momentum.ops.api.DemoDesk;
import io.momentum.ops.boot.Appliance;
import io.momentum.ops.config.ConfigException;
import io.momentum.ops.config.ConfigFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A day of follow-up in a minute: a campaign in two languages, its receipts, replies of every label, owners, one that nobody
 * works in time, outcomes, what the system of record hears of it, and the week's report.
 */
final class DemoDay {

    private static final String SENDER = "890123";
    private static final String CAMPAIGN = "visits";
    private static final int SECONDS_MAX = 30;

    /** Who replies what: language, name, number, words, and what is done about it. */
    private static final List<Person> PEOPLE = List.of(
            new Person("en", "Ann", "15550100101", "1", Deed.CONFIRM),
            new Person("en", "Bob", "15550100102", "can we move it to Thursday?", Deed.CONFIRM),
            new Person("en", "Cleo", "15550100103", "how much is it and where do I park?", Deed.ANSWER),
            new Person(
                    "en", "Dan", "15550100104", "I want to file a complaint, the service is terrible", Deed.ESCALATE),
            new Person(
                    "en", "Eve", "15550100105", "my card was stolen and somebody is using it right now", Deed.ANSWER),
            new Person("en", "Fay", "15550100106", "I'm interested, sign me up", Deed.ASSIGN),
            new Person("en", "Gus", "15550100107", "STOP", Deed.NOTHING),
            new Person("en", "Hal", "15550100108", "ok thanks", Deed.RESOLVE),
            new Person("es", "Ines", "15550100201", "1", Deed.CONFIRM),
            new Person("es", "Juan", "15550100202", "mejor el jueves?", Deed.CONFIRM),
            new Person("es", "Karla", "15550100203", "cuanto cuesta la consulta?", Deed.ANSWER),
            new Person("es", "Luis", "15550100204", "quiero poner una queja, pesimo servicio", Deed.ESCALATE),
            new Person("es", "Mar", "15550100205", "es urgente, me robaron la tarjeta", Deed.LEAVE),
            new Person("es", "Noe", "15550100206", "me interesa, apuntenme", Deed.ASSIGN),
            new Person("es", "Olga", "15550100207", "BAJA", Deed.NOTHING),
            new Person("es", "Paz", "15550100208", "gracias", Deed.RESOLVE));

    /** What becomes of a reply. */
    @SuppressWarnings("ImmutableEnumChecker") // its maps are of Map.of
    private enum Deed {
        CONFIRM("appointment_confirmed", Map.of("date", "2026-12-03"), ""),
        ANSWER("resolved", Map.of(), "Thank you for asking: we call you today."),
        ESCALATE("escalated", Map.of("to", "carmen"), ""),
        ASSIGN("interested_assigned", Map.of("assignee", "ana"), ""),
        RESOLVE("resolved", Map.of(), ""),
        /** The rule that knew the word has closed it. */
        NOTHING("", Map.of(), ""),
        /** Nobody takes it up, to see what happens then. */
        LEAVE("", Map.of(), "");

        private final String outcome;
        private final Map<String, String> fields;
        private final String answer;

        Deed(String outcome, Map<String, String> fields, String answer) {
            this.outcome = outcome;
            this.fields = fields;
            this.answer = answer;
        }
    }

    private record Person(String language, String name, String number, String words, Deed deed) {}

    private final PrintWriter out;
    private final Path dir;

    DemoDay(PrintWriter out, Path dir) {
        this.out = out;
        this.dir = dir;
    }

    /** Tells it; with the appliance up until {@code stop} is counted down, or at once where that is not wanted. */
    void tell(CountDownLatch stop, boolean exit) throws ConfigException, IOException, InterruptedException {
        Set<String> written = ConcurrentHashMap.newKeySet();
        var seen = new CarrierListener() {
            @Override
            public void submitSeen(SubmitSeen submit) {
                written.add(submit.destination().text());
            }
        };
        try (var crm = new DemoCrm();
                SimulatedCarrier carrier = SimulatedCarrier.start(CarrierOptions.defaults(), seen)) {
            Path file = configuration(carrier.port(), crm);
            try (var appliance = new Appliance(() -> ConfigFile.read(file), failure -> stop.countDown())) {
                appliance.start();
                out.println("A day of follow-up, on loopback");
                appliance.places().forEach((what, where) -> out.printf("  %-12s  %s%n", what, where));
                String url = appliance.places().getOrDefault("API", "").replace("/v1/openapi.yaml", "");
                String token = Files.readString(dir.resolve("data/admin.token")).strip();
                new Story(new ApiCalls(url, token), carrier, crm, written).tell();
                if (!exit) {
                    out.println("Ctrl-C ends it.");
                    out.flush();
                    stop.await();
                }
            }
        }
    }

    private Path configuration(int carrierPort, DemoCrm crm) throws IOException {
        Files.writeString(dir.resolve("crm.secret"), crm.secret());
        Path file = dir.resolve("momentum.yaml");
        Files.writeString(file, """
                dataDir: data
                server: { listen: "127.0.0.1:0" }
                admin: { listen: "127.0.0.1:0" }
                metrics: { listen: "127.0.0.1:0" }
                accounts:
                  - { systemId: clinic, password: { plain: secret }, senders: ["%s"], category: notification }
                carriers:
                  - { id: telco, hosts: ["127.0.0.1:%d"], systemId: momentum, password: { plain: secret } }
                routes: [{ to: "*", carriers: [telco] }]
                optOut:
                  confirmations: { en: "You get no more messages from Acme Clinic.", es: "No recibira mas mensajes de Acme Clinic." }
                followup:
                  teams:
                    - id: care
                      members:
                        - { id: ana, languages: [en] }
                        - { id: luis, languages: [es] }
                  sla:
                    - { id: all, priority: 1, within: { firstAction: 1h, resolution: 8h } }
                    - id: urgent
                      priority: 2
                      match: { label: [urgency], language: [es] }
                      within: { firstAction: 4s }
                      escalate: [{ to: owner }, { to: lead, after: 1s }]
                  owners:
                    - { id: english, match: { language: [en] }, team: care, strategy: round-robin }
                    - { id: spanish, match: { language: [es] }, team: care, strategy: round-robin }
                  duty: [{ owner: carmen }]
                webhooks:
                  - { name: crm, url: "%s", secrets: [{ file: crm.secret }], allowHttp: true, allowPrivate: true }
                """.formatted(SENDER, carrierPort, crm.url()));
        return file;
    }

    /** The day itself, by way of the API as anybody would use it. */
    private final class Story {
        private final ApiCalls api;
        private final SimulatedCarrier carrier;
        private final DemoCrm crm;
        private final Set<String> written;

        Story(ApiCalls api, SimulatedCarrier carrier, DemoCrm crm, Set<String> written) {
            this.api = api;
            this.carrier = carrier;
            this.crm = crm;
            this.written = written;
        }

        void tell() throws IOException, InterruptedException {
            send();
            replies();
            work();
            late();
            report();
        }

        private void send() throws IOException, InterruptedException {
            say("%n08:30  %d people are reminded of their visit, in English and Spanish", PEOPLE.size());
            String rows = PEOPLE.stream()
                    .map(p -> "%s,%s,%s%n".formatted(p.number(), p.name(), p.language()))
                    .reduce("number,name,language%n".formatted(), String::concat);
            Path file = Files.writeString(dir.resolve("people.csv"), rows);
            api.postCsv("/v1/contacts/import", file);
            api.put("/v1/campaigns/" + CAMPAIGN, """
                    {"account": "clinic", "sender": "%s", "category": "reminder", "program": "Acme Clinic", "language": "en",
                     "texts": {
                      "en": "Acme Clinic: {name}, your visit is on Thursday. Reply 1 to confirm, 2 to move it. STOP to end",
                      "es": "Acme Clinic: {name}, su cita es el jueves. Responda 1 para confirmar, 2 para cambiarla. BAJA para salir"}}
                    """.formatted(SENDER));
            api.postCsv("/v1/campaigns/" + CAMPAIGN + "/recipients", file);
            api.post("/v1/campaigns/" + CAMPAIGN + "/send", "{}");
            await("all are written to", () -> written.size() == PEOPLE.size());
            await("their receipts", () -> DemoDesk.delivered(api.get("/v1/campaigns/" + CAMPAIGN)) == PEOPLE.size());
            say("08:31  %d delivered", PEOPLE.size());
        }

        private void replies() throws InterruptedException {
            say("%n09:00  They reply", "");
            for (Person each : PEOPLE) carrier.injectMo(each.number(), SENDER, each.words());
            await("all have a label", () -> DemoDesk.labelled(list()) == PEOPLE.size());
            for (Person each : PEOPLE) {
                DemoDesk.Line line = DemoDesk.of(list(), each.number());
                say("       %-6s %-56s %-13s %s", each.name(), quoted(each.words()), line.label(), line.owner());
            }
        }

        private void work() throws InterruptedException {
            say("%n09:10  Ana and Luis work their lists", "");
            int closed = 0;
            for (Person each : PEOPLE) {
                if (each.deed() == Deed.NOTHING || each.deed() == Deed.LEAVE) continue;
                String path = "/v1/conversations/"
                        + DemoDesk.of(list(), each.number()).id();
                if (!each.deed().answer.isEmpty())
                    api.post(path + "/reply", DemoDesk.body(Map.of("text", each.deed().answer)));
                if (each.deed() == Deed.ESCALATE)
                    api.post(path + "/escalate", DemoDesk.body(Map.of("to", "carmen", "reason", "a complaint")));
                api.post(path + "/close", DemoDesk.closing(each.deed().outcome, each.deed().fields));
                closed++;
            }
            say("       %d closed with an outcome; 2 opt-outs were closed by the rule that knew the word", closed);
        }

        private void late() throws InterruptedException {
            Person left = PEOPLE.stream()
                    .filter(p -> p.deed() == Deed.LEAVE)
                    .findFirst()
                    .orElseThrow();
            say("%n09:15  Nobody takes up %s: %s", left.name(), quoted(left.words()));
            String path =
                    "/v1/conversations/" + DemoDesk.of(list(), left.number()).id();
            await("it is late", () -> DemoDesk.said(api.get(path)).contains("escalated lead"));
            say("       %s", String.join(", ", DemoDesk.said(api.get(path))));
            api.post(path + "/assign", DemoDesk.body(Map.of("owner", "carmen", "reason", "late")));
            api.post(path + "/reply", DemoDesk.body(Map.of("text", "Su tarjeta esta bloqueada. Le llamamos ahora.")));
            api.post(path + "/close", DemoDesk.closing("resolved", Map.of()));
            say("       Carmen takes it, answers and closes it, late", "");
        }

        private void report() throws IOException, InterruptedException {
            await("all events", () -> crm.count() > 0 && DemoDesk.nothingIsOwed(api.get("/v1/webhooks")));
            say(
                    "%n17:00  The CRM has heard of %d events, %d of them with a wrong signature",
                    crm.count(), crm.forged());
            crm.taken().forEach((type, count) -> say("       %3d %s", count, type));
            Path page = Files.writeString(
                    Path.of("momentum-week.html").toAbsolutePath(), api.get("/v1/reports/weekly?lang=en"));
            say("%n17:05  The week's report: %s", page);
            say("%nSummary: %s", DemoDesk.summary(api.get("/v1/kpis")));
        }

        private String list() {
            return api.get("/v1/conversations?view=all&limit=200");
        }

        private void await(String what, BooleanSupplier isSo) throws InterruptedException {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_MAX);
            while (!isSo.getAsBoolean()) {
                if (System.nanoTime() - deadline > 0)
                    throw new CommandFailed(ExitCode.FAILED, "not within %d s: %s".formatted(SECONDS_MAX, what));
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }

        private static String quoted(String words) {
            return '"' + words + '"';
        }

        private void say(String format, Object... args) {
            out.printf(format + "%n", args);
            out.flush();
        }
    }
}
