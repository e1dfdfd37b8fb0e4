package org.dwsaudit.projections.processing;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;
import org.axonframework.messaging.core.Context.ResourceKey;
import org.axonframework.messaging.core.EmptyApplicationContext;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.core.unitofwork.SimpleUnitOfWorkFactory;
import org.axonframework.messaging.core.unitofwork.UnitOfWork;
import org.axonframework.messaging.core.unitofwork.UnitOfWorkConfiguration;
import org.axonframework.messaging.core.unitofwork.UnitOfWorkFactory;
import org.jspecify.annotations.Nullable;

/**
 * Units of work that are a database transaction each: begun when something first asks for the
 * connection, committed with the unit or rolled back with it. So the token that Axon stores and the
 * rows that a view writes are there together or not at all.
 */
final class DatabaseUnits implements UnitOfWorkFactory {

  private static final ResourceKey<Unit> UNIT = ResourceKey.withLabel("database transaction");

  private final DataSource source;
  private final UnitOfWorkFactory delegate =
      new SimpleUnitOfWorkFactory(EmptyApplicationContext.INSTANCE);

  DatabaseUnits(DataSource source) {
    this.source = source;
  }

  /** Work on the transaction's connection. */
  @FunctionalInterface
  interface Work {
    void on(Connection connection) throws SQLException;
  }

  @Override
  public UnitOfWork create(
      String identifier, Function<UnitOfWorkConfiguration, UnitOfWorkConfiguration> customization) {
    UnitOfWork unit = delegate.create(identifier, customization);
    Unit transaction = new Unit(source);
    unit.runOnPreInvocation(context -> context.putResource(UNIT, transaction));
    unit.runOnCommit(context -> transaction.commit());
    unit.doFinally(context -> transaction.close());
    return unit;
  }

  /** The unit's connection; auto-commit is off. */
  static Connection connection(ProcessingContext context) throws SQLException {
    return context.getResource(UNIT).connection();
  }

  /** Done last in the unit's transaction, before it commits. */
  static void beforeCommit(ProcessingContext context, Work work) {
    context.getResource(UNIT).last.add(work);
  }

  private static final class Unit {

    private final DataSource source;
    private final List<Work> last = new ArrayList<>();
    private @Nullable Connection open;

    Unit(DataSource source) {
      this.source = source;
    }

    Connection connection() throws SQLException {
      Connection connection = open;
      if (connection == null) {
        connection = source.getConnection();
        open = connection;
        connection.setAutoCommit(false);
      }
      return connection;
    }

    void commit() {
      try {
        for (Work work : last) {
          work.on(connection());
        }
        if (open != null) {
          open.commit();
        }
      } catch (SQLException e) {
        throw new ProjectionException("a batch was not stored: " + e.getMessage(), e);
      }
    }

    /** What was not committed is rolled back. */
    void close() {
      Connection connection = open;
      open = null;
      if (connection == null) {
        return;
      }
      try (connection) {
        connection.rollback();
        connection.setAutoCommit(true);
      } catch (SQLException e) {
        // a connection that broke has lost its transaction anyway; the pool replaces it
      }
    }
  }
}
