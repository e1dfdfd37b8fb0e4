package org.dwsaudit.app.server;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import org.dwsaudit.app.config.Settings;
import org.dwsaudit.projections.subscription.SecretBox;

/**
 * The key that seals subscriptions' secrets: the one that is configured; else, where the database
 * is the server's own, the one in {@code webhooks.key} in the data folder, made when it is not
 * there.
 */
final class WebhookKey {

  private static final String FILE = "webhooks.key";

  private WebhookKey() {}

  static SecretBox box(Settings settings) {
    String configured = settings.webhooks().secretKey();
    if (configured != null) {
      return new SecretBox(Base64.getDecoder().decode(configured));
    }
    return settings.databaseUrl() == null
        ? new SecretBox(fromFile(settings.data().resolve(FILE)))
        : SecretBox.withoutKey();
  }

  private static byte[] fromFile(Path file) {
    try {
      if (!Files.exists(file)) {
        make(file);
      }
      return Base64.getDecoder().decode(Files.readString(file).strip());
    } catch (IOException | IllegalArgumentException e) {
      throw new StartException(
          "%s: cannot be read (expected: %d bytes in Base64 that this user may read)"
              .formatted(file, SecretBox.KEY_BYTES),
          e);
    }
  }

  private static void make(Path file) throws IOException {
    byte[] key = new byte[SecretBox.KEY_BYTES];
    new SecureRandom().nextBytes(key);
    try (var channel =
        Files.newByteChannel(
            file,
            EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      channel.write(java.nio.ByteBuffer.wrap(Base64.getEncoder().encode(key)));
    } catch (FileAlreadyExistsException e) {
      // another start made it at the same moment
    }
  }
}
