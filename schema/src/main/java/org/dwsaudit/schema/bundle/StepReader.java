package org.dwsaudit.schema.bundle;

import static org.dwsaudit.schema.bundle.BundleException.malformed;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dwsaudit.schema.administration.ExpiredRangeEntry;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.event.SessionId;
import org.dwsaudit.schema.integrity.Bytes32;
import org.dwsaudit.schema.integrity.ExactJson;
import org.dwsaudit.schema.integrity.LeafHash;
import org.dwsaudit.schema.integrity.OpenedEvent;
import org.dwsaudit.schema.integrity.ProofException;
import org.dwsaudit.schema.integrity.ProofVerifier;
import org.dwsaudit.schema.integrity.RedactedProof;
import org.dwsaudit.schema.merkle.MerkleHash;
import org.dwsaudit.schema.taxonomy.Requirement;
import org.dwsaudit.schema.wire.JsonMembers;

/**
 * Reads lines of {@code log.ndjson} and checks of each what needs no other line. Safe for use by
 * several threads.
 */
final class StepReader {

  private static final int HASHES_MAX = 256;
  private static final int MONTHS_MAX = 1_000;

  private static final int TEXT_MAX = 256;
  private static final List<String> EVENT = List.of("event", "proof", "previous_leaf", "matches");
  private static final List<String> RANGE =
      List.of(
          "session_id",
          "first",
          "last",
          "last_leaf",
          "run_id",
          "leaves",
          "policy",
          "ordinal",
          "path");
  private static final List<String> MONTHS =
      List.of("session_id", "first", "last", "last_leaf", "months");

  private StepReader() {}

  /**
   * @throws BundleException BUNDLE_MALFORMED, or what is wrong with the event and its proof
   */
  static LogStep read(String line) {
    JsonNode json = json(line);
    try {
      return json.has("event") ? event(json) : other(json);
    } catch (ProofException e) {
      throw new BundleException(BundleFlaw.of(e.flaw()), String.valueOf(e.getMessage()));
    } catch (AuditException | IllegalArgumentException e) {
      throw malformed(String.valueOf(e.getMessage()));
    }
  }

  private static JsonNode json(String line) {
    try {
      return ExactJson.read(line);
    } catch (ProofException e) {
      throw malformed("not JSON that can be relied on");
    }
  }

  private static LogStep other(JsonNode json) {
    if (json.isObject() && json.size() == 1) {
      String kind = json.fieldNames().next();
      JsonMembers step = JsonMembers.of(json.get(kind), kind, ErrorCode.INVALID_ARGUMENT);
      switch (kind) {
        case "skip":
          return skip(step);
        case "expired":
          return expired(step);
        case "session":
          return session(step);
        default:
          break;
      }
    }
    throw malformed("a line that is no step (expected: event, skip, expired or session)");
  }

  private static LogStep event(JsonNode json) {
    JsonMembers line = JsonMembers.of(json, "line", ErrorCode.INVALID_ARGUMENT);
    line.onlyKnown(EVENT);
    RedactedProof proof = RedactedProof.ofJson(line.requiredValue("proof"));
    OpenedEvent event = ProofVerifier.open(line.requiredValue("event"), proof);
    String leaf = event.leafHash();
    if (leaf == null) {
      throw malformed("event.record: no leaf_hash (expected: in a bundle, one)");
    }
    boolean marked = json.has("matches");
    if (marked && !(json.get("matches").isBoolean() && !json.get("matches").booleanValue())) {
      throw malformed("matches: expected false, or left out");
    }
    Set<String> withheld = proof.withheld().keySet();
    boolean hidden =
        withheld.contains("/payload")
            && (!json.get("event").has("context") || withheld.contains("/context"));
    return new LogStep.Event(
        event,
        LeafHash.ofHex(leaf),
        hash(line, "previous_leaf").orElse(null),
        !marked,
        !hidden,
        withheld.size());
  }

  private static LogStep skip(JsonMembers skip) {
    skip.onlyKnown(List.of("to", "hashes"));
    return new LogStep.Skip(skip.requiredInteger("to", 1, Long.MAX_VALUE), hashes(skip, "hashes"));
  }

  private static LogStep expired(JsonMembers expired) {
    SessionId session = new SessionId(expired.requiredUuid("session_id"));
    long first = number(expired, "first");
    long last = number(expired, "last");
    if (last < first) {
      throw malformed("expired: last: %d (expected: %d or more)".formatted(last, first));
    }
    Optional<LeafHash> lastLeaf = hash(expired, "last_leaf");
    if (expired.value("months").isPresent()) {
      expired.onlyKnown(MONTHS);
      return new LogStep.ExpiredMonths(
          session, first, last, lastLeaf.orElse(null), months(expired));
    }
    expired.onlyKnown(RANGE);
    ExpiredRangeEntry range =
        new ExpiredRangeEntry(
            session,
            first,
            last,
            expired.requiredText("policy", TEXT_MAX),
            lastLeaf.orElseThrow(() -> malformed("expired: no last_leaf (expected: one)")),
            Bytes32.ofHex(expired.requiredText("leaves", TEXT_MAX)).hex());
    return new LogStep.ExpiredRange(
        expired.requiredUuid("run_id"),
        range,
        expired.requiredInteger("ordinal", 0, Long.MAX_VALUE),
        hashes(expired, "path"));
  }

  private static List<LogStep.MonthOfRun> months(JsonMembers expired) {
    List<LogStep.MonthOfRun> months = new ArrayList<>();
    for (JsonNode element : expired.elements("months", MONTHS_MAX)) {
      JsonMembers month = JsonMembers.of(element, "months", ErrorCode.INVALID_ARGUMENT);
      month.onlyKnown(List.of("run_id", "retention_class", "month"));
      months.add(
          new LogStep.MonthOfRun(
              month.requiredUuid("run_id"),
              requirement(month.requiredText("retention_class", TEXT_MAX)),
              month.requiredText("month", TEXT_MAX)));
    }
    return months;
  }

  private static Requirement requirement(String label) {
    return Requirement.ofLabel(label)
        .orElseThrow(() -> malformed("retention_class: neither mandatory nor optional"));
  }

  private static LogStep session(JsonMembers session) {
    session.onlyKnown(List.of("session_id", "first", "last", "events", "head"));
    return new LogStep.Session(
        new SessionId(session.requiredUuid("session_id")),
        number(session, "first"),
        number(session, "last"),
        session.requiredInteger("events", 0, Long.MAX_VALUE),
        number(session, "head"));
  }

  private static long number(JsonMembers members, String name) {
    return members.requiredInteger(name, 1, Long.MAX_VALUE);
  }

  static Optional<LeafHash> hash(JsonMembers members, String name) {
    return members.text(name).map(LeafHash::ofHex);
  }

  static List<MerkleHash> hashes(JsonMembers members, String name) {
    if (members.value(name).isEmpty()) {
      throw malformed("%s: missing (expected: an array of hashes)".formatted(name));
    }
    List<MerkleHash> hashes = new ArrayList<>();
    for (String hex : members.texts(name, HASHES_MAX)) {
      hashes.add(MerkleHash.ofHex(hex));
    }
    return hashes;
  }
}
