package org.dwsaudit.projections.query;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.dwsaudit.schema.event.TenantId;

/**
 * What a cursor is good for: one tenant's list, filtered in one way.
 *
 * @param list the kind of list, as {@code events}
 * @param terms the filter's values, a list for each field, the fields in a fixed order; the order
 *     inside a field does not matter
 */
public record CursorScope(TenantId tenant, String list, List<List<String>> terms) {

  public CursorScope {
    terms = terms.stream().map(values -> values.stream().distinct().sorted().toList()).toList();
  }

  /** Bytes that no other scope has: every text and every list is preceded by its length. */
  byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      write(out, tenant.value());
      write(out, list);
      out.writeInt(terms.size());
      for (List<String> values : terms) {
        out.writeInt(values.size());
        for (String value : values) {
          write(out, value);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void write(DataOutputStream out, String text) throws IOException {
    out.writeInt(text.length());
    out.writeChars(text);
  }
}
