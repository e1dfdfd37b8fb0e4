package org.dwsaudit.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dwsaudit.compliance.classification.ClassificationRule;
import org.dwsaudit.projections.live.LiveLimits;
import org.dwsaudit.projections.webhook.RetryRules;
import org.dwsaudit.projections.webhook.WebhookLimits;
import org.dwsaudit.schema.event.Classification;
import org.dwsaudit.schema.validation.Limits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigReaderTest {

  @TempDir private Path folder;

  private static final Settings DEFAULTS =
      new Settings(
          "127.0.0.1",
          8080,
          Path.of("./data"),
          null,
          null,
          null,
          16,
          new Limits(1 << 20, 16 << 20, 10_000, 64, 256),
          LiveLimits.DEFAULT,
          2,
          new WebhookSettings(
              new WebhookLimits(100, 1 << 20, 16, 10_000),
              new RetryRules(
                  16,
                  Duration.ofSeconds(1),
                  Duration.ofHours(1),
                  Duration.ofHours(1),
                  Duration.ofSeconds(10),
                  5,
                  Duration.ofSeconds(30)),
              null,
              null),
          new LogSettings(Path.of("./data/checkpoint.key"), Duration.ofSeconds(5)),
          null,
          List.of(),
          List.of());

  private Settings read(String yaml, Map<String, String> environment, Map<String, String> line)
      throws IOException {
    Path file = folder.resolve("dws-audit.yaml");
    Files.writeString(file, yaml);
    return ConfigReader.read(file, environment, line);
  }

  @Test
  void everyDefault() {
    assertThat(ConfigReader.read(null, Map.of(), Map.of())).isEqualTo(DEFAULTS);
  }

  @Test
  void anEmptyFileChangesNothing() throws IOException {
    assertThat(read("# nothing yet\n", Map.of(), Map.of())).isEqualTo(DEFAULTS);
  }

  @Test
  void everyKeyOfTheFile() throws IOException {
    Files.writeString(
        folder.resolve("paid.schema.json"), "{\"properties\":{\"payload\":{\"type\":\"object\"}}}");
    Settings settings =
        read(
            """
            server: {bind: "::1", port: 9090}
            data: /var/lib/dws-audit
            database: {url: "jdbc:postgresql://db/audit", user: app, password: secret, connections: 40}
            limits:
              event_bytes: 2048
              request_bytes: 4096
              events_per_request: 7
              json_depth: 9
              identifier_chars: 100
            live:
              subscribers: 3
              recent_events: 20
              recent_bytes: 70000
              heartbeat_seconds: 4
              stall_seconds: 5
            log: {key_file: /etc/dws-audit/checkpoint.key, checkpoint_seconds: 9}
            event_types:
              - {name: shop.paid, description: Paid., requirement: mandatory, schema: paid.schema.json}
            classification:
              rules:
                - {event_type: "shop.*", pointer: /payload/buyers/*/card, level: restricted}
                - {event_type: workflow.completed, level: confidential}
            """,
            Map.of(),
            Map.of());
    assertThat(settings.bind()).isEqualTo("::1");
    assertThat(settings.port()).isEqualTo(9090);
    assertThat(settings.data()).isEqualTo(Path.of("/var/lib/dws-audit"));
    assertThat(settings.databaseUrl()).isEqualTo("jdbc:postgresql://db/audit");
    assertThat(settings.databaseUser()).isEqualTo("app");
    assertThat(settings.databasePassword()).isEqualTo("secret");
    assertThat(settings.databaseConnections()).isEqualTo(40);
    assertThat(settings.limits()).isEqualTo(new Limits(2048, 4096, 7, 9, 100));
    assertThat(settings.live())
        .isEqualTo(new LiveLimits(3, 20, 70_000, Duration.ofSeconds(4), Duration.ofSeconds(5)));
    assertThat(settings.log())
        .isEqualTo(
            new LogSettings(Path.of("/etc/dws-audit/checkpoint.key"), Duration.ofSeconds(9)));
    assertThat(settings.eventTypes())
        .singleElement()
        .satisfies(type -> assertThat(type.type().name()).isEqualTo("shop.paid"));
    assertThat(settings.classificationRules())
        .containsExactly(
            new ClassificationRule("shop.*", "/payload/buyers/*/card", Classification.RESTRICTED),
            new ClassificationRule("workflow.completed", "", Classification.CONFIDENTIAL));
  }

  @Test
  void theCommandLineWinsOverTheEnvironmentWhichWinsOverTheFile() throws IOException {
    Map<String, String> environment = new HashMap<>();
    environment.put("DWS_AUDIT_SERVER_PORT", "2");
    environment.put("DWS_AUDIT_DATABASE_USER", "from-environment");
    Settings settings =
        read(
            "server: {port: 1}\ndatabase: {user: from-file, password: from-file}\n",
            environment,
            Map.of("server.port", "3"));
    assertThat(settings.port()).isEqualTo(3);
    assertThat(settings.databaseUser()).isEqualTo("from-environment");
    assertThat(settings.databasePassword()).isEqualTo("from-file");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "server: {prot: 1}         | server.prot: unknown key (did you mean server.port?)",
        "srever: {port: 1}         | srever: unknown key",
        "server: {port: 70000}     | server.port: 70000 (expected: 0..65535)",
        "server: {port: many}      | server.port: many (expected: 0..65535)",
        "data: ''                  | data: \"\" (expected: a text of 1..4096 characters)",
        "[1, 2]                    | the file: not an object",
        "server: {port: 1, port: 2} | line 1",
        "event_types: {}           | event_types: not a list",
        "event_types: [{name: Bad}] | event_types[0].name",
        "event_types: [{name: a.b, schema: nowhere.json}] | event_types[0].schema",
        "event_types: [{name: a.b, colour: red}] | event_types[0].colour: unknown key",
        "classification: {rules: {}} | classification.rules: not a list",
        "classification: {rules: [7]} | classification.rules[0]: not an object",
        "classification: {rules: [{event_typ: x}]} | did you mean event_type",
        "classification: {rules: [{level: public}]} | rules[0].event_type: none",
        "classification: {rules: [{event_type: workflow.completet, level: public}]} |"
            + " workflow.completed",
        "classification: {rules: [{event_type: 'w*f', level: public}]} | rules[0].event_type:"
            + " \"w*f\"",
        "classification: {rules: [{event_type: 'nothing.*', level: public}]} | matches no event"
            + " type",
        "classification: {rules: [{event_type: '*', level: secret}]} | rules[0].level: \"secret\"",
        "classification: {rules: [{event_type: '*'}]} | rules[0].level: none",
        "classification: {rules: [{event_type: '*', level: public, pointer: payload}]} |"
            + " rules[0].pointer",
        "classification: {rules: [{event_type: '*', level: public, pointer: {}}]} |"
            + " rules[0].pointer",
        "classification: {rules: [{event_type: '*', level: public, pointer: /worker_id}]} |"
            + " rules[0].pointer",
        "classification: {rules: [{event_type: '*', level: public, pointer: /payload/~2}]} |"
            + " rules[0].pointer",
      })
  void aMistakeIsNamed(String yaml, String message) {
    assertThatThrownBy(() -> read(yaml.strip(), Map.of(), Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(message);
  }

  @Test
  void rulesAreBoundedInNumber() throws IOException {
    String rule = "{event_type: '*', level: public}";
    assertThat(rules(rule, 1_000).classificationRules()).hasSize(1_000);
    assertThatThrownBy(() -> rules(rule, 1_001))
        .isInstanceOf(ConfigException.class)
        .hasMessage("classification.rules: 1001 (expected: 0..1000)");
  }

  private Settings rules(String rule, int number) throws IOException {
    String list = String.join(",", Collections.nCopies(number, rule));
    return read("classification: {rules: [%s]}".formatted(list), Map.of(), Map.of());
  }

  @Test
  void allMistakesAreNamedAtOnce() {
    assertThatThrownBy(
            () ->
                read("server: {port: -1, bnid: x}\nlimits: {json_depth: 1}\n", Map.of(), Map.of()))
        .hasMessageContainingAll("server.port", "server.bnid", "limits.json_depth");
  }

  @Test
  void aFileThatIsNotThere() {
    assertThatThrownBy(() -> ConfigReader.read(folder.resolve("none.yaml"), Map.of(), Map.of()))
        .isInstanceOf(ConfigException.class);
  }

  @Test
  void thePasswordIsNotInWhatIsPrinted() throws IOException {
    assertThat(read("database: {password: hunter2}\n", Map.of(), Map.of()).toString())
        .doesNotContain("hunter2");
  }
}
