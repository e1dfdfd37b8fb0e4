package org.dwsaudit.api.grpc;

import org.dwsaudit.domain.replay.ReplayPoint;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.grpc.v1.GetSessionStateRequest;
import org.dwsaudit.schema.wire.Timestamps;

/** Reads at which point a session's state is asked for. */
final class StatePoints {

  private StatePoints() {}

  /**
   * @throws AuditException INVALID_ARGUMENT if it is none
   */
  static ReplayPoint read(GetSessionStateRequest request) {
    return switch (request.getAtCase()) {
      case SEQUENCE_NUMBER -> new ReplayPoint.AtSequence(request.getSequenceNumber());
      case TIME -> time(TimestampMessages.text(request.getTime()));
      case AT_NOT_SET -> ReplayPoint.END;
    };
  }

  private static ReplayPoint time(String text) {
    return Timestamps.parse(text)
        .map(ReplayPoint.AtTime::new)
        .orElseThrow(
            () ->
                new AuditException(
                    ErrorCode.INVALID_ARGUMENT, "time: " + Timestamps.problem(text)));
  }
}
