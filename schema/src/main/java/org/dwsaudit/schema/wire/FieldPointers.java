package org.dwsaudit.schema.wire;

import java.util.List;
import java.util.Set;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.error.Excerpt;
import org.dwsaudit.schema.json.JsonPointers;
import org.dwsaudit.schema.taxonomy.NearestNames;

/** Reads JSON Pointers (RFC 6901) into an event as the parts of it that a reader wants. */
public final class FieldPointers {

  public static final int POINTERS_MAX = 64;
  public static final int CHARS_MAX = 1024;
  private static final int DEPTH_MAX = 64;

  /** What every event may have, as pointers. */
  private static final List<String> MEMBERS =
      List.of(
          "/event_id",
          "/event_type",
          "/timestamp",
          "/session_id",
          "/workflow_id",
          "/phase_id",
          "/worker_id",
          "/correlation_id",
          "/base_version",
          "/sequence_number",
          "/context",
          "/payload",
          "/data_classification",
          "/field_classifications",
          "/record");

  private static final List<String> OF_RECORD =
      List.of("/record/position", "/record/recorded_at", "/record/leaf_hash");

  /** Members that producers fill. */
  private static final Set<String> OPEN = Set.of("/context", "/payload", "/field_classifications");

  private FieldPointers() {}

  /**
   * @param pointers none: all of the event
   * @throws AuditException INVALID_QUERY for what is no pointer into an event, with the nearest
   *     that is
   */
  public static FieldSelection read(List<String> pointers) {
    if (pointers.size() > POINTERS_MAX) {
      throw refused("fields: " + pointers.size() + " entries (expected: 0.." + POINTERS_MAX + ")");
    }
    FieldSelection selection = FieldSelection.ALL;
    for (String pointer : pointers) {
      selection = selection.with(names(pointer));
    }
    return selection;
  }

  private static List<String> names(String pointer) {
    if (pointer.isEmpty() || pointer.length() > CHARS_MAX || !JsonPointers.isValid(pointer)) {
      String hint = NearestNames.hint("/" + pointer, MEMBERS);
      throw refused(
          "fields: "
              + Excerpt.of(pointer)
              + " (expected: a JSON Pointer as /payload/text"
              + hint
              + ")");
    }
    List<String> names = JsonPointers.segments(pointer);
    if (names.size() > DEPTH_MAX) {
      throw refused(
          "fields: a pointer of " + names.size() + " names (expected: at most " + DEPTH_MAX + ")");
    }
    refuseUnknown(pointer, "/" + names.getFirst(), names.size());
    return names;
  }

  private static void refuseUnknown(String pointer, String member, int depth) {
    if (!MEMBERS.contains(member)) {
      throw unknown(pointer, NearestNames.hint(member, MEMBERS));
    }
    if (depth > 1 && !OPEN.contains(member) && !OF_RECORD.contains(pointer)) {
      throw unknown(pointer, NearestNames.hint(pointer, OF_RECORD));
    }
  }

  private static AuditException unknown(String pointer, String hint) {
    return refused(
        "fields: "
            + Excerpt.of(pointer)
            + " (expected: a member that events have, or something in its payload or context"
            + hint
            + ")");
  }

  private static AuditException refused(String message) {
    return new AuditException(ErrorCode.INVALID_QUERY, message);
  }
}
