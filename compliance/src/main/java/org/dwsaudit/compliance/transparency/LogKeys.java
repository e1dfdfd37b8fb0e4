package org.dwsaudit.compliance.transparency;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.note.KeySuccession;
import org.dwsaudit.schema.note.NoteSigner;
import org.dwsaudit.schema.note.NoteVerifier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log's keys: the public ones in the database, the private one in a file of this server, if it
 * has one. Safe for use by several threads.
 */
final class LogKeys {

  private static final Logger LOGGER = LoggerFactory.getLogger(LogKeys.class);
  private static final String NAME_PREFIX = "dws-audit/";
  private static final int NAME_CHARACTERS = 12;

  private final DataSource source;
  private final @Nullable KeyFile file;
  private final Clock clock;
  private volatile @Nullable NoteSigner signer;

  private LogKeys(DataSource source, @Nullable KeyFile file, Clock clock) {
    this.source = source;
    this.file = file;
    this.clock = clock;
  }

  /**
   * Takes up the key of the log, or makes the first one.
   *
   * @param file where the private key is; null for a server that does not sign
   * @throws KeyFileException if the file cannot be used, or has the key of another log
   */
  static LogKeys open(DataSource source, @Nullable Path file, Clock clock) {
    LogKeys keys = new LogKeys(source, file == null ? null : new KeyFile(file), clock);
    TreeTransaction.locked(source, (_, tree) -> tree.name(newName()));
    if (keys.file == null) {
      LOGGER.warn("this server signs no checkpoints (to change that, set log.key_file)");
    } else {
      keys.open(keys.file);
    }
    return keys;
  }

  private void open(KeyFile kept) {
    settleNext(kept, all());
    TreeTransaction.locked(source, (connection, tree) -> begin(kept, connection, tree));
    List<CheckpointKey> known = all();
    settleNext(kept, known);
    signer = kept.key().filter(key -> key.verifier().equals(known.getLast().key())).orElse(null);
    if (signer == null) {
      LOGGER.warn(
          "this server signs no checkpoints: {} has not the key in force, {}",
          kept,
          known.getLast().key());
    }
  }

  /** What no other log is called. */
  private static String newName() {
    String random = UUID.randomUUID().toString().replace("-", "");
    return NAME_PREFIX + random.substring(0, NAME_CHARACTERS);
  }

  /** Names the log's first key, if it has none. */
  private boolean begin(KeyFile kept, Connection connection, TreeTable tree) throws SQLException {
    KeyTable table = new KeyTable(connection);
    if (!table.all().isEmpty()) {
      return false;
    }
    Optional<NoteSigner> other = kept.key();
    if (other.isPresent()) {
      throw new KeyFileException(
          "%s: the key of the log %s, and this database has no log yet (expected: no such file; move it away)"
              .formatted(kept, other.get().verifier().name()));
    }
    NoteSigner first = NoteSigner.generate(tree.origin());
    kept.writeNext(first);
    table.add(new CheckpointKey(first.verifier(), clock.instant(), null));
    return true;
  }

  /** Between naming the next key and taking it up there may have been a crash. */
  private static void settleNext(KeyFile file, List<CheckpointKey> known) {
    Optional<NoteSigner> next = file.next();
    if (next.isPresent()) {
      if (!known.isEmpty() && known.getLast().key().equals(next.get().verifier())) {
        file.advance();
      } else {
        file.dropNext();
      }
    }
  }

  /** In the order of their succession; the last one is in force. */
  List<CheckpointKey> all() {
    return TreeTransaction.run(source, (connection, _) -> new KeyTable(connection).all());
  }

  /**
   * The public key in force.
   *
   * @throws AuditException LOG_KEY_MISSING if the log has none yet
   */
  NoteVerifier inForce() {
    List<CheckpointKey> known = all();
    if (known.isEmpty()) {
      throw new AuditException(
          ErrorCode.LOG_KEY_MISSING,
          "the log has no key yet (expected: a server with log.key_file set)");
    }
    return known.getLast().key();
  }

  /** The private key, if this server has the one in force. */
  Optional<NoteSigner> signer() {
    return Optional.ofNullable(signer);
  }

  /**
   * The private key.
   *
   * @throws AuditException LOG_KEY_MISSING if this server has not the one in force
   */
  NoteSigner require() {
    return signer()
        .orElseThrow(
            () ->
                new AuditException(
                    ErrorCode.LOG_KEY_MISSING,
                    "this server has not the log's key (expected: ask one that has)"));
  }

  /** Puts a new key in force, named by the one before it. */
  synchronized CheckpointKey rotate() {
    KeyFile kept = file;
    NoteSigner before = require();
    if (kept == null) {
      throw new IllegalStateException("a key without a file");
    }
    Instant now = clock.instant();
    NoteSigner after = NoteSigner.generate(before.verifier().name());
    CheckpointKey key =
        new CheckpointKey(
            after.verifier(), now, new KeySuccession(after.verifier(), now).signed(before));
    kept.writeNext(after);
    TreeTransaction.locked(source, (connection, _) -> add(connection, before, key));
    kept.advance();
    signer = after;
    return key;
  }

  private boolean add(Connection connection, NoteSigner before, CheckpointKey key)
      throws SQLException {
    KeyTable table = new KeyTable(connection);
    if (!table.all().getLast().key().equals(before.verifier())) {
      signer = null;
      throw new AuditException(
          ErrorCode.LOG_KEY_MISSING,
          "another server has put a new key in force (expected: ask one that has it)");
    }
    table.add(key);
    return true;
  }
}
