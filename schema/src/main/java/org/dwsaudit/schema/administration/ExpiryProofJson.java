package org.dwsaudit.schema.administration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.YearMonth;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.event.Position;
import org.dwsaudit.schema.merkle.MerkleHash;
import org.dwsaudit.schema.taxonomy.Requirement;
import org.dwsaudit.schema.wire.JsonMembers;

/** What a receipt vouches with, as members of its payload and of answers. */
public final class ExpiryProofJson {

  private static final int MONTHS_MAX = 100_000;
  private static final int HASH_CHARS = 64;

  private ExpiryProofJson() {}

  public static void write(ExpiryProof proof, ObjectNode json) {
    json.put("ranges", proof.ranges());
    json.put("ranges_root", proof.rangesRoot().hex());
    ArrayNode months = json.putArray("months");
    for (DroppedMonth month : proof.months()) {
      months
          .addObject()
          .put("retention_class", month.requirement().label())
          .put("month", month.month().toString())
          .put("first_position", month.first().toString())
          .put("last_position", month.last().toString())
          .put("events", month.events());
    }
  }

  /**
   * Reads what {@link #write} writes. Receipts from before there were proofs have none.
   *
   * @throws org.dwsaudit.schema.error.AuditException with the members' code for anything else
   */
  public static ExpiryProof read(JsonMembers json) {
    if (json.text("ranges_root").isEmpty()) {
      return ExpiryProof.NOTHING;
    }
    return new ExpiryProof(
        json.requiredInteger("ranges", 0, Long.MAX_VALUE),
        MerkleHash.ofHex(json.requiredText("ranges_root", HASH_CHARS)),
        json.elements("months", MONTHS_MAX).stream().map(ExpiryProofJson::month).toList());
  }

  private static DroppedMonth month(JsonNode value) {
    JsonMembers json = JsonMembers.of(value, "month", ErrorCode.STORE_CORRUPT);
    return new DroppedMonth(
        requirement(json),
        yearMonth(json),
        position(json, "first_position"),
        position(json, "last_position"),
        json.requiredInteger("events", 0, Long.MAX_VALUE));
  }

  private static Requirement requirement(JsonMembers json) {
    String label = json.requiredText("retention_class", HASH_CHARS);
    return Requirement.ofLabel(label)
        .orElseThrow(() -> json.refuse("retention_class", label, "mandatory or optional"));
  }

  private static YearMonth yearMonth(JsonMembers json) {
    String text = json.requiredText("month", HASH_CHARS);
    try {
      return YearMonth.parse(text);
    } catch (DateTimeException e) {
      throw json.refuse("month", text, "a month as 2026-01");
    }
  }

  private static Position position(JsonMembers json, String name) {
    String text = json.requiredText(name, HASH_CHARS);
    return Position.parse(text).orElseThrow(() -> json.refuse(name, text, "a position"));
  }
}
