package org.dwsaudit.projections.log;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.StringJoiner;
import javax.sql.DataSource;

/** The plans of the statements that production code prepares, as it prepares them. */
public final class Plans {

  private Plans() {}

  /** Production code that runs one query. */
  @FunctionalInterface
  public interface Query {
    void run(Connection connection) throws SQLException;
  }

  /** The plan of the first query that is run on the connection; it is explained, not executed. */
  public static String of(DataSource source, Query query) {
    try (Connection connection = source.getConnection()) {
      query.run(explaining(connection));
      throw new AssertionError("no query was run");
    } catch (PlanTaken taken) {
      return taken.plan;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Connection explaining(Connection connection) {
    return (Connection)
        Proxy.newProxyInstance(
            Plans.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, args) ->
                method.getName().equals("prepareStatement")
                    ? explaining(connection.prepareStatement("EXPLAIN " + args[0]))
                    : invoke(connection, method, args));
  }

  private static PreparedStatement explaining(PreparedStatement statement) {
    return (PreparedStatement)
        Proxy.newProxyInstance(
            Plans.class.getClassLoader(),
            new Class<?>[] {PreparedStatement.class},
            (proxy, method, args) -> {
              if (method.getName().equals("executeQuery")) {
                throw new PlanTaken(plan(statement));
              }
              return invoke(statement, method, args);
            });
  }

  private static String plan(PreparedStatement statement) throws SQLException {
    StringJoiner plan = new StringJoiner("\n");
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        plan.add(row.getString(1));
      }
    }
    return plan.toString();
  }

  private static Object invoke(Object target, Method method, Object[] args) throws Throwable {
    try {
      return method.invoke(target, args);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static final class PlanTaken extends RuntimeException {

    private final String plan;

    PlanTaken(String plan) {
      this.plan = plan;
    }
  }
}
