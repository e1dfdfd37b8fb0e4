package org.dwsaudit.compliance.transparency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.dwsaudit.compliance.TestEvents;
import org.dwsaudit.compliance.TestLog;
import org.dwsaudit.schema.access.Principal;
import org.dwsaudit.schema.administration.AdministrativeFact.CheckpointKeyRotated;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.event.Classification;
import org.dwsaudit.schema.event.TenantId;
import org.dwsaudit.schema.merkle.MerkleHash;
import org.dwsaudit.schema.note.Checkpoint;
import org.dwsaudit.schema.note.KeySuccession;
import org.dwsaudit.schema.note.NoteSigner;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsIT {

  private static final Principal OFFICER =
      new Principal(TenantId.DEFAULT, "officer", Classification.CONFIDENTIAL, Set.of());

  private final TestLog log = new TestLog();

  @TempDir private Path folder;

  @AfterEach
  void close() {
    log.close();
  }

  private Checkpoints server(@Nullable Path keyFile) {
    LogKeys keys = LogKeys.open(log.writer(), keyFile, Clock.systemUTC());
    MerkleLog merkle = new MerkleLog(log.writer(), new TreeGrowth(log.writer()));
    return new Checkpoints(log.writer(), merkle, keys, log, Clock.systemUTC());
  }

  private Path key() {
    return folder.resolve("checkpoint.key");
  }

  private void append() {
    log.append(
        List.of(TestEvents.at(TestEvents.session(), TestEvents.MANDATORY_TYPE, TestEvents.TIME)));
  }

  @Test
  void aCheckpointHasAllThatWasAcknowledged() throws IOException {
    Checkpoints checkpoints = server(key());
    append();
    append();

    PublishedCheckpoint published = checkpoints.publish();

    Checkpoint checkpoint = Checkpoint.verified(published.note(), checkpoints.key());
    assertThat(checkpoint.size()).isEqualTo(2);
    assertThat(checkpoint.root())
        .isEqualTo(
            MerkleHash.ofChildren(
                MerkleHash.ofEntry(log.leafAt(1)), MerkleHash.ofEntry(log.leafAt(2))));
    assertThat(checkpoints.latest().note().format()).isEqualTo(published.note().format());
    assertThat(Files.getPosixFilePermissions(key()))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void theKeyOutlivesTheServer() {
    Checkpoints first = server(key());
    assertThat(server(key()).key()).isEqualTo(first.key());
    assertThat(server(key()).signs()).isTrue();
  }

  @Test
  void aServerWithoutTheKeyServesWhatOthersSigned() {
    Checkpoints signing = server(key());
    append();
    PublishedCheckpoint published = signing.publish();
    for (Path other : new Path[] {null, folder.resolve("other.key")}) {
      Checkpoints serving = server(other);
      assertThat(serving.signs()).isFalse();
      assertThat(serving.latest().note().format()).isEqualTo(published.note().format());
      assertThatThrownBy(serving::publish)
          .isInstanceOfSatisfying(
              AuditException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LOG_KEY_MISSING));
    }
  }

  @Test
  void theKeyOfAnotherLogIsRefused() throws IOException {
    NoteSigner other = NoteSigner.generate("another/log");
    Files.writeString(key(), other.secretText());
    assertThatThrownBy(() -> server(key()))
        .isInstanceOf(KeyFileException.class)
        .hasMessageContaining("another/log")
        .hasMessageNotContaining("PRIVATE");
  }

  @Test
  void whoTrustsTheOldKeyCanFollowToTheNew() throws IOException {
    Checkpoints checkpoints = server(key());
    append();
    PublishedCheckpoint before = checkpoints.publish();
    Path copy = Files.copy(key(), folder.resolve("copy.key"));
    Checkpoints second = server(copy);

    CheckpointKey next = checkpoints.rotate(OFFICER, "yearly");

    List<CheckpointKey> keys = checkpoints.keys();
    assertThat(keys).hasSize(2);
    assertThat(KeySuccession.verified(next.succession().orElseThrow(), keys.getFirst().key()))
        .extracting(KeySuccession::next)
        .isEqualTo(next.key());
    Checkpoint later = Checkpoint.verified(checkpoints.latest().note(), next.key());
    assertThat(later.size()).isEqualTo(before.size() + 1);
    assertThat(log.facts(TenantId.DEFAULT, CheckpointKeyRotated.TYPE)).hasSize(1);
    assertThat(server(key()).key()).isEqualTo(next.key());
    assertThatThrownBy(second::publish)
        .as("a server with the old key")
        .isInstanceOf(AuditException.class);
  }

  @Test
  void aCrashWhileAKeyIsReplacedLeavesOneThatSigns() throws IOException {
    server(key());
    Path kept = Files.copy(key(), folder.resolve("kept"));

    // the next key was written and not yet named
    Files.writeString(folder.resolve("checkpoint.key.next"), NoteSigner.generate("x").secretText());
    assertThat(server(key()).signs()).isTrue();
    assertThat(folder.resolve("checkpoint.key.next")).doesNotExist();

    // it was named and had not yet taken its place
    server(key()).rotate(OFFICER, "test");
    Files.move(key(), folder.resolve("checkpoint.key.next"));
    Files.move(kept, key());
    Checkpoints again = server(key());
    assertThat(again.signs()).isTrue();
    assertThat(again.keys()).hasSize(2);
  }
}
