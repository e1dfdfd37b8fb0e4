package org.dwsaudit.schema.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.dwsaudit.schema.event.RandomJson;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonPointersTest {

  @Provide
  Arbitrary<List<String>> names() {
    return RandomJson.text().list().ofMaxSize(4);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void namesComeBackFromAPointer(@ForAll("names") List<String> names) {
    String pointer = "";
    JsonPointer reference = JsonPointer.empty();
    for (String name : names) {
      pointer = JsonPointers.append(pointer, name);
      reference = reference.appendProperty(name);
    }
    assertThat(JsonPointers.isValid(pointer)).isTrue();
    assertThat(JsonPointers.segments(pointer)).isEqualTo(names);
    assertThat(pointer).isEqualTo(reference.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "//", "/a/0", "/~0~1", "/é"})
  void pointers(String text) {
    assertThat(JsonPointers.isValid(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "a/b", "/~", "/~2", "/a~", "/~~0", "#/a", " /a"})
  void noPointers(String text) {
    assertThat(JsonPointers.isValid(text)).isFalse();
  }
}
