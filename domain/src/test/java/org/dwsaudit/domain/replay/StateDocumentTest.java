package org.dwsaudit.domain.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.dwsaudit.schema.event.RecordedEvent;
import org.junit.jupiter.api.Test;

/** The page about the state names each member that a state can have, where it belongs. */
class StateDocumentTest {

  private static final Path PAGE = Path.of("..", "docs", "session-state.md");

  @Test
  void everyListHasASectionWithEachOfItsMembers() throws IOException {
    Map<String, String> sections = sections();
    Map<String, TreeSet<String>> members = new TreeMap<>();
    for (ObjectNode state : states()) {
      state.properties().stream()
          .filter(member -> isList(member.getKey()))
          .forEach(
              list ->
                  list.getValue()
                      .forEach(
                          item ->
                              item.fieldNames()
                                  .forEachRemaining(
                                      members.computeIfAbsent(
                                              list.getKey(), name -> new TreeSet<>())
                                          ::add)));
    }

    assertThat(members.keySet()).containsAll(listNames());
    String everywhere = sections.getOrDefault("", "");
    members.forEach(
        (list, names) -> {
          assertThat(sections).containsKey(list);
          for (String name : names) {
            assertThat(sections.get(list) + everywhere).as(list).contains("`" + name + "`");
          }
        });
  }

  @Test
  void everyOtherMemberIsMentioned() throws IOException {
    String page = Files.readString(PAGE);
    TreeSet<String> names = new TreeSet<>();
    for (ObjectNode state : states()) {
      state.properties().stream()
          .filter(member -> !isList(member.getKey()))
          .forEach(member -> names(member.getKey(), member.getValue(), names));
    }

    assertThat(names).contains("as_of", "missing", "omitted", "success_withheld", "withheld");
    assertThat(names).allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
  }

  private static void names(String name, JsonNode value, TreeSet<String> names) {
    names.add(name);
    switch (name) {
      case "events_by_type", "extension_events", "omitted" -> {}
      case "by_type" -> value.forEach(spent -> members(spent, names));
      default -> (value.isArray() ? value : List.of(value)).forEach(v -> members(v, names));
    }
  }

  private static void members(JsonNode value, TreeSet<String> names) {
    value.properties().forEach(member -> names(member.getKey(), member.getValue(), names));
  }

  private static boolean isList(String name) {
    return listNames().contains(name);
  }

  private static List<String> listNames() {
    return ReplayedEvents.state(List.of(), ReplayPoint.END).lists().stream()
        .map(Items::name)
        .toList();
  }

  /** States that have between them every member there can be. */
  private static List<ObjectNode> states() {
    List<RecordedEvent> each = SchemaEvents.all();
    List<SessionState> states = new ArrayList<>();
    // each type's event on its own too: what a later event drops is seen then
    each.forEach(event -> states.add(ReplayedEvents.state(List.of(event), ReplayPoint.END)));
    states.add(ReplayedEvents.state(each, ReplayPoint.END));
    states.add(ReplayedEvents.fold(each, ReplayPoint.END, new Bounds(1, 9, 100)).state(99));
    Stream.of("workflow.completed", "skill.completed", "shop.sold_out")
        .map(
            type ->
                new ReplayedEvents()
                    .add(type, "{'cost_usd':{'$redacted':{'level':'restricted'}}}")
                    .add(type, "{'$redacted':{'level':'restricted'}}")
                    .state())
        .forEach(states::add);
    return states.stream().map(SessionStateJson::tree).toList();
  }

  /** The page's parts under a heading that is a list's name; under "", what holds for all. */
  private static Map<String, String> sections() throws IOException {
    Map<String, String> sections = new TreeMap<>();
    Arrays.stream(Files.readString(PAGE).split("(?m)^##+ "))
        .forEach(
            part -> {
              String heading = part.lines().findFirst().orElse("");
              String name =
                  heading.equals("Every item") ? "" : heading.replaceAll("^`([a-z_]+)`.*", "$1");
              sections.put(name, part);
            });
    return sections;
  }
}
