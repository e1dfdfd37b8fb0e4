package org.dwsaudit.app.report;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/** Lines of text on A4 pages, from top to bottom, broken where they are too long. */
final class PdfPages implements AutoCloseable {

  private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";
  private static final float MARGIN = 56;
  private static final float LINE_HEIGHT = 1.45f;

  private final PDDocument document;
  private final PDFont font;
  private PDPageContentStream page;
  private float y;
  private int pages;

  PdfPages(PDDocument document) throws IOException {
    this.document = document;
    try (InputStream ttf = PDDocument.class.getResourceAsStream(FONT)) {
      if (ttf == null) {
        throw new IOException("the report's font is missing from the distribution");
      }
      this.font = PDType0Font.load(document, ttf);
    }
    this.page = begin();
  }

  private PDPageContentStream begin() throws IOException {
    PDPage next = new PDPage(PDRectangle.A4);
    document.addPage(next);
    pages++;
    PDPageContentStream stream = new PDPageContentStream(document, next);
    y = PDRectangle.A4.getHeight() - MARGIN;
    show(stream, "%d".formatted(pages), 8, PDRectangle.A4.getWidth() - MARGIN, MARGIN / 2);
    return stream;
  }

  void title(String text) throws IOException {
    line(text, 18, 0);
    gap(4);
  }

  void heading(String text) throws IOException {
    gap(10);
    line(text, 12, 0);
    gap(2);
  }

  void text(String text) throws IOException {
    line(text, 9, 0);
  }

  /** A name and what it has; long values go on below. */
  void field(String name, String value) throws IOException {
    List<String> lines = broken(value, 9, PDRectangle.A4.getWidth() - 2 * MARGIN - 120);
    for (int i = 0; i < lines.size(); i++) {
      room(9);
      if (i == 0) {
        show(page, shown(name), 9, MARGIN, y);
      }
      show(page, lines.get(i), 9, MARGIN + 120, y);
      y -= 9 * LINE_HEIGHT;
    }
  }

  /** Cells beside each other, the first wide. */
  void row(List<String> cells) throws IOException {
    room(8);
    float x = MARGIN;
    for (int i = 0; i < cells.size(); i++) {
      show(page, shown(cells.get(i)), 8, x, y);
      x += i == 0 ? 180 : 52;
    }
    y -= 8 * LINE_HEIGHT;
  }

  void gap(float points) {
    y -= points;
  }

  private void line(String text, float size, float indent) throws IOException {
    float width = PDRectangle.A4.getWidth() - 2 * MARGIN - indent;
    for (String part : broken(text, size, width)) {
      room(size);
      show(page, part, size, MARGIN + indent, y);
      y -= size * LINE_HEIGHT;
    }
  }

  private void room(float size) throws IOException {
    if (y - size < MARGIN) {
      page.close();
      page = begin();
    }
  }

  private void show(PDPageContentStream stream, String text, float size, float x, float at)
      throws IOException {
    stream.beginText();
    stream.setFont(font, size);
    stream.newLineAtOffset(x, at - size);
    stream.showText(text);
    stream.endText();
  }

  private List<String> broken(String text, float size, float width) throws IOException {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : shown(text).split("(?<= )", -1)) {
      for (String piece : pieces(word, size, width)) {
        if (!line.isEmpty() && width(line + piece.stripTrailing(), size) > width) {
          lines.add(line.toString());
          line.setLength(0);
        }
        line.append(piece);
      }
    }
    lines.add(line.toString());
    return lines;
  }

  /** A word that is longer than a line, cut. */
  private List<String> pieces(String word, float size, float width) throws IOException {
    List<String> pieces = new ArrayList<>();
    int from = 0;
    for (int to = 1; to <= word.length(); to++) {
      if (to == word.length() || width(word.substring(from, to + 1), size) > width) {
        pieces.add(word.substring(from, to));
        from = to;
      }
    }
    return pieces.isEmpty() ? List.of(word) : pieces;
  }

  private float width(String text, float size) throws IOException {
    return font.getStringWidth(text) / 1000 * size;
  }

  /** The text with what the font has not written as its number. */
  private String shown(String text) {
    StringBuilder shown = new StringBuilder();
    ReportText.visible(text)
        .codePoints()
        .forEach(
            c -> {
              String one = Character.toString(c);
              shown.append(has(one) ? one : "\\u{%x}".formatted(c));
            });
    return shown.toString();
  }

  private boolean has(String character) {
    try {
      font.encode(character);
      return true;
    } catch (IOException | IllegalArgumentException e) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    page.close();
  }
}
