package org.dwsaudit.schema.cloudevents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.dwsaudit.schema.error.Rule;
import org.dwsaudit.schema.json.JsonFlaw;
import org.dwsaudit.schema.json.MalformedJsonException;
import org.dwsaudit.schema.json.StrictJson;
import org.dwsaudit.schema.json.StrictJsonReader;
import org.jspecify.annotations.Nullable;

/** Takes CloudEvents apart. */
final class EnvelopeReader {

  private static final List<String> DATA_MEMBERS = List.of("data", "data_base64");

  private final StrictJsonReader json;

  /**
   * @param json reads data that did not come as a part of the envelope's own JSON
   */
  EnvelopeReader(StrictJsonReader json) {
    this.json = json;
  }

  /** From structured mode. */
  Envelope structured(StrictJson sent) {
    List<JsonFlaw> flaws = new ArrayList<>();
    List<JsonFlaw> dataFlaws = new ArrayList<>();
    for (JsonFlaw flaw : sent.flaws()) {
      String inside = inside(flaw.pointer());
      if (inside == null) {
        flaws.add(flaw);
      } else {
        dataFlaws.add(new JsonFlaw(inside, flaw.rule(), flaw.message()));
      }
    }
    if (!(sent.value() instanceof ObjectNode object)) {
      String problem = "CloudEvent: no object (expected: an object)";
      flaws.add(new JsonFlaw("", Rule.TYPE, problem));
      return new Envelope(Map.of(), null, Envelope.DATA, List.of(), flaws);
    }
    AttributeReader attributes = new AttributeReader();
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      if (!DATA_MEMBERS.contains(member.getKey())) {
        attributes.add(member.getKey(), member.getValue());
      }
    }
    flaws.addAll(attributes.finish());
    JsonNode encoded = object.get("data_base64");
    if (encoded != null && !encoded.isNull()) {
      return base64(attributes.attributes(), encoded, object.has("data"), flaws);
    }
    JsonNode data = object.get("data");
    if (data == null) {
      flaws.add(new JsonFlaw(Envelope.DATA, Rule.REQUIRED, "data: missing"));
    }
    return new Envelope(attributes.attributes(), data, Envelope.DATA, dataFlaws, flaws);
  }

  /** Where in the data a place of the envelope is; null where it is elsewhere. */
  private static @Nullable String inside(String pointer) {
    return pointer.equals(Envelope.DATA) || pointer.startsWith(Envelope.DATA + '/')
        ? pointer.substring(Envelope.DATA.length())
        : null;
  }

  private Envelope base64(
      Map<String, String> attributes, JsonNode encoded, boolean twice, List<JsonFlaw> flaws) {
    String at = Envelope.DATA_BASE64;
    if (twice) {
      flaws.add(new JsonFlaw(at, Rule.CLOUD_EVENT, "data_base64: beside data (expected: one)"));
    }
    try {
      byte[] bytes = Base64.getDecoder().decode(encoded.isTextual() ? encoded.textValue() : "*");
      StrictJson data = json.read(bytes);
      return new Envelope(attributes, data.value(), at, data.flaws(), flaws);
    } catch (MalformedJsonException e) {
      flaws.add(new JsonFlaw(at, Rule.MALFORMED_JSON, "data_base64: " + e.getMessage()));
    } catch (IllegalArgumentException e) {
      flaws.add(new JsonFlaw(at, Rule.TYPE, "data_base64: not Base64 (expected: a string of it)"));
    }
    return new Envelope(attributes, null, at, List.of(), flaws);
  }

  /**
   * From binary mode.
   *
   * @throws MalformedJsonException if the data is not JSON
   */
  Envelope binary(Map<String, String> sent, byte[] data) {
    AttributeReader attributes = new AttributeReader();
    sent.forEach((name, value) -> attributes.add(name, TextNode.valueOf(value)));
    List<JsonFlaw> flaws = attributes.finish();
    if (data.length == 0) {
      flaws.add(new JsonFlaw(Envelope.DATA, Rule.REQUIRED, "data: missing"));
      return new Envelope(attributes.attributes(), null, Envelope.DATA, List.of(), flaws);
    }
    StrictJson read = json.read(data);
    return new Envelope(attributes.attributes(), read.value(), Envelope.DATA, read.flaws(), flaws);
  }
}
