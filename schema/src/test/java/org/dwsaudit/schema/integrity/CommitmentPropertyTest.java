package org.dwsaudit.schema.integrity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dwsaudit.schema.event.Classification.CONFIDENTIAL;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.dwsaudit.schema.event.CommitmentSecret;
import org.dwsaudit.schema.event.RedactionMarker;
import org.dwsaudit.schema.event.TenantId;
import org.dwsaudit.schema.json.CanonicalJson;
import org.dwsaudit.schema.json.JsonPointers;

/** What commitments promise of any event and anything withheld of it. */
class CommitmentPropertyTest {

  private static final TenantId TENANT = new TenantId("t\u00e9nant");
  private static final Verdict GENUINE = new Verdict.Genuine();

  /** A recorded event, and what is withheld of it. */
  private static final class Case {
    final Random random;
    final RandomEvents events;
    final ObjectNode whole;
    final CommitmentSecret secret;
    final EventCommitment commitment;
    final LeafHash previous;
    final LeafHash leaf;
    final Set<String> withheld;
    final ObjectNode redacted;
    final RedactedProof proof;

    Case(long seed) {
      random = new Random(seed);
      events = new RandomEvents(random);
      whole = events.event();
      byte[] bytes = events.bytes32();
      secret = CommitmentSecret.of(bytes);
      commitment = EventCommitment.commit(EventTexts.event(whole), bytes);
      long number = whole.get("sequence_number").longValue();
      previous = number == 1 ? LeafHash.NONE : LeafHash.of(events.bytes32());
      leaf =
          Leaf.hash(
              TENANT,
              EventTexts.session(whole),
              number,
              EventTexts.recordedAt(whole),
              previous,
              commitment.digest());
      withheld = events.parts(whole);
      redacted = EventTexts.redact(whole, withheld);
      proof = commitment.proof(withheld);
    }

    Verdict verify(JsonNode event, RedactedProof with) {
      return ProofVerifier.verify(event.toString(), with, TENANT, previous, leaf);
    }
  }

  @Property
  void whateverIsWithheldTheRestVerifies(@ForAll long seed) {
    Case c = new Case(seed);
    RedactedProof read = RedactedProof.ofJson(EventTexts.parse(c.proof.json().toString()));
    assertThat(read).isEqualTo(c.proof);
    assertThat(c.verify(c.redacted, read)).isEqualTo(GENUINE);
    assertThat(c.verify(c.whole, c.commitment.proof())).isEqualTo(GENUINE);
  }

  @Property
  void withholdingMoreOfAProofIsWithholdingAllAtOnce(@ForAll long seed) {
    Case c = new Case(seed);
    Set<String> more = c.events.parts(c.whole);
    Set<String> all = new HashSet<>(c.withheld);
    all.addAll(more);
    RedactedProof narrowed = c.proof.withhold(EventTexts.event(c.redacted), more);
    assertThat(narrowed).isEqualTo(c.commitment.proof(all));
    assertThat(c.verify(EventTexts.redact(c.whole, all), narrowed)).isEqualTo(GENUINE);
  }

  @Property
  void aMarkersCommitmentIsWhatTheProofSays(@ForAll long seed) {
    Case c = new Case(seed);
    PartCommitments commitments = new PartCommitments(EventTexts.event(c.whole), c.secret);
    ObjectNode redacted = c.redacted.deepCopy();
    c.proof
        .withheld()
        .forEach(
            (pointer, digest) -> {
              List<String> segments = JsonPointers.segments(pointer);
              if (!segments.getFirst().equals("field_classifications")) {
                String commitment = commitments.of(segments);
                assertThat(commitment).isEqualTo(digest.hex());
                replace(redacted, segments, RedactionMarker.of(CONFIDENTIAL, commitment));
              }
            });
    assertThat(c.verify(redacted, c.proof)).isEqualTo(GENUINE);
  }

  @Property
  void nothingInTheProofLeadsToWhatIsWithheld(@ForAll long seed) {
    Case c = new Case(seed);
    JsonNode content = Content.of(EventTexts.event(c.whole), Set.of());
    Set<Bytes32> forbidden = new HashSet<>();
    for (String pointer : c.proof.withheld().keySet()) {
      saltsAround(c, content, pointer, forbidden);
    }
    Set<Bytes32> given = new HashSet<>(c.proof.salts().values());
    given.addAll(c.proof.withheld().values());
    assertThat(given).isNotEmpty().allMatch(bytes -> !forbidden.contains(bytes));
  }

  /** The salts of the part, of all parts around it and of all inside it. */
  private static void saltsAround(Case c, JsonNode content, String pointer, Set<Bytes32> salts) {
    NodeHasher hasher = new NodeHasher();
    byte[] salt = c.commitment.proof().salts().get("").bytes();
    JsonNode node = content;
    salts.add(Bytes32.of(salt));
    for (String segment : JsonPointers.segments(pointer)) {
      if (node.isArray()) {
        salt = hasher.elementSalt(salt, Integer.parseInt(segment));
        node = node.get(Integer.parseInt(segment));
      } else {
        salt = hasher.memberSalt(salt, segment);
        node = node.get(segment);
      }
      salts.add(Bytes32.of(salt));
    }
    saltsInside(hasher, node, salt, salts);
  }

  private static void saltsInside(
      NodeHasher hasher, JsonNode node, byte[] salt, Set<Bytes32> salts) {
    salts.add(Bytes32.of(salt));
    node.properties()
        .forEach(
            m -> saltsInside(hasher, m.getValue(), hasher.memberSalt(salt, m.getKey()), salts));
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      saltsInside(hasher, node.get(i), hasher.elementSalt(salt, i), salts);
    }
  }

  @Property
  void aDisclosedValueThatIsChangedIsNoticed(@ForAll long seed) {
    Case c = new Case(seed);
    ObjectNode changed = c.redacted.deepCopy();
    List<String> parts =
        EventTexts.parts(changed).stream().filter(p -> !p.contains("$redacted")).toList();
    String part = parts.get(c.random.nextInt(parts.size()));
    replace(changed, JsonPointers.segments(part), c.events.value(3));
    boolean same = CanonicalJson.text(changed).equals(CanonicalJson.text(c.redacted));
    assertThat(c.verify(changed, c.proof).equals(GENUINE)).isEqualTo(same);
  }

  private static void replace(JsonNode root, List<String> segments, JsonNode value) {
    JsonNode parent = root;
    for (String segment : segments.subList(0, segments.size() - 1)) {
      parent = parent.isArray() ? parent.get(Integer.parseInt(segment)) : parent.get(segment);
    }
    if (parent instanceof ArrayNode array) {
      array.set(Integer.parseInt(segments.getLast()), value);
    } else {
      ((ObjectNode) parent).set(segments.getLast(), value);
    }
  }

  @Property
  void aChangedCharacterIsNoticedUnlessItSaysTheSame(@ForAll long seed) {
    Case c = new Case(seed);
    StringBuilder text = new StringBuilder(c.redacted.toString());
    String alphabet = "0123456789abcdefz \"{}[],:.-~/\\\u00e9";
    for (int i = 0; i < 10; i++) {
      int at = c.random.nextInt(text.length());
      char before = text.charAt(at);
      text.setCharAt(at, alphabet.charAt(c.random.nextInt(alphabet.length())));
      if (ProofVerifier.verify(text.toString(), c.proof, TENANT, c.previous, c.leaf)
          .equals(GENUINE)) {
        assertThat(covered(EventTexts.parse(text.toString()))).isEqualTo(covered(c.redacted));
      }
      text.setCharAt(at, before);
    }
  }

  private static String covered(JsonNode event) {
    ObjectNode copy = event.deepCopy();
    ((ObjectNode) copy.get("record")).remove("position");
    return CanonicalJson.text(copy);
  }

  @Property
  void aChangedProofIsNoticed(@ForAll long seed) {
    Case c = new Case(seed);
    ObjectNode proof = c.proof.json();
    ObjectNode hashes = (ObjectNode) proof.get(c.random.nextBoolean() ? "salts" : "withheld");
    if (hashes.isEmpty()) {
      hashes = (ObjectNode) proof.get(hashes == proof.get("salts") ? "withheld" : "salts");
    }
    List<String> names = hashes.propertyStream().map(Map.Entry::getKey).toList();
    String name = names.get(c.random.nextInt(names.size()));
    byte[] bytes = Bytes32.ofHex(hashes.get(name).textValue()).bytes();
    bytes[c.random.nextInt(32)] ^= (byte) (1 << c.random.nextInt(8));
    hashes.put(name, Bytes32.of(bytes).hex());
    assertThat(c.verify(c.redacted, RedactedProof.ofJson(proof))).isNotEqualTo(GENUINE);
  }

  @Property
  void anotherPlaceIsNoticed(@ForAll long seed) {
    Case c = new Case(seed);
    String text = c.redacted.toString();
    assertThat(ProofVerifier.verify(text, c.proof, TenantId.DEFAULT, c.previous, c.leaf))
        .isNotEqualTo(GENUINE);
    LeafHash other = LeafHash.of(c.events.bytes32());
    assertThat(ProofVerifier.verify(text, c.proof, TENANT, other, c.leaf)).isNotEqualTo(GENUINE);
    assertThat(ProofVerifier.verify(text, c.proof, TENANT, c.previous, other))
        .isNotEqualTo(GENUINE);
    ObjectNode later = c.redacted.deepCopy();
    later.put("sequence_number", 7);
    assertThat(c.verify(later, c.proof)).isNotEqualTo(GENUINE);
  }
}
