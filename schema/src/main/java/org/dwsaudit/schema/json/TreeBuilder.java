package org.dwsaudit.schema.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Builds the tree of one value from the parser's tokens, on a stack of its own, and notes flaws on
 * the way.
 */
final class TreeBuilder {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final JsonParser parser;
  private final int depthMax;
  private final Flaws flaws = new Flaws();
  private final NumberTokens numbers;
  private final @Nullable ContainerNode<?>[] containers;
  private final @Nullable String[] names;
  private int depth;
  private boolean abandoned;

  TreeBuilder(JsonParser parser, int depthMax) {
    this.parser = parser;
    this.depthMax = depthMax;
    this.numbers = new NumberTokens(parser);
    this.containers = new ContainerNode<?>[depthMax + 1];
    this.names = new String[depthMax + 1];
  }

  /** Whether the value was left half read, because it is nested beyond what can be followed. */
  boolean abandoned() {
    return abandoned;
  }

  /** Reads the value at the parser's current token, up to its last token. */
  StrictJson build() throws IOException {
    long start = parser.currentTokenLocation().getByteOffset();
    JsonNode root = NODES.nullNode();
    try {
      root = tree();
    } catch (StreamConstraintsException e) {
      if (!flaws.tooDeep()) {
        throw e;
      }
      abandoned = true;
      root = outermost();
      parser.close();
    }
    long end = parser.currentLocation().getByteOffset();
    return new StrictJson(root, (int) Math.max(0, end - start), flaws.list());
  }

  /** What was built of a value that holds others; nothing else can be nested too deep. */
  private JsonNode outermost() {
    JsonNode outermost = containers[1];
    return outermost == null ? NODES.nullNode() : outermost;
  }

  private JsonNode tree() throws IOException {
    JsonNode root = value(parser.currentToken());
    while (depth > 0) {
      JsonToken token = parser.nextToken();
      switch (token) {
        case END_OBJECT, END_ARRAY -> depth--;
        case FIELD_NAME -> name(parser.currentName());
        default -> value(token);
      }
    }
    return root;
  }

  private void name(String name) {
    names[depth] = name;
    String problem = TextCheck.problem(name);
    if (problem != null) {
      flaws.characters(pointer(), problem);
    }
    if (name.startsWith("$")) {
      flaws.name(pointer(), name);
    }
  }

  /** Adds the value at the token to the innermost container and opens it if it is one itself. */
  private JsonNode value(JsonToken token) throws IOException {
    switch (token) {
      case START_OBJECT, START_ARRAY -> {
        ContainerNode<?> container =
            token == JsonToken.START_OBJECT ? NODES.objectNode() : NODES.arrayNode();
        add(container);
        if (depth == depthMax) {
          flaws.tooDeep(pointer(), depthMax);
          parser.skipChildren();
        } else {
          containers[++depth] = container;
          names[depth] = null;
        }
        return container;
      }
      case VALUE_STRING -> {
        String text = parser.getText();
        JsonNode node = add(NODES.textNode(text));
        String problem = TextCheck.problem(text);
        if (problem != null) {
          flaws.characters(pointer(), problem);
        }
        return node;
      }
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
        JsonNode number = numbers.read(token);
        JsonNode node = add(number == null ? NODES.numberNode(0) : number);
        if (number == null) {
          flaws.inexactNumber(pointer(), parser.getText());
        }
        return node;
      }
      case VALUE_TRUE -> {
        return add(NODES.booleanNode(true));
      }
      case VALUE_FALSE -> {
        return add(NODES.booleanNode(false));
      }
      default -> {
        return add(NODES.nullNode());
      }
    }
  }

  private JsonNode add(JsonNode node) {
    switch (containers[depth]) {
      case ObjectNode object -> {
        String name = String.valueOf(names[depth]);
        if (object.replace(name, node) != null) {
          flaws.duplicateKey(pointer(), name);
        }
      }
      case ArrayNode array -> array.add(node);
      case null, default -> {}
    }
    return node;
  }

  /** Where the value that was added last stands. */
  private String pointer() {
    StringBuilder pointer = new StringBuilder();
    for (int i = 1; i <= depth; i++) {
      String name = names[i];
      pointer.append('/');
      if (containers[i] instanceof ArrayNode array) {
        pointer.append(array.size() - 1);
      } else if (name != null) {
        pointer.append(JsonPointers.escape(name));
      }
    }
    return pointer.toString();
  }
}
