package org.dwsaudit.schema.integrity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.dwsaudit.schema.event.AuditEvent;

/**
 * What proves an event of which parts were withheld, beside the event itself. Keys are JSON
 * Pointers into the event's content; an entry of {@code field_classifications} has its index among
 * all of them, in the order of their pointers.
 *
 * <p>It is minimal: a part that is disclosed whole has one salt for everything in it, a part that
 * is withheld has its digest and nothing else. Neither withheld values nor their salts follow from
 * it. It can stand in for the event's secret: everything but what is withheld can be proved with
 * it, for ever.
 *
 * @param salts of the parts disclosed whole
 * @param withheld the digests of the parts that are not there
 */
public record RedactedProof(SortedMap<String, Bytes32> salts, SortedMap<String, Bytes32> withheld) {

  public RedactedProof {
    salts = Collections.unmodifiableSortedMap(new TreeMap<>(salts));
    withheld = Collections.unmodifiableSortedMap(new TreeMap<>(withheld));
  }

  RedactedProof(Map<String, Bytes32> salts, Map<String, Bytes32> withheld) {
    this(new TreeMap<>(salts), new TreeMap<>(withheld));
  }

  /** What proves an event of which nothing is withheld. */
  static RedactedProof whole(byte[] rootSalt) {
    return new RedactedProof(Map.of("", Bytes32.of(rootSalt)), Map.of());
  }

  /**
   * What proves the event with more of it withheld. Entries of {@code field_classifications} that
   * point inside a withheld part are withheld with it; of parts inside each other the outermost
   * counts.
   *
   * @param disclosed the event that this proves, before anything more is taken out
   * @param more JSON Pointers from the event's root, at or inside payload and context; those inside
   *     parts that are withheld already change nothing
   * @throws IllegalArgumentException if a pointer leads nowhere or elsewhere, or if this does not
   *     fit the event
   */
  public RedactedProof withhold(AuditEvent disclosed, Set<String> more) {
    return new Narrowing(this, Content.of(disclosed, withheld.keySet()), more).proof();
  }

  /** As an object of two, {@code salts} and {@code withheld}: JSON Pointer → 64 hex digits. */
  public ObjectNode json() {
    return ProofJson.write(this);
  }

  /**
   * Reads what {@link #json()} writes.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static RedactedProof ofJson(JsonNode json) {
    return ProofJson.read(json);
  }
}
