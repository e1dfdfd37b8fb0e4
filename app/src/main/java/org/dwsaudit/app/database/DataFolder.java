package org.dwsaudit.app.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The folder of an embedded PostgreSQL, ours alone while the lock is held. */
final class DataFolder implements AutoCloseable {

  private static final int PASSWORD_BYTES = 24;

  private final Path folder;
  private final FileChannel lockFile;
  private final FileLock lock;

  private DataFolder(Path folder, FileChannel lockFile, FileLock lock) {
    this.folder = folder;
    this.lockFile = lockFile;
    this.lock = lock;
  }

  /**
   * @throws DatabaseException if the folder cannot be written, or another server has it
   */
  static DataFolder open(Path path) {
    Path folder = path.toAbsolutePath().normalize();
    try {
      Files.createDirectories(folder);
      FileChannel channel =
          FileChannel.open(
              folder.resolve("server.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = tryLock(channel);
      if (lock == null) {
        channel.close();
        throw DatabaseException.refused(
            "the data folder %s is in use by another server (expected: stop it, or another --data)"
                .formatted(folder),
            null);
      }
      return new DataFolder(folder, channel, lock);
    } catch (IOException e) {
      throw DatabaseException.refused(
          "the data folder %s cannot be written: %s".formatted(folder, e.getMessage()), e);
    }
  }

  /** Whether a server has it at this moment. */
  static boolean isInUse(Path folder) {
    try (FileChannel channel =
            FileChannel.open(
                folder.resolve("server.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock lock = tryLock(channel)) {
      return lock == null;
    } catch (IOException e) {
      throw DatabaseException.refused(
          "the data folder %s cannot be written: %s".formatted(folder, e.getMessage()), e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  Path folder() {
    return folder;
  }

  Path cluster() {
    return folder.resolve("postgres");
  }

  /** A file with the database's password, made the first time, for its owner's eyes only. */
  Path passwordFile() {
    Path file = folder.resolve("postgres.password");
    try {
      if (!Files.exists(file)) {
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
          Files.createFile(
              file,
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(file, HexFormat.of().formatHex(random));
      }
      return file;
    } catch (IOException e) {
      throw DatabaseException.refused("%s cannot be written".formatted(file), e);
    }
  }

  @Override
  public void close() {
    try {
      lock.release();
      lockFile.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
