package org.dwsaudit.schema.cloudevents;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The attributes that mean something here: those of CloudEvents 1.0.2, then the extensions that
 * carry a common field for which CloudEvents has none.
 */
enum Attribute {
  SPECVERSION(""),
  ID("event_id"),
  SOURCE("workflow_id"),
  TYPE("event_type"),
  TIME("timestamp"),
  SUBJECT("session_id"),
  DATACONTENTTYPE(""),
  DATASCHEMA(""),
  DWSBASEVERSION("base_version"),
  DWSPHASEID("phase_id"),
  DWSCORRELATIONID("correlation_id"),
  DWSCLASSIFICATION("data_classification"),
  DWSSEQUENCE("sequence_number");

  /** What every CloudEvent has. */
  static final List<Attribute> REQUIRED = List.of(SPECVERSION, ID, SOURCE, TYPE);

  static final List<String> LABELS =
      Arrays.stream(values()).map(attribute -> attribute.label).toList();

  private final String label = name().toLowerCase(Locale.ROOT);
  private final String member;

  Attribute(String member) {
    this.member = member;
  }

  /** The attribute's name. */
  String label() {
    return label;
  }

  /** The event's member that it tells, the first of two for the source; empty where it has none. */
  String member() {
    return member;
  }

  String pointer() {
    return '/' + label;
  }
}
