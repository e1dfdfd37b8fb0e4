package org.dwsaudit.compliance.transparency;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.dwsaudit.schema.merkle.MerkleHash;
import org.dwsaudit.schema.note.Checkpoint;

/** The checkpoints that there are, in the order of their sizes. */
final class KnownCheckpoints {
  private final List<CheckpointTable.Kept> all;
  private final Optional<Checkpoint> elsewhere;
  private int next;
  private long held;

  KnownCheckpoints(Connection connection, Optional<Checkpoint> elsewhere) throws SQLException {
    this.all = new CheckpointTable(connection).all(new KeyTable(connection).all());
    this.elsewhere = elsewhere;
  }

  void passed(long size, Supplier<MerkleHash> root) {
    if (elsewhere.isPresent() && elsewhere.get().size() == size) {
      require(elsewhere.get().root().equals(root.get()), size, "kept elsewhere");
    }
    while (next < all.size() && all.get(next).size() == size) {
      CheckpointTable.Kept one = all.get(next++);
      require(one.isSigned(), size, "not signed by one of the log's keys");
      require(one.checkpoint().root().equals(root.get()), size, "signed by the log");
    }
  }

  private void require(boolean holds, long size, String which) {
    if (!holds) {
      throw new TreeFaultException(
          "the log is not that of its checkpoint of %d entries (%s)".formatted(size, which));
    }
    held++;
  }

  void end(long size) {
    long beyond =
        Math.max(
            elsewhere.map(Checkpoint::size).orElse(0L),
            next < all.size() ? all.getLast().size() : 0);
    if (beyond > size) {
      throw new TreeFaultException(
          "the log has %d entries, and a checkpoint of %d was signed".formatted(size, beyond));
    }
  }

  long held() {
    return held;
  }
}
