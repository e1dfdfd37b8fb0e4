package org.dwsaudit.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dwsaudit.schema.note.Checkpoint;
import org.dwsaudit.schema.note.NoteException;
import org.dwsaudit.schema.note.NoteVerifier;
import org.dwsaudit.schema.note.SignedNote;

/** Files with notes and keys that are named on the command line. */
final class CheckpointFile {

  private static final int BYTES_MAX = 1024 * 1024;

  private CheckpointFile() {}

  /** What the checkpoint in a file says; whether it is signed is not looked at. */
  static Checkpoint read(String option, Path file) {
    try {
      return Checkpoint.parse(note(option, file).text());
    } catch (NoteException e) {
      throw new UsageException("%s: %s: %s".formatted(option, file, e.getMessage()));
    }
  }

  static SignedNote note(String option, Path file) {
    try {
      return SignedNote.parse(text(option, file));
    } catch (NoteException e) {
      throw new UsageException("%s: %s: %s".formatted(option, file, e.getMessage()));
    }
  }

  /** A public key: the text itself, or a file that has it. */
  static NoteVerifier key(String option, String textOrFile) {
    boolean text = textOrFile.chars().filter(c -> c == '+').count() >= 2;
    String key = text ? textOrFile : text(option, Path.of(textOrFile));
    try {
      return NoteVerifier.parse(key.strip());
    } catch (NoteException e) {
      throw new UsageException("%s: %s".formatted(option, e.getMessage()));
    }
  }

  private static String text(String option, Path file) {
    try {
      if (Files.size(file) > BYTES_MAX) {
        throw new UsageException("%s: %s: too large".formatted(option, file));
      }
      return Files.readString(file);
    } catch (IOException e) {
      throw new UsageException(
          "%s: %s: cannot be read (expected: a text file)".formatted(option, file));
    }
  }
}
