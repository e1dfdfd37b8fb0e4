package org.dwsaudit.bench.report;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All results as one JSON document: {@code {"results": […], "machine": {…}}}. */
public final class ResultJson {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final MathContext DIGITS = new MathContext(4);

  private ResultJson() {}

  public static ObjectNode document(List<Result> results, Map<String, Object> machine) {
    ObjectNode document = JSON.createObjectNode();
    results.forEach(result -> document.withArray("/results").add(tree(result)));
    document.set("machine", JSON.valueToTree(machine));
    return document;
  }

  private static ObjectNode tree(Result result) {
    ObjectNode json = JSON.createObjectNode();
    json.put("name", result.name());
    json.put("ours", rounded(result.ours()));
    json.put("peer", rounded(result.peer()));
    json.put("ratio", rounded(result.ratio()));
    json.put("target", result.goal().target());
    json.put("aim", result.goal().aim());
    json.put("met", result.met());
    json.put("unit", result.unit());
    ObjectNode detail = json.putObject("detail");
    result
        .detail()
        .forEach(
            (key, value) ->
                detail.set(
                    key,
                    value instanceof Double number
                        ? JSON.getNodeFactory().numberNode(rounded(number))
                        : JSON.valueToTree(value)));
    return json;
  }

  /** Four digits: what a repeated run would give again at best. */
  private static @Nullable BigDecimal rounded(@Nullable Double figure) {
    if (figure == null) {
      return null;
    }
    BigDecimal short4 = BigDecimal.valueOf(figure).round(DIGITS);
    return short4.scale() < 0 ? short4.setScale(0) : short4;
  }
}
