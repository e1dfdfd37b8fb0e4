package org.dwsaudit.compliance.transparency;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.dwsaudit.schema.note.NoteException;
import org.dwsaudit.schema.note.NoteSigner;

/**
 * Where the private key is kept: a file that only its owner may read, outside the database, so that
 * whoever has the database alone cannot sign. A new key is written beside it before it is named in
 * the database, and takes its place afterwards; what a crash leaves between is put right at the
 * next start.
 */
final class KeyFile {

  private static final int BYTES_MAX = 4_096;

  private final Path file;
  private final Path next;

  KeyFile(Path file) {
    this.file = file.toAbsolutePath();
    this.next = this.file.resolveSibling(file.getFileName() + ".next");
  }

  Optional<NoteSigner> key() {
    return read(file);
  }

  /** A key that was about to take the other's place. */
  Optional<NoteSigner> next() {
    return read(next);
  }

  private static Optional<NoteSigner> read(Path path) {
    try {
      if (!Files.exists(path)) {
        return Optional.empty();
      }
      if (Files.size(path) > BYTES_MAX) {
        throw new NoteException("too large");
      }
      return Optional.of(NoteSigner.parse(Files.readString(path)));
    } catch (IOException | NoteException e) {
      // neither message has the key
      throw new KeyFileException(
          "%s: %s (expected: a checkpoint key that this user may read)"
              .formatted(path, e.getMessage()),
          e);
    }
  }

  void writeNext(NoteSigner signer) {
    try {
      Files.createDirectories(next.getParent());
      Files.deleteIfExists(next);
      try (FileChannel channel =
          FileChannel.open(
              next,
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
        ByteBuffer bytes = ByteBuffer.wrap(signer.secretText().getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
    } catch (IOException e) {
      throw new KeyFileException(
          "%s: cannot be written: %s (expected: a folder that this user may write to)"
              .formatted(next, e.getMessage()),
          e);
    }
  }

  /** The next key takes the place of the one there is. */
  void advance() {
    try {
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void dropNext() {
    try {
      Files.deleteIfExists(next);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
