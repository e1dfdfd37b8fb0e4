package org.dwsaudit.schema.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import com.networknt.schema.path.PathType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.error.Excerpt;
import org.dwsaudit.schema.event.Classification;
import org.dwsaudit.schema.json.JsonPointers;
import org.jspecify.annotations.Nullable;

/**
 * The JSON Schemas (2020-12) of the events: one for the common fields and one for every event type.
 * Each is loaded when it is first asked for. Safe for use by several threads.
 */
public final class EventSchemas {

  private static final int MESSAGE_CHARS_MAX = 300;

  private static final class Standard {
    static final EventSchemas SCHEMAS = new EventSchemas(new SchemaDocuments(Map.of()));
  }

  private final SchemaDocuments documents;
  private final SchemaRegistry registry;
  private final Map<String, Schema> payloads = new ConcurrentHashMap<>();
  private final Map<String, Map<String, Classification>> annotations = new ConcurrentHashMap<>();
  private final Map<String, SureFit> payloadFits = new ConcurrentHashMap<>();
  private volatile @Nullable Schema context;
  private final SureFit contextFit;

  private EventSchemas(SchemaDocuments documents) {
    this.documents = documents;
    this.registry = registry(documents);
    this.contextFit = fit(SchemaDocuments.COMMON, "/properties/context");
  }

  /** The schemas that ship. */
  public static EventSchemas standard() {
    return Standard.SCHEMAS;
  }

  /**
   * These schemas and one more. It has the form of those that ship: an event's schema with the
   * payload's under {@code /properties/payload}; it may refer to {@code
   * urn:dws-audit:schema:event:common}, and nothing is ever fetched from elsewhere.
   *
   * @throws AuditException INVALID_ARGUMENT if it has another form or does not resolve
   */
  public EventSchemas withExtension(String eventType, JsonNode schema) {
    if (!(schema instanceof ObjectNode object)
        || !schema.at("/properties/payload").isObject()
        || documents.find(SchemaDocuments.PREFIX + eventType) != null) {
      throw unfit(eventType, "expected: a new event's schema with /properties/payload", null);
    }
    EventSchemas extended = new EventSchemas(documents.with(eventType, object));
    try {
      extended.payload(eventType);
      extended.fieldAnnotations(eventType);
    } catch (SchemaException | IllegalStateException e) {
      throw unfit(eventType, "does not resolve", e);
    }
    return extended;
  }

  private static AuditException unfit(String type, String problem, @Nullable Exception cause) {
    return new AuditException(
        ErrorCode.INVALID_ARGUMENT, "schema of " + Excerpt.of(type) + ": " + problem, cause);
  }

  /**
   * The whole schema of an event type, or of the {@code common} fields; callers MUST NOT change it.
   */
  public JsonNode document(String eventType) {
    return documents.ofType(eventType);
  }

  /** What the payload breaks of its type's schema; the type MUST be a known one. */
  public List<SchemaError> validatePayload(String eventType, JsonNode payload) {
    return payloadFit(eventType).fits(payload) ? List.of() : payloadErrors(eventType, payload);
  }

  /** What the validator says, whether or not it need be asked. */
  List<SchemaError> payloadErrors(String eventType, JsonNode payload) {
    return errors(payload(eventType), payload, "/payload");
  }

  /** What the context breaks of the common fields' schema. */
  public List<SchemaError> validateContext(JsonNode value) {
    if (contextFit.fits(value)) {
      return List.of();
    }
    Schema schema = context;
    if (schema == null) {
      schema = load(SchemaDocuments.COMMON, "/properties/context");
      context = schema;
    }
    return errors(schema, value, "/context");
  }

  /**
   * The levels that the schema gives to parts of an event by {@code x-data-classification}: JSON
   * Pointer from the event's root → level, with {@code *} for any element of an array and for any
   * member whose name the schema leaves open.
   */
  public Map<String, Classification> fieldAnnotations(String eventType) {
    Map<String, Classification> known = annotations.get(eventType);
    return known != null
        ? known
        : annotations.computeIfAbsent(
            eventType, type -> new FieldAnnotations(documents).ofType(type));
  }

  SureFit payloadFit(String eventType) {
    SureFit known = payloadFits.get(eventType);
    return known != null
        ? known
        : payloadFits.computeIfAbsent(
            eventType, type -> fit(SchemaDocuments.PREFIX + type, "/properties/payload"));
  }

  private SureFit fit(String id, String pointer) {
    JsonNode document = documents.find(id);
    // a type without a schema is the validator's to report
    return document == null
        ? new SureFit.Unsure()
        : new SureFit.Reader(documents).read(id, document.at(pointer));
  }

  private Schema payload(String eventType) {
    Schema known = payloads.get(eventType);
    return known != null
        ? known
        : payloads.computeIfAbsent(
            eventType, type -> load(SchemaDocuments.PREFIX + type, "/properties/payload"));
  }

  private Schema load(String id, String fragment) {
    Schema schema = registry.getSchema(SchemaLocation.of(id + "#" + fragment));
    schema.initializeValidators();
    return schema;
  }

  private static List<SchemaError> errors(Schema schema, JsonNode value, String root) {
    List<Error> errors = schema.validate(value);
    return errors.isEmpty()
        ? List.of()
        : errors.stream().map(error -> error(error, root)).distinct().toList();
  }

  private static SchemaError error(Error error, String root) {
    String pointer = root + error.getInstanceLocation();
    if (error.getProperty() != null && error.getKeyword().equals("required")) {
      pointer = JsonPointers.append(pointer, error.getProperty());
    }
    String message = error.getMessage();
    return new SchemaError(
        pointer,
        message.length() <= MESSAGE_CHARS_MAX
            ? message
            : message.substring(0, MESSAGE_CHARS_MAX) + "…");
  }

  private static SchemaRegistry registry(SchemaDocuments documents) {
    Dialect dialect =
        Dialect.builder(Dialects.getDraft202012())
            .keyword(new NonValidationKeyword(FieldAnnotations.KEYWORD))
            .build();
    return SchemaRegistry.withDialect(
        dialect,
        builder ->
            builder
                .schemas(documents::find, JsonNode::toString)
                .schemaRegistryConfig(
                    SchemaRegistryConfig.builder()
                        .pathType(PathType.JSON_POINTER)
                        .locale(Locale.ROOT)
                        .build()));
  }
}
