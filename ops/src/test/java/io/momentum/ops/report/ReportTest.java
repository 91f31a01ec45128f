package io.momentum.ops.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.ops.kpi.Backlog;
import io.momentum.ops.kpi.Facet;
import io.momentum.ops.kpi.Figure;
import io.momentum.ops.kpi.Kpi;
import io.momentum.ops.kpi.Period;
import io.momentum.ops.report.WeeklyReport.Compared;
import io.momentum.ops.report.WeeklyReport.Day;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReportTest {

    private static final String EVIL = "<script>alert('x')</script>\"&";
    private static final Period WEEK = Period.parse("2026-W48", ZoneOffset.UTC);

    @Test
    void whatOthersNamedIsEscapedEverywhere() {
        String page = ReportPage.of(report(EVIL), Locale.ENGLISH);
        assertFalse(page.contains("<script"), "a name has become markup");
        assertTrue(page.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot;&amp;"));
    }

    @Test
    void thePageNeedsNothingFromElsewhere() {
        String page = ReportPage.of(report("nov"), Locale.ENGLISH);
        assertFalse(Pattern.compile("(?i)(src|href|url|@import|http)\\s*[=(:]")
                .matcher(page)
                .find());
        assertTrue(page.startsWith("<!doctype html>\n<html lang=\"en\">"));
        assertEquals(2, Pattern.compile("<svg ").matcher(page).results().count());
    }

    @Test
    void itSpeaksSpanishToo() {
        String page = ReportPage.of(report("nov"), Locale.of("es"));
        assertTrue(page.contains("<html lang=\"es\">"));
        assertTrue(page.contains("Lo que requiere atención"));
        assertTrue(page.contains("66,7 %"), "numbers are written as there");
        for (Kpi kpi : Kpi.values())
            assertTrue(page.contains(Html.escaped(kpi.definition().es())), kpi.word());
    }

    @Test
    void changesAreAgainstTheWeekBeforeAndOfNothingThereIsADash() {
        var shown = new Shown(Locale.ENGLISH);
        assertEquals("66.7 %", shown.value(rate(2, 3)));
        assertEquals("+16.7 pts", shown.change(rate(2, 3), rate(1, 2)));
        assertEquals("−16.7 pts", shown.change(rate(1, 2), rate(2, 3)));
        assertEquals("", shown.change(rate(1, 2), rate(0, 0)));
        assertEquals("–", shown.value(rate(0, 0)));
        assertEquals("0 %", shown.value(rate(0, 3)));
        assertEquals("1 h 5 min", Shown.time(3_905));
        assertEquals("2 d 3 h", Shown.time(183_600));
        assertEquals("0 s", Shown.time(0));
    }

    @Test
    void aSpreadsheetTakesNoNameForAFormula() {
        var table = new CsvTable("a", "b");
        table.add("=1+1", "-3.5");
        table.add("@SUM(A1)", "+57");
        table.add("\tx", "say \"hi\", twice");
        assertEquals("a,b\r\n'=1+1,-3.5\r\n'@SUM(A1),'+57\r\n'\tx,\"say \"\"hi\"\", twice\"\r\n", table.toString());
        String csv = KpiCsv.of(report("=cmd|' /C calc'!A0"));
        assertTrue(csv.contains(",'=cmd|' /C calc'!A0,"), csv);
    }

    @Test
    void theTableOfAWeekHasEveryFigureOnceAndThoseOfEachGroup() {
        List<String> lines = KpiCsv.of(report("nov")).lines().toList();
        assertEquals(1 + Kpi.values().length + WeeklyReport.columns(Facet.OWNER).size(), lines.size());
        assertTrue(lines.contains("2026-W48,all,,delivery_rate,percent,66.6667,50,2,3,0,,,"), lines.get(1));
    }

    private static Figure rate(long of, long over) {
        return new Figure(Kpi.DELIVERY_RATE, of, over, 0, null);
    }

    private static WeeklyReport report(String name) {
        List<Compared> figures = new ArrayList<>();
        for (Kpi kpi : Kpi.values()) {
            figures.add(new Compared(
                    new Figure(kpi, 2, kpi.over().isEmpty() ? 0 : 3, 0, null),
                    new Figure(kpi, 1, kpi.over().isEmpty() ? 0 : 2, 0, null)));
        }
        List<Day> days = new ArrayList<>();
        for (Period day : WEEK.days())
            days.add(new Day(day, 7, 3, new Figure(Kpi.TIME_TO_FIRST_ACTION, 0, 0, 0, null)));
        List<Figure> line = WeeklyReport.columns(Facet.OWNER).stream()
                .map(kpi -> new Figure(kpi, 1, 2, 0, null))
                .toList();
        return new WeeklyReport(
                WEEK,
                WEEK.toMicros(),
                Map.of(Facet.CAMPAIGN, name),
                figures,
                days,
                Map.of(Facet.OWNER, Map.of(name, line)),
                List.of(new Backlog.Load(name, List.of(1L, 0L, 2L, 0L, 5L), WEEK.fromMicros())),
                List.of(new WeeklyReport.Late(name, 1, 2)),
                List.of());
    }
}
