package org.dwsaudit.projections.subscription;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.integrity.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * Seals secrets for the database with a key that is kept outside of it (AES-256-GCM, bound to the
 * subscription), so that who has the database alone does not have the secrets. Safe for use by
 * several threads.
 */
public final class SecretBox {

  public static final int KEY_BYTES = 32;

  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int ID_BYTES = 8;

  private final SecureRandom random = new SecureRandom();
  private final @Nullable SecretKeySpec key;
  private final String keyId;

  private SecretBox() {
    this.key = null;
    this.keyId = "none";
  }

  /** One without a key: it opens nothing, and refuses to seal. */
  public static SecretBox withoutKey() {
    return new SecretBox();
  }

  /**
   * @param key of {@value #KEY_BYTES} bytes, the same on every server over the database
   */
  public SecretBox(byte[] key) {
    if (key.length != KEY_BYTES) {
      throw new IllegalArgumentException(
          "key: %d bytes (expected: %d)".formatted(key.length, KEY_BYTES));
    }
    this.key = new SecretKeySpec(key, "AES");
    this.keyId = HexFormat.of().formatHex(Arrays.copyOf(Sha256.digest().digest(key), ID_BYTES));
  }

  /** Tells keys apart without giving them away. */
  public String keyId() {
    return keyId;
  }

  /** Random bytes for a new secret. */
  byte[] newSecret() {
    byte[] secret = new byte[KEY_BYTES];
    random.nextBytes(secret);
    return secret;
  }

  /**
   * @throws AuditException {@code INVALID_ARGUMENT} if there is no key
   */
  byte[] seal(UUID subscription, byte[] secret) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, subscription, nonce).doFinal(secret);
      return ByteBuffer.allocate(NONCE_BYTES + sealed.length).put(nonce).put(sealed).array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The secret; empty where it was sealed with another key, or altered. */
  Optional<byte[]> open(UUID subscription, byte[] sealed) {
    if (key == null || sealed.length < NONCE_BYTES) {
      return Optional.empty();
    }
    byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
    try {
      return Optional.of(
          cipher(Cipher.DECRYPT_MODE, subscription, nonce)
              .doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES));
    } catch (AEADBadTagException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private Cipher cipher(int mode, UUID subscription, byte[] nonce) throws GeneralSecurityException {
    SecretKeySpec held = key;
    if (held == null) {
      throw new AuditException(
          ErrorCode.INVALID_ARGUMENT,
          "webhooks.secret_key: not set (expected: a key, since the database is not the server's"
              + " own)");
    }
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, held, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(
        ByteBuffer.allocate(2 * Long.BYTES)
            .putLong(subscription.getMostSignificantBits())
            .putLong(subscription.getLeastSignificantBits())
            .flip());
    return cipher;
  }
}
