package org.dwsaudit.app.config;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One setting.
 *
 * @param path where it stands in the file, dotted
 * @param fallback what holds when nobody sets it; null where nothing does
 * @param description for the documentation and the file's schema
 */
public record ConfigKey(
    String path, Type type, @Nullable Object fallback, long min, long max, String description) {

  /** What a value must be. */
  public enum Type {
    TEXT,
    INTEGER,
    /** A list of objects, checked by whoever reads it. */
    LIST
  }

  static ConfigKey text(String path, @Nullable String fallback, String description) {
    return new ConfigKey(path, Type.TEXT, fallback, 0, 4_096, description);
  }

  static ConfigKey integer(String path, long fallback, long min, long max, String description) {
    return new ConfigKey(path, Type.INTEGER, fallback, min, max, description);
  }

  static ConfigKey list(String path, String description) {
    return new ConfigKey(path, Type.LIST, null, 0, 1_000, description);
  }

  /** The environment variable that overrides the file. */
  public String variable() {
    return "DWS_AUDIT_" + path.replace('.', '_').toUpperCase(Locale.ROOT);
  }
}
