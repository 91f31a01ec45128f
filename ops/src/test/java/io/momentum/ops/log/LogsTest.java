package io.momentum.ops.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.OutputStreamAppender;
import io.momentum.ops.log.LogConfig.Format;
import io.momentum.ops.log.LogConfig.Severity;
import io.momentum.store.value.Msisdn;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What leaves the process as a log, through the configuration that is shipped. */
class LogsTest {

    private static final Path SHIPPED = Path.of("src/main/resources/logback.xml");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "closed 15550100101 in global | closed …01 in global",
                "to +15550100101, from 890123 | to …01, from 890123",
                "GET /v1/contacts/%2B15550100101 | GET /v1/contacts/…01",
                "GET /v1/contacts/15550100101/timeline | GET /v1/contacts/…01/timeline",
                "dst:15550100101,src:34600000002 | dst:…01,src:…02",
                "called +1 (555) 010-0103 now | called …03 now",
                "message 00000a3f15550100 of 127.0.0.1:2775 | message 00000a3f15550100 of 127.0.0.1:2775",
                "at 2026-11-29T21:00:00.123456789Z | at 2026-11-29T21:00:00.123456789Z",
                "in journal/20261129F.cq4 | in journal/20261129F.cq4",
                "records/20261129-210000-telco.pcapng | records/20261129-210000-telco.pcapng",
                "0.12345678 of all | 0.12345678 of all",
            })
    void numbersOfPeopleShowTheirLastTwoDigits(String said, String seen) {
        assertEquals(seen, Masking.text(said));
    }

    @Test
    @SuppressWarnings("UnnecessaryStringBuilder") // as a value of its own kind, not to join texts
    void whatIsCountedIsNoNumberOfAPerson() {
        assertEquals("folded up to fact 123456789", Masking.line("folded up to fact {}", new Object[] {123_456_789L}));
        assertEquals("closed …01", Masking.line("closed {}", new Object[] {"15550100101"}));
        assertEquals("closed […01, …02]", Masking.line("closed {}", new Object[] {
            List.of(new StringBuilder("15550100101"), "+15550100102")
        }));
    }

    @Test
    void noNumberLeavesInAnyForm() {
        for (Format format : Format.values()) {
            String lines = logged(new LogConfig(format, Severity.INFO, true), log -> {
                log.info("to {} from {}", "15550100101", "+15550100102");
                log.info("to 15550100103, " + new Msisdn(15550100104L));
                log.warn("failed", new IllegalStateException("no way to 15550100105", new Exception("+15550100106")));
                log.error("of {}", Map.of("msisdn", "15550100107"));
                log.debug("never seen {}", "x");
            });
            assertFalse(lines.contains("1555010010"), lines);
            assertTrue(lines.contains("…05") && lines.contains("…06"), lines);
            assertFalse(lines.contains("never seen"), lines);
        }
    }

    @Test
    void anExplicitWordShowsThemWhole() {
        String lines =
                logged(new LogConfig(Format.JSON, Severity.INFO, false), log -> log.info("to {}", "15550100101"));
        assertTrue(lines.contains("to 15550100101"), lines);
    }

    @Test
    void aLineOfJsonIsOneObject() {
        String lines = logged(
                new LogConfig(Format.JSON, Severity.INFO, true),
                log -> log.warn("a \"quoted\"\nline \u0001 \uD83D\uDE00 of {}", "telco", new Exception("broken")));
        assertEquals(1, lines.lines().count(), lines);
        JsonObject line = new JsonObject(lines);
        assertEquals("a \"quoted\"\nline \u0001 \uD83D\uDE00 of telco", line.getString("message"));
        assertEquals("WARN", line.getString("level"));
        assertTrue(line.getString("error").startsWith("java.lang.Exception: broken\n"), line::encode);
        assertTrue(line.getString("time").matches("20[0-9-]+T[0-9:.]+Z"), line::encode);
    }

    @Test
    void toJournaldALineBeginsWithItsPriority() {
        System.setProperty("momentum.log", "journal");
        try {
            for (Format format : Format.values()) {
                String lines = logged(new LogConfig(format, Severity.INFO, true), log -> {
                    log.error("a");
                    log.warn("b");
                    log.info("c");
                });
                List<String> heads =
                        lines.lines().map(line -> line.substring(0, 3)).toList();
                assertEquals(List.of("<3>", "<4>", "<6>"), heads);
            }
        } finally {
            System.clearProperty("momentum.log");
        }
    }

    @Test
    void whatRepeatsIsHeldBackAndCounted() {
        var clock = new AtomicLong();
        String lines = logged(LogConfig.DEFAULT, log -> {
            log.getLoggerContext().resetTurboFilterList();
            log.getLoggerContext().addTurboFilter(new Repeats(clock::get));
            for (int i = 0; i < 1000; i++) log.warn("Carrier {} is down", "telco");
            log.warn("Carrier {} is down", "other");
            clock.addAndGet(61_000_000_000L);
            log.warn("Carrier {} is down", "telco");
        });
        assertEquals(13, lines.lines().count(), lines);
        assertTrue(lines.contains("Carrier other is down"), lines);
        assertTrue(lines.contains("990 lines like the next were held back"), lines);
    }

    @Test
    void aChangeOfStateNowAndThenKeepsItsLine() {
        var clock = new AtomicLong();
        String lines = logged(LogConfig.DEFAULT, log -> {
            log.getLoggerContext().resetTurboFilterList();
            log.getLoggerContext().addTurboFilter(new Repeats(clock::get));
            for (int i = 0; i < 200; i++) {
                log.info("Carrier {} is bound", "c" + i % 100);
                clock.addAndGet(1_000_000_000L);
            }
        });
        assertEquals(200, lines.lines().count());
    }

    /** What the shipped configuration writes. */
    private static String logged(LogConfig config, Consumer<Logger> scenario) {
        var context = new LoggerContext();
        try {
            context.setMDCAdapter(new LogbackMDCAdapter());
            var configurator = new JoranConfigurator();
            configurator.setContext(context);
            configurator.doConfigure(SHIPPED.toFile());
            Logger root = context.getLogger("ROOT");
            var appender = (OutputStreamAppender<ILoggingEvent>) root.getAppender("stdout");
            var out = new ByteArrayOutputStream();
            appender.setOutputStream(out);
            Logs.apply(config, context);
            scenario.accept(context.getLogger("io.momentum.Test"));
            return out.toString(StandardCharsets.UTF_8);
        } catch (ch.qos.logback.core.joran.spi.JoranException e) {
            throw new AssertionError(e);
        } finally {
            context.stop();
        }
    }
}
