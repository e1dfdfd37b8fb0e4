package org.dwsaudit.schema.bundle;

import static org.dwsaudit.schema.bundle.BundleException.malformed;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.dwsaudit.schema.note.Checkpoint;
import org.dwsaudit.schema.note.KeySuccession;
import org.dwsaudit.schema.note.NoteException;
import org.dwsaudit.schema.note.NoteVerifier;
import org.dwsaudit.schema.note.SignedNote;

/** A key that somebody trusts, and those that follow from it. */
final class TrustedKeys {

  private static final int SUCCESSIONS_MAX = 10_000;

  private final List<NoteVerifier> keys = new ArrayList<>();

  /**
   * @param successions as {@code keys.json} has them; those before the key are passed over
   * @throws BundleException KEY_UNKNOWN if one behind does not follow; BUNDLE_MALFORMED
   */
  TrustedKeys(NoteVerifier trusted, JsonNode successions) {
    keys.add(trusted);
    if (!successions.isArray() || successions.size() > SUCCESSIONS_MAX) {
      throw malformed("keys.json: not an array of notes");
    }
    boolean following = false;
    for (JsonNode text : successions) {
      SignedNote note = note("keys.json", text.isTextual() ? text.textValue() : "");
      following |= note.isSignedBy(trusted);
      if (following) {
        keys.add(next(note));
      }
    }
  }

  private NoteVerifier next(SignedNote note) {
    try {
      return KeySuccession.verified(note, keys.getLast()).next();
    } catch (NoteException e) {
      throw unknown("keys.json", String.valueOf(e.getMessage()));
    }
  }

  static SignedNote note(String file, String text) {
    try {
      return SignedNote.parse(text);
    } catch (NoteException e) {
      throw malformed(file + ": " + e.getMessage());
    }
  }

  /** The one in force when the bundle was made. */
  NoteVerifier inForce() {
    return keys.getLast();
  }

  /** What is signed with the key in force, and with no other. */
  SignedNote require(String file, String text) {
    SignedNote note = note(file, text);
    if (!note.isSignedBy(inForce())) {
      throw unknown(file, "not signed with the key %s".formatted(inForce()));
    }
    if (text.substring(note.text().length()).lines().count() != 2) {
      throw malformed(file + ": more than one signature (expected: one)");
    }
    return note;
  }

  /** A checkpoint that one of the keys signed. */
  Checkpoint checkpoint(String file, SignedNote note) {
    for (NoteVerifier key : keys) {
      if (note.isSignedBy(key)) {
        try {
          return Checkpoint.verified(note, key);
        } catch (NoteException e) {
          throw unknown(file, String.valueOf(e.getMessage()));
        }
      }
    }
    throw unknown(file, "not signed with %s or a key that follows".formatted(keys.getFirst()));
  }

  private static BundleException unknown(String file, String problem) {
    return new BundleException(BundleFlaw.KEY_UNKNOWN, file + ": " + problem);
  }
}
