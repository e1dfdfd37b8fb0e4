package org.dwsaudit.schema.json;

import java.util.ArrayList;
import java.util.List;

/** JSON Pointers as text (RFC 6901). */
public final class JsonPointers {

  private JsonPointers() {}

  /** Whether the text is a pointer: empty, or segments that each begin with a slash. */
  public static boolean isValid(String pointer) {
    if (!pointer.isEmpty() && pointer.charAt(0) != '/') {
      return false;
    }
    for (int i = pointer.indexOf('~'); i >= 0; i = pointer.indexOf('~', i + 1)) {
      if (i + 1 == pointer.length() || (pointer.charAt(i + 1) | 1) != '1') {
        return false;
      }
    }
    return true;
  }

  /** A member's name as a segment of a pointer. */
  public static String escape(String name) {
    return name.indexOf('~') < 0 && name.indexOf('/') < 0
        ? name
        : name.replace("~", "~0").replace("/", "~1");
  }

  public static String append(String pointer, String name) {
    return pointer + '/' + escape(name);
  }

  public static String append(String pointer, int index) {
    return pointer + '/' + index;
  }

  /** The names that a valid pointer goes through, unescaped; none for the whole document. */
  public static List<String> segments(String pointer) {
    List<String> segments = new ArrayList<>();
    for (int start = 1; start <= pointer.length(); ) {
      int slash = pointer.indexOf('/', start);
      int end = slash < 0 ? pointer.length() : slash;
      segments.add(pointer.substring(start, end).replace("~1", "/").replace("~0", "~"));
      start = end + 1;
    }
    return List.copyOf(segments);
  }
}
