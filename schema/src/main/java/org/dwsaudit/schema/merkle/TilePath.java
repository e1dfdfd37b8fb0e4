package org.dwsaudit.schema.merkle;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How C2SP tlog-tiles names a tile in a URL: {@code 0/x001/x234/067}, {@code
 * entries/x001/x234/067.p/17}.
 *
 * @param entries whether the entries are meant, of level 0, and not hashes
 * @param width 256, or 1 to 255 of a tile that is not full
 */
public record TilePath(boolean entries, Tile tile, int width) {

  private static final Pattern FORM =
      Pattern.compile(
          "(?<level>entries|[0-9]|[1-5][0-9]|6[0-3])/(?<index>(?:x[0-9]{3}/){0,4}[0-9]{3})"
              + "(?:\\.p/(?<width>[1-9][0-9]{0,2}))?");
  private static final String NEEDLESS = "x000/";

  /** Empty if the text names no tile. */
  public static Optional<TilePath> parse(String text) {
    Matcher path = FORM.matcher(text);
    if (!path.matches() || path.group("index").startsWith(NEEDLESS)) {
      return Optional.empty();
    }
    String part = path.group("width");
    int width = part == null ? Tile.WIDTH : Integer.parseInt(part);
    if (part != null && width >= Tile.WIDTH) {
      return Optional.empty();
    }
    boolean entries = path.group("level").equals("entries");
    int level = entries ? 0 : Integer.parseInt(path.group("level"));
    long index = Long.parseLong(path.group("index").replace("/", "").replace("x", ""));
    return Optional.of(new TilePath(entries, new Tile(level, index), width));
  }
}
