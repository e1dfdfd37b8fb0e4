package org.dwsaudit.schema.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;

/**
 * A JSON value together with what is wrong with it.
 *
 * @param value where {@code flaws} name a part, that part may be missing or replaced
 * @param sizeBytes the size of its JSON text in UTF-8
 * @param flaws at most {@value #FLAWS_MAX}, in document order unless said otherwise
 */
public record StrictJson(JsonNode value, int sizeBytes, List<JsonFlaw> flaws) {

  public static final int FLAWS_MAX = 100;

  public StrictJson {
    flaws = List.copyOf(flaws);
  }

  /**
   * Checks a value that did not come as JSON text by the rules that {@link StrictJsonReader} keeps.
   * Its size is that of its compact text. The caller MUST NOT change the value afterwards.
   */
  public static StrictJson of(JsonNode built, int depthMax) {
    Flaws flaws = new Flaws();
    new TreeCheck(depthMax, flaws).check(built);
    int sizeBytes = flaws.tooDeep() ? 0 : CompactJson.sizeBytes(built);
    return new StrictJson(built, sizeBytes, flaws.list());
  }

  /** The same value with flaws that were found before it was built, those first. */
  public StrictJson withEarlierFlaws(List<JsonFlaw> earlier) {
    return earlier.isEmpty()
        ? this
        : new StrictJson(
            value,
            sizeBytes,
            Stream.concat(earlier.stream(), flaws.stream()).limit(FLAWS_MAX).toList());
  }
}
