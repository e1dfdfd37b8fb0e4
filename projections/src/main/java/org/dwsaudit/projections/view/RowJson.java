package org.dwsaudit.projections.view;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import org.dwsaudit.schema.event.JsonDocument;

/** A view's row as JSON: members named and ordered as its columns, what is null left out. */
final class RowJson {

  private RowJson() {}

  static ObjectNode tree(ResultSet row) throws SQLException {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    ResultSetMetaData columns = row.getMetaData();
    for (int column = 2; column <= columns.getColumnCount(); column++) {
      if (row.getObject(column) != null) {
        put(tree, columns.getColumnLabel(column), columns.getColumnTypeName(column), row, column);
      }
    }
    return tree;
  }

  private static void put(ObjectNode tree, String name, String type, ResultSet row, int column)
      throws SQLException {
    switch (type) {
      case "int8" -> tree.put(name, row.getLong(column));
      case "numeric" -> tree.put(name, row.getBigDecimal(column));
      case "timestamptz" ->
          tree.put(name, row.getObject(column, OffsetDateTime.class).toInstant().toString());
      case "_text" -> {
        ArrayNode array = tree.putArray(name);
        for (String value : (String[]) row.getArray(column).getArray()) {
          array.add(value);
        }
      }
      case "_int8" -> {
        ArrayNode array = tree.putArray(name);
        for (Long value : (Long[]) row.getArray(column).getArray()) {
          array.add(value);
        }
      }
      case "json" ->
          tree.set(
              name,
              JsonDocument.ofText("{\"list\":" + row.getString(column) + "}").tree().get("list"));
      default -> tree.put(name, row.getString(column));
    }
  }
}
