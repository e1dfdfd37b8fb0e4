package org.dwsaudit.api.grpc;

import com.google.protobuf.Message;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;

/** Refuses fields that the protobuf file does not know, as unknown members of JSON are refused. */
final class KnownFields {

  private KnownFields() {}

  /**
   * Looks at the message and at those that are single fields of it.
   *
   * @throws AuditException with the code if a field is unknown
   */
  static void require(Message message, ErrorCode code) {
    if (!message.getUnknownFields().asMap().isEmpty()) {
      throw new AuditException(code, problem(message));
    }
    for (Object value : message.getAllFields().values()) {
      if (value instanceof Message part) {
        require(part, code);
      }
    }
  }

  /** What to say about a message with unknown fields. */
  static String problem(Message message) {
    return "field number %d: unknown (expected: the fields of %s)"
        .formatted(
            message.getUnknownFields().asMap().keySet().iterator().next(),
            message.getDescriptorForType().getFullName());
  }
}
