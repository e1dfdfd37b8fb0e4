package org.dwsaudit.store.postgres;

import com.zaxxer.hikari.HikariDataSource;
import org.axonframework.eventsourcing.eventstore.StorageEngineTestSuite;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.dwsaudit.migrations.TestDatabase;
import org.junit.jupiter.api.AfterAll;

/** Axon's own suite, every case of it, over the engine on a real PostgreSQL. */
class AxonStorageEngineSuiteIT extends StorageEngineTestSuite<PostgresEventStorageEngine> {

  private TestDatabase database;
  private HikariDataSource pool;
  private PostgresEventStorageEngine engine;

  /** One empty database for all cases, opened by the first that asks, as the suite expects it. */
  @Override
  protected PostgresEventStorageEngine buildStorageEngine() {
    if (engine == null) {
      database = TestDatabase.create();
      pool = new HikariDataSource();
      pool.setDataSource(database.writer());
      engine = Fixture.engine(pool);
    }
    return engine;
  }

  @AfterAll
  void closeDatabase() {
    engine.close();
    pool.close();
    database.close();
  }

  @Override
  protected ProcessingContext processingContext() {
    return null;
  }
}
