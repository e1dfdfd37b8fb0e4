package org.dwsaudit.store.postgres;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.StringJoiner;
import javax.sql.DataSource;

/** The plans of the statements on the log that production code runs, as it prepares them. */
final class Plans {

  private Plans() {}

  /** The plan of the first statement on the log; it is explained, not executed. */
  static String of(Runnable reading) {
    try {
      reading.run();
      throw new AssertionError("no statement was run");
    } catch (PlanTaken taken) {
      return taken.plan;
    }
  }

  static DataSource explaining(DataSource source) {
    return proxy(
        DataSource.class,
        (proxy, method, args) ->
            method.getName().equals("getConnection")
                ? explaining(source.getConnection())
                : invoke(source, method, args));
  }

  private static Connection explaining(Connection connection) {
    return proxy(
        Connection.class,
        (proxy, method, args) ->
            method.getName().equals("prepareStatement") && args[0].toString().contains("event_log")
                ? explaining(connection.prepareStatement("EXPLAIN " + args[0]))
                : invoke(connection, method, args));
  }

  private static PreparedStatement explaining(PreparedStatement statement) {
    return proxy(
        PreparedStatement.class,
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

  @SuppressWarnings("unchecked")
  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return (T) Proxy.newProxyInstance(Plans.class.getClassLoader(), new Class<?>[] {type}, handler);
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
