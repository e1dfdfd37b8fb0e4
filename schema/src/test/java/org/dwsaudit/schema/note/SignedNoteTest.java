package org.dwsaudit.schema.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.Base64;
import org.dwsaudit.schema.merkle.MerkleHash;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedNoteTest {

  private static final NoteSigner SIGNER = NoteSigner.generate("log.example/one");
  private static final NoteSigner OTHER = NoteSigner.generate("log.example/one");

  /** The note that Go's package for signed notes is documented with. */
  @Test
  void aNoteOfAnotherToolIsVerified() {
    NoteVerifier verifier =
        NoteVerifier.parse("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
    SignedNote note =
        SignedNote.parse(
            """
            If you think cryptography is the answer to your problem,
            then you don't know what your problem is.

            — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
            """);
    assertThat(note.isSignedBy(verifier)).isTrue();
    assertThat(note.text()).endsWith("what your problem is.\n");
  }

  @Test
  void whatIsSignedIsReadBack() {
    SignedNote note = SIGNER.sign("a line\n\nanother\n");
    SignedNote read = SignedNote.parse(note.format());
    assertThat(read.text()).isEqualTo("a line\n\nanother\n");
    assertThat(read.isSignedBy(SIGNER.verifier())).isTrue();
    assertThat(read.isSignedBy(OTHER.verifier())).isFalse();
  }

  @Test
  void everyChangedByteOfANoteIsFound() {
    String note = SIGNER.sign("some text\n").format();
    for (int i = 0; i < note.length(); i++) {
      String changed = note.substring(0, i) + (char) (note.charAt(i) ^ 1) + note.substring(i + 1);
      assertThat(isGood(changed)).as("byte %d", i).isFalse();
    }
  }

  private static boolean isGood(String note) {
    try {
      return SignedNote.parse(note).isSignedBy(SIGNER.verifier());
    } catch (NoteException e) {
      return false;
    }
  }

  @Test
  void aWrongSignatureBesideAGoodOneSpoilsIt() {
    SignedNote good = SIGNER.sign("text\n");
    String line = good.format().substring(good.text().length() + 1);
    String name = SIGNER.verifier().name();
    byte[] bytes = Base64.getDecoder().decode(line.strip().substring(name.length() + 3));
    bytes[10] ^= 1;
    String wrong = "— " + name + " " + Base64.getEncoder().encodeToString(bytes) + "\n";
    assertThat(SignedNote.parse(good.format() + wrong).isSignedBy(SIGNER.verifier())).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "text\n",
        "text\n\n",
        "text\n\nno signature\n",
        "text\n\n— name\n",
        "text\n\n— name !!!!\n",
        "text\n\n— na+me AAAAAAAA\n",
        "te\u0001xt\n\n— name AAAAAAAA\n",
        "\n\n— name AAAAAAAA"
      })
  void whatIsNoNoteIsRefused(String note) {
    assertThatExceptionOfType(NoteException.class).isThrownBy(() -> SignedNote.parse(note));
  }

  @Test
  void keysAreReadBack() {
    assertThat(NoteVerifier.parse(SIGNER.verifier().text())).isEqualTo(SIGNER.verifier());
    // several, since Base64 may have plus signs
    for (int i = 0; i < 50; i++) {
      NoteSigner made = NoteSigner.generate("log.example/one");
      NoteSigner read = NoteSigner.parse(made.secretText());
      assertThat(read.sign("x\n").isSignedBy(made.verifier())).isTrue();
    }
    assertThat(SIGNER.toString()).doesNotContain("PRIVATE");
  }

  @Test
  void aPrivateKeyWithThePublicKeyOfAnotherIsRefused() {
    String mixed =
        SIGNER.secretText().lines().findFirst().orElseThrow() + "\n" + OTHER.verifier() + "\n";
    assertThatExceptionOfType(NoteException.class)
        .isThrownBy(() -> NoteSigner.parse(mixed))
        .withMessageNotContaining(mixed.substring(40, 60));
  }

  @Test
  void aCheckpointCountsOnlyUnderItsOwnLogsKey() {
    Checkpoint checkpoint = new Checkpoint("log.example/one", 7, MerkleHash.EMPTY);
    SignedNote note = SIGNER.sign(checkpoint.text());
    assertThat(Checkpoint.verified(note, SIGNER.verifier())).isEqualTo(checkpoint);
    assertThatExceptionOfType(NoteException.class)
        .isThrownBy(() -> Checkpoint.verified(note, OTHER.verifier()));
    SignedNote elsewhere = SIGNER.sign(new Checkpoint("else", 7, MerkleHash.EMPTY).text());
    assertThatExceptionOfType(NoteException.class)
        .isThrownBy(() -> Checkpoint.verified(elsewhere, SIGNER.verifier()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "07", "", " 7", "9999999999999999999", "0x7"})
  void aCheckpointWithoutASizeIsRefused(String size) {
    String text = "log.example/one\n" + size + "\n" + MerkleHash.EMPTY.base64() + "\n";
    assertThatExceptionOfType(NoteException.class).isThrownBy(() -> Checkpoint.parse(text));
  }

  @Test
  void aKeyNamesTheNextAndNobodyElseDoes() {
    KeySuccession succession =
        new KeySuccession(OTHER.verifier(), Instant.parse("2026-01-02T03:04:05Z"));
    SignedNote note = succession.signed(SIGNER);
    assertThat(KeySuccession.verified(note, SIGNER.verifier())).isEqualTo(succession);
    assertThatExceptionOfType(NoteException.class)
        .isThrownBy(() -> KeySuccession.verified(note, OTHER.verifier()));
    NoteSigner stranger = NoteSigner.generate("log.example/two");
    SignedNote foreign = new KeySuccession(stranger.verifier(), succession.since()).signed(SIGNER);
    assertThatExceptionOfType(NoteException.class)
        .isThrownBy(() -> KeySuccession.verified(foreign, SIGNER.verifier()));
  }
}
