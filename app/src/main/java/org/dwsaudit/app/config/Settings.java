package org.dwsaudit.app.config;

import java.nio.file.Path;
import java.time.LocalTime;
import java.util.List;
import org.dwsaudit.compliance.classification.ClassificationRule;
import org.dwsaudit.projections.live.LiveLimits;
import org.dwsaudit.schema.validation.Limits;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a server, checked.
 *
 * @param retentionSchedule when retention runs every day, in UTC; null for a server that does not
 */
public record Settings(
    String bind,
    int port,
    Path data,
    @Nullable String databaseUrl,
    @Nullable String databaseUser,
    @Nullable String databasePassword,
    int databaseConnections,
    Limits limits,
    LiveLimits live,
    int viewSegments,
    WebhookSettings webhooks,
    LogSettings log,
    @Nullable LocalTime retentionSchedule,
    List<ExtensionType> eventTypes,
    List<ClassificationRule> classificationRules) {

  public Settings {
    eventTypes = List.copyOf(eventTypes);
    classificationRules = List.copyOf(classificationRules);
  }

  @Override
  public String toString() {
    return "Settings[bind=%s, port=%d, data=%s]".formatted(bind, port, data);
  }
}
