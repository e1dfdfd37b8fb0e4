package org.dwsaudit.schema.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.dwsaudit.schema.cloudevents.CloudEventMapping;
import org.dwsaudit.schema.wire.EventJson;
import org.junit.jupiter.api.Test;

class CommitmentSecretTest {

  private static final byte[] BYTES =
      "a secret of exactly 32 bytes ...".getBytes(StandardCharsets.US_ASCII);
  private static final RecordedEvent EVENT =
      new RecordedEvent(
          TenantId.DEFAULT,
          SampleEvents.FULL,
          1,
          new Position(1),
          Instant.EPOCH,
          null,
          CommitmentSecret.of(BYTES));

  @Test
  void noWriterGivesItOut() {
    String hex = HexFormat.of().formatHex(BYTES);
    for (String text :
        List.of(
            EventJson.text(EVENT),
            EventJson.tree(EVENT).toString(),
            new String(CloudEventMapping.toStructuredJson(EVENT), StandardCharsets.UTF_8),
            EVENT.toString())) {
      assertThat(text.toLowerCase(Locale.ROOT))
          .doesNotContain("secret of", hex)
          .doesNotContain(Base64.getEncoder().encodeToString(BYTES).toLowerCase(Locale.ROOT));
    }
  }

  @Test
  void whoWritesWhateverTheyFindFindsNothing() {
    JsonMapper mapper = JsonMapper.builder().build();
    assertThatThrownBy(() -> mapper.writeValueAsString(EVENT.secret()));
  }

  @Test
  void itIsNoPartOfTheEvent() {
    RecordedEvent without =
        new RecordedEvent(TenantId.DEFAULT, SampleEvents.FULL, 1, new Position(1), Instant.EPOCH);
    assertThat(EVENT).isEqualTo(without).hasSameHashCodeAs(without);
    assertThat(EVENT.withEvent(EVENT.event()).secret()).isNull();
  }

  @Test
  void nobodyChangesIt() {
    byte[] given = BYTES.clone();
    CommitmentSecret secret = CommitmentSecret.of(given);
    given[0] = 0;
    byte[] revealed = secret.reveal(bytes -> bytes);
    revealed[1] = 0;
    assertThat(secret.<byte[]>reveal(bytes -> bytes)).isEqualTo(BYTES);
  }
}
