package org.dwsaudit.api.grpc;

import java.util.Optional;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.grpc.v1.Classification;

/** Classification levels as messages have them. */
final class Levels {

  private Levels() {}

  /**
   * The level's name in JSON; of a number that is no level something that is no name either, for
   * the rules of events to refuse.
   */
  static String label(int number) {
    Classification level = Classification.forNumber(number);
    return switch (level) {
      case null -> Integer.toString(number);
      case CLASSIFICATION_PUBLIC -> "public";
      case CLASSIFICATION_INTERNAL -> "internal";
      case CLASSIFICATION_CONFIDENTIAL -> "confidential";
      case CLASSIFICATION_RESTRICTED -> "restricted";
      case CLASSIFICATION_UNSPECIFIED, UNRECOGNIZED -> level.name();
    };
  }

  /**
   * The level of that number; empty for the unspecified one.
   *
   * @throws AuditException INVALID_ARGUMENT if it is neither
   */
  static Optional<org.dwsaudit.schema.event.Classification> read(String field, int number) {
    if (number == Classification.CLASSIFICATION_UNSPECIFIED_VALUE) {
      return Optional.empty();
    }
    return Optional.of(
        org.dwsaudit.schema.event.Classification.ofLabel(label(number))
            .orElseThrow(
                () ->
                    new AuditException(
                        ErrorCode.INVALID_ARGUMENT,
                        field + ": " + number + " (expected: a number of Classification)")));
  }

  static Classification message(org.dwsaudit.schema.event.Classification level) {
    return switch (level) {
      case PUBLIC -> Classification.CLASSIFICATION_PUBLIC;
      case INTERNAL -> Classification.CLASSIFICATION_INTERNAL;
      case CONFIDENTIAL -> Classification.CLASSIFICATION_CONFIDENTIAL;
      case RESTRICTED -> Classification.CLASSIFICATION_RESTRICTED;
    };
  }
}
