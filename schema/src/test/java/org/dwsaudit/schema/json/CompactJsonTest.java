package org.dwsaudit.schema.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.dwsaudit.schema.event.RandomJson;
import org.junit.jupiter.api.Test;

class CompactJsonTest {

  @Provide
  Arbitrary<? extends JsonNode> objects() {
    return RandomJson.object(3);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void writesWhatTheLibraryWritesAndKnowsItsSize(@ForAll("objects") JsonNode value) {
    String text = CompactJson.text(value);
    // the digits of an escape are lower case here and upper case there
    assertThat(text.toLowerCase(Locale.ROOT)).isEqualTo(value.toString().toLowerCase(Locale.ROOT));
    assertThat(CompactJson.sizeBytes(value))
        .isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
  }

  @Test
  void measuresTextThatIsNone() {
    assertThat(CompactJson.sizeBytes(JsonNodeFactory.instance.textNode("\ud800"))).isEqualTo(4);
  }
}
