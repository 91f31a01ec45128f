package io.momentum.ops.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;
import org.jspecify.annotations.Nullable;

/**
 * Text that flows over A4 pages, with the page's number below. The font is embedded, Latin, Greek and Cyrillic; a character
 * that it does not have is told by its number, {@code [U+1F600]}, never left out.
 */
final class PdfPage implements AutoCloseable {

    /** The one that PDFBox brings along for documents without theirs; under the SIL Open Font License. */
    private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

    private static final float MARGIN = 56;
    private static final float BOTTOM = 64;
    private static final float NAME_WIDTH = 92;
    private static final float LEADING = 1.35f;
    private static final float TITLE = 17;
    private static final float HEADING = 12;
    private static final float BODY = 10;
    private static final float SMALL = 8;
    private static final float BOLD_STROKE = 0.35f;
    private static final float DARK = 0f;
    private static final float GREY = 0.38f;
    private static final float BACK = 0.94f;

    private final PDDocument document = new PDDocument();
    private final PDType0Font font;
    private final Map<Integer, Boolean> glyphs = new HashMap<>();
    private @Nullable PDPageContentStream stream;
    private float y;

    PdfPage(String title) throws IOException {
        try (InputStream in = Objects.requireNonNull(PDDocument.class.getResourceAsStream(FONT), FONT)) {
            font = PDType0Font.load(document, in, true);
        }
        document.getDocumentInformation().setTitle(title);
        document.getDocumentInformation().setCreator("Momentum");
        document.getDocumentCatalog().setLanguage("en");
        breakPage();
    }

    // ---- what stands on it

    void title(String text) throws IOException {
        block(text.strip(), MARGIN, TITLE, DARK, true);
        y -= TITLE / 2;
    }

    /** What belongs under it begins on the same page. */
    void heading(String text) throws IOException {
        need(HEADING * 5);
        y -= HEADING * 0.8f;
        block(text, MARGIN, HEADING, DARK, true);
        y -= 3;
    }

    void text(String text) throws IOException {
        block(text, MARGIN, BODY, DARK, false);
    }

    void caption(String text) throws IOException {
        need(BODY * 4);
        block(text, MARGIN, SMALL, GREY, false);
    }

    void small(String text) throws IOException {
        block(text, MARGIN + 8, SMALL, GREY, false);
    }

    /** Words of a message, on a ground of their own. */
    void quote(String text) throws IOException {
        y -= 2;
        for (String line : wrapped(text, width(MARGIN + 8) - 8, BODY)) {
            need(BODY * LEADING);
            PDPageContentStream out = out();
            out.setNonStrokingColor(BACK);
            out.addRect(MARGIN, y - BODY * LEADING, width(MARGIN), BODY * LEADING);
            out.fill();
            line(line, MARGIN + 8, BODY, DARK, false);
        }
        y -= 3;
    }

    void field(String name, String value) throws IOException {
        pair(name, value, BODY);
    }

    void row(String name, String value) throws IOException {
        pair(name, value, SMALL);
    }

    private void pair(String name, String value, float size) throws IOException {
        need(size * LEADING);
        if (!name.isEmpty()) {
            float at = y;
            line(name, MARGIN, size, GREY, false);
            y = at;
        }
        block(value, MARGIN + NAME_WIDTH, size, DARK, false);
        y -= 1;
    }

    void space() {
        y -= BODY * 0.7f;
    }

    // ---- lines and pages

    private void block(String text, float x, float size, float grey, boolean bold) throws IOException {
        for (String line : wrapped(text, width(x), size)) {
            need(size * LEADING);
            line(line, x, size, grey, bold);
        }
    }

    private static float width(float x) {
        return PDRectangle.A4.getWidth() - MARGIN - x;
    }

    private void line(String text, float x, float size, float grey, boolean bold) throws IOException {
        PDPageContentStream out = out();
        out.beginText();
        out.setFont(font, size);
        out.setNonStrokingColor(grey);
        out.setStrokingColor(grey);
        out.setLineWidth(BOLD_STROKE);
        out.setRenderingMode(bold ? RenderingMode.FILL_STROKE : RenderingMode.FILL);
        out.newLineAtOffset(x, y - size);
        out.showText(text);
        out.endText();
        y -= size * LEADING;
    }

    private PDPageContentStream out() {
        return Objects.requireNonNull(stream);
    }

    private void need(float height) throws IOException {
        if (y - height < BOTTOM) breakPage();
    }

    /** Goes on at the top of a new page. */
    void breakPage() throws IOException {
        if (stream != null) stream.close();
        PDPage page = new PDPage(PDRectangle.A4);
        document.addPage(page);
        stream = new PDPageContentStream(document, page);
        y = PDRectangle.A4.getHeight() - MARGIN;
    }

    void save(OutputStream to) throws IOException {
        if (stream != null) stream.close();
        stream = null;
        int pages = document.getNumberOfPages();
        for (int i = 0; i < pages; i++) foot(document.getPage(i), i + 1, pages);
        document.save(to);
    }

    private void foot(PDPage page, int number, int pages) throws IOException {
        try (var out = new PDPageContentStream(document, page, PDPageContentStream.AppendMode.APPEND, true, true)) {
            stream = out;
            y = BOTTOM - 16;
            line("Momentum evidence", MARGIN, SMALL, GREY, false);
            String of = number + " / " + pages;
            y = BOTTOM - 16;
            line(of, PDRectangle.A4.getWidth() - MARGIN - wide(of, SMALL), SMALL, GREY, false);
        } finally {
            stream = null;
        }
    }

    // ---- fitting text

    private List<String> wrapped(String text, float width, float size) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String paragraph : text.split("\r\n|\r|\n", -1)) wrap(shown(paragraph), width, size, lines);
        return lines;
    }

    private void wrap(String paragraph, float width, float size, List<String> lines) throws IOException {
        var line = new StringBuilder();
        for (String word : paragraph.split("(?<= )", -1)) {
            if (wide(line + word.stripTrailing(), size) > width && !line.isEmpty()) {
                lines.add(line.toString().stripTrailing());
                line.setLength(0);
            }
            String rest = word;
            // Hashes and what knows no blanks.
            while (wide(rest, size) > width) {
                int fits = fitting(rest, width, size);
                lines.add(rest.substring(0, fits));
                rest = rest.substring(fits);
            }
            line.append(rest);
        }
        lines.add(line.toString().stripTrailing());
    }

    private int fitting(String word, float width, float size) throws IOException {
        int end = 1;
        while (end < word.length() && wide(word.substring(0, end + 1), size) <= width) end++;
        boolean halves = end < word.length() && Character.isLowSurrogate(word.charAt(end));
        return halves ? Math.max(1, end - 1) : end;
    }

    private float wide(String text, float size) throws IOException {
        return font.getStringWidth(text) / 1000 * size;
    }

    private String shown(String text) {
        var shown = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (c == '\t') shown.append("    ");
            else if (glyphs.computeIfAbsent(c, this::hasGlyph)) shown.appendCodePoint(c);
            else shown.append("[U+%04X]".formatted(c));
        });
        return shown.toString();
    }

    private boolean hasGlyph(int c) {
        if (Character.isISOControl(c)) return false;
        try {
            font.encode(Character.toString(c));
            return true;
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        if (stream != null) stream.close();
        document.close();
    }
}
