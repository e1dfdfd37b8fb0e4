package org.dwsaudit.schema.cloudevents;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.dwsaudit.schema.json.JsonFlaw;
import org.jspecify.annotations.Nullable;

/**
 * A CloudEvent as it came.
 *
 * @param attributes those that are known here and hold text
 * @param data null where there is none that can be read
 * @param dataAt the pointer under which the sender sent the data
 * @param dataFlaws what is wrong with the data, by the place in it
 * @param flaws what is wrong with the rest, by the place in the envelope
 */
record Envelope(
    Map<String, String> attributes,
    @Nullable JsonNode data,
    String dataAt,
    List<JsonFlaw> dataFlaws,
    List<JsonFlaw> flaws) {

  static final String DATA = "/data";
  static final String DATA_BASE64 = "/data_base64";

  Envelope {
    attributes = Map.copyOf(attributes);
    dataFlaws = List.copyOf(dataFlaws);
    flaws = List.copyOf(flaws);
  }

  @Nullable String attribute(Attribute attribute) {
    return attributes.get(attribute.label());
  }
}
