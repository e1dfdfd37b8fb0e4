package org.dwsaudit.compliance.transparency;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Brings the tree up to the log's end. Safe for use by several threads and servers. */
final class TreeGrowth {

  private static final int ENTRIES_A_STEP = 32_768;

  private final DataSource source;
  private @Nullable GrowingTree kept;

  TreeGrowth(DataSource source) {
    this.source = source;
  }

  /**
   * Puts a step's worth of the log into the tree, unless somebody else is at it.
   *
   * @return how many events
   */
  synchronized long step() {
    return TreeTransaction.run(
        source, (connection, tree) -> tree.tryLock() ? grow(connection, tree) : 0L);
  }

  /**
   * Brings the tree to where the log ended when this was called, at least, waiting for others who
   * are at it.
   */
  synchronized void catchUp() {
    long end = TreeTransaction.run(source, (_, tree) -> tree.lag().end());
    long size;
    do {
      size =
          TreeTransaction.locked(
              source,
              (connection, tree) -> {
                grow(connection, tree);
                return tree.size();
              });
    } while (size < end);
  }

  private long grow(Connection connection, TreeTable tree) throws SQLException {
    long size = tree.size();
    GrowingTree growing =
        kept != null && kept.size() == size ? kept : GrowingTree.resume(tree, size);
    // if this is not committed the next one must not go on from it
    kept = null;
    List<byte[]> entries = NewLeaves.behind(connection, size, ENTRIES_A_STEP);
    if (!entries.isEmpty()) {
      tree.write(growing.append(entries), growing.size());
    }
    kept = growing;
    return entries.size();
  }
}
