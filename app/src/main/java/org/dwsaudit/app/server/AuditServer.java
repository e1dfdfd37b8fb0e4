package org.dwsaudit.app.server;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.dwsaudit.api.access.Principals;
import org.dwsaudit.api.grpc.GrpcApi;
import org.dwsaudit.api.server.ApiServer;
import org.dwsaudit.api.server.HealthSource;
import org.dwsaudit.api.server.PortInUseException;
import org.dwsaudit.app.config.Settings;
import org.dwsaudit.app.database.Database;
import org.dwsaudit.app.database.EmbeddedDatabase;
import org.dwsaudit.app.database.ExternalDatabase;
import org.dwsaudit.compliance.transparency.Transparency;
import org.dwsaudit.projections.live.LiveEvents;
import org.dwsaudit.store.postgres.PostgresEventStorageEngine;

/**
 * A running server: its database, the parts over it, and the port that serves them. Closing
 * finishes requests under way, then stops everything in reverse order; what was acknowledged is
 * stored.
 */
public final class AuditServer implements AutoCloseable {

  private final Database database;
  private final Wiring wiring;
  private final ApiServer api;

  private AuditServer(Database database, Wiring wiring, ApiServer api) {
    this.database = database;
    this.wiring = wiring;
    this.api = api;
  }

  /**
   * Starts a server.
   *
   * @param progress is told each step, for a person to read
   * @throws StartException if the address is refused or the port in use
   * @throws org.dwsaudit.app.database.DatabaseException if the database cannot be started or
   *     reached
   * @throws org.dwsaudit.migrations.MigrationException if its tables cannot be brought up to date
   */
  public static AuditServer start(Settings settings, Consumer<String> progress) {
    return start(settings, progress, new Principals());
  }

  /** The same for callers of whom somebody else says who they are. */
  static AuditServer start(Settings settings, Consumer<String> progress, Principals principals) {
    InetSocketAddress address = address(settings);
    progress.accept("Starting the database");
    Database database = open(settings);
    Wiring wiring = null;
    try {
      progress.accept(database.description());
      wiring = Wiring.start(settings, database);
      return new AuditServer(database, wiring, listen(address, wiring, principals));
    } catch (RuntimeException e) {
      if (wiring != null) {
        wiring.close();
      }
      database.close();
      throw e;
    }
  }

  private static ApiServer listen(InetSocketAddress address, Wiring wiring, Principals principals) {
    DatabaseHealth database = new DatabaseHealth(wiring.pools().reader());
    GrpcApi grpc = new GrpcApi(wiring.services(), principals, database::answers);
    PostgresEventStorageEngine engine = wiring.engine();
    LiveEvents live = wiring.live();
    Transparency transparency = wiring.transparency();
    HealthSource health =
        () ->
            List.of(
                database.check(),
                EngineHealth.check(engine.stats()),
                LiveHealth.check(live.stats()),
                ProjectionHealth.check(wiring.projections().lastStatus()),
                WebhookHealth.check(wiring.webhooks().webhooks().stats()),
                MerkleHealth.check(
                    transparency.status(), transparency.checkpoints().signs(), Instant.now()));
    PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    EngineMetrics.register(metrics, engine);
    LiveMetrics.register(metrics, live);
    ProjectionMetrics.register(metrics, wiring.projections());
    WebhookMetrics.register(metrics, wiring.webhooks().webhooks());
    MerkleMetrics.register(metrics, transparency);
    try {
      return ApiServer.start(
          address, wiring.services(), principals, List.of(grpc.service()), health, metrics);
    } catch (PortInUseException e) {
      throw new StartException(String.valueOf(e.getMessage()), e);
    }
  }

  private static Database open(Settings settings) {
    String url = settings.databaseUrl();
    return url == null
        ? EmbeddedDatabase.start(settings.data())
        : ExternalDatabase.connect(url, settings.databaseUser(), settings.databasePassword());
  }

  private static InetSocketAddress address(Settings settings) {
    try {
      InetAddress host = InetAddress.getByName(settings.bind());
      if (!host.isLoopbackAddress()) {
        throw new StartException(
            "server.bind: %s (expected: a loopback address; without authentication nobody else may"
                    .formatted(settings.bind())
                + " reach the server)",
            null);
      }
      return new InetSocketAddress(host, settings.port());
    } catch (UnknownHostException e) {
      throw new StartException(
          "server.bind: %s (expected: an address of this machine)".formatted(settings.bind()), e);
    }
  }

  /** Where it listens. */
  public URI uri() {
    return api.uri();
  }

  @Override
  public void close() {
    wiring.webhooks().close();
    // their readers are told where to go on, and connect again to whoever is there then
    wiring.live().close();
    api.close();
    wiring.close();
    database.close();
  }
}
