package org.dwsaudit.schema.cloudevents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.dwsaudit.schema.error.Excerpt;
import org.dwsaudit.schema.error.Rule;
import org.dwsaudit.schema.event.Classification;
import org.dwsaudit.schema.json.JsonFlaw;
import org.dwsaudit.schema.wire.Timestamps;
import org.jspecify.annotations.Nullable;

/** Finds attributes that say something else than the whole event in the data. */
final class Agreement {

  private final Envelope envelope;
  private final ObjectNode event;
  private final List<JsonFlaw> flaws = new ArrayList<>();

  private Agreement(Envelope envelope, ObjectNode event) {
    this.envelope = envelope;
    this.event = event;
  }

  /** Members that are no text or not there at all are the event's own trouble. */
  static List<JsonFlaw> check(Envelope envelope, ObjectNode event) {
    Agreement agreement = new Agreement(envelope, event);
    for (Attribute attribute : Attribute.values()) {
      String sent = envelope.attribute(attribute);
      if (sent != null) {
        agreement.check(attribute, sent);
      }
    }
    return agreement.flaws;
  }

  private void check(Attribute attribute, String sent) {
    switch (attribute) {
      case SPECVERSION, DATACONTENTTYPE, DATASCHEMA -> {}
      case ID, SUBJECT -> {
        String member = member(attribute);
        refuseUnless(attribute, sent, member, sent.equalsIgnoreCase(String.valueOf(member)));
      }
      case TYPE -> {
        String member = member(attribute);
        String type = member == null ? null : CloudEventMapping.TYPE_PREFIX + member;
        refuseUnless(attribute, sent, type, sent.equals(type));
      }
      case TIME -> time(sent);
      case SOURCE -> source(sent);
      case DWSBASEVERSION -> {
        String member = member(attribute);
        refuseUnless(attribute, sent, member, sent.equals(member));
      }
      case DWSPHASEID, DWSCORRELATIONID -> optional(attribute, sent, "");
      case DWSCLASSIFICATION -> optional(attribute, sent, Classification.DEFAULT.label());
      case DWSSEQUENCE -> {
        JsonNode member = event.get(attribute.member());
        String number = member == null ? "" : member.asText();
        refuseUnless(attribute, sent, number, sent.equals(number));
      }
    }
  }

  private @Nullable String member(Attribute attribute) {
    return event.path(attribute.member()).textValue();
  }

  private void optional(Attribute attribute, String sent, String otherwise) {
    JsonNode member = event.get(attribute.member());
    String text = member == null ? otherwise : member.textValue();
    refuseUnless(attribute, sent, text, sent.equals(text));
  }

  private void time(String sent) {
    Optional<Instant> time = Timestamps.parse(sent);
    if (time.isEmpty()) {
      flaw(Attribute.TIME, Rule.TIMESTAMP, Timestamps.problem(sent));
      return;
    }
    String member = member(Attribute.TIME);
    Optional<Instant> timestamp = Optional.ofNullable(member).flatMap(Timestamps::parse);
    timestamp.ifPresent(at -> refuseUnless(Attribute.TIME, sent, member, at.equals(time.get())));
  }

  private void source(String sent) {
    Optional<CloudEventSource> source = CloudEventSource.parse(sent);
    if (source.isEmpty()) {
      flaw(
          Attribute.SOURCE,
          Rule.CLOUD_EVENT,
          Excerpt.of(sent) + " (expected: " + CloudEventSource.EXPECTED + ")");
      return;
    }
    String workflow = member(Attribute.SOURCE);
    JsonNode worker = event.get("worker_id");
    boolean agrees =
        (workflow == null || workflow.equals(source.get().workflowId()))
            && (worker == null || worker.isTextual())
            && Objects.equals(worker == null ? null : worker.textValue(), source.get().workerId());
    if (workflow != null && (worker == null || worker.isTextual())) {
      String workerId = worker == null ? null : worker.textValue();
      String said = new CloudEventSource(workflow, workerId).uri().toString();
      refuseUnless(Attribute.SOURCE, sent, said, agrees);
    }
  }

  private void refuseUnless(
      Attribute attribute, String sent, @Nullable String said, boolean agrees) {
    if (said != null && !agrees) {
      flaw(
          attribute,
          Rule.DISAGREEMENT,
          Excerpt.of(sent) + " (expected, as the event says: " + Excerpt.of(said) + ")");
    }
  }

  private void flaw(Attribute attribute, Rule rule, String problem) {
    flaws.add(new JsonFlaw(attribute.pointer(), rule, attribute.label() + ": " + problem));
  }
}
