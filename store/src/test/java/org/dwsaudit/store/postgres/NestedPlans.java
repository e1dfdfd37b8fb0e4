package org.dwsaudit.store.postgres;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLWarning;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Takes down how statements inside functions were planned and executed, as {@code auto_explain}
 * tells it to the client that called the function.
 */
final class NestedPlans {

  private static final String OPTIONS =
      "-c session_preload_libraries=auto_explain -c auto_explain.log_min_duration=0"
          + " -c auto_explain.log_nested_statements=on -c auto_explain.log_analyze=on"
          + " -c auto_explain.log_timing=off -c auto_explain.log_level=notice";

  private final DataSource source;
  private final List<String> taken = Collections.synchronizedList(new ArrayList<>());

  /**
   * @param superuser may load the library
   */
  NestedPlans(DataSource superuser) {
    PGSimpleDataSource explaining = new PGSimpleDataSource();
    PGSimpleDataSource given = (PGSimpleDataSource) superuser;
    explaining.setUrl(given.getUrl());
    explaining.setUser(given.getUser());
    explaining.setPassword(given.getPassword());
    explaining.setOptions(OPTIONS);
    this.source =
        proxy(
            DataSource.class,
            (_, method, arguments) ->
                method.getName().equals("getConnection")
                    ? listening(explaining.getConnection())
                    : invoke(explaining, method, arguments));
  }

  /** Its connections plan as any other, and everything that they execute is taken down. */
  DataSource source() {
    return source;
  }

  List<String> taken() {
    return List.copyOf(taken);
  }

  void forget() {
    taken.clear();
  }

  private Connection listening(Connection connection) {
    return proxy(
        Connection.class,
        (_, method, arguments) ->
            method.getName().equals("prepareStatement")
                ? listening((PreparedStatement) invoke(connection, method, arguments))
                : invoke(connection, method, arguments));
  }

  private PreparedStatement listening(PreparedStatement statement) {
    return proxy(
        PreparedStatement.class,
        (_, method, arguments) -> {
          Object answer = invoke(statement, method, arguments);
          if (method.getName().equals("executeQuery")) {
            takeDown(statement.getWarnings());
          }
          return answer;
        });
  }

  private void takeDown(SQLWarning first) {
    for (SQLWarning warning = first; warning != null; warning = warning.getNextWarning()) {
      taken.add(warning.getMessage());
    }
  }

  @SuppressWarnings("unchecked")
  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return (T)
        Proxy.newProxyInstance(NestedPlans.class.getClassLoader(), new Class<?>[] {type}, handler);
  }

  private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
