package org.dwsaudit.schema.integrity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.dwsaudit.schema.event.SessionId;
import org.dwsaudit.schema.event.TenantId;
import org.junit.jupiter.api.Test;

class LeafTest {

  private static final SessionId SESSION = new SessionId(new UUID(1, 2));
  private static final Instant TIME = Instant.parse("2026-04-01T09:30:00.123456Z");
  private static final EventDigest DIGEST = new EventDigest(Bytes32.of(filled(7)));
  private static final LeafHash PREVIOUS = LeafHash.of(filled(9));

  private static byte[] filled(int value) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  private static LeafHash hash(String tenant, long number, Instant time, LeafHash previous) {
    return Leaf.hash(new TenantId(tenant), SESSION, number, time, previous, DIGEST);
  }

  @Test
  void dependsOnEveryInput() {
    assertThat(hash("a", 2, TIME, PREVIOUS))
        .isEqualTo(hash("a", 2, TIME, PREVIOUS))
        .isNotEqualTo(hash("b", 2, TIME, PREVIOUS))
        .isNotEqualTo(hash("a", 3, TIME, PREVIOUS))
        .isNotEqualTo(hash("a", 2, TIME.plusNanos(1000), PREVIOUS))
        .isNotEqualTo(hash("a", 2, TIME, LeafHash.of(filled(8))))
        .isNotEqualTo(
            Leaf.hash(new TenantId("a"), new SessionId(new UUID(2, 1)), 2, TIME, PREVIOUS, DIGEST))
        .isNotEqualTo(
            Leaf.hash(
                new TenantId("a"), SESSION, 2, TIME, PREVIOUS, new EventDigest(PREVIOUS.value())));
  }

  @Test
  void onlyTheFirstHasNoPreviousLeaf() {
    assertThat(hash("a", 1, TIME, LeafHash.NONE)).isNotEqualTo(LeafHash.NONE);
    assertThatIllegalArgumentException().isThrownBy(() -> hash("a", 1, TIME, PREVIOUS));
    assertThatIllegalArgumentException().isThrownBy(() -> hash("a", 2, TIME, LeafHash.NONE));
  }

  @Test
  void refusesWhatTheLogCannotHold() {
    assertThatIllegalArgumentException().isThrownBy(() -> hash("a", 0, TIME, PREVIOUS));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> hash("a", 2, TIME.plusNanos(1), PREVIOUS));
  }

  @Test
  void hashesAreReadBackFromTheirTextAndOnlyFromThat() {
    assertThat(LeafHash.ofHex(PREVIOUS.hex())).isEqualTo(PREVIOUS);
    assertThatIllegalArgumentException().isThrownBy(() -> LeafHash.ofHex("0A".repeat(32)));
    assertThatIllegalArgumentException().isThrownBy(() -> LeafHash.ofHex("00"));
    assertThatIllegalArgumentException().isThrownBy(() -> LeafHash.of(new byte[31]));
  }
}
