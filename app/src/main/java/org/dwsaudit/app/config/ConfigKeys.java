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
  static final ConfigKey WEBHOOK_TARGETS =
      ConfigKey.text(
          "webhooks.allowed_private_targets",
          null,
          "Where deliveries may go beside public https targets: addresses, blocks as 10.0.0.0/8 and"
              + " host names, separated by commas.");
  static final ConfigKey WEBHOOK_KEY =
      ConfigKey.text(
          "webhooks.secret_key",
          null,
          "Key that seals subscriptions' secrets in the database: 32 bytes in Base64, the same on"
              + " every server; better given in the environment. Without database.url a file"
              + " webhooks.key in the data folder is used.");
  static final ConfigKey WEBHOOK_SUBSCRIPTIONS =
      ConfigKey.integer(
          "webhooks.subscriptions", 100, 0, 1_000, "Most durable subscriptions on the database.");
  static final ConfigKey WEBHOOK_BATCH_BYTES =
      ConfigKey.integer(
          "webhooks.batch_bytes",
          MIB,
          64 << 10,
          16 * MIB,
          "About what a delivery may hold; one event is always in.");
  static final ConfigKey WEBHOOK_IN_FLIGHT =
      ConfigKey.integer(
          "webhooks.in_flight", 16, 1, 256, "Deliveries that this server makes at once.");
  static final ConfigKey WEBHOOK_PARKED =
      ConfigKey.integer(
          "webhooks.parked_events",
          10_000,
          1,
          1_000_000,
          "Most events parked for a subscription; then it waits.");
  static final ConfigKey WEBHOOK_ATTEMPTS =
      ConfigKey.integer(
          "webhooks.attempts", 16, 1, 100, "Tries of a delivery before its events are parked.");
  static final ConfigKey WEBHOOK_BACKOFF_FIRST =
      ConfigKey.integer(
          "webhooks.backoff_first_ms",
          1_000,
          1,
          600_000,
          "Longest wait after the first failure; it doubles with each, and is drawn at random below"
              + " that.");
  static final ConfigKey WEBHOOK_BACKOFF_MAX =
      ConfigKey.integer(
          "webhooks.backoff_max_ms",
          3_600_000,
          1,
          86_400_000,
          "What that wait does not grow beyond.");
  static final ConfigKey WEBHOOK_RETRY_AFTER =
      ConfigKey.integer(
          "webhooks.retry_after_max_seconds",
          3_600,
          0,
          86_400,
          "Longest wait that a target may ask for with Retry-After.");
  static final ConfigKey WEBHOOK_TIMEOUT =
      ConfigKey.integer(
          "webhooks.timeout_ms",
          10_000,
          100,
          60_000,
          "How long a delivery may take, from resolving the name to the end of the answer.");
  static final ConfigKey WEBHOOK_BREAKER_FAILURES =
      ConfigKey.integer(
          "webhooks.breaker_failures",
          5,
          1,
          100,
          "Failures in a row that make deliveries to a target stop for a while.");
  static final ConfigKey WEBHOOK_BREAKER_OPEN =
      ConfigKey.integer(
          "webhooks.breaker_open_ms", 30_000, 1, 3_600_000, "For how long; then one is tried.");
  static final ConfigKey LOG_KEY_FILE =
      ConfigKey.text(
          "log.key_file",
          null,
          "File with the private key that signs checkpoints, made with the log's first key; a copy"
              + " on every server that is to sign. Without database.url it is checkpoint.key in the"
              + " data folder.");
  static final ConfigKey LOG_CHECKPOINT =
      ConfigKey.integer(
          "log.checkpoint_seconds",
          5,
          1,
          3_600,
          "Shortest time between two checkpoints of the Merkle log.");
  static final ConfigKey RETENTION_SCHEDULE =
      ConfigKey.text(
          "retention.schedule",
          null,
          "When retention runs every day, in UTC, as 02:30; without it only when somebody asks. Of"
              + " several servers with a schedule one runs it. What was missed while none ran is"
              + " made up for at the next start.");
  static final ConfigKey EVENT_TYPES =
      ConfigKey.list(
          "event_types",
          "Extension types: a list of objects with name, description, requirement (mandatory or"
              + " optional) and schema, the path of a JSON Schema of the payload.");
  static final ConfigKey CLASSIFICATION_RULES =
      ConfigKey.list(
          "classification.rules",
          "What is more sensitive than its producer says: a list of objects with event_type (a type"
              + " or a pattern, as workflow.*), pointer (a JSON Pointer to or into payload or"
              + " context, * for any one segment; without it the whole event) and level. Rules only"
              + " raise levels.");

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
          WEBHOOK_TARGETS,
          WEBHOOK_KEY,
          WEBHOOK_SUBSCRIPTIONS,
          WEBHOOK_BATCH_BYTES,
          WEBHOOK_IN_FLIGHT,
          WEBHOOK_PARKED,
          WEBHOOK_ATTEMPTS,
          WEBHOOK_BACKOFF_FIRST,
          WEBHOOK_BACKOFF_MAX,
          WEBHOOK_RETRY_AFTER,
          WEBHOOK_TIMEOUT,
          WEBHOOK_BREAKER_FAILURES,
          WEBHOOK_BREAKER_OPEN,
          LOG_KEY_FILE,
          LOG_CHECKPOINT,
          RETENTION_SCHEDULE,
          EVENT_TYPES,
          CLASSIFICATION_RULES);

  private ConfigKeys() {}

  public static List<ConfigKey> all() {
    return ALL;
  }
}
