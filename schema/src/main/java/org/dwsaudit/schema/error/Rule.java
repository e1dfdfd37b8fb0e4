package org.dwsaudit.schema.error;

/** The rules that an event can break; the name is stable, as in a violation's {@code rule}. */
public enum Rule {
  MALFORMED_JSON(ErrorCode.MALFORMED_JSON),
  DUPLICATE_KEY,
  UNKNOWN_FIELD,
  REQUIRED,
  TYPE,
  LENGTH,
  /**
   * Text that JSON can spell but no database or reader can be trusted with: NUL, lone surrogates.
   */
  CHARACTERS,
  /** A number that a double cannot carry exactly. */
  NUMBER_NOT_EXACT,
  NESTING_TOO_DEEP(ErrorCode.NESTING_TOO_DEEP),
  EVENT_TOO_LARGE(ErrorCode.EVENT_TOO_LARGE),
  UUID,
  TIMESTAMP,
  COMMIT_HASH,
  SEQUENCE_NUMBER,
  CLASSIFICATION,
  JSON_POINTER,
  UNKNOWN_EVENT_TYPE(ErrorCode.UNKNOWN_EVENT_TYPE),
  /** A name, type or stream that belongs to the store itself. */
  RESERVED,
  /**
   * The payload breaks the JSON Schema of its event type, or the context that of the common fields.
   */
  PAYLOAD_SCHEMA,
  /** A CloudEvents attribute that is none, or that says what no DWS event can say. */
  CLOUD_EVENT,
  /** An envelope's attribute and the event inside say different things. */
  DISAGREEMENT,
  EVENT_ID_CONFLICT(ErrorCode.EVENT_ID_CONFLICT),
  SEQUENCE_CONFLICT(ErrorCode.SEQUENCE_CONFLICT);

  private final ErrorCode code;

  Rule() {
    this(ErrorCode.INVALID_EVENT);
  }

  Rule(ErrorCode code) {
    this.code = code;
  }

  /** What a request is refused with when it breaks no other rule than this. */
  public ErrorCode code() {
    return code;
  }
}
