package org.dwsaudit.projections.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.event.Position;
import org.dwsaudit.schema.event.TenantId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorCodecTest {

  private static final CursorScope SCOPE = scope("default", "events", List.of("b", "a"));

  private final CursorCodec codec = new CursorCodec(new byte[] {1, 2, 3});

  @Test
  void givesThePositionBack() {
    for (long position : new long[] {0, 1, 255, Long.MAX_VALUE}) {
      String cursor = codec.encode(SCOPE, new Position(position));
      assertThat(cursor).matches("[A-Za-z0-9_-]+");
      assertThat(codec.decode(SCOPE, cursor)).isEqualTo(new Position(position));
    }
  }

  @Test
  void theOrderOfValuesDoesNotMatter() {
    String cursor = codec.encode(SCOPE, new Position(7));
    assertThat(codec.decode(scope("default", "events", List.of("a", "b", "a")), cursor))
        .isEqualTo(new Position(7));
  }

  @Test
  void isRefusedForAnotherScope() {
    String cursor = codec.encode(SCOPE, new Position(7));
    refused(codec, scope("other", "events", List.of("b", "a")), cursor);
    refused(codec, scope("default", "sessions", List.of("b", "a")), cursor);
    refused(codec, scope("default", "events", List.of("ba")), cursor);
    refused(codec, scope("default", "events", List.of("a", "b"), List.of()), cursor);
    refused(codec, scope("default", "events", List.of("a"), List.of("b")), cursor);
  }

  @Test
  void isRefusedUnderAnotherKey() {
    String cursor = codec.encode(SCOPE, new Position(7));
    refused(new CursorCodec(new byte[] {1, 2, 4}), SCOPE, cursor);
  }

  @Test
  void isRefusedWithAnyCharacterChanged() {
    String cursor = codec.encode(SCOPE, new Position(7));
    for (int i = 0; i < cursor.length(); i++) {
      char other = cursor.charAt(i) == 'A' ? 'B' : 'A';
      refused(codec, SCOPE, cursor.substring(0, i) + other + cursor.substring(i + 1));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0000000000000007",
        "!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==",
        "éééééééééééééééééééééééééééééééé",
        "_____________________________________________________"
      })
  void garbageIsRefused(String cursor) {
    refused(codec, SCOPE, cursor);
  }

  @SafeVarargs
  private static CursorScope scope(String tenant, String list, List<String>... terms) {
    return new CursorScope(new TenantId(tenant), list, List.of(terms));
  }

  private static void refused(CursorCodec codec, CursorScope scope, String cursor) {
    assertThatThrownBy(() -> codec.decode(scope, cursor))
        .isInstanceOfSatisfying(
            AuditException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_CURSOR));
  }
}
