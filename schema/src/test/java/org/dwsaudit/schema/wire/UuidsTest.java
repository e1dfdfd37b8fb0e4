package org.dwsaudit.schema.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.UUID;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.dwsaudit.schema.event.RandomEvents;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UuidsTest {

  @Provide
  Arbitrary<UUID> uuids() {
    return RandomEvents.uuids();
  }

  @Property
  void everyUuidIsReadInEitherCase(@ForAll("uuids") UUID uuid) {
    assertThat(Uuids.parse(uuid.toString())).contains(uuid);
    assertThat(Uuids.parse(uuid.toString().toUpperCase(Locale.ROOT))).contains(uuid);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1-1-1-1-1",
        "5e6836e4fb8c52fc9b0217bc0c15d297",
        "{5e6836e4-fb8c-52fc-9b02-17bc0c15d297}",
        "5e6836e4-fb8c-52fc-9b02-17bc0c15d29g",
        "5e6836e4-fb8c-52fc-9b02-17bc0c15d29٣",
        "5e6836e4-fb8c-52fc-9b02+17bc0c15d297",
        "5e6836e4-fb8c-52fc-9b02-17bc0c15d2977",
        "urn:uuid:5e6836e4-fb8c-52fc-9b02-17b"
      })
  void otherTextIsNone(String text) {
    assertThat(Uuids.parse(text)).isEmpty();
  }
}
