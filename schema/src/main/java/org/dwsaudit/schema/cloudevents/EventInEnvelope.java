package org.dwsaudit.schema.cloudevents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.dwsaudit.schema.error.Excerpt;
import org.dwsaudit.schema.error.Rule;
import org.dwsaudit.schema.json.JsonFlaw;
import org.dwsaudit.schema.json.StrictJson;
import org.dwsaudit.schema.validation.CarriedEvent;

/** Takes the event out of a CloudEvent: its data as a whole, or its payload and the attributes. */
final class EventInEnvelope {

  /** Data with two of these is a whole event; no payload has them. */
  private static final List<String> MARKS = List.of("event_id", "event_type", "payload");

  private static final String PAYLOAD = "/payload";

  private final int depthMax;

  EventInEnvelope(int depthMax) {
    this.depthMax = depthMax;
  }

  CarriedEvent take(Envelope envelope) {
    JsonNode data = envelope.data();
    if (data == null) {
      return new CarriedEvent(null, envelope.flaws(), UnaryOperator.identity());
    }
    return data instanceof ObjectNode object && MARKS.stream().filter(object::has).count() >= 2
        ? whole(envelope, object)
        : payload(envelope, data);
  }

  private CarriedEvent whole(Envelope envelope, ObjectNode data) {
    ObjectNode event = JsonNodeFactory.instance.objectNode().setAll(data);
    if (event.path("record").isObject()) {
      event.remove("record");
    }
    return new CarriedEvent(
        strict(event, envelope.dataFlaws()),
        Stream.concat(envelope.flaws().stream(), Agreement.check(envelope, event).stream())
            .toList(),
        pointer -> envelope.dataAt() + pointer);
  }

  private CarriedEvent payload(Envelope envelope, JsonNode data) {
    List<JsonFlaw> flaws = new ArrayList<>(envelope.flaws());
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    for (Attribute attribute : Attribute.values()) {
      String text = envelope.attribute(attribute);
      if (text != null && !attribute.member().isEmpty()) {
        put(event, attribute, text, flaws);
      }
    }
    event.set("payload", data);
    List<JsonFlaw> payloadFlaws =
        envelope.dataFlaws().stream()
            .map(flaw -> new JsonFlaw(PAYLOAD + flaw.pointer(), flaw.rule(), flaw.message()))
            .toList();
    return new CarriedEvent(
        strict(event, payloadFlaws), flaws, pointer -> origin(envelope.dataAt(), pointer));
  }

  private static void put(
      ObjectNode event, Attribute attribute, String text, List<JsonFlaw> flaws) {
    switch (attribute) {
      case TYPE -> {
        if (text.startsWith(CloudEventMapping.TYPE_PREFIX)) {
          event.put(attribute.member(), text.substring(CloudEventMapping.TYPE_PREFIX.length()));
        } else {
          String expected = " (expected: " + CloudEventMapping.TYPE_PREFIX + " and an event type)";
          refuse(attribute, Rule.UNKNOWN_EVENT_TYPE, Excerpt.of(text) + expected, flaws);
        }
      }
      case SOURCE ->
          CloudEventSource.parse(text)
              .ifPresentOrElse(
                  source -> {
                    event.put("workflow_id", source.workflowId());
                    if (source.workerId() != null) {
                      event.put("worker_id", source.workerId());
                    }
                  },
                  () -> {
                    String expected = " (expected: " + CloudEventSource.EXPECTED + ")";
                    refuse(attribute, Rule.CLOUD_EVENT, Excerpt.of(text) + expected, flaws);
                  });
      case DWSSEQUENCE -> {
        try {
          event.put(attribute.member(), Long.parseLong(text));
        } catch (NumberFormatException e) {
          String expected = " (expected: an integer, 1 or more)";
          refuse(attribute, Rule.SEQUENCE_NUMBER, Excerpt.of(text) + expected, flaws);
        }
      }
      default -> event.put(attribute.member(), text);
    }
  }

  private static void refuse(Attribute attribute, Rule rule, String problem, List<JsonFlaw> flaws) {
    flaws.add(new JsonFlaw(attribute.pointer(), rule, attribute.label() + ": " + problem));
  }

  private static String origin(String dataAt, String pointer) {
    if (pointer.startsWith(PAYLOAD)) {
      return dataAt + pointer.substring(PAYLOAD.length());
    }
    if (pointer.equals("/worker_id")) {
      return Attribute.SOURCE.pointer();
    }
    for (Attribute attribute : Attribute.values()) {
      if (pointer.equals('/' + attribute.member())) {
        return attribute.pointer();
      }
    }
    return pointer;
  }

  /** Depth counts in the event, however deep the envelope put it: only that is reported. */
  private StrictJson strict(ObjectNode event, List<JsonFlaw> flaws) {
    List<JsonFlaw> others =
        flaws.stream().filter(flaw -> flaw.rule() != Rule.NESTING_TOO_DEEP).toList();
    return StrictJson.of(event, depthMax).withEarlierFlaws(others);
  }
}
