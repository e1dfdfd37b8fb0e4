package org.dwsaudit.app.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.dwsaudit.projections.endpoint.TargetRules;
import org.dwsaudit.projections.live.LiveLimits;
import org.dwsaudit.projections.subscription.SecretBox;
import org.dwsaudit.projections.webhook.RetryRules;
import org.dwsaudit.projections.webhook.WebhookLimits;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.Excerpt;
import org.dwsaudit.schema.taxonomy.NearestNames;
import org.dwsaudit.schema.taxonomy.Taxonomy;
import org.dwsaudit.schema.validation.Limits;
import org.jspecify.annotations.Nullable;

/**
 * Reads the settings: what the command line says wins over the environment, which wins over the
 * file, which wins over the defaults. All mistakes are reported at once.
 */
public final class ConfigReader {

  private static final String CHECKPOINT_KEY = "checkpoint.key";
  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION).build();
  private static final Map<String, ConfigKey> KEYS =
      ConfigKeys.ALL.stream().collect(Collectors.toMap(ConfigKey::path, key -> key));

  private final Map<String, JsonNode> values = new HashMap<>();
  private final List<String> mistakes = new ArrayList<>();
  private Path folder = Path.of("");

  private ConfigReader() {}

  /**
   * @param file the configuration file, if there is one
   * @param environment variables, as {@code DWS_AUDIT_SERVER_PORT}
   * @param commandLine values by key
   * @throws ConfigException naming every unknown key with the nearest known one and every bad value
   */
  public static Settings read(
      @Nullable Path file, Map<String, String> environment, Map<String, String> commandLine) {
    ConfigReader reader = new ConfigReader();
    if (file != null) {
      reader.readFile(file);
    }
    for (ConfigKey key : ConfigKeys.ALL) {
      String value = commandLine.getOrDefault(key.path(), environment.get(key.variable()));
      if (value != null && key.type() != ConfigKey.Type.LIST) {
        reader.values.put(key.path(), YAML.getNodeFactory().textNode(value));
      }
    }
    Settings settings = reader.settings();
    if (!reader.mistakes.isEmpty()) {
      throw new ConfigException(String.join("\n", reader.mistakes));
    }
    return settings;
  }

  private void readFile(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    folder = parent == null ? folder : parent;
    try {
      JsonNode root = YAML.readTree(Files.readString(file));
      if (root != null && !root.isMissingNode() && !root.isNull()) {
        flatten("", root);
      }
    } catch (JsonProcessingException e) {
      throw new ConfigException(
          "%s: line %d: %s"
              .formatted(
                  file,
                  e.getLocation() == null ? 0 : e.getLocation().getLineNr(),
                  e.getOriginalMessage()));
    } catch (IOException e) {
      throw new ConfigException(
          "%s: cannot be read (expected: a YAML file that this user may read)".formatted(file));
    }
  }

  private void flatten(String prefix, JsonNode node) {
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      String path = prefix + member.getKey();
      if (KEYS.containsKey(path)) {
        values.put(path, member.getValue());
      } else if (member.getValue().isObject() && isSection(path)) {
        flatten(path + ".", member.getValue());
      } else {
        mistakes.add(unknown(path));
      }
    }
    if (!node.isObject()) {
      mistakes.add(
          (prefix.isEmpty() ? "the file" : prefix)
              + ": not an object (expected: keys with values)");
    }
  }

  private static boolean isSection(String path) {
    return KEYS.keySet().stream().anyMatch(key -> key.startsWith(path + "."));
  }

  private static String unknown(String path) {
    List<String> nearest = NearestNames.of(path, KEYS.keySet(), 1);
    return path
        + ": unknown key"
        + (nearest.isEmpty() ? "" : " (did you mean " + nearest.getFirst() + "?)");
  }

  private Settings settings() {
    List<ExtensionType> eventTypes =
        new ExtensionTypes(folder, mistakes).read(values.get(ConfigKeys.EVENT_TYPES.path()));
    return new Settings(
        requiredText(ConfigKeys.BIND),
        integer(ConfigKeys.PORT),
        Path.of(requiredText(ConfigKeys.DATA)),
        text(ConfigKeys.DATABASE_URL),
        text(ConfigKeys.DATABASE_USER),
        text(ConfigKeys.DATABASE_PASSWORD),
        integer(ConfigKeys.CONNECTIONS),
        new Limits(
            integer(ConfigKeys.EVENT_BYTES),
            integer(ConfigKeys.REQUEST_BYTES),
            integer(ConfigKeys.EVENTS_PER_REQUEST),
            integer(ConfigKeys.JSON_DEPTH),
            integer(ConfigKeys.IDENTIFIER_CHARS)),
        new LiveLimits(
            integer(ConfigKeys.LIVE_SUBSCRIBERS),
            integer(ConfigKeys.LIVE_RECENT_EVENTS),
            integer(ConfigKeys.LIVE_RECENT_BYTES),
            Duration.ofSeconds(integer(ConfigKeys.LIVE_HEARTBEAT)),
            Duration.ofSeconds(integer(ConfigKeys.LIVE_STALL))),
        integer(ConfigKeys.VIEW_SEGMENTS),
        webhooks(),
        log(),
        retentionSchedule(),
        eventTypes,
        new RuleList(taxonomy(eventTypes), mistakes)
            .read(values.get(ConfigKeys.CLASSIFICATION_RULES.path())));
  }

  private Taxonomy taxonomy(List<ExtensionType> eventTypes) {
    try {
      return Taxonomy.standard()
          .withExtensions(eventTypes.stream().map(ExtensionType::type).toList());
    } catch (AuditException e) {
      mistakes.add(ConfigKeys.EVENT_TYPES.path() + ": " + e.getMessage());
      return Taxonomy.standard();
    }
  }

  private WebhookSettings webhooks() {
    return new WebhookSettings(
        new WebhookLimits(
            integer(ConfigKeys.WEBHOOK_SUBSCRIPTIONS),
            integer(ConfigKeys.WEBHOOK_BATCH_BYTES),
            integer(ConfigKeys.WEBHOOK_IN_FLIGHT),
            integer(ConfigKeys.WEBHOOK_PARKED)),
        new RetryRules(
            integer(ConfigKeys.WEBHOOK_ATTEMPTS),
            millis(ConfigKeys.WEBHOOK_BACKOFF_FIRST),
            millis(ConfigKeys.WEBHOOK_BACKOFF_MAX),
            Duration.ofSeconds(integer(ConfigKeys.WEBHOOK_RETRY_AFTER)),
            millis(ConfigKeys.WEBHOOK_TIMEOUT),
            integer(ConfigKeys.WEBHOOK_BREAKER_FAILURES),
            millis(ConfigKeys.WEBHOOK_BREAKER_OPEN)),
        targets(),
        key());
  }

  /** The key is in the data folder where the database is there, too. */
  private LogSettings log() {
    String given = text(ConfigKeys.LOG_KEY_FILE);
    Path own =
        text(ConfigKeys.DATABASE_URL) == null
            ? Path.of(requiredText(ConfigKeys.DATA)).resolve(CHECKPOINT_KEY)
            : null;
    return new LogSettings(
        given == null ? own : Path.of(given),
        Duration.ofSeconds(integer(ConfigKeys.LOG_CHECKPOINT)));
  }

  private @Nullable LocalTime retentionSchedule() {
    String given = text(ConfigKeys.RETENTION_SCHEDULE);
    try {
      return given == null ? null : LocalTime.parse(given);
    } catch (DateTimeException e) {
      mistakes.add(
          "%s: %s (expected: a time of day in UTC, as 02:30)"
              .formatted(ConfigKeys.RETENTION_SCHEDULE.path(), Excerpt.of(given)));
      return null;
    }
  }

  private @Nullable String targets() {
    String allowed = text(ConfigKeys.WEBHOOK_TARGETS);
    try {
      TargetRules.allowing(allowed == null ? "" : allowed);
    } catch (IllegalArgumentException e) {
      mistakes.add(ConfigKeys.WEBHOOK_TARGETS.path() + ": " + e.getMessage());
    }
    return allowed;
  }

  /** A mistake is told without what was given: it is a secret all the same. */
  private @Nullable String key() {
    String given = text(ConfigKeys.WEBHOOK_KEY);
    if (given != null && !isKey(given)) {
      mistakes.add(
          "%s: no key (expected: %d bytes in Base64)"
              .formatted(ConfigKeys.WEBHOOK_KEY.path(), SecretBox.KEY_BYTES));
    }
    return given;
  }

  private static boolean isKey(String text) {
    try {
      return Base64.getDecoder().decode(text).length == SecretBox.KEY_BYTES;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private Duration millis(ConfigKey key) {
    return Duration.ofMillis(integer(key));
  }

  private String requiredText(ConfigKey key) {
    String value = text(key);
    return value == null ? String.valueOf(key.fallback()) : value;
  }

  private @Nullable String text(ConfigKey key) {
    JsonNode value = values.get(key.path());
    if (value == null || value.isNull()) {
      return (String) key.fallback();
    }
    if (!value.isTextual()
        || value.textValue().isBlank()
        || value.textValue().length() > key.max()) {
      mistakes.add(
          "%s: %s (expected: a text of 1..%d characters)".formatted(key.path(), value, key.max()));
      return (String) key.fallback();
    }
    return value.textValue();
  }

  private int integer(ConfigKey key) {
    JsonNode value = values.get(key.path());
    int fallback = key.fallback() instanceof Number number ? number.intValue() : 0;
    if (value == null || value.isNull()) {
      return fallback;
    }
    try {
      long number = Long.parseLong(value.asText().trim());
      if (number >= key.min() && number <= key.max()) {
        return (int) number;
      }
    } catch (NumberFormatException e) {
      // reported below, like a number out of range
    }
    mistakes.add(
        "%s: %s (expected: %d..%d)".formatted(key.path(), value.asText(), key.min(), key.max()));
    return fallback;
  }
}
