package org.dwsaudit.app.config;

import java.util.List;

/** Every key of the configuration file: the one table that reading, documents and tests use. */
public final class ConfigKeys {

  private static final int MIB = 1 << 20;

  static final ConfigKey BIND =
      ConfigKey.text(
          "server.bind",
          "127.0.0.1",
          "Address to listen on. Without authentication only loopback addresses are accepted.");
  static final ConfigKey PORT =
      ConfigKey.integer(
          "server.port", 8080, 0, 65_535, "Port for HTTP and gRPC alike; 0 takes a free one.");
  static final ConfigKey DATA =
      ConfigKey.text(
          "data", "./data", "Folder of the embedded PostgreSQL; not used with database.url.");
  static final ConfigKey DATABASE_URL =
      ConfigKey.text(
          "database.url",
          null,
          "JDBC URL of a PostgreSQL 15 to 18, as jdbc:postgresql://host:5432/name. Without it"
              + " PostgreSQL runs embedded.");
  static final ConfigKey DATABASE_USER =
      ConfigKey.text("database.user", null, "User of the database, unless the URL names it.");
  static final ConfigKey DATABASE_PASSWORD =
      ConfigKey.text(
          "database.password",
          null,
          "Password of that user; better given in the environment than in the file.");
  static final ConfigKey CONNECTIONS =
      ConfigKey.integer(
          "database.connections", 16, 6, 500, "Connections kept for reading and writing the log.");
  static final ConfigKey EVENT_BYTES =
      ConfigKey.integer(
          "limits.event_bytes", MIB, 1_024, 16 * MIB, "Largest event, in bytes of JSON.");
  static final ConfigKey REQUEST_BYTES =
      ConfigKey.integer(
          "limits.request_bytes",
          16 * MIB,
          1_024,
          256 * MIB,
          "Largest request, in bytes after decompression.");
  static final ConfigKey EVENTS_PER_REQUEST =
      ConfigKey.integer(
          "limits.events_per_request", 10_000, 1, 100_000, "Most events in one request.");
  static final ConfigKey JSON_DEPTH =
      ConfigKey.integer("limits.json_depth", 64, 8, 500, "Deepest nesting of an event's JSON.");
  static final ConfigKey IDENTIFIER_CHARS =
      ConfigKey.integer(
          "limits.identifier_chars", 256, 36, 256, "Longest identifier, in characters.");
  static final ConfigKey LIVE_SUBSCRIBERS =
      ConfigKey.integer(
          "live.subscribers", 1_000, 1, 20_000, "Most subscribers of live streams at once.");
  static final ConfigKey LIVE_RECENT_EVENTS =
      ConfigKey.integer(
          "live.recent_events",
          16_384,
          16,
          1_000_000,
          "Newest events kept in memory for live streams; whoever falls behind reads the log.");
  static final ConfigKey LIVE_RECENT_BYTES =
      ConfigKey.integer(
          "live.recent_bytes", 32L * MIB, 64 << 10, 1L << 30, "About what these may take.");
  static final ConfigKey LIVE_HEARTBEAT =
      ConfigKey.integer(
          "live.heartbeat_seconds", 15, 1, 55, "How long a live stream may be silent.");
  static final ConfigKey LIVE_STALL =
      ConfigKey.integer(
          "live.stall_seconds",
          30,
          1,
          3_600,
          "How long a subscriber may take nothing before their stream is ended.");
  static final ConfigKey VIEW_SEGMENTS =
      ConfigKey.integer(
          "views.segments",
          2,
          0,
          2,
          "Most segments of each view that this server works on; 0 leaves the views to others.");
  static final ConfigKey EVENT_TYPES =
      ConfigKey.list(
          "event_types",
          "Extension types: a list of objects with name, description, requirement (mandatory or"
              + " optional) and schema, the path of a JSON Schema of the payload.");

  static final List<ConfigKey> ALL =
      List.of(
          BIND,
          PORT,
          DATA,
          DATABASE_URL,
          DATABASE_USER,
          DATABASE_PASSWORD,
          CONNECTIONS,
          EVENT_BYTES,
          REQUEST_BYTES,
          EVENTS_PER_REQUEST,
          JSON_DEPTH,
          IDENTIFIER_CHARS,
          LIVE_SUBSCRIBERS,
          LIVE_RECENT_EVENTS,
          LIVE_RECENT_BYTES,
          LIVE_HEARTBEAT,
          LIVE_STALL,
          VIEW_SEGMENTS,
          EVENT_TYPES);

  private ConfigKeys() {}

  public static List<ConfigKey> all() {
    return ALL;
  }
}
