package org.dwsaudit.store.postgres;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.axonframework.conversion.Converter;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.axonframework.messaging.eventstreaming.Tag;
import org.dwsaudit.schema.event.AuditEvent;
import org.dwsaudit.schema.event.Classification;
import org.dwsaudit.schema.event.CommitmentSecret;
import org.dwsaudit.schema.event.EventId;
import org.dwsaudit.schema.event.EventRecorded;
import org.dwsaudit.schema.event.JsonDocument;
import org.dwsaudit.schema.event.LogTags;
import org.dwsaudit.schema.event.Position;
import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.schema.event.SessionId;
import org.dwsaudit.schema.event.TenantId;
import org.dwsaudit.schema.integrity.Bytes32;
import org.dwsaudit.schema.integrity.EventHasher;
import org.dwsaudit.schema.taxonomy.Taxonomy;
import org.jspecify.annotations.Nullable;

/**
 * Event messages as rows and back.
 *
 * <p>A message whose payload is an {@link EventRecorded} fills the log's columns and comes back
 * with a {@link RecordedEvent}; Axon's metadata of such a message is not kept, for all that it says
 * is in the event. Any other message is kept too: a string as a JSON string, anything else as the
 * JSON that the converter makes of it, which comes back as its bytes.
 */
final class MessageCodec {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final TypeReference<Map<String, String>> STRINGS = new TypeReference<>() {};
  private static final String VERSION_KEY = "$version";
  private static final int SECRET_BYTES = 32;

  private final Converter converter;
  private final Taxonomy taxonomy;
  private final SecureRandom random = new SecureRandom();

  MessageCodec(Converter converter, Taxonomy taxonomy) {
    this.converter = converter;
    this.taxonomy = taxonomy;
  }

  /** The messages as rows; makes the events' commitments, the dearest part of an append. */
  List<LogRow> rows(List<TaggedEventMessage<?>> messages) {
    Sealing sealing = new Sealing(messages.size());
    List<LogRow> rows = new ArrayList<>(messages.size());
    for (TaggedEventMessage<?> tagged : messages) {
      EventMessage message = tagged.event();
      rows.add(
          message.payload() instanceof EventRecorded recorded
              ? row(recorded, tagged.tags(), sealing)
              : foreignRow(message, tagged.tags()));
    }
    return rows;
  }

  private LogRow row(EventRecorded recorded, Set<Tag> tags, Sealing sealing) {
    AuditEvent event = recorded.event();
    Set<String> extraTags = extraTags(tags);
    if (!extraTags.isEmpty() && !event.sessionId().isSystem()) {
      throw new IllegalArgumentException(
          "tags of an event in session %s: %s (expected: tenant and session only)"
              .formatted(event.sessionId(), extraTags));
    }
    return new LogRow(
        new StreamKey(recorded.tenant().value(), event.sessionId().value()),
        recorded.sequenceNumber(),
        0,
        event.eventId().value(),
        event.eventType(),
        event.sessionId().isSystem()
            ? RetentionClass.SYSTEM
            : RetentionClass.of(taxonomy.requirementOf(event.eventType())),
        event.timestamp(),
        event.timestamp(),
        event.workflowId(),
        event.phaseId(),
        event.workerId(),
        event.correlationId(),
        event.baseVersion(),
        event.dataClassification().ordinal(),
        levelsJson(event.fieldClassifications()),
        event.context() == null ? null : event.context().text(),
        event.payload().text(),
        null,
        extraTags,
        sealing.seal(event),
        null);
  }

  /** Commits to the events of one append; a few large draws of randomness cost less than many. */
  private final class Sealing {

    private static final int SECRETS_A_DRAW = 256;

    private final EventHasher hasher = new EventHasher();
    private final byte[] secrets;
    private int next;

    Sealing(int events) {
      secrets = new byte[Math.min(events, SECRETS_A_DRAW) * SECRET_BYTES];
      next = secrets.length;
    }

    LogRow.Seal seal(AuditEvent event) {
      if (next == secrets.length) {
        random.nextBytes(secrets);
        next = 0;
      }
      byte[] secret = Arrays.copyOfRange(secrets, next, next + SECRET_BYTES);
      next += SECRET_BYTES;
      return new LogRow.Seal(hasher.digest(event, secret), Bytes32.of(secret));
    }
  }

  private LogRow foreignRow(EventMessage message, Set<Tag> tags) {
    Map<String, String> metadata = new LinkedHashMap<>(message.metadata());
    metadata.put(VERSION_KEY, message.type().version());
    return new LogRow(
        new StreamKey(tagValue(tags, LogTags.TENANT, TenantId.DEFAULT.value()), StreamKey.FOREIGN),
        0,
        0,
        UUID.fromString(message.identifier()),
        message.type().name(),
        RetentionClass.SYSTEM,
        message.timestamp(),
        message.timestamp(),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        payloadJson(message),
        write(metadata),
        extraTags(tags),
        null,
        null);
  }

  private String payloadJson(EventMessage message) {
    Object payload = message.payload();
    if (payload instanceof String text) {
      return write(text);
    }
    byte[] json = converter.convert(payload, byte[].class);
    if (json == null) {
      throw new IllegalArgumentException("payload: null (expected: something that is JSON)");
    }
    return new String(json, StandardCharsets.UTF_8);
  }

  EventMessage message(LogRow row) {
    return row.metadataJson() == null ? recordedMessage(row) : foreignMessage(row);
  }

  private static EventMessage recordedMessage(LogRow row) {
    return new GenericEventMessage(
        row.eventId().toString(),
        new MessageType(row.eventType()),
        recordedEvent(row),
        Map.of(),
        row.occurredAt());
  }

  private static EventMessage foreignMessage(LogRow row) {
    Map<String, String> metadata = strings(String.valueOf(row.metadataJson()));
    String version = metadata.remove(VERSION_KEY);
    return new GenericEventMessage(
        row.eventId().toString(),
        new MessageType(row.eventType(), version == null ? MessageType.DEFAULT_VERSION : version),
        foreignPayload(row.payloadJson()),
        metadata,
        row.occurredAt());
  }

  private static Object foreignPayload(String json) {
    if (!json.startsWith("\"")) {
      return json.getBytes(StandardCharsets.UTF_8);
    }
    try {
      return JSON.readValue(json, String.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("stored JSON does not parse", e);
    }
  }

  static RecordedEvent recordedEvent(LogRow row) {
    return recordedEvent(row, row.position());
  }

  /** The row's event, at the position that it was given. */
  static RecordedEvent recordedEvent(LogRow row, long position) {
    AuditEvent event =
        new AuditEvent(
            new EventId(row.eventId()),
            row.eventType(),
            row.occurredAt(),
            new SessionId(row.stream().sessionId()),
            present(row.workflowId()),
            row.phaseId(),
            row.workerId(),
            row.correlationId(),
            present(row.baseVersion()),
            row.contextJson() == null ? null : JsonDocument.ofText(row.contextJson()),
            JsonDocument.ofText(row.payloadJson()),
            level(row.dataClassification()),
            levels(row.fieldClassificationsJson()));
    return new RecordedEvent(
        new TenantId(row.stream().tenant()),
        event,
        row.sequenceNumber(),
        new Position(position),
        row.recordedAt(),
        row.leaf() == null ? null : row.leaf().hex(),
        row.seal() == null ? null : CommitmentSecret.of(row.seal().secret().bytes()));
  }

  /** The tags by which the row can be found: what is kept beside it, its tenant and its stream. */
  static Set<Tag> tags(LogRow row) {
    Set<Tag> tags = new HashSet<>();
    tags.add(new Tag(LogTags.TENANT, row.stream().tenant()));
    if (row.metadataJson() == null) {
      tags.add(new Tag(LogTags.SESSION, row.stream().sessionId().toString()));
    }
    for (String tag : row.tags()) {
      int separator = tag.indexOf('=');
      tags.add(new Tag(tag.substring(0, separator), tag.substring(separator + 1)));
    }
    return tags;
  }

  static String encoded(Tag tag) {
    if (tag.key().indexOf('=') >= 0) {
      throw new IllegalArgumentException("tag key: " + tag.key() + " (expected: no '=')");
    }
    return tag.key() + '=' + tag.value();
  }

  private static Set<String> extraTags(Set<Tag> tags) {
    Set<String> extra = new HashSet<>();
    for (Tag tag : tags) {
      if (!tag.key().equals(LogTags.TENANT) && !tag.key().equals(LogTags.SESSION)) {
        extra.add(encoded(tag));
      }
    }
    return extra;
  }

  private static String tagValue(Set<Tag> tags, String key, String otherwise) {
    return tags.stream()
        .filter(tag -> tag.key().equals(key))
        .map(Tag::value)
        .findFirst()
        .orElse(otherwise);
  }

  private static Classification level(@Nullable Integer ordinal) {
    return ordinal == null ? Classification.DEFAULT : Classification.values()[ordinal];
  }

  private static @Nullable String levelsJson(Map<String, Classification> levels) {
    if (levels.isEmpty()) {
      return null;
    }
    Map<String, String> labels = new LinkedHashMap<>();
    levels.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> labels.put(entry.getKey(), entry.getValue().label()));
    return write(labels);
  }

  private static Map<String, Classification> levels(@Nullable String json) {
    if (json == null) {
      return Map.of();
    }
    Map<String, Classification> levels = new LinkedHashMap<>();
    strings(json)
        .forEach(
            (pointer, label) ->
                levels.put(pointer, Classification.ofLabel(label).orElse(Classification.DEFAULT)));
    return levels;
  }

  private static Map<String, String> strings(String json) {
    try {
      return JSON.readValue(json, STRINGS);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("stored JSON does not parse", e);
    }
  }

  private static String write(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not JSON", e);
    }
  }

  private static String present(@Nullable String column) {
    return column == null ? "" : column;
  }
}
